"""Bands: how a picture is cut for formats that take it row by row, into pieces of some whole rows."""

from __future__ import annotations

from collections.abc import Iterator

from nnart.arrays import Answer
from nnart.plane.view import View
from nnart.recipe.sizes import band_height


def levels(whole: View) -> list[View]:
    """Return what is painted of a picture: itself alone."""
    return [whole]


def windows(whole: View, height: int, done: int = 0) -> Iterator[View]:
    """Yield a picture's bands of a height, which is one or several pieces, after so many pieces."""
    start = done * band_height(whole.size)
    if start < whole.size[0]:
        yield from whole.crop((start, whole.size[0])).bands(height)


def pieces(rows: Answer, view: View) -> Iterator[Answer]:
    """Return a window's rows, (rows, columns, channels), a piece at a time."""
    height = band_height(view.size)
    return (rows[row : row + height] for row in range(0, len(rows), height))
