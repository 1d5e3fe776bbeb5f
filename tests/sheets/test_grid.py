"""Grids: where tiles stand on a sheet."""

from __future__ import annotations

from nnart.sheets.grid import Grid, columns_for


def test_rows_are_filled_from_the_left() -> None:
    grid = Grid((10, 20), 3, 7, titled=False)
    assert grid.place(0)[0] == grid.place(2)[0] < grid.place(3)[0] < grid.place(6)[0]
    assert grid.place(3)[1] == grid.place(6)[1] == grid.gap
    assert [columns_for(n, (1, 1)) for n in (1, 2, 24, 64, 100)] == [1, 2, 6, 8, 10]
