"""Composing: tiles painted, and laid side by side on paper with their names."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.colour.alpha import flatten
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.sheets.grid import Grid
from nnart.sheets.lettering import fitting, font
from nnart.sheets.sheet import Sheet, Tile

_PAPER, _INK = 255, (40, 40, 44)


def paint_tiles(
    sheet: Sheet, size: tuple[int, int], run: Run | None = None
) -> Generator[Thumbnail, None, None]:
    """Yield every tile's picture, in order.

    Args:
        sheet: the tiles.
        size: rows and columns of each.
        run: how they are painted.

    Raises:
        Cancelled: if the work is cancelled.
    """
    run = run or Run()
    recipes = (tile.recipe for tile in sheet.tiles)
    with closing(thumbnails(recipes, size, _same, run)) as pictures:
        for picture in pictures:
            yield picture
            if run.progress:
                run.progress(1 / len(sheet.tiles))


def _same(thumbnail: Thumbnail) -> Thumbnail:
    return thumbnail


def compose(sheet: Sheet, size: tuple[int, int], run: Run | None = None) -> tuple[Pixels, Sheet]:
    """Return a sheet's pixels, uint8 (rows, columns, 3), and the sheet with the gains that were found.

    Where a tile is transparent, it lies on white paper; all other pixels are those of `nnart.render`.

    Args:
        sheet: what to paint.
        size: rows and columns of each tile.
        run: how it is painted.

    Raises:
        InputError: if the sheet would be too large.
        Cancelled: if the work is cancelled.
    """
    run = run or Run()
    grid = Grid.of(sheet, size)
    pixels = run.wait(partial(_lay_out, sheet, grid))
    tiles: list[Tile] = []
    with closing(paint_tiles(sheet, size, run)) as pictures:
        for i, (tile, picture) in enumerate(zip(sheet.tiles, pictures, strict=True)):
            top, left = grid.place(i)
            pixels[top : top + size[0], left : left + size[1]] = flatten(np.asarray(picture.pixels, np.uint8))
            tiles.append(replace(tile, recipe=picture.recipe))
    return pixels, replace(sheet, tiles=tuple(tiles))


def _lay_out(sheet: Sheet, grid: Grid) -> NDArray[np.uint8]:
    """Return white paper with the title and all names."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (grid.whole[1], grid.whole[0]), (_PAPER, _PAPER, _PAPER))
    draw = ImageDraw.Draw(image)
    if sheet.title:
        width, large = grid.whole[1] - 2 * grid.gap, grid.text * 5 // 4
        place = grid.gap, grid.gap + grid.line
        draw.text(place, fitting(sheet.title, width, large), _INK, font(large), anchor="lm")
    for i, tile in enumerate(sheet.tiles):
        top, left = grid.place(i)
        middle = left + grid.size[1] / 2, top + grid.size[0] + grid.line / 2
        name = fitting(tile.name, grid.step + grid.gap // 2, grid.text)
        draw.text(middle, name, _INK, font(grid.text), anchor="mm")
    return np.array(image)
