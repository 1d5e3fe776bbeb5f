"""Seamless planes: they repeat to the bit, and keep lengths."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.plane.seamless import Seamless
from nnart.plane.view import View
from tests.strategies import numbers


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from(["x", "y", "xy"]))
def test_seamless_pictures_repeat_to_the_bit(height: int, width: int, axes: str) -> None:
    view = View(size=(height, width))
    short = min(height, width)
    symmetry = Seamless(axes, (2 * width / short, 2 * height / short))
    rows, cols = np.arange(60) * 7 % height, np.arange(60) * 11 % width
    found = symmetry.inputs(view.points_at(rows, cols))
    across = symmetry.inputs(view.points_at(rows, cols + width))
    down = symmetry.inputs(view.points_at(rows - 2 * height, cols))
    assert np.array_equal(across, found) == ("x" in axes)
    assert np.array_equal(down, found) == ("y" in axes)


@given(st.sampled_from(["x", "y", "xy"]), numbers(0.1, 10), numbers(0.1, 10), numbers(-5, 5), numbers(-5, 5))
def test_seamless_planes_are_cylinders_and_tori(axes: str, p: float, q: float, x: float, y: float) -> None:
    found = Seamless(axes, (p, q)).inputs(np.array([[x], [y]]))[:, 0]
    scale = math.sqrt(len(found) / 2)
    expected: list[float] = []
    for axis, period, value in (("x", p, x), ("y", q, y)):
        if axis in axes:
            around = 2 * math.pi * (value / period % 1)
            expected += [scale * period / (2 * math.pi) * one for one in (math.cos(around), math.sin(around))]
        else:
            expected.append(scale * value)
    assert found.tolist() == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(("axes", "count"), [("x", 3), ("y", 3), ("xy", 4)])
def test_an_axis_that_repeats_takes_two_inputs(axes: str, count: int) -> None:
    symmetry = Seamless(axes, (2.0, 3.0))
    assert symmetry.name == f"seamless-{axes}"
    assert symmetry.inputs(np.zeros((2, 5))).shape == (symmetry.count, 5) == (count, 5)
    assert symmetry.sheets(np.zeros((2, 5))) is None


@given(st.sampled_from(["x", "y", "xy"]), numbers(0.5, 5), numbers(0.5, 5), numbers(-3, 3), numbers(-3, 3))
def test_lengths_are_those_of_the_plane(axes: str, p: float, q: float, x: float, y: float) -> None:
    """Times √(inputs / 2), which a network's weights undo."""
    symmetry, step = Seamless(axes, (p, q)), 1e-4
    here = np.array([[x], [y]])
    slopes = [
        (symmetry.inputs(here + move) - symmetry.inputs(here - move))[:, 0] / (2 * step)
        for move in (np.array([[step], [0.0]]), np.array([[0.0], [step]]))
    ]
    scale = symmetry.count / 2
    assert np.allclose(np.array(slopes) @ np.array(slopes).T, scale * np.eye(2), atol=1e-4)
