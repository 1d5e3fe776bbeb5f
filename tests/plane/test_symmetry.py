"""Symmetries of pictures: folds, rotations and seamless planes; wallpapers have a file of their own."""

from __future__ import annotations

import hashlib
import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact.lattices import reference_points
from nnart.plane.seamless import Seamless
from nnart.plane.symmetry import Kaleidoscope, Mirror, Rotation, Symmetry, make_symmetry
from nnart.plane.view import View
from nnart.recipe import symmetries
from tests.faults_of import refused
from tests.strategies import numbers

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
ORDERS = range(2, 65)
EVERY: list[Symmetry] = [
    Mirror("x"), Mirror("y"), *map(Kaleidoscope, ORDERS), *map(Rotation, ORDERS),
    *(Seamless(axes, (2.0, 3.5)) for axes in ("x", "y", "xy")), *map(make_symmetry, symmetries.WALLPAPERS),
]  # fmt: skip
sides = st.integers(1, 40)


def grid(symmetry: Symmetry, height: int, width: int) -> Array:
    points = View(size=(width, height)).points()
    return symmetry.inputs(points).reshape(symmetry.count, height, width)


def turned(points: Array, degrees: float) -> Array:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, -s], [s, c]]) @ points


@given(st.sampled_from(EVERY), st.integers(0, 3), st.integers(0, 2**32))
def test_any_number_of_points_even_far_out(symmetry: Symmetry, count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    points = random.uniform(-1, 1, (2, count)) * 10.0 ** random.uniform(-320, 12, (2, count))
    before = points.copy()
    found = symmetry.inputs(points)
    assert found.shape == (symmetry.count, count)
    assert found.dtype == np.float64
    assert np.isfinite(found).all()
    assert np.array_equal(points, before)
    for i in range(count):
        assert np.array_equal(symmetry.inputs(points[:, [i]])[:, 0], found[:, i])
    sheets = symmetry.sheets(points)
    assert sheets is None or (sheets.shape == (count,) and sheets.dtype == np.int64)


def test_inputs_keep_their_bits() -> None:
    digest = hashlib.sha256()
    for symmetry in EVERY:
        digest.update((symmetry.inputs(reference_points()) + 0.0).astype("<f8").tobytes())
    assert digest.hexdigest() == "60f680f25b98778b1e710cdca094e102f0ae23319370705e9531f8d44a0efc8a"


@given(sides, sides)
def test_mirrors(height: int, width: int) -> None:
    x, y = View(size=(width, height)).points()
    across, along = Mirror("x"), Mirror("y")
    assert np.array_equal(across.inputs(np.array([x, y])), [np.abs(x), y])
    assert np.array_equal(along.inputs(np.array([x, y])), [x, np.abs(y)])
    found = grid(across, height, width)
    assert np.array_equal(found[:, :, ::-1], found)
    assert np.array_equal(across.sheets(np.array([x, y])), x < 0)
    assert np.array_equal(along.sheets(np.array([x, y])), y < 0)


def naive_fold(order: int, x: float, y: float) -> tuple[float, float, int]:
    """Fold by the angle from the top; also return the number of the wedge."""
    wedge = math.pi / order
    angle = math.atan2(x, y) % (2 * math.pi)
    number, rest = divmod(angle, wedge)
    rest = wedge - rest if number % 2 else rest
    radius = math.hypot(x, y)
    return radius * math.sin(rest), radius * math.cos(rest), int(number)


@given(st.sampled_from(ORDERS), st.lists(st.tuples(*[numbers(-3, 3)] * 2), max_size=40))
def test_kaleidoscopes_fold_into_one_wedge(order: int, places: list[tuple[float, float]]) -> None:
    points = np.array(places).reshape(-1, 2).T
    expected = [naive_fold(order, *place)[:2] for place in places]
    assert np.allclose(Kaleidoscope(order).inputs(points).T, np.array(expected).reshape(-1, 2), atol=1e-13)


@pytest.mark.parametrize("order", ORDERS)
def test_every_wedge_has_its_own_sheet(order: int) -> None:
    points = np.random.default_rng(order).uniform(-1, 1, (2, 4000))
    wedges = [naive_fold(order, *place)[2] for place in points.T.tolist()]
    sheets = Kaleidoscope(order).sheets(points)
    assert len(set(zip(wedges, sheets.tolist(), strict=True))) == len(set(sheets.tolist())) == 2 * order


@given(st.sampled_from(ORDERS), sides, sides)
def test_kaleidoscopes_are_exact_where_pixels_meet_pixels(order: int, height: int, width: int) -> None:
    found = grid(Kaleidoscope(order), height, width)
    assert np.array_equal(found[:, :, ::-1], found)
    if order % 2 == 0:
        assert np.array_equal(found[:, ::-1], found)
    if order % 4 == 0:
        square = grid(Kaleidoscope(order), width, width)
        assert np.array_equal(square.swapaxes(1, 2), square)
        assert np.array_equal(np.rot90(square, axes=(1, 2)), square)


@given(st.sampled_from(ORDERS), st.integers(0, 2**32))
def test_kaleidoscopes_do_not_tear(order: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    radius, wedge = random.uniform(0, 2, 300), random.integers(0, 2 * order, 300)
    angle = wedge * math.pi / order + random.uniform(-1e-9, 1e-9, 300)  # beside the mirrors
    points = radius * np.array([np.sin(angle), np.cos(angle)])
    moved = points + random.uniform(-1e-9, 1e-9, points.shape)
    change = np.hypot(*(Kaleidoscope(order).inputs(moved) - Kaleidoscope(order).inputs(points)))
    assert (change <= np.hypot(*(moved - points)) + 1e-14).all()


@pytest.mark.parametrize("order", ORDERS)
def test_rotations_are_a_cone(order: int) -> None:
    symmetry = Rotation(order)
    points = np.random.default_rng(order).uniform(-1, 1, (2, 500))
    found = symmetry.inputs(points)
    twin = []
    for x, y in points.T.tolist():
        radius = math.sqrt(x * x + y * y + 0.01)
        around = math.sqrt(1.5) * radius * ((x + 1j * y) / radius) ** order / order
        twin.append([around.real, around.imag, math.sqrt(1.5 * (1 - 1 / order**2)) * radius])
    assert np.allclose(found.T, twin, rtol=0, atol=1e-13)
    assert np.allclose(symmetry.inputs(turned(points, 360 / order)), found, rtol=0, atol=1e-13)


@pytest.mark.parametrize("order", [2, 3, 5, 8])
def test_rotations_are_no_more_than_that(order: int) -> None:
    points = np.random.default_rng(order).uniform(-1, 1, (2, 500))
    found = Rotation(order).inputs(points)
    mirrored = Rotation(order).inputs(points * [[-1], [1]])
    finer = [Rotation(order).inputs(turned(points, 360 / order / k)) for k in (2, 3)]
    for other in (mirrored, *finer):
        assert np.abs(other - found).max() > 0.05


@given(st.integers(1, 32), sides)
def test_rotations_are_exact_where_pixels_meet_pixels(half: int, side: int) -> None:
    found = grid(Rotation(2 * half), side, side)
    assert np.array_equal(found[:, ::-1, ::-1], found)
    if half % 2 == 0:
        assert np.array_equal(np.rot90(found, axes=(1, 2)), found)


@pytest.mark.parametrize("order", [2, 5, 12])
def test_rotations_keep_lengths_but_at_the_tip(order: int) -> None:
    """Times √(inputs / 2), which a network's weights undo."""
    points = turned(np.array([[3.0], [0.0]]), 7)
    steps = 1e-5 * np.eye(2)
    slopes = np.concatenate(
        [
            Rotation(order).inputs(points + step[:, None]) - Rotation(order).inputs(points - step[:, None])
            for step in steps
        ],
        axis=1,
    )
    assert np.allclose(slopes.T @ slopes / 4e-10, 1.5 * np.eye(2), atol=0.02 * order)


def test_rotations_are_smooth_at_the_tip() -> None:
    for order in ORDERS:
        line = np.array([np.arange(-50, 51) * 1e-3, np.zeros(101)])
        assert np.abs(np.diff(Rotation(order).inputs(line), 2)).max() < 30 * 1e-6
        assert Rotation(order).inputs(np.zeros((2, 1)))[:2].tolist() == [[0.0], [0.0]]


def test_a_symmetry_is_made_by_its_name() -> None:
    for symmetry in EVERY:
        if not isinstance(symmetry, Seamless):
            assert make_symmetry(symmetry.name) == symmetry
    assert len({symmetry.name for symmetry in EVERY}) == len(EVERY)
    assert make_symmetry("p6m", 3).inputs(np.ones((2, 1))).shape == (6, 1)


@pytest.mark.parametrize(("text", "rule"), [("p7", "choice"), ("rotation-1", "range"), ("rotation", "missing")])
def test_unknown_names_are_refused(text: str, rule: str) -> None:
    with refused(rule, "symmetry"):
        make_symmetry(text)


@pytest.mark.parametrize("cells", [0, -1, 0.001, 1001, math.nan, math.inf])
def test_cells_out_of_range_are_refused(cells: float) -> None:
    with refused("range", "cells"):
        make_symmetry("p1", cells)


def test_pictures_of_all_orders_differ() -> None:
    """No two symmetries give one picture by mistake."""
    points = reference_points()
    for one, other in itertools.combinations([s for s in EVERY if s.count == 2], 2):
        assert not np.array_equal(one.inputs(points), other.inputs(points)), (one, other)
