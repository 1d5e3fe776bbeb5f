"""Grids: where tiles stand on a sheet, and which shape it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.sheets.grid import Grid, columns_for, columns_of_row
from nnart.sheets.sheet import Axis
from tests.sheets.tiny import TINY

SHAPES = {
    "square": Size(160, 160),
    "landscape": Size(160, 90),
    "portrait": Size(160, 240),
    "phone": Size(160, 347),
}


def sheet_of(names: list[str], columns: int, **more: object) -> nnart.Sheet:
    recipe = Recipe(seed=1, **TINY)
    return nnart.Sheet(tuple(nnart.Tile(name, recipe) for name in names), columns, **more)  # type: ignore[arg-type]


def test_rows_are_filled_from_the_left() -> None:
    grid = Grid(Size(20, 10), 3, 7)
    assert grid.place(0)[0] == grid.place(2)[0] < grid.place(3)[0] < grid.place(6)[0]
    assert grid.place(3)[1] == grid.place(6)[1] == grid.gap
    assert grid.place(4) == (grid.place(0)[0] + grid.pitch[0], grid.place(0)[1] + grid.pitch[1])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [20, 24, 25, 36, 48, 64, 100, 1000])
def test_sheets_are_in_landscape_whatever_the_shape_of_tiles(shape: str, count: int) -> None:
    """About 3:2 to 16:9, or somewhat outside where that fills all places."""
    names = [str(n) for n in range(count)]
    columns = columns_for(names, SHAPES[shape])
    rows, across = Grid.of(sheet_of(names, columns, title="a title"), SHAPES[shape]).whole
    assert 0.8 <= across / rows <= 2.4
    assert count % columns == 0 or across / rows > 1.2
    assert -count % columns <= count / 4


@pytest.mark.parametrize(
    ("count", "columns"),
    [(6, 3), (8, 4), (9, 3), (10, 5), (12, 6), (15, 5), (16, 4), (20, 5), (24, 8), (25, 5)],
)
def test_rows_are_full_where_that_is_nearly_in_landscape(count: int, columns: int) -> None:
    assert columns_for([str(n) for n in range(count)], SHAPES["square"]) == columns
    assert columns_for([str(n) for n in range(count)], Size(160, 90)) in (columns, 3, 4, 5, 6)


def test_small_sheets_are_rows_or_two() -> None:
    names = [str(n) for n in range(8)]
    found = [columns_for(names[:count], Size(160, 160)) for count in range(1, 9)]
    assert found == [1, 2, 3, 4, 4, 3, 4, 4]


@given(st.integers(1, 300), st.integers(16, 400), st.integers(16, 400))
def test_every_column_has_a_tile(count: int, rows: int, across: int) -> None:
    assert 1 <= columns_for([str(n) for n in range(count)], Size(across, rows)) <= count
    assert 1 <= columns_of_row(count, Size(across, rows)) <= count


def test_a_row_is_broken_where_it_would_be_a_thin_strip() -> None:
    assert [columns_of_row(count, Size(160, 160)) for count in (1, 6, 12, 13, 21, 30)] == [1, 6, 12, 7, 11, 10]
    assert columns_of_row(12, Size(160, 90)) == 6
    assert columns_of_row(21, Size(160, 320)) == 21


def test_values_of_axes_take_the_place_of_names() -> None:
    names = [f"{row}, {column}" for row in (1, 2) for column in (3, 4, 5)]
    axes = (Axis("detail", ("3", "4", "5")), Axis("layers", ("1", "2")))
    plain, labelled = (Grid.of(sheet_of(names, 3, axes=each), Size(60, 60)) for each in (None, axes))
    assert labelled.left is not None
    assert labelled.pitch[0] == plain.pitch[0] - plain.line
    assert labelled.place(0)[1] >= labelled.left + labelled.gap
    assert labelled.place(0)[0] == labelled.gap + 2 * labelled.line


def test_a_long_title_has_several_lines_on_a_narrow_sheet() -> None:
    title = "seeds 900..905, preset silk, palette #000080,#ffd700"
    narrow, wide = (Grid.of(sheet_of([*"abcdef"], columns, title=title), Size(160, 160)) for columns in (1, 6))
    assert wide.title == (title,)
    assert len(narrow.title) == 3
    assert narrow.title[0] == "seeds 900..905,"
    assert narrow.place(0)[0] > wide.place(0)[0]
