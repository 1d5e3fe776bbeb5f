"""Composing: paint tiles, and lay them out on paper with their names."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.colour.alpha import flatten
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.sheets.grid import Grid
from nnart.sheets.lettering import fitting, font
from nnart.sheets.sheet import Axis, Sheet, Tile

if TYPE_CHECKING:
    from PIL import ImageDraw

_PAPER, _INK, _SOFT = 255, (40, 40, 44), (110, 110, 118)


def paint_tiles(sheet: Sheet, size: Size, run: Run | None = None) -> Generator[Thumbnail, None, None]:
    """Yield every tile's picture, in order.

    Args:
        sheet: the tiles.
        size: of each.
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


def compose(sheet: Sheet, size: Size, run: Run | None = None) -> tuple[Pixels, Sheet]:
    """Return a sheet's pixels, uint8 (rows, columns, 3), and the sheet with calibrated recipes.

    Transparent tiles lie on white paper; all other pixels are exactly those of `nnart.render`.

    Args:
        sheet: what to paint.
        size: of each tile.
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
            pixels[top : top + size.height, left : left + size.width] = flatten(
                np.asarray(picture.pixels, np.uint8)
            )
            tiles.append(replace(tile, recipe=picture.recipe))
    return pixels, replace(sheet, tiles=tuple(tiles))


def _lay_out(sheet: Sheet, grid: Grid) -> NDArray[np.uint8]:
    """Return white paper with the title, and the tiles' names or the axes' values."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (grid.whole[1], grid.whole[0]), (_PAPER, _PAPER, _PAPER))
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(grid.title):
        draw.text((grid.gap, grid.gap + (i + 1) * grid.line), line, _INK, font(grid.large), anchor="lm")
    if sheet.axes is not None:
        _write_axes(draw, sheet.axes, grid)
        return np.array(image)
    for i, tile in enumerate(sheet.tiles):
        top, left = grid.place(i)
        middle = left + grid.size.width / 2, top + grid.size.height + grid.line / 2
        name = fitting(tile.written, grid.step + grid.gap // 2, grid.text)
        draw.text(middle, name, _INK, font(grid.text), anchor="mm")
    return np.array(image)


def _write_axes(draw: ImageDraw.ImageDraw, axes: tuple[Axis, Axis], grid: Grid) -> None:
    """Write the columns' values above them, and the rows' values on their left."""
    across, down = axes
    letters, (top, left) = font(grid.text), grid.corner
    assert grid.left is not None
    above, right = top - grid.line / 2, left - grid.gap
    name = fitting(across.name, grid.whole[1] - left - grid.gap, grid.text)
    draw.text((left, above - grid.line), name, _SOFT, letters, anchor="lm")
    draw.text((right, above), fitting(down.name, grid.left, grid.text), _SOFT, letters, anchor="rm")
    for column, value in enumerate(across.values):
        middle = grid.place(column)[1] + grid.size.width / 2
        text = fitting(value, grid.step + grid.gap // 2, grid.text)
        draw.text((middle, above), text, _INK, letters, anchor="mm")
    for row, value in enumerate(down.values):
        middle = grid.place(row * grid.columns)[0] + grid.size.height / 2
        draw.text((right, middle), fitting(value, grid.left, grid.text), _INK, letters, anchor="rm")
