"""Block: some tiles of a level, rendered together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from nnart.plane.view import View
from nnart.tiles.layout import Layout
from nnart.tiles.pyramid import Level, Tile

_SIDE = 4  # tiles both ways


@dataclass(frozen=True)
class Block:
    """Some tiles of a level, rendered together.

    Attributes:
        level: of the tiles.
        rows, columns: half-open ranges of tiles.
        again: whether the block is rendered again, since its files were lost.
    """

    level: Level
    rows: tuple[int, int]
    columns: tuple[int, int]
    again: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of its window, in pixels."""
        rows, columns = self.level.window(self.rows, self.columns)
        return rows[1] - rows[0], columns[1] - columns[0]

    def view(self, whole: View) -> View:
        """Return its window."""
        return whole.shrunk(self.level.step).crop(*self.level.window(self.rows, self.columns))

    def tiles(self) -> Iterator[Tile]:
        """Yield its tiles."""
        return self.level.tiles(self.rows, self.columns)


def blocks_of(level: Level) -> Iterator[Block]:
    """Yield the blocks of a level, row by row."""
    down, across = level.grid
    for row in range(0, down, _SIDE):
        for column in range(0, across, _SIDE):
            yield Block(level, (row, min(row + _SIDE, down)), (column, min(column + _SIDE, across)))


def all_blocks(layout: Layout) -> Iterator[Block]:
    """Yield the blocks of all levels, the smallest level first, to show something soon."""
    for level in layout.levels():
        yield from blocks_of(level)


def count_pixels(layout: Layout) -> int:
    """Return how many pixels all blocks have, their overlaps included."""
    found = 0
    for level in layout.levels():
        down, across = level.grid
        rows = (level.window((row, min(row + _SIDE, down)), (0, 1))[0] for row in range(0, down, _SIDE))
        columns = (level.window((0, 1), (at, min(at + _SIDE, across)))[1] for at in range(0, across, _SIDE))
        lengths = (sum(stop - start for start, stop in windows) for windows in (rows, columns))
        found += math.prod(lengths)
    return found
