"""Sheets: what can be one."""

from __future__ import annotations

from pathlib import Path

import nnart
from nnart.recipe.recipe import Recipe
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
