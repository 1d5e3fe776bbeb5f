"""Diversity: which of the best are kept."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.explore.diversity import farthest_first, places
from nnart.explore.sketch import BYTES, sketch


@given(st.integers(1, 30), st.integers(1, 12), st.integers(0, 2**32))
def test_farthest_first_is_what_its_definition_says(points: int, count: int, seed: int) -> None:
    """Written again as slowly as can be; and it covers as Gonzalez proved."""
    at = np.random.default_rng(seed).integers(0, 20, (points, 3)).astype(float)
    chosen = farthest_first(at, count)
    assert chosen[0] == 0 and len(set(chosen)) == len(chosen) == min(points, count)
    for k in range(1, len(chosen)):
        gaps = {
            i: min(math.dist(at[i], at[j]) for j in chosen[:k]) for i in range(points) if i not in chosen[:k]
        }
        assert gaps[chosen[k]] == max(gaps.values())
    between = [math.dist(at[i], at[j]) for i in chosen for j in chosen if i < j]
    covered = max(min(math.dist(point, at[i]) for i in chosen) for point in at)
    assert not between or covered <= min(between)


def test_no_points_give_none() -> None:
    assert farthest_first(np.zeros((0, 3)), 5) == []


def test_places_tell_colours_before_anything_else() -> None:
    """Two reds are nearer to each other than to a blue of the same shapes."""
    red, other, blue = np.zeros((3, 64, 64, 3), np.uint8)
    red[:32, :, 0] = other[16:48, :, 0] = 200
    blue[:32, :, 2] = 200
    found = places([sketch(one) for one in (red, other, blue)], np.zeros((3, 6)))
    gaps = [math.dist(found[0], found[k]) for k in (1, 2)]
    assert 0 < gaps[0] < gaps[1]


def test_equal_pictures_are_nowhere_apart() -> None:
    found = places([bytes(BYTES)] * 3, np.zeros((3, 6)))
    assert np.ptp(found, axis=0).max() == 0
    assert farthest_first(found, 2) == [0, 1]
