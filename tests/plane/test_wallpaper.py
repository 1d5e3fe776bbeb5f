"""The 17 wallpaper groups, held against the International Tables and a plain twin."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.plane.groups import Group
from nnart.plane.view import View
from nnart.plane.wallpaper import Wallpaper
from tests.plane.international import HEXAGONAL, TABLES, every

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

SHIFT = {"pmg": np.array([[0.25], [0.0]])}  # of our origin, which lies on a mirror
names = st.sampled_from(list(TABLES))


def sides(name: str) -> Array:
    """Return the two sides of a cell as columns, as the International Tables have them, 1 long."""
    if name not in HEXAGONAL:
        return np.eye(2)
    tall = math.sqrt(3) / 2
    return np.array([[0, -tall], [1, -0.5]]) if name == "p31m" else np.array([[1, -0.5], [0, tall]])


def images(name: str, points: Array) -> list[Array]:
    """Return all images of points (2, P) of the plane whose cells are 1 long."""
    shift = SHIFT.get(name, np.zeros((2, 1)))
    x, y = np.linalg.solve(sides(name), points) + shift
    found = [np.array(eval(f"({one})", {"x": x, "y": y})) for one in TABLES[name].split()]
    return [sides(name) @ (image - shift) for image in found]


def near(name: str, first: Array, second: Array) -> Array:
    """Return how far each point is from the nearest image of the other one, (P,), in cells."""
    best = np.full(first.shape[1], np.inf)
    for image in images(name, second):
        apart = np.linalg.solve(sides(name), first - image)
        apart -= np.rint(apart)
        for cell in itertools.product((-1, 0, 1), repeat=2) if name in HEXAGONAL else [(0, 0)]:
            x, y = sides(name) @ (apart + np.array(cell)[:, None])
            best = np.minimum(best, np.hypot(x, y))
    return best


@every
def test_images_by_the_international_tables(name: str) -> None:
    wallpaper = Wallpaper(name, cells=2)
    points = np.random.default_rng(1).uniform(-2, 2, (2, 300))
    expected = wallpaper.inputs(points)
    for image in images(name, points):
        assert np.allclose(wallpaper.inputs(image), expected, rtol=0, atol=1e-7)


@given(names, st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), min_size=1, max_size=9))
def test_all_images_have_one_representative(name: str, points: list[tuple[int, int]]) -> None:
    """In plain integers."""
    wallpaper = Wallpaper(name)
    expected: list[tuple[int, int]] = []
    for s, t in points:
        found = [
            ((a * s + b * t + u * 2**31) % 2**32, (c * s + d * t + v * 2**31) % 2**32)
            for a, b, c, d, u, v in Group(name).operations
        ]
        expected.append(min(found))
        array = np.array(found, np.uint32).T
        least = np.array(wallpaper.representative(array[0], array[1]))
        assert (least == np.array([min(found)], np.uint32).T).all()
    s, t = np.array(points, np.uint32).T
    assert list(zip(*(one.tolist() for one in wallpaper.representative(s, t)), strict=True)) == expected


@given(
    st.sampled_from([name for name in TABLES if name not in HEXAGONAL]),
    st.lists(st.tuples(*[st.integers(-(2**22), 2**22)] * 2), max_size=20),
    st.tuples(*[st.integers(-3, 3)] * 2),
)
def test_images_are_the_same_bits(name: str, numerators: list[tuple[int, int]], cell: tuple[int, int]) -> None:
    points = np.array(numerators, np.float64).reshape(-1, 2).T / 2**20
    wallpaper = Wallpaper(name, cells=4.0)
    expected = wallpaper.inputs(points)
    for image in images(name, points * 2):
        assert np.array_equal(wallpaper.inputs((image + np.array(cell)[:, None]) / 2), expected)


@every
@pytest.mark.parametrize("side", [48, 90, 222, 34])
def test_pixels_that_are_images_are_the_same_bits(name: str, side: int) -> None:
    def grid(cells: float) -> Array:
        return Wallpaper(name, cells).inputs(View(size=(side, side)).points()).reshape(-1, side, side)

    inputs = grid(2)
    if name not in HEXAGONAL:
        half = side // 2
        assert np.array_equal(np.roll(inputs, half, axis=1), inputs)
        assert np.array_equal(np.roll(inputs, half, axis=2), inputs)
        assert np.array_equal(np.roll(grid(1), side, axis=2), grid(1))
    else:
        assert np.array_equal(np.roll(inputs, side // 2, axis=1 + (name != "p31m")), inputs)
    left_right = name in {"pm", "cm", "pmm", "pmg", "cmm", "p4m", "p3m1", "p31m", "p6m"}
    assert np.array_equal(inputs[:, :, ::-1], inputs) == left_right
    assert np.array_equal(inputs[:, ::-1], inputs) == (name in {"pmm", "cmm", "p4m", "p6m"})
    half_turn = name in {"p2", "pmm", "pgg", "cmm", "p4", "p4m", "p4g", "p6", "p6m"}
    assert np.array_equal(inputs[:, ::-1, ::-1], inputs) == half_turn
    assert np.array_equal(np.rot90(inputs, axes=(1, 2)), inputs) == (name in {"p4", "p4m", "p4g"})
    if name in {"pg", "pgg", "p4g", "cm", "cmm"} and side % 4 == 0:
        glide = np.roll(inputs[:, :, ::-1], side // 4, axis=1)
        shift = side // 4 if name in {"pgg", "p4g", "cm", "cmm"} else 0
        assert np.array_equal(np.roll(glide, shift, axis=2), inputs)


@every
def test_far_points_of_a_cell_differ(name: str) -> None:
    """So the picture has no more symmetry than the group, and the network can tell any two places apart."""
    points = np.random.default_rng(2).uniform(0, 2, (2, 300))
    inputs = Wallpaper(name, cells=2).inputs(points)
    one, other = np.triu_indices(300, 1)
    apart = np.sqrt(((inputs[:, one] - inputs[:, other]) ** 2).sum(axis=0))
    limit = 0.07 if len(TABLES[name].split()) >= 8 else 0.1
    assert apart[near(name, points[:, one], points[:, other]) > limit].min() > 0.03


@every
def test_no_other_isometry_of_the_lattice_keeps_the_inputs(name: str) -> None:
    """Of those that move by twelfths of a cell."""
    wallpaper = Wallpaper(name, cells=2)
    points = np.random.default_rng(3).uniform(0, 1, (2, 15))
    moves = np.array(list(itertools.product(range(12), repeat=2))) / 12
    before = np.tile(points, len(moves))
    for turned in images("p6m" if name in HEXAGONAL else "p4m", points):
        after = np.concatenate([turned + sides(name) @ move[:, None] for move in moves], axis=1)
        change = np.abs(wallpaper.inputs(after) - wallpaper.inputs(before)).max(axis=0)
        largest = change.reshape(len(moves), -1).max(axis=1)
        belongs = near(name, after, before).reshape(len(moves), -1).max(axis=1) < 1e-9
        assert largest[belongs].max(initial=0) < 1e-6
        assert largest[~belongs].min() > 0.1


@every
def test_inputs_are_smooth_across_borders(name: str) -> None:
    wallpaper = Wallpaper(name, cells=2)
    rng = np.random.default_rng(4)
    places = np.stack(np.meshgrid(np.arange(-12, 13), np.arange(-12, 13))).reshape(2, -1) / 12
    points = np.concatenate([sides(name) @ places, rng.uniform(-1, 1, (2, 2000))], axis=1)
    angle = rng.uniform(0, 2 * math.pi, points.shape[1])
    step = 1e-3 * np.array([np.cos(angle), np.sin(angle)])
    before, here, after = (wallpaper.inputs(points + k * step) for k in (-1, 0, 1))
    assert np.abs(after - here).max() < 15 * 1e-3
    assert np.abs(after - 2 * here + before).max() < 150 * 1e-6  # no crease


@every
def test_waves_are_those_of_a_plain_twin(name: str) -> None:
    """Sums of plane waves over the operations of the tables, by libm; equal ones are left out."""
    grid = np.stack(np.meshgrid(np.arange(12), np.arange(12))).reshape(2, -1) / 12 + 0.01
    points = sides(name) @ grid
    all_images = images(name, points)
    inverse = np.linalg.inv(sides(name))
    candidates = [(k, inverse.T @ k) for k in itertools.product(range(-5, 6), repeat=2) if k != (0, 0)]
    candidates.sort(key=lambda one: float(np.hypot(*one[1])))
    twin: list[Array] = []
    length = 0.0
    for _, k in candidates:
        longer = float(np.hypot(*k))
        if longer > length + 1e-9:
            if len(twin) >= 6:
                break
            length = longer
        for function in (math.cos, math.sin):
            raw = np.array(
                [
                    sum(function(2 * math.pi * float(k @ image[:, i])) for image in all_images)
                    for i in range(points.shape[1])
                ]
            )
            size = math.sqrt(float((raw**2).mean()))
            if size < 1e-9:
                continue
            wave = raw / (size * math.pi * length)
            if not any(min(np.abs(wave - one).max(), np.abs(wave + one).max()) < 1e-9 for one in twin):
                twin.append(wave)
    found = Wallpaper(name, cells=2).inputs(points)
    assert len(found) == len(twin)
    for wave in twin:
        assert sum(min(np.abs(wave - one).max(), np.abs(wave + one).max()) < 1e-7 for one in found) == 1


@every
def test_a_cell_has_the_detail_of_the_frame(name: str) -> None:
    """Where it is as large as the frame, squared slopes of an input are on average 1 in all, as those of x."""
    wallpaper = Wallpaper(name, cells=1)
    grid = np.stack(np.meshgrid(np.arange(12), np.arange(12))).reshape(2, -1) / 6
    points = sides(name) @ grid
    steps = 1e-4 * np.eye(2)[:, :, None]
    slopes = [(wallpaper.inputs(points + step) - wallpaper.inputs(points - step)) / 2e-4 for step in steps]
    assert np.allclose(sum((slope**2).mean(axis=1) for slope in slopes), 1, atol=1e-4)


@pytest.mark.parametrize("points", [0, 1, 2**14 + 1])
def test_any_number_of_points(points: int) -> None:
    wallpaper = Wallpaper("p6m")
    some = np.random.default_rng(6).uniform(-1, 1, (2, points))
    found = wallpaper.inputs(some)
    assert found.shape == (wallpaper.count, points)
    assert np.array_equal(found[:, points // 2 :], wallpaper.inputs(some[:, points // 2 :]))
    assert wallpaper.sheets(some) is None


@every
def test_far_out_all_is_finite(name: str) -> None:
    assert (np.abs(Wallpaper(name, 1000.0).inputs(np.array([[1e12, -1e12], [-1e12, 1.0]]))) < 2).all()
