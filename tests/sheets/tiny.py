"""Small sheets, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

import nnart
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.sheets.grid import Grid

TINY: dict[str, Any] = {"layers": 3, "width": 8}


SIZE = Size(24, 20)


def sheet_of(*recipes: Recipe, columns: int = 3, title: str = "") -> nnart.Sheet:
    return nnart.Sheet(tuple(nnart.Tile(str(i), one) for i, one in enumerate(recipes)), columns, title)


def tile_of(pixels: NDArray[Any], sheet: nnart.Sheet, index: int, size: Size = SIZE) -> NDArray[Any]:
    grid = Grid.of(sheet, size)
    top, left = grid.place(index)
    return pixels[top : top + size.height, left : left + size.width]
