"""Sheet: small pictures side by side, each with a name below it and its recipe in the file."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.colour.alpha import opaque
from nnart.errors import InputError, shown
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Progress
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.sheets.lettering import fitting, font, line_of, plain

_MOST_PIXELS = 2**27  # of a sheet: 400 MB
_PAPER, _INK = 255, (40, 40, 44)
_SMALLEST_TEXT, _LARGEST_TEXT = 11, 48  # pixels; within these, a tenth of a tile's width
_LONGEST = 200  # characters of a name
_ROOM = 20  # of them that have room below small tiles too: those of the largest seed


@dataclass(frozen=True)
class Tile:
    """A picture on a sheet.

    Attributes:
        name: one line, unlike all others on the sheet, even without blanks; it stands below it.
        recipe: what is painted.
    """

    name: str
    recipe: Recipe


@dataclass(frozen=True)
class Sheet:
    """Pictures in rows.

    Attributes:
        tiles: from left to right, then from top to bottom; one or more.
        columns: how many are in a row.
        title: one line above all; none if empty.
    """

    tiles: tuple[Tile, ...]
    columns: int
    title: str = ""

    def __post_init__(self) -> None:
        tiles = tuple(replace(tile, name=line_of(tile.name)) for tile in self.tiles)
        object.__setattr__(self, "tiles", tiles)
        object.__setattr__(self, "title", line_of(self.title))
        names = [tile.name.replace(" ", "") for tile in tiles]
        if not names:
            raise InputError("tiles: a sheet has one or more, not none")
        if isinstance(self.columns, bool) or not isinstance(self.columns, int) or self.columns < 1:
            raise InputError(f"columns: a whole number from 1 is needed, not {shown(self.columns)}")
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError(f"tiles: {shown(twice)} is the name of several; let each be there once")
        if max(map(len, names)) > _LONGEST:
            raise InputError(f"tiles: a name has at most {_LONGEST} characters, not {max(map(len, names))}")
        if len({tile.recipe.space for tile in self.tiles}) > 1:
            raise InputError("space: a sheet is in one of srgb and p3; take one for all its tiles")


@dataclass(frozen=True)
class Layout:
    """Where things stand on a sheet, in pixels.

    Attributes:
        size: rows and columns of each tile.
        columns: tiles in a row.
        count: of all tiles.
        titled: whether there is a title.
        widest: of the names, as far as there is room made for them.
    """

    size: tuple[int, int]
    columns: int
    count: int
    titled: bool
    widest: int = 0

    @classmethod
    def of(cls, sheet: Sheet, size: tuple[int, int]) -> Self:
        """Return that of a sheet with tiles of a size; small ones make room for names of 20 letters.

        Raises:
            InputError: if the sheet would be too large.
        """
        letters = font(_height(size))
        widest = max(math.ceil(letters.getlength(plain(tile.name[:_ROOM]))) for tile in sheet.tiles)
        return cls(size, sheet.columns, len(sheet.tiles), bool(sheet.title), widest)

    def __post_init__(self) -> None:
        if math.prod(self.whole) > _MOST_PIXELS:
            raise InputError(
                f"size: {self.count} tiles of {self.size[1]} x {self.size[0]} make a sheet of more than "
                f"{_MOST_PIXELS // 10**6} megapixels; take fewer or smaller ones"
            )

    @property
    def text(self) -> int:
        """The height of its letters."""
        return _height(self.size)

    @property
    def cell(self) -> int:
        """The width that a tile and its name have."""
        return max(self.size[1], self.widest)

    @property
    def gap(self) -> int:
        """Between tiles, and around all."""
        return max(6, self.size[1] // 16)

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return self.text * 3 // 2

    @property
    def whole(self) -> tuple[int, int]:
        """Rows and columns of the sheet."""
        rows = -(-self.count // self.columns)
        across = min(self.columns, self.count)
        height = rows * (self.size[0] + self.line) + (rows + 1) * self.gap + self.titled * 2 * self.line
        return height, across * (self.cell + self.gap) + self.gap

    def place(self, index: int) -> tuple[int, int]:
        """Return the first row and column of a tile."""
        row, column = divmod(index, self.columns)
        top = self.gap + self.titled * 2 * self.line + row * (self.size[0] + self.line + self.gap)
        return top, self.gap + column * (self.cell + self.gap) + (self.cell - self.size[1]) // 2


def _height(size: tuple[int, int]) -> int:
    """Return that of letters under tiles of a size."""
    return min(_LARGEST_TEXT, max(_SMALLEST_TEXT, size[1] // 10))


def columns_for(count: int, size: tuple[int, int]) -> int:
    """Return how many tiles in a row make a sheet a little wider than high, with few gaps in the last one."""
    ideal = max(1, min(count, round(math.sqrt(1.3 * count * size[0] / size[1]))))
    near = range(max(1, ideal - 2), min(count, ideal + 2) + 1)
    return min(near, key=lambda columns: (-count % columns, abs(columns - ideal)))


def painted(
    sheet: Sheet, size: tuple[int, int], *, threads: int | None = None, progress: Progress | None = None
) -> Generator[Thumbnail, None, None]:
    """Yield every tile's picture, in order."""
    recipes = (tile.recipe for tile in sheet.tiles)
    with closing(thumbnails(recipes, size, _same, threads=threads)) as results:
        for one in results:
            yield one
            if progress:
                progress(1 / len(sheet.tiles))


def _same(thumbnail: Thumbnail) -> Thumbnail:
    return thumbnail


def composed(
    sheet: Sheet, size: tuple[int, int], *, threads: int | None = None, progress: Progress | None = None
) -> tuple[Pixels, Sheet]:
    """Return a sheet's pixels, uint8 (rows, columns, 3), and the sheet with the gains that were found.

    Where a tile is transparent, it lies on white paper; all other pixels are those of `nnart.render`.

    Raises:
        InputError: if the sheet would be too large.
    """
    layout = Layout.of(sheet, size)
    pixels = np.full((*layout.whole, 3), _PAPER, np.uint8)
    _write_texts(pixels, sheet, layout)
    tiles: list[Tile] = []
    with closing(painted(sheet, size, threads=threads, progress=progress)) as pictures:
        for i, (tile, one) in enumerate(zip(sheet.tiles, pictures, strict=True)):
            top, left = layout.place(i)
            pixels[top : top + size[0], left : left + size[1]] = opaque(np.asarray(one.pixels, np.uint8))
            tiles.append(replace(tile, recipe=one.recipe))
    return pixels, replace(sheet, tiles=tuple(tiles))


def _write_texts(pixels: NDArray[np.uint8], sheet: Sheet, layout: Layout) -> None:
    """Write the title and all names upon white paper."""
    from PIL import Image, ImageDraw

    image = Image.fromarray(pixels)
    draw = ImageDraw.Draw(image)
    if sheet.title:
        width, large = layout.whole[1] - 2 * layout.gap, layout.text * 5 // 4
        place = layout.gap, layout.gap + layout.line
        draw.text(place, fitting(sheet.title, width, large), _INK, font(large), anchor="lm")
    for i, tile in enumerate(sheet.tiles):
        top, left = layout.place(i)
        middle = left + layout.size[1] / 2, top + layout.size[0] + layout.line / 2
        name = fitting(tile.name, layout.cell + layout.gap // 2, layout.text)
        draw.text(middle, name, _INK, font(layout.text), anchor="mm")
    pixels[:] = np.asarray(image)
