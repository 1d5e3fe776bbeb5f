"""Bands: cut a picture into pieces of whole rows, for formats written row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnart.arrays import Answer
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height


@dataclass(frozen=True)
class Bands:
    """The half of a `StreamCodec` that cuts a picture.

    Attributes:
        height: rows of a piece, which the file's bytes depend on; by default derived from the size.
    """

    height: int | None = None

    def height_for(self, size: Size) -> int:
        """Return the rows of a piece for this size; the last piece may have fewer."""
        return self.height or band_height(size)

    def levels(self, whole: View) -> list[View]:
        """Return the sizes to paint: the picture alone."""
        return [whole]

    def windows(self, whole: View, height: int, done: int = 0) -> Iterator[View]:
        """Yield a picture's bands, each one or more pieces high, skipping finished pieces."""
        start = done * self.height_for(whole.size)
        if start < whole.size.height:
            yield from whole.crop((start, whole.size.height)).bands(height)

    def cut(self, rows: Answer, view: View) -> Iterator[Answer]:
        """Return a window's rows, (rows, columns, channels), a piece at a time."""
        height = self.height_for(view.size)
        return (rows[row : row + height] for row in range(0, len(rows), height))
