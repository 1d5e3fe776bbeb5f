"""Grid: the places of tiles, names, axes and title on a sheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from nnart.errors import InputError, fault
from nnart.recipe.size import Size
from nnart.sheets.lettering import font, plain, wrapped
from nnart.sheets.sheet import Sheet

MAX_PIXELS = 2**27  # of a sheet: 400 MB
_MIN_TEXT, _MAX_TEXT = 11, 48  # pixels; within these, a tenth of a tile's width
_ROOM = 20  # characters that fit below the smallest tiles: those of the largest seed
_TITLE_LINES = 3

# A sheet's width over its height, as for screens, slides and prints in landscape.
_SHAPES = 3 / 2, 16 / 9
_FULL = 0.8, 2.4  # the wider range allowed if it fills all rows
_EMPTY = 1.1  # weight of the share of empty places against the logarithm of a ratio of shapes
_STRIP = 12  # maximum width over height of a row; longer rows are broken


@dataclass(frozen=True)
class Grid:
    """Where things stand on a sheet, in pixels.

    Attributes:
        size: of each tile.
        columns: tiles in a row.
        count: of all tiles.
        title: its lines.
        widest: width reserved for the widest name, or value of a column.
        left: width of the values of rows; None without axes.
    """

    size: Size
    columns: int
    count: int
    title: tuple[str, ...] = ()
    widest: int = 0
    left: int | None = None

    @classmethod
    def of(cls, sheet: Sheet, size: Size) -> Self:
        """Return the grid of a sheet with tiles of this size; small tiles get room for names of 20 letters.

        Raises:
            InputError: if the sheet would be too large.
        """
        names: Iterable[str] = (tile.written for tile in sheet.tiles)
        left = None
        if sheet.axes is not None:
            across, down = sheet.axes
            names, left = across.values, _widest((down.name, *down.values), size)
        grid = cls(size, sheet.columns, len(sheet.tiles), (), _widest(names, size), left)
        if sheet.title:
            width = grid.whole[1] - 2 * grid.gap
            grid = replace(grid, title=wrapped(sheet.title, width, grid.large, _TITLE_LINES))
        if math.prod(grid.whole) > MAX_PIXELS:
            says = f"{grid.count} tiles of {size} make a sheet of more than {MAX_PIXELS // 10**6} megapixels"
            raise InputError(fault("limit", says, "size", ways="take fewer or smaller ones"))
        return grid

    @property
    def text(self) -> int:
        """The height of its letters."""
        return _height(self.size)

    @property
    def large(self) -> int:
        """The height of the letters of its title."""
        return self.text * 5 // 4

    @property
    def step(self) -> int:
        """The width of a tile with its name."""
        return max(self.size.width, self.widest)

    @property
    def gap(self) -> int:
        """Between tiles, and around all."""
        return max(6, self.size.width // 16)

    @property
    def line(self) -> int:
        """The height of a line of text."""
        return self.text * 3 // 2

    @property
    def below(self) -> int:
        """The height of a tile's name below it."""
        return self.line if self.left is None else 0

    @property
    def head(self) -> int:
        """The height of the title."""
        return (len(self.title) + 1) * self.line if self.title else 0

    @property
    def corner(self) -> tuple[int, int]:
        """The first row and column of the first tile's place."""
        top = self.gap + self.head
        if self.left is None:
            return top, self.gap
        return top + 2 * self.line, self.gap + self.left + self.gap

    @property
    def whole(self) -> tuple[int, int]:
        """Rows and columns of the sheet."""
        rows = -(-self.count // self.columns)
        across = min(self.columns, self.count)
        top, left = self.corner
        return top + rows * (self.size.height + self.below + self.gap), left + across * (self.step + self.gap)

    @property
    def pitch(self) -> tuple[int, int]:
        """Rows from a tile to the one below, and columns to the next one."""
        return self.size.height + self.below + self.gap, self.step + self.gap

    def place(self, index: int) -> tuple[int, int]:
        """Return the first row and column of a tile."""
        row, column = divmod(index, self.columns)
        top, left = self.corner
        down, across = self.pitch
        return top + row * down, left + column * across + (self.step - self.size.width) // 2


def _height(size: Size) -> int:
    """Return the height of letters under tiles of a size."""
    return min(_MAX_TEXT, max(_MIN_TEXT, size.width // 10))


def _widest(names: Iterable[str], size: Size) -> int:
    """Return the width of the widest name, counting 20 letters of each."""
    letters = font(_height(size))
    return max(math.ceil(letters.getlength(plain(name[:_ROOM]))) for name in names)


def columns_for(names: Sequence[str], size: Size, *, titled: bool = True) -> int:
    """Return the number of columns for a sheet in landscape, between 3:2 and 16:9.

    Minimises how far the sheet's shape lies outside this range (as the logarithm of a ratio), plus 1.1 times
    the share of empty places. Full rows have priority if the sheet is 0.8 to 2.4 times as wide as high;
    otherwise the last row may be short.

    Args:
        names: of the tiles, which stand below them.
        size: of each tile.
        titled: whether there is a title, of one line.
    """
    title, widest = ("",) * titled, _widest(names, size)

    def cost(columns: int) -> tuple[bool, float, int]:
        rows, across = Grid(size, columns, len(names), title, widest).whole
        shape = across / rows
        outside = max(math.log(_SHAPES[0] / shape), math.log(shape / _SHAPES[1]), 0.0)
        places = -(-len(names) // columns) * columns
        full = places == len(names) and _FULL[0] <= shape <= _FULL[1]
        return not full, outside + _EMPTY * (places - len(names)) / places, columns

    return min(range(1, len(names) + 1), key=cost)


def columns_of_row(count: int, size: Size) -> int:
    """Return how many tiles of one row stand side by side: all, or equal parts if all would be a thin strip.

    A strip is up to twelve times as wide as its tiles are high.
    """
    most = max(1, _STRIP * size.height // size.width)
    return -(-count // -(-count // most))
