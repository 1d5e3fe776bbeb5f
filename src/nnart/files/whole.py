"""Check whether a picture's file is complete."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import BinaryIO

from nnart.errors import FileError
from nnart.files.metadata import MAX_PARTS


def is_whole(stream: BinaryIO, name: str) -> bool:
    """Return whether a file written by nnart is complete.

    For a PNG, decompresses the pixels and checks all checksums. Other formats have no checksums: checks that
    the file reaches to the end of its pixels.

    Args:
        stream: at its beginning.
        name: of its format.
    """
    try:
        return _is_whole_png(stream) if name == "PNG" else _ENDS[name](stream)
    except (FileError, OSError, ValueError, struct.error):
        return False


def has_end(stream: BinaryIO, name: str) -> bool:
    """Return whether a file has a proper end, without looking at anything else; see `is_whole`."""
    try:
        return _ENDS[name](stream)
    except (OSError, ValueError):
        return False


def _is_whole_png(stream: BinaryIO) -> bool:
    from nnart.files.png import read_rows
    from nnart.files.pngheader import read_header

    header = read_header(stream)
    return header.channels > 0 and sum(map(len, read_rows(stream, header))) == header.shape[0]


def _ends_png(stream: BinaryIO) -> bool:
    stream.seek(-12, os.SEEK_END)
    return stream.read() == b"\0\0\0\0IEND\xaeB`\x82"


def _ends_jpeg(stream: BinaryIO) -> bool:
    stream.seek(-2, os.SEEK_END)
    return stream.read() == b"\xff\xd9"  # the marker of the end


def _ends_webp(stream: BinaryIO) -> bool:
    length = int.from_bytes(stream.read(8)[4:], "little")
    return stream.seek(0, os.SEEK_END) == 8 + length


def _ends_avif(stream: BinaryIO) -> bool:
    """Return whether the boxes, each preceded by its length, end exactly where the file does."""
    end, place = stream.seek(0, os.SEEK_END), 0
    for _ in range(MAX_PARTS):
        if place >= end:
            return place == end > 0
        stream.seek(place)
        length = int.from_bytes(stream.read(4))
        if length < 8:
            return False
        place += length
    return False


def _ends_tiff(stream: BinaryIO) -> bool:
    from tifffile import TiffFile

    end = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    with TiffFile(stream) as file:
        parts = [
            part for page in file.pages for part in zip(page.dataoffsets, page.databytecounts, strict=True)
        ]
    return bool(parts) and max(map(sum, parts)) <= end


_ENDS: dict[str, Callable[[BinaryIO], bool]] = {
    "PNG": _ends_png,
    "JPEG": _ends_jpeg,
    "WEBP": _ends_webp,
    "AVIF": _ends_avif,
    "TIFF": _ends_tiff,
}
