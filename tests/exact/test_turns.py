"""Angles in fixed point."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact import turns
from tests.strategies import numbers

ANGLES = st.integers(0, 2**32 - 1)


@given(st.lists(ANGLES, max_size=20))
def test_cosines_and_sines_are_right(angles: list[int]) -> None:
    found = turns.cosines_and_sines(np.array(angles, np.uint32))
    for angle, cosine, sine in zip(angles, *(one.tolist() for one in found), strict=True):
        # libm is exact enough within an octant, to which integers lead.
        octants, rest = divmod(angle + 2**28, 2**29)
        exact = 2 * math.pi * ((rest - 2**28) / 2**32) + 0.0
        c, s = math.cos(exact), math.sin(exact)
        half = math.sqrt(0.5)
        for _ in range(octants % 2):
            c, s = half * (c - s), half * (c + s)
        for _ in range(octants // 2):
            c, s = -s, c
        assert abs(cosine - c) < 1e-15
        assert abs(sine - s) < 1e-15


def test_quarters_are_exact() -> None:
    cosines, sines = turns.cosines_and_sines(np.arange(4, dtype=np.uint32) << np.uint32(30))
    assert cosines.tolist() == [1, 0, -1, 0]
    assert sines.tolist() == [0, 1, 0, -1]


@given(st.lists(numbers(-(2.0**51), 2.0**51), max_size=20))
def test_the_nearest_fixed_point(values: list[float]) -> None:
    array = np.array(values)
    found = turns.to_fixed_point(array)
    assert found.tolist() == [round(Fraction(value) * 2**32) % 2**32 for value in values]
    assert np.array_equal(turns.to_fixed_point(-array), np.uint32(0) - found)
    assert np.array_equal(array, np.array(values))  # not written to


def test_ties_are_the_same_from_both_sides() -> None:
    ties = (np.arange(-9, 10) + 0.5) / 2**32
    assert turns.to_fixed_point(ties).tolist() == [round(n + 0.5) % 2**32 for n in range(-9, 10)]
