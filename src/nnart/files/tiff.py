"""TIFF as a stream: pixels, or a field's numbers, written strip by strip at constant memory.

Source: TIFF revision 6.0, Adobe 1992, and its Technical Note 2 for floating point. tifffile writes all but the
strips, which are compressed where they are painted.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

import numpy as np
import tifffile

from nnart.arrays import Answer
from nnart.errors import FileError, fault
from nnart.files.bands import Bands
from nnart.files.codec import Frame, Header
from nnart.files.metadata import Metadata
from nnart.files.profiles import icc_profile
from nnart.files.tags import BITS, HEIGHT, WIDTH, XMP, read_tags
from nnart.plane.view import View
from nnart.recipe.size import Size

_LEVEL = 4  # as for PNG
_DIFFERENCES = 2  # the predictor
SHORT = 2**31  # bytes of pixels up to which 32-bit offsets are enough, even for several sizes


@dataclass(frozen=True)
class TiffStream(Bands):
    """A picture or a field in strips.

    Attributes:
        short: bytes of pixels up to which 32-bit offsets are enough.
    """

    word: ClassVar = "tiff"
    short: int = SHORT

    def encode(self, pixels: Answer, view: View) -> list[bytes]:
        """Return a window's rows, (rows, columns, channels), as pieces: strips."""
        return [compress(rows) for rows in self.cut(pixels, view)]

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a picture or a field from its pieces, from the top."""
        left = iter(pieces)
        with writer(stream, frame, self.short) as file:
            height = min(frame.shape[0], self.height_for(Size.of_shape(*frame.shape)))
            write_page(file, left, frame, frame.shape, description=frame.text, rowsperstrip=height)
        for _ in left:  # there are none, but their generator has to finish
            pass


def compress(pixels: Answer) -> bytes:
    """Compress pixels or numbers as a strip or tile.

    Integers are stored as differences from the pixel to the left. Floats are stored as they are: the predictor
    for floats compresses better, but many programs cannot read it.
    """
    rows = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder("<"))
    if rows.dtype.kind == "u":
        rows = np.concatenate([rows[:, :1], rows[:, 1:] - rows[:, :-1]], axis=1)
    return zlib.compress(rows.tobytes(), _LEVEL)


def writer(stream: BinaryIO, frame: Frame, short: int) -> tifffile.TiffWriter:
    """Return a writer of one or more pages; more than `short` bytes of pixels need 64-bit offsets."""
    length = math.prod(frame.shape) * frame.channels * np.dtype(frame.kind).itemsize
    return tifffile.TiffWriter(stream, byteorder="<", bigtiff=length > short)


def write_page(
    file: tifffile.TiffWriter, pieces: Iterator[bytes], frame: Frame, shape: tuple[int, int], **how: Any
) -> None:
    """Write a page, with options for tifffile; the bytes do not depend on date or machine."""
    tags: dict[str, Any] = {"photometric": "minisblack"}
    if frame.kind != "f4":
        tags = {"photometric": "rgb", "predictor": _DIFFERENCES, "iccprofile": icc_profile(frame.space)}
        if frame.channels == 4:
            tags["extrasamples"] = ["unassalpha"]
        if frame.dpi is not None:
            tags["resolution"] = (frame.dpi, frame.dpi)
    if frame.channels > 1:
        tags["planarconfig"] = "contig"
    file.write(
        pieces,
        shape=(*shape, frame.channels) if frame.channels > 1 else shape,
        dtype=frame.kind,
        compression="adobe_deflate",
        metadata=None,
        software=False,
        **(tags | how),
    )


def read_header(stream: BinaryIO) -> Header:
    """Read the header of a TIFF's first picture: no other page, and no pixels.

    Raises:
        FileError: if it cannot be made out.
    """
    tags = read_tags(stream)
    shape = tags.get(HEIGHT), tags.get(WIDTH)
    bits, xmp = tags.get(BITS, 1), tags.get(XMP, b"")
    if not (isinstance(shape[0], int) and isinstance(shape[1], int) and isinstance(bits, int)):
        raise FileError(fault("damaged", "damaged: it does not say its size"))
    return Metadata(tags, xmp if isinstance(xmp, bytes) else b"").header((shape[0], shape[1]), bits)
