"""GIF: 256 colours, which are the recipe's own gradient if the film has one.

One table for all frames takes a third less than a table a frame, and its colours do not flicker. Frames are
written as they come, where Pillow's own writer holds all of them.

Sources: GIF89a specification, CompuServe 1990; Netscape's extension for loops.
"""

from __future__ import annotations

import struct
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.errors import InputError, fault, in_file
from nnart.files.pillow import to_eight_bits
from nnart.films.files.dither import PERIOD, thresholds
from nnart.films.files.filmformat import FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Planes

if TYPE_CHECKING:
    from PIL import Image

TICKS = 100  # of GIF's clock in a second
_COLOURS = 256
_GLOBAL = 0xF7  # a global table of 256 colours with 8 bits each
_PIECE = 255  # bytes of a comment's block
_UNKNOWN = -1
_AT_ONCE = 4096  # colours


class Gradient:
    """Finds where colours lie on a gradient of 256 colours."""

    def __init__(self, table: NDArray[np.uint8]) -> None:
        """Take a table, uint8 (256, 3).

        Raises:
            InputError: if its shape is another.
        """
        if table.shape != (_COLOURS, 3):
            raise InputError(fault("type", "a table of 256 colours is needed", "table", got=table.shape))
        self._table = table.astype(np.int32)
        # In 256ths of an entry, for each colour of 24 bits that was met.
        self._places = np.full(2**24, _UNKNOWN, np.int32)

    def indices(self, pixels: Pixels) -> NDArray[np.uint8]:
        """Return the numbers of entries, (rows, columns), dithered between neighbouring entries by place."""
        rows, columns = pixels.shape[:2]
        red, green, blue = np.moveaxis(to_eight_bits(pixels[..., :3]).astype(np.int32), 2, 0)
        codes = red << 16 | green << 8 | blue
        places = self._places[codes]
        new = np.unique(codes[places == _UNKNOWN])
        if len(new):
            for start in range(0, len(new), _AT_ONCE):
                some = new[start : start + _AT_ONCE]
                self._places[some] = self._locate(some)
            places = self._places[codes]
        noise = (thresholds(columns) * 256).astype(np.int32)
        found: NDArray[np.uint8] = (places + noise[np.arange(rows) % PERIOD] >> 8).astype(np.uint8)
        return found

    def _locate(self, codes: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the places of colours of 24 bits: near the nearest entry, on the nearer of its two sides."""
        colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)
        apart = colours[:, None] - self._table
        nearest = (apart * apart).sum(axis=2).argmin(axis=1)
        below, far_below = self._project(colours, np.maximum(nearest - 1, 0))
        above, far_above = self._project(colours, np.minimum(nearest, _COLOURS - 2))
        return np.where(far_below < far_above, below, above)

    def _project(
        self, colours: NDArray[np.int32], start: NDArray[np.intp]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the places of colours on the lines from entries to the next, and squared distances."""
        first, along = self._table[start], self._table[start + 1] - self._table[start]
        length = np.maximum((along * along).sum(axis=1), 1)
        share = np.clip(((colours - first) * along).sum(axis=1) / length, 0, 1)
        off = colours - first - share[:, None] * along
        place = start * 256 + np.floor(share * 256 + 0.5).astype(np.int64)
        return np.minimum(place, 255 * 256).astype(np.int32), off[:, 0] ** 2 + off[:, 1] ** 2 + off[:, 2] ** 2


class GifWriter(FilmWriter):
    """Writes frames, each complete."""

    def __init__(self, path: Path, header: FilmHeader) -> None:
        """Begin a film.

        Raises:
            InputError: if the header's table is not of 256 colours.
            FileError: if the file cannot be written.
        """
        super().__init__(header)
        self._gradient = None if header.table is None else Gradient(header.table)
        self._path, self._held = path, ExitStack()
        with in_file(path):
            self._stream = self._held.enter_context(path.open("wb"))
            self._stream.write(_head(header))

    def _write(self, planes: Planes) -> None:
        (pixels,) = planes
        # From one frame's beginning to the next one's, in hundredths, so that durations add up.
        begin, end = (round(frame * TICKS / self.header.fps) for frame in (self.frames, self.frames + 1))
        options: dict[str, Any] = {"duration": (end - begin) * 1000 // TICKS}
        if self._gradient is None:
            image = _with_own_table(pixels)
            options["include_color_table"] = True
        else:
            image = _of_indices(self._gradient.indices(pixels))
        from PIL.GifImagePlugin import getdata

        with in_file(self._path):
            for piece in getdata(image, **options):
                self._stream.write(piece)

    def _finish(self) -> None:
        with in_file(self._path), self._held:
            self._stream.write(b";")

    def _abandon(self) -> None:
        with suppress(OSError):
            self._held.close()


def _head(header: FilmHeader) -> bytes:
    """Return everything before the frames."""
    stream = BytesIO()
    flags = 0 if header.table is None else _GLOBAL
    stream.write(b"GIF89a" + struct.pack("<HHBBB", *header.size, flags, 0, 0))
    if header.table is not None:
        stream.write(np.ascontiguousarray(header.table, np.uint8).tobytes())
    if header.loops:
        stream.write(b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0")
    if header.text is not None:
        text = header.text.encode()
        stream.write(b"!\xfe")
        for start in range(0, len(text), _PIECE):
            piece = text[start : start + _PIECE]
            stream.write(bytes([len(piece)]) + piece)
        stream.write(b"\0")
    return stream.getvalue()


def _of_indices(indices: NDArray[np.uint8]) -> Image.Image:
    from PIL import Image

    return Image.fromarray(indices)


def _with_own_table(pixels: Pixels) -> Image.Image:
    """Return an image with a table of its own, for colours that are on no gradient."""
    from PIL import Image

    image = Image.fromarray(to_eight_bits(pixels))
    return image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
