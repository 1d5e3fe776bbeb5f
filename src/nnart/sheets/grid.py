"""Grid: where tiles, their names and a title stand on a sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from nnart.errors import InputError, fault
from nnart.sheets.lettering import font, plain
from nnart.sheets.sheet import Sheet

MAX_PIXELS = 2**27  # of a sheet: 400 MB
_MIN_TEXT, _MAX_TEXT = 11, 48  # pixels; within these, a tenth of a tile's width
_ROOM = 20  # characters of a name that have room below small tiles too: those of the largest seed


@dataclass(frozen=True)
class Grid:
    """Where things stand on a sheet, in pixels.

    Attributes:
        size: rows and columns of each tile.
        columns: tiles in a row.
        count: of all tiles.
        titled: whether there is a title.
        widest: width of the widest name, as far as there is room made for it.
    """

    size: tuple[int, int]
    columns: int
    count: int
    titled: bool
    widest: int = 0

    @classmethod
    def of(cls, sheet: Sheet, size: tuple[int, int]) -> Self:
        """Return the grid of a sheet with tiles of a size; small tiles make room for names of 20 letters.

        Raises:
            InputError: if the sheet would be too large.
        """
        letters = font(_height(size))
        widest = max(math.ceil(letters.getlength(plain(tile.name[:_ROOM]))) for tile in sheet.tiles)
        return cls(size, sheet.columns, len(sheet.tiles), bool(sheet.title), widest)

    def __post_init__(self) -> None:
        if math.prod(self.whole) > MAX_PIXELS:
            says = (
                f"{self.count} tiles of {self.size[1]} x {self.size[0]} make a sheet of more than "
                f"{MAX_PIXELS // 10**6} megapixels"
            )
            raise InputError(fault("limit", says, "size", ways="take fewer or smaller ones"))

    @property
    def text(self) -> int:
        """The height of its letters."""
        return _height(self.size)

    @property
    def step(self) -> int:
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
        return height, across * (self.step + self.gap) + self.gap

    def place(self, index: int) -> tuple[int, int]:
        """Return the first row and column of a tile."""
        row, column = divmod(index, self.columns)
        top = self.gap + self.titled * 2 * self.line + row * (self.size[0] + self.line + self.gap)
        return top, self.gap + column * (self.step + self.gap) + (self.step - self.size[1]) // 2


def _height(size: tuple[int, int]) -> int:
    """Return the height of letters under tiles of a size."""
    return min(_MAX_TEXT, max(_MIN_TEXT, size[1] // 10))


def columns_for(count: int, size: tuple[int, int]) -> int:
    """Return how many tiles in a row make a sheet a little wider than high, with few gaps in the last one."""
    ideal = max(1, min(count, round(math.sqrt(1.3 * count * size[0] / size[1]))))
    near = range(max(1, ideal - 2), min(count, ideal + 2) + 1)
    return min(near, key=lambda columns: (-count % columns, abs(columns - ideal)))
