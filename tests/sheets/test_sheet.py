"""Sheets: what can be one."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.sheets.tiny import TINY, sheet_of


def test_sheets_that_cannot_be_are_refused(tmp_path: Path) -> None:
    one, other = Recipe(seed=1, **TINY), Recipe(seed=1, space="p3", **TINY)
    with pytest.raises(nnart.InputError, match=r"^tiles: a sheet has one or more, not none$"):
        nnart.Sheet((), 1)
    with pytest.raises(nnart.InputError, match=r"^tiles: 'a' is the name of several"):
        nnart.Sheet((nnart.Tile("a", one), nnart.Tile("a", one)), 1)
    with pytest.raises(nnart.InputError, match=r"^columns: a whole number from 1 is needed, not 0$"):
        sheet_of(one, columns=0)
    with pytest.raises(nnart.InputError, match=r"^space: a sheet is in one of srgb and p3"):
        sheet_of(one, other)
    with refused("kind", "path", error=nnart.InputError):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.jpg")
    with pytest.raises(nnart.InputError, match=r"^size: 2 tiles of 9999 x 9999 make a sheet of more than"):
        nnart.render_sheet(sheet_of(one, one), tmp_path / "a.png", (9999, 9999))
    (tmp_path / "a.png").write_text("mine")
    with pytest.raises(nnart.FileError, match=r"exists"):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
