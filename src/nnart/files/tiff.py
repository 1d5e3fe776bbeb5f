"""TIFF as a stream: pixels, or a field's numbers, written strip by strip at constant memory.

Source: TIFF revision 6.0, Adobe 1992, and its Technical Note 2 for floating point. tifffile writes all but the
strips, which are compressed where they are painted.
"""

from __future__ import annotations

import logging
import math
import zlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, BinaryIO

import numpy as np
import tifffile

from nnart.arrays import Answer
from nnart.errors import FileError
from nnart.files import bands
from nnart.files.formats import DESCRIPTION, RESOLUTION_UNIT, RESOLUTIONS, Frame, dpi_of
from nnart.files.pngchunks import LONGEST_TEXT, Header
from nnart.files.profiles import icc_profile
from nnart.plane.view import View
from nnart.recipe.sizes import band_height

_LEVEL = 4  # as for PNG
_DIFFERENCES = 2  # the predictor
_LARGEST = 2**31  # bytes of pixels for which offsets of 32 bits surely do, for several sizes of them too

# What it finds in files is not to be printed.
logging.getLogger("tifffile").addHandler(logging.NullHandler())


levels, windows = bands.levels, bands.windows


def encode(pixels: Answer, view: View) -> list[bytes]:
    """Return a window's rows, (rows, columns, channels), as pieces: strips."""
    return [compressed(rows) for rows in bands.pieces(pixels, view)]


def compressed(pixels: Answer) -> bytes:
    """Return pixels or numbers as a strip or tile.

    Integers are stored as differences from the pixel to the left. Numbers are stored as they are: what there
    is for them compresses better, but many programs do not read it.
    """
    rows = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder("<"))
    if rows.dtype.kind == "u":
        rows = np.concatenate([rows[:, :1], rows[:, 1:] - rows[:, :-1]], axis=1)
    return zlib.compress(rows.tobytes(), _LEVEL)


def write(stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
    """Write a picture or a field from what `encode` made of it, from the top."""
    left = iter(pieces)
    with writer(stream, frame) as file:
        height = min(frame.size[0], band_height(frame.size))
        write_page(file, left, frame, frame.size, description=frame.text, rowsperstrip=height)
    for _ in left:  # nothing; whoever makes the pieces waits for being asked for more
        pass


def writer(stream: BinaryIO, frame: Frame) -> tifffile.TiffWriter:
    """Return what writes a file of one or more pages, with offsets of 64 bits if they may be needed."""
    length = math.prod(frame.size) * frame.channels * np.dtype(frame.kind).itemsize
    return tifffile.TiffWriter(stream, byteorder="<", bigtiff=length > _LARGEST)


def write_page(
    file: tifffile.TiffWriter, pieces: Iterator[bytes], frame: Frame, size: tuple[int, int], **how: Any
) -> None:
    """Write a page of that size, further options being tifffile's; nothing depends on date or machine."""
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
        shape=(*size, frame.channels) if frame.channels > 1 else size,
        dtype=frame.kind,
        compression="adobe_deflate",
        metadata=None,
        software=False,
        **(tags | how),
    )


def read_header(stream: BinaryIO) -> Header:
    """Read what a TIFF says of its first picture, and no pixels.

    Raises:
        FileError: if it cannot be made out.
    """
    try:
        with tifffile.TiffFile(stream) as file:
            page = file.pages.first
            across, down = (Fraction(*page.tags.valueof(tag, (0, 1))) for tag in RESOLUTIONS)
            dpi = dpi_of(across, down, page.tags.valueof(RESOLUTION_UNIT))
            text = page.tags.valueof(DESCRIPTION)
            size, bits = (int(page.imagelength), int(page.imagewidth)), int(page.bitspersample)
    except Exception:  # whatever tifffile stumbles on, often far behind what is wrong
        raise FileError("damaged: what it says of itself makes no sense") from None
    plain = text if isinstance(text, str) and len(text) <= LONGEST_TEXT else None
    return Header(size, bits, 0, plain, dpi)
