"""Lattices: points spread evenly over a square."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact.lattices import reference_points, spread_points


def test_reference_points_are_spread_evenly() -> None:
    """Inside the frame, and every cell of a grid of 16 x 16 holds its share of 10 within a few."""
    points = reference_points()
    assert np.abs(points).max() < 1
    counts = np.histogram2d(points[0], points[1], bins=16, range=[[-1, 1], [-1, 1]])[0]
    assert np.abs(counts - points.shape[1] / 256).max() < 3


@pytest.mark.slow
@pytest.mark.parametrize("count", [64, 76, 88, 123, 900])
def test_probes_leave_no_large_hole(count: int) -> None:
    """None with room for a disc of more than three times the area that each has to itself."""
    probes = spread_points(count)
    around = np.concatenate([probes + np.array([[i], [j]]) for i in (-1, 0, 1) for j in (-1, 0, 1)], axis=1)
    places = (np.indices((60, 60)).reshape(2, -1) + 0.5) / 60
    apart = np.sqrt(((places[:, :, None] - around[:, None]) ** 2).sum(axis=0)).min(axis=1)
    assert math.pi * apart.max() ** 2 * count < 3


@given(st.integers(0, 300), st.integers(0, 300))
def test_fewer_places_are_the_first_of_more(count: int, more: int) -> None:
    places = spread_points(count + more)
    assert np.array_equal(spread_points(count), places[:, :count])
    assert ((places >= 0) & (places < 1)).all()


def test_places_keep_their_bits() -> None:
    """A multiple of the two powers of the plastic number each."""
    places = spread_points(3)
    assert places[:, 0].tolist() == [0.7548776662466927, 0.5698402909980532]
    assert places[:, 2].tolist() == [3 * 0.7548776662466927 % 1.0, 3 * 0.5698402909980532 % 1.0]


def test_reference_points_are_the_same_for_all_and_cannot_be_written_to() -> None:
    points = reference_points()
    assert reference_points() is points
    assert points.shape == (2, 2584)
    assert len(np.unique(points[0])) == len(np.unique(points[1])) == 2584
    with pytest.raises(ValueError, match="read-only"):
        points[0, 0] = 0.0


def test_reference_points_are_a_lattice() -> None:
    """Steps from one to the next are the same but for whole frames, as those of a Fibonacci lattice."""
    steps = np.diff(reference_points(), axis=1) * 1292 % 2584
    assert np.allclose(steps, [[1.0], [1597.0]], rtol=0, atol=1e-6)
