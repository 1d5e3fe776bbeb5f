"""A pyramid: a picture at full size, half size and so on down to one pixel, each level cut into tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnart.errors import InputError, fault
from nnart.recipe.size import Size

Window = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Tile:
    """A rectangle of a level's pixels.

    Attributes:
        row, column: its place among the level's tiles, from 0.
        rows, columns: its window, half-open ranges of the level's pixels, overlaps included.
    """

    row: int
    column: int
    rows: tuple[int, int]
    columns: tuple[int, int]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of its pixels."""
        return self.rows[1] - self.rows[0], self.columns[1] - self.columns[0]

    def within(self, window: Window) -> tuple[slice, slice]:
        """Return this tile's slices of the array (rows, columns, …) of a window that contains it."""
        rows, columns = (
            slice(start - first, stop - first)
            for (start, stop), (first, _) in zip((self.rows, self.columns), window, strict=True)
        )
        return rows, columns


@dataclass(frozen=True)
class Level:
    """A picture at one of its sizes.

    Attributes:
        number: 0 for one pixel, growing with size.
        step: how many pixels of the full size, in each direction, one pixel stands for; a power of two.
        extent: rows and columns: those of the full size divided by `step`, rounded up.
        side: pixels a side of a tile, without overlaps.
        overlap: pixels that a tile shares with each neighbour.
    """

    number: int
    step: int
    extent: tuple[int, int]
    side: int
    overlap: int

    @property
    def grid(self) -> tuple[int, int]:
        """Rows and columns of its tiles."""
        rows, columns = (_over(length, self.side) for length in self.extent)
        return rows, columns

    def tile(self, row: int, column: int) -> Tile:
        """Return a tile.

        Raises:
            InputError: if the level has no such tile.
        """
        return Tile(row, column, *self.window((row, row + 1), (column, column + 1)))

    def tiles(
        self, rows: tuple[int, int] | None = None, columns: tuple[int, int] | None = None
    ) -> Iterator[Tile]:
        """Yield the tiles in half-open ranges of rows and columns; all tiles by default."""
        down, across = self.grid
        for row in range(*(rows or (0, down))):
            for column in range(*(columns or (0, across))):
                yield self.tile(row, column)

    def window(self, rows: tuple[int, int], columns: tuple[int, int]) -> Window:
        """Return the rows and columns of pixels that a block of tiles covers.

        Args:
            rows, columns: of tiles, half-open ranges.

        Raises:
            InputError: if it has no such tiles.
        """
        for name, (start, stop), count in zip(("rows", "columns"), (rows, columns), self.grid, strict=True):
            if not 0 <= start < stop <= count:
                raise InputError(
                    fault("range", f"tiles within 0 … {count} are needed, not {start} … {stop}", name)
                )
        return self._range(rows, self.extent[0]), self._range(columns, self.extent[1])

    def _range(self, tiles: tuple[int, int], length: int) -> tuple[int, int]:
        start, stop = (place * self.side for place in tiles)
        return max(start - self.overlap, 0), min(stop + self.overlap, length)


def pyramid(size: Size, side: int, overlap: int) -> tuple[Level, ...]:
    """Return a picture's levels, from one pixel to the full size.

    Args:
        size: the full one.
        side, overlap: as in `Level`.
    """
    rows, columns = size.shape
    last = (max(size) - 1).bit_length()
    steps = (1 << (last - number) for number in range(last + 1))
    return tuple(
        Level(number, step, (_over(rows, step), _over(columns, step)), side, overlap)
        for number, step in enumerate(steps)
    )


def _over(number: int, divisor: int) -> int:
    """Return a quotient, rounded up."""
    return -(-number // divisor)
