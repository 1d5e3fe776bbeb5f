"""Reels: frames are the same however they are painted."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnart.arrays import Pixels
from nnart.films import blending as module
from nnart.films.film import Film
from nnart.films.kinds import KINDS
from nnart.films.reel import Reel
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone, Threads
from tests.films.cases import ADAPTIVE, SIZE, film_of, small, smooth


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize(
    "values", [{}, {"samples": 2, "alpha": "field", "dither": True}], ids=["plain", "rich"]
)
def test_a_loop_closes_to_the_byte(kind: str, values: dict[str, Any]) -> None:
    recipes = [small(seed, **values) for seed in ((7, 12) if kind == "morph" else (7,))]
    film = film_of(kind, *recipes)
    reel = Reel(film, SIZE)
    first = reel.frame(0)
    assert np.array_equal(first, reel.frame(film.frames))
    assert not np.array_equal(first, reel.frame(film.frames // 3))
    assert first.shape == (*SIZE.shape, 3 + bool(values))


@pytest.mark.parametrize("kind", ["light", "depth", "flight"])
def test_there_and_back_show_the_same_frames(kind: str) -> None:
    film = film_of(kind, course="there-and-back")
    reel = Reel(film, SIZE)
    for k in (1, 7, 20):
        assert np.array_equal(reel.frame(k), reel.frame(film.frames - k))


@settings(max_examples=8)
@given(st.sampled_from(list(KINDS)), st.lists(st.integers(0, 59), min_size=2, max_size=5))
def test_the_order_of_frames_does_not_matter(kind: str, asked: list[int]) -> None:
    film = film_of(kind)
    reel = Reel(film, SIZE)
    for k in asked:
        assert np.array_equal(reel.frame(k), Reel(film, SIZE).frame(k))


@pytest.mark.parametrize("kind", list(KINDS))
def test_threads_and_bands_do_not_matter(kind: str) -> None:
    """At a size that is interpolated; so neither do the cells that bands cut."""
    film = smooth(kind)
    expected = Reel(film, ADAPTIVE, run=Run(Alone())).frame(7)
    for threads in (1, 2, 3):
        assert np.array_equal(Reel(film, ADAPTIVE, run=Run(Threads(threads))).frame(7), expected)
    for band in (1, 272 * 100):
        with mock.patch.object(module, "_BAND", band):
            assert np.array_equal(Reel(film, ADAPTIVE).frame(7), expected)


@pytest.mark.parametrize("kind", ["light", "drift"])
@pytest.mark.parametrize("step", [2, 6])
def test_bands_are_whole_steps(kind: str, step: int) -> None:
    reel, found = Reel(film_of(kind), SIZE), list[tuple[int, Pixels]]()
    with mock.patch.object(module, "_BAND", 3 * SIZE.width):
        (found,) = reel.frames([7], _with_row, step)
    rows = 0
    for first, pixels in found:
        assert first == rows
        rows += len(pixels)
        assert rows % step == 0 or rows == SIZE.height
    assert np.array_equal(np.concatenate([pixels for _, pixels in found]), reel.frame(7))


def _with_row(pixels: Pixels, row: int) -> tuple[int, Pixels]:
    return row, pixels


@pytest.mark.parametrize("kind", ["light", "depth", "morph"])
def test_frames_are_within_the_tolerance(kind: str) -> None:
    """0.25 levels of 8 bits, against the same film with every pixel evaluated."""
    near, exact = (
        Reel(film_of(kind, *recipes), ADAPTIVE, 16)
        for recipes in (
            [small(seed, tolerance=tolerance, detail=1.5) for seed in ((7, 12) if kind == "morph" else (7,))]
            for tolerance in (0.25, 0.0)
        )
    )
    for k in (0, 7, 20):
        apart = np.abs(near.frame(k).astype(int) - exact.frame(k).astype(int))
        assert apart.max() <= 0.25 * 257 + 1
    assert apart.any()  # or nothing was interpolated


def test_frames_have_16_bits_where_asked() -> None:
    film = film_of("light")
    fine, coarse = Reel(film, SIZE, 16).frame(7), Reel(film, SIZE, 8).frame(7)
    assert fine.dtype == np.uint16
    assert np.abs(fine / 257 - coarse).max() <= 0.51


def test_frames_of_a_film_that_was_not_measured_are_refused() -> None:
    with pytest.raises(AssertionError):
        Reel(Film(small(), "flight"), SIZE)
