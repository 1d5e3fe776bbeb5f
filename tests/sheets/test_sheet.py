"""Sheets: what can be one."""

from __future__ import annotations

from pathlib import Path

import nnart
from nnart.recipe.recipe import Recipe
from nnart.sheets.sheet import MAX_NAME, Axis, Sheet
from tests.faults_of import refused
from tests.sheets.tiny import TINY, sheet_of


def test_sheets_that_cannot_be_are_refused(tmp_path: Path) -> None:
    one, other = Recipe(seed=1, **TINY), Recipe(seed=1, space="p3", **TINY)
    with refused("count", "tiles", error=nnart.InputError):
        nnart.Sheet((), 1)
    with refused("conflict", "tiles", error=nnart.InputError):
        nnart.Sheet((nnart.Tile("a", one), nnart.Tile("a", one)), 1)
    with refused("range", "columns", error=nnart.InputError):
        sheet_of(one, columns=0)
    with refused("conflict", "space", error=nnart.InputError):
        sheet_of(one, other)
    with refused("kind", "path", error=nnart.InputError):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.jpg")
    with refused("limit", "size", error=nnart.InputError):
        nnart.render_sheet(sheet_of(one, one), tmp_path / "a.png", (9999, 9999))
    (tmp_path / "a.png").write_text("mine")
    with refused("exists", error=nnart.FileError):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def test_axes_have_a_value_for_each_column_and_row() -> None:
    sheet = sheet_of(*(Recipe(seed=seed, **TINY) for seed in range(6)))
    across, down = Axis("detail", ("3", "4", "5")), Axis("layers", ("1", "2"))
    assert Sheet(sheet.tiles, 3, "", (across, down)).axes == (across, down)
    for axes in ((down, across), (across, across)):
        with refused("count", "axes", error=nnart.InputError):
            Sheet(sheet.tiles, 3, "", axes)
    with refused("limit", "axes", error=nnart.InputError):
        Sheet(sheet.tiles, 3, "", (across, Axis("x" * (MAX_NAME + 1), ("1", "2"))))
    assert Axis("a\nb", ("\x1b1",)) == Axis("a b", ("1",))
