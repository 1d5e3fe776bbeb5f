"""The plane, and where pixels lie on it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact.turns import cos_sin
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.strategies import numbers

SIDES = st.integers(1, 60)
VIEWS = st.builds(
    View,
    size=st.builds(Size, SIDES, SIDES),
    center=st.tuples(numbers(-10, 10), numbers(-10, 10)),
    zoom=numbers(1e-3, 1e3),
    rotate=numbers(-360, 360),
    sampling=st.sampled_from(["centres", "ends"]),
)


def test_the_whole_is_no_new_view() -> None:
    view = View(size=Size(30, 20))
    assert view.crop(view.rows) is view.crop(view.rows, view.cols) is view.shrunk(1) is view
    small, part = view.shrunk(3), view.crop((0, 10))
    assert small.shrunk(3) is small
    assert small.crop((1, 8)).shrunk(3) == small
    assert part.shrunk(1) == view
    assert view.crop((0, 20), (0, 29)) != view


@given(VIEWS, st.data())
def test_a_crop_is_a_part(view: View, data: st.DataObject) -> None:
    (width, height), n = view.size, st.integers
    top = data.draw(n(0, height - 1))
    bottom = data.draw(n(top + 1, height))
    left = data.draw(n(0, width - 1))
    right = data.draw(n(left + 1, width))
    whole = view.points().reshape(2, height, width)
    part = view.crop((top, bottom), (left, right))
    assert np.array_equal(part.points().reshape(2, *part.shape), whole[:, top:bottom, left:right])


@given(VIEWS, st.integers(1, 70))
def test_bands_make_the_whole(view: View, height: int) -> None:
    points = np.concatenate([band.points() for band in view.bands(height)], axis=1)
    assert np.array_equal(points, view.points())


def test_pixels_are_sampled_at_their_centres() -> None:
    x, y = View(size=(4, 2)).points().reshape(2, 2, 4)
    assert x[0].tolist() == [-1.5, -0.5, 0.5, 1.5]  # the shorter side spans -1 … 1
    assert y[:, 0].tolist() == [0.5, -0.5]  # y points up


def test_sampling_at_the_ends_is_linspace() -> None:
    x, y = View(size=(41, 41), sampling="ends").points().reshape(2, 41, 41)
    assert np.abs(x[0] - np.linspace(-1, 1, 41)).max() < 1e-15
    assert np.abs(y[:, 0] - np.linspace(1, -1, 41)).max() < 1e-15
    assert View(size=(1, 1), sampling="ends").points().tolist() == [[0.0], [0.0]]


def test_zoom_and_center() -> None:
    x, y = View(size=(2, 2), center=(3.0, 5.0), zoom=4.0).points()
    assert x.tolist() == [2.875, 3.125, 2.875, 3.125]
    assert y.tolist() == [5.125, 5.125, 4.875, 4.875]


def test_rotation_turns_what_is_seen_counter_clockwise() -> None:
    """What lay on the right, at (1, 0), is seen at the top after 90 degrees."""
    turned = View(size=(3, 3), rotate=90).points().reshape(2, 3, 3)
    plain = View(size=(3, 3)).points().reshape(2, 3, 3)
    assert np.array_equal(turned[:, 0, 1], plain[:, 1, 2])
    assert np.array_equal(turned, np.stack([np.rot90(plain[0]), np.rot90(plain[1])]))


@given(numbers(-360, 360))
def test_cosine_and_sine_are_right(degrees: float) -> None:
    c, s = cos_sin(degrees)
    assert c == pytest.approx(math.cos(math.radians(degrees)), abs=1e-15)
    assert s == pytest.approx(math.sin(math.radians(degrees)), abs=1e-15)


def test_quarter_turns_are_exact() -> None:
    assert [cos_sin(90 * k) for k in range(-4, 5)] == [
        (1, 0), (0, 1), (-1, 0), (0, -1), (1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)
    ]  # fmt: skip


def test_cosine_and_sine_keep_their_bits() -> None:
    assert [x.hex() for x in cos_sin(30.0)] == ["0x1.bb67ae8584caap-1", "0x1.0000000000000p-1"]
    assert [x.hex() for x in cos_sin(1.0)] == ["0x1.ffec097f5af8ap-1", "0x1.1df0b2b89dd1ep-6"]


@pytest.mark.parametrize("size", [(0, 1), (1, 1_000_001), (1.5, 1), (True, 1)])
def test_sizes_out_of_range_are_refused(size: tuple[int, int]) -> None:
    with refused("range", "size"):
        View(size=size)


@pytest.mark.parametrize("rows", [(0, 0), (-1, 1), (2, 1), (0, 11)])
def test_windows_outside_the_picture_are_refused(rows: tuple[int, int]) -> None:
    with refused("range", "rows"):
        View(size=(10, 10), rows=rows)


def test_framing_is_checked_as_a_recipes() -> None:
    with refused("range", "zoom"):
        View(size=(1, 1), zoom=0)


def test_a_view_of_a_recipe_has_its_framing() -> None:
    recipe = Recipe(center=(1.0, 2.0), zoom=3.0, rotate=4.0, sampling="ends")
    expected = View(size=(5, 6), center=(1.0, 2.0), zoom=3.0, rotate=4.0, sampling="ends")
    assert View.of(recipe, (5, 6)) == expected


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 2, 4, 8, 64]), st.floats(-180, 180))
def test_a_shrunk_pixel_is_in_the_middle_of_those_that_it_stands_for(
    rows: int, columns: int, shrink: int, rotate: float
) -> None:
    """Of the plane's, where they reach beyond the picture."""
    view = View(size=(columns, rows), rotate=rotate, zoom=2.5, center=(0.5, -1.0))
    small = view.shrunk(shrink)
    assert small.shape == small.extent == (-(-rows // shrink), -(-columns // shrink))
    i, j = (places.ravel() for places in np.indices(small.shape))
    offsets = np.indices((shrink, shrink)).reshape(2, -1)
    down, across = (
        (shrink * first + step[:, None]).ravel() for first, step in zip((i, j), offsets, strict=True)
    )
    middles = view.points_at(down, across).reshape(2, -1, small.shape[0] * small.shape[1]).mean(axis=1)
    assert np.allclose(small.points(), middles, atol=1e-12)


@given(st.integers(1, 30), st.integers(1, 30), st.sampled_from([2, 4, 8]), st.floats(-180, 180))
def test_a_size_that_divides_is_a_picture_of_its_own(
    rows: int, columns: int, shrink: int, rotate: float
) -> None:
    large = View(size=(columns * shrink, rows * shrink), rotate=rotate, zoom=3.7, center=(0.1, 7.0))
    small = View(size=(columns, rows), rotate=rotate, zoom=3.7, center=(0.1, 7.0))
    assert np.array_equal(large.shrunk(shrink).points(), small.points())
