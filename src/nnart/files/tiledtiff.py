"""Large TIFFs as a stream: tiles, and pages with 2, 4, … times fewer pixels a side (a pyramid).

Viewers can show any part of the file at once. Smaller pages are rendered, not shrunk.

Source: as `nnart.files.tiff`; offsets of 64 bits (BigTIFF): "The BigTIFF File Format", Aware Systems 2004.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, ClassVar

import numpy as np

from nnart.arrays import Answer
from nnart.files.codec import Frame
from nnart.files.tiff import SHORT, compress, write_page, writer
from nnart.plane.view import View
from nnart.recipe.size import Size

_TILE = 256  # pixels a side, as in the largest cells of adaptive evaluation
_BLOCK = 4  # tiles that are painted at a time
_REDUCED = 1  # a page that is another's in fewer pixels


@dataclass(frozen=True)
class TiledTiffStream:
    """A picture or a field in tiles, at all sizes.

    Attributes:
        short: bytes of pixels up to which 32-bit offsets are enough.
    """

    word: ClassVar = "tiff-tiled"
    short: int = SHORT

    def levels(self, whole: View) -> list[View]:
        """Return the sizes to paint: the picture, then half the size each time, down to one tile."""
        found = [whole]
        while max(found[-1].extent) > _TILE:
            found.append(whole.shrunk(2 * found[-1].shrink))
        return found

    def windows(self, whole: View, _: int, done: int = 0) -> Iterator[View]:
        """Yield windows of several tiles in a row, skipping finished pieces; all have the same height."""
        for level in self.levels(whole):
            for row in level.bands(_TILE):
                for block in row.columns(_BLOCK * _TILE):
                    if done <= 0:
                        yield block
                    done -= -(-block.shape[1] // _TILE)

    def encode(self, pixels: Answer, _: View) -> list[bytes]:
        """Encode a window's pixels or numbers, (rows, columns, channels), as pieces: tiles, from the left.

        Tiles beyond an edge repeat the last pixel; viewers do not show it.
        """
        missing = [-side % _TILE for side in pixels.shape[:2]]
        whole = np.pad(pixels, [(0, missing[0]), (0, missing[1]), (0, 0)], mode="edge")
        return [compress(whole[:, left : left + _TILE]) for left in range(0, whole.shape[1], _TILE)]

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a picture or a field from its pieces, page by page."""
        left = iter(pieces)
        with writer(stream, frame, self.short) as file:
            for level in self.levels(View(size=Size.of_shape(*frame.shape))):
                tiles = islice(left, math.prod(-(-side // _TILE) for side in level.extent))
                what = {"subfiletype": _REDUCED} if level.shrink > 1 else {"description": frame.text}
                write_page(file, tiles, frame, level.extent, tile=(_TILE, _TILE), **what)
        for _ in left:  # nothing; as in `nnart.files.tiff`
            pass
