"""TIFF as a stream: pixels, or a field's numbers, written strip by strip at constant memory.

Source: TIFF revision 6.0, Adobe 1992, and its Technical Note 2 for floating point. tifffile writes all but the
strips, which are compressed here, on the threads that paint them.
"""

from __future__ import annotations

import logging
import math
import zlib
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, BinaryIO

import numpy as np
import tifffile
from numpy.typing import NDArray

from nnart.colour import Pixels
from nnart.errors import FileError
from nnart.formats import DESCRIPTION, RESOLUTION_UNIT, RESOLUTIONS, dpi_of
from nnart.pngchunks import LONGEST_TEXT, Header
from nnart.profiles import icc_profile
from nnart.sizes import band_height

_LEVEL = 4  # as for PNG
_DIFFERENCES = 2  # the predictor
_LARGEST = 2**32 - 2**25  # bytes of pixels for which offsets of 32 bits surely do

# What it finds in files is not to be printed.
logging.getLogger("tifffile").addHandler(logging.NullHandler())


def encode(pixels: Pixels | NDArray[np.float32], size: tuple[int, int]) -> list[bytes]:
    """Return rows, (rows, columns, channels), of a picture of that size as compressed strips.

    Integers are stored as differences from the pixel to the left. Numbers are stored as they are: what there
    is for them compresses better, but many programs do not read it.
    """
    height = band_height(size)
    rows: NDArray[Any] = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder("<"))
    if rows.dtype.kind == "u":
        rows = np.concatenate([rows[:, :1], rows[:, 1:] - rows[:, :-1]], axis=1)
    return [zlib.compress(rows[row : row + height].tobytes(), _LEVEL) for row in range(0, len(rows), height)]


def write(
    stream: BinaryIO,
    bands: Iterable[list[bytes]],
    size: tuple[int, int],
    bits: int,
    text: str | None,
    *,
    channels: int = 3,
    space: str = "srgb",
    dpi: int | None = None,
) -> None:
    """Write a picture from what `encode` made of it, from the top; arguments are those of `nnart.png.write`."""
    colours: dict[str, Any] = {"photometric": "rgb", "planarconfig": "contig", "predictor": _DIFFERENCES}
    if channels == 4:
        colours["extrasamples"] = ["unassalpha"]
    if dpi is not None:
        colours["resolution"] = (dpi, dpi)
    colours["iccprofile"] = icc_profile(space)
    _write(stream, bands, (*size, channels), f"u{bits // 8}", description=text, **colours)


def write_field(
    stream: BinaryIO, bands: Iterable[list[bytes]], shape: tuple[int, int, int], text: str | None
) -> None:
    """Write a field, float32 (rows, columns, outputs), from what `encode` made of it, from the top."""
    options: dict[str, Any] = {"photometric": "minisblack", "description": text}
    if shape[2] > 1:
        _write(stream, bands, shape, "f4", planarconfig="contig", **options)
    else:
        _write(stream, bands, shape[:2], "f4", **options)


def _write(
    stream: BinaryIO,
    bands: Iterable[list[bytes]],
    shape: tuple[int, ...],
    kind: str,
    **options: Any,
) -> None:
    """Write strips, the rest as tifffile calls it; nothing that depends on date, machine or version."""
    length = math.prod(shape) * np.dtype(kind).itemsize
    left = iter(bands)
    with tifffile.TiffWriter(stream, byteorder="<", bigtiff=length > _LARGEST) as writer:
        writer.write(
            (strip for band in left for strip in band),
            shape=shape,
            dtype=kind,
            rowsperstrip=min(shape[0], band_height((shape[0], shape[1]))),
            compression="adobe_deflate",
            metadata=None,
            software=False,
            **options,
        )
    for (
        _
    ) in left:  # tifffile does not ask again after the last strip, and whoever makes the bands waits for that
        pass


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
