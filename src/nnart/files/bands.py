"""Bands: how a picture is cut for formats that take it row by row, into pieces of some whole rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnart.arrays import Answer
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height


@dataclass(frozen=True)
class Bands:
    """Half of a `StreamCodec`: how a picture is cut.

    Attributes:
        height: rows of a piece, on which a file's bytes depend; when not given, they follow from the size.
    """

    height: int | None = None

    def height_for(self, size: Size) -> int:
        """Return the rows of a piece of a picture of a size; its last may have fewer."""
        return self.height or band_height(size)

    def levels(self, whole: View) -> list[View]:
        """Return what is painted of a picture: itself alone."""
        return [whole]

    def windows(self, whole: View, height: int, done: int = 0) -> Iterator[View]:
        """Yield a picture's bands of a height, which is one or several pieces, after so many pieces."""
        start = done * self.height_for(whole.size)
        if start < whole.size.height:
            yield from whole.crop((start, whole.size.height)).bands(height)

    def cut(self, rows: Answer, view: View) -> Iterator[Answer]:
        """Return a window's rows, (rows, columns, channels), a piece at a time."""
        height = self.height_for(view.size)
        return (rows[row : row + height] for row in range(0, len(rows), height))
