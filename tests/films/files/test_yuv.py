"""Luma and chroma, against an independent twin in float64."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.films.files import yuv
from nnart.films.files.dither import PERIOD, thresholds

_MATRIX = np.array(
    [
        [0.2126, 0.7152, 0.0722],
        [-0.2126 / 1.8556, -0.7152 / 1.8556, 0.5],
        [0.5, -0.7152 / 1.5748, -0.0722 / 1.5748],
    ]
)


def twin(pixels: NDArray[np.uint16], depth: int, *, halved: bool) -> list[NDArray[np.float64]]:
    """Return luma, Cb and Cr in code values, not yet rounded, by a matrix."""
    luma, *chroma = np.moveaxis(pixels[..., :3] / 65535 @ _MATRIX.T, 2, 0)
    scale = 2 ** (depth - 8)
    planes = [(16 + 219 * luma) * scale]
    for plane in chroma:
        small = plane
        if halved:
            padded = np.pad(plane, ((0, 0), (1, 0)), "edge")
            wide = (padded[:, :-2:2] + 2 * padded[:, 1:-1:2] + padded[:, 2::2]) / 4
            small = (wide[0::2] + wide[1::2]) / 2
        planes.append((128 + 224 * small) * scale)
    return planes


def encoded(pixels: NDArray[np.uint16], depth: int, *, halved: bool, first_row: int = 0) -> list[NDArray[Any]]:
    """Return the planes of a band."""
    rows, columns, channels = pixels.shape
    part = 2 if halved else 1
    shapes = [(rows, columns), *[(rows // part, columns // part)] * 2, *[(rows, columns)] * (channels - 3)]
    planes = [np.zeros(shape, np.uint16) for shape in shapes]
    yuv.encode(pixels, planes, first_row, depth, halved=halved)
    return planes


@pytest.mark.parametrize("depth", [8, 10])
@pytest.mark.parametrize("halved", [True, False])
def test_planes_are_the_twins_rounded_by_the_thresholds(depth: int, halved: bool) -> None:
    pixels = np.random.default_rng(1).integers(0, 65536, (70, 52, 3), np.uint16)
    planes = encoded(pixels, depth, halved=halved)
    for number, (plane, exact) in enumerate(zip(planes, twin(pixels, depth, halved=halved), strict=True)):
        noise = thresholds(plane.shape[1], (0, 21845, 43690)[number])[np.arange(len(plane)) % PERIOD]
        over = exact + noise - plane
        assert over.min() > -1e-3 and over.max() < 1 + 1e-3


@pytest.mark.parametrize("depth", [8, 10, 12])
@pytest.mark.parametrize("grey", [0, 257 * 100, 65535])
def test_greys_have_no_colour_and_their_own_luma(depth: int, grey: int) -> None:
    luma, *chroma = encoded(np.full((8, 512, 3), grey, np.uint16), depth, halved=True)
    assert all((plane == 128 << depth - 8).all() for plane in chroma)
    wanted = (16 + 219 * grey / 65535) * 2 ** (depth - 8)
    assert abs(luma.mean() - wanted) < 0.01 and np.ptp(luma) <= 1


@pytest.mark.parametrize("colour", [(65535, 0, 0), (0, 65535, 0), (0, 0, 65535), (65535, 0, 65535)])
def test_the_strongest_colours_stay_within_limits(colour: tuple[int, int, int]) -> None:
    luma, *chroma = encoded(np.full((16, 64, 3), colour, np.uint16), 8, halved=True)
    assert luma.min() >= 16 and luma.max() <= 235
    assert min(plane.min() for plane in chroma) >= 16 and max(plane.max() for plane in chroma) <= 240


def test_alpha_is_full_at_both_ends() -> None:
    pixels = np.zeros((4, 6, 4), np.uint16)
    pixels[:2, :, 3] = 65535
    alpha = encoded(pixels, 10, halved=False)[3]
    assert (alpha[:2] == 1023).all() and (alpha[2:] == 0).all()


@settings(max_examples=30, deadline=None)
@given(cuts=st.lists(st.integers(1, 34), max_size=6), halved=st.booleans())
def test_bands_join_into_the_frame(cuts: list[int], halved: bool) -> None:
    pixels = np.random.default_rng(2).integers(0, 65536, (70, 16, 4), np.uint16)
    edges = sorted({0, 70, *(2 * cut for cut in cuts)})
    bands = [encoded(pixels[start:end], 8, halved=halved, first_row=start) for start, end in pairwise(edges)]
    whole = encoded(pixels, 8, halved=halved)
    assert all(
        np.array_equal(np.concatenate(parts), plane)
        for parts, plane in zip(zip(*bands, strict=True), whole, strict=True)
    )


@pytest.mark.parametrize(
    ("depth", "halved", "most"), [(8, True, 1.2), (10, True, 0.5), (10, False, 0.3), (12, False, 0.08)]
)
def test_smooth_pixels_come_back(depth: int, halved: bool, most: float) -> None:
    across, down = np.linspace(0, 1, 320), np.linspace(0, 1, 180)[:, None]
    colours = np.stack([across + 0 * down, 0.5 + 0.5 * np.sin(3 * across + down), 0 * across + down], axis=2)
    pixels = np.floor(colours * 65535 + 0.5).astype(np.uint16)
    found = yuv.decode(encoded(pixels, depth, halved=halved), depth, halved=halved)
    apart = (found.astype(np.float64) - pixels) / 257
    assert np.abs(apart).mean() < most
    assert abs(apart.mean()) < 0.02


def test_alpha_comes_back() -> None:
    pixels = np.random.default_rng(3).integers(0, 65536, (6, 8, 4), np.uint16)
    found = yuv.decode(encoded(pixels, 12, halved=False), 12, halved=False)
    assert np.abs(found[..., 3].astype(int) - pixels[..., 3]).max() <= 65535 / 4095 + 1
