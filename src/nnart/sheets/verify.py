"""Verification of sheets: is every tile what its recipe says?"""

from __future__ import annotations

import math
import zlib
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from nnart.arrays import Pixels
from nnart.colour.alpha import flatten
from nnart.errors import FileError, fault, in_file, shown
from nnart.files.pngheader import read_header
from nnart.inputfiles import File, name_of, open_input
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import thumbnails
from nnart.sheets.carried import Places, parse
from nnart.sheets.grid import MAX_PIXELS


@dataclass(frozen=True, eq=False)
class PaintedTiles:
    """Tiles of a sheet with their pixels from its file.

    Attributes:
        names: of the tiles.
        recipes: of each.
        size: of each.
        pixels: of each, uint8 (rows, columns, 3).
    """

    names: Sequence[str]
    recipes: Sequence[Recipe]
    size: Size
    pixels: Sequence[Pixels]

    def verify(self, run: Run | None = None) -> Generator[int | None, None, None]:
        """Paint the tiles again, and yield for each the first row that differs, from 0; None if all match.

        Raises:
            Cancelled: if the work is cancelled.
        """
        run = run or Run()
        with closing(thumbnails(self.recipes, self.size, lambda each: each.pixels, run)) as pictures:
            for there, picture in zip(self.pixels, pictures, strict=True):
                same = (flatten(np.asarray(picture, np.uint8)) == there).all(axis=(1, 2))
                yield None if same.all() else int(same.argmin())
                if run.progress:
                    run.progress(1 / len(self.names))


def read_painted(file: File, names: str | None = None) -> PaintedTiles:
    """Read tiles of a sheet, with their pixels.

    Args:
        file: its name, or a binary stream.
        names: which, as for `nnart.sheets.naming.choose`; all when not given.

    Raises:
        FileError: if the file cannot be read, is not a sheet, has no such tile, or does not say where its tiles
            lie.
    """
    with open_input(file) as stream, in_file(name_of(file)):
        header = read_header(stream)
        if header.sheet is None:
            raise FileError(fault("kind", "not a sheet painted by nnart"))
        sheet = parse(header.sheet)
        chosen = range(len(sheet.names)) if names is None else sheet.choose(names)
        recipes = [sheet.recipe(i) for i in chosen]
        if sheet.places is None:
            says = "it does not say where its tiles lie, as sheets of older versions of nnart do not"
            raise FileError(fault("missing", says, ways="paint it again"))
        if header.channels != 3 or header.bits != 8 or math.prod(header.shape) > MAX_PIXELS:
            raise FileError(fault("kind", "another program has saved it with other than plain RGB pixels"))
        stream.seek(0)
        whole = _pixels(stream)
        pixels = [_cut(whole, sheet.places, i, sheet.columns) for i in chosen]
        return PaintedTiles(
            [sheet.names[i] for i in chosen], recipes, Size.of_shape(*sheet.places.shape), pixels
        )


def _pixels(stream: BinaryIO) -> Pixels:
    from PIL.PngImagePlugin import PngImageFile  # whose size is known already

    try:
        with PngImageFile(stream) as image:
            return np.asarray(image)
    except (OSError, SyntaxError, ValueError, zlib.error) as error:
        raise FileError(fault("damaged", f"damaged: {shown(str(error))}")) from None


def _cut(whole: Pixels, places: Places, index: int, columns: int) -> Pixels:
    """Return a tile's pixels.

    Raises:
        FileError: if it would lie outside.
    """
    (top, left), (rows, across) = places.corner(index, columns), places.shape
    if not (rows and across) or top + rows > len(whole) or left + across > len(whole[0]):
        raise FileError(fault("damaged", "its tiles lie where there is no picture"))
    return whole[top : top + rows, left : left + across]
