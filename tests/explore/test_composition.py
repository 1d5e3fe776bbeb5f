"""Composition: symmetry and empty space of pictures of which one knows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from nnart.explore.composition import SIDE, composition

Luma = NDArray[np.int16]


def noise(side: int = 128) -> Luma:
    return np.random.default_rng(5).integers(0, 256, (side, side)).astype(np.int16)


def waves() -> Luma:
    """Return something smooth without symmetry."""
    down, across = np.mgrid[0:128, 0:128] / 128
    light = 127 + 80 * np.sin(5 * across + 2 * down) + 40 * np.sin(9 * down * across)
    return np.asarray(np.rint(light), np.int16)


def test_mirrored_halves_are_symmetric() -> None:
    half = noise()[:, :64]
    across = np.concatenate([half, half[:, ::-1]], axis=1)
    assert composition(across)["symmetry"] == pytest.approx(1)
    assert composition(across.T)["symmetry"] == pytest.approx(1)
    assert abs(composition(noise())["symmetry"]) < 0.3


def test_what_turns_into_its_negative_is_not() -> None:
    ramp = np.add.outer(np.arange(128), np.arange(128)).astype(np.int16)
    assert composition(ramp)["symmetry"] == pytest.approx(0, abs=0.01)
    rows = np.broadcast_to(np.arange(128, dtype=np.int16), (128, 128))
    assert composition(rows)["symmetry"] == 1  # top with bottom


def test_flat_fields_are_empty() -> None:
    picture = noise()
    picture[:, :96] = 90
    found = composition(picture)
    assert found["emptiness"] == 0.75
    assert found["concentration"] == pytest.approx(0.75, abs=0.02)
    assert composition(noise())["emptiness"] == 0
    assert composition(noise())["concentration"] < 0.1


def test_a_gini_index_is_its_definition() -> None:
    """The mean difference of all pairs over twice the mean."""
    luma = waves()
    fields = luma.reshape(SIDE, 8, SIDE, 8).transpose(0, 2, 1, 3).reshape(SIDE**2, -1)
    detail = fields.std(axis=1)
    expected = np.abs(np.subtract.outer(detail, detail)).mean() / (2 * detail.mean())
    assert composition(luma)["concentration"] == pytest.approx(expected)


def test_a_correlation_is_its_definition() -> None:
    luma = waves()
    means = luma.reshape(SIDE, 8, SIDE, 8).mean(axis=(1, 3))
    expected = max(np.corrcoef(means.ravel(), other.ravel())[0, 1] for other in (means[::-1], means[:, ::-1]))
    assert composition(luma)["symmetry"] == pytest.approx(expected)


@given(arrays(np.int16, st.tuples(st.integers(16, 40), st.integers(16, 40)), elements=st.integers(0, 255)))
def test_all_are_finite_and_within_their_range(luma: Luma) -> None:
    found = composition(luma)
    assert all(math.isfinite(value) for value in found.values())
    assert -1 <= round(found["symmetry"], 9) <= 1
    assert 0 <= found["emptiness"] <= 1
    assert 0 <= round(found["concentration"], 9) < 1
    inverted = composition((255 - luma).astype(np.int16))
    assert inverted == pytest.approx(found)
