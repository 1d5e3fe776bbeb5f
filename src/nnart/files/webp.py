"""WebP's chunks: read a picture's size and metadata, without its pixels.

Source: WebP container specification and VP8, RFC 9649 and RFC 6386.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import Header
from nnart.files.metadata import MAX_BLOCK, MAX_PARTS, Metadata
from nnart.files.tags import read_exif

_EXTENDED, _LOSSY, _LOSSLESS = b"VP8X", b"VP8 ", b"VP8L"
_HEAD = 12  # bytes of a file before its first chunk
_START = 10  # bytes of a chunk that tell a size


def read_header(stream: BinaryIO) -> Header:
    """Read a WebP's header: at most 65,536 chunks.

    Raises:
        FileError: if it is damaged.
    """
    found, shape = Metadata(), (0, 0)
    for kind, length in _chunks(stream):
        if kind in (_EXTENDED, _LOSSY, _LOSSLESS):
            shape = shape if all(shape) else _shape(kind, stream.read(min(length, _START)))
        elif kind == b"EXIF":
            found.tags = found.tags or read_exif(stream.read(min(length, MAX_BLOCK)))
        elif kind == b"XMP ":
            found.xmp = found.xmp or stream.read(min(length, MAX_BLOCK))
    if not all(shape):
        raise FileError(fault("damaged", "damaged: it has no pixels"))
    return found.header(shape)


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each chunk's kind and length, with the stream at its data."""
    end = stream.seek(0, 2)
    stream.seek(4)
    place, last = _HEAD, min(end, 8 + int.from_bytes(stream.read(4), "little"))
    for _ in range(MAX_PARTS):
        stream.seek(place)
        if place + 8 > last:
            return
        kind, length = struct.unpack("<4sI", stream.read(8))
        place += 8 + length + length % 2
        if place - length % 2 > end:
            raise FileError(fault("damaged", "damaged: it ends early"))
        yield kind, length
    raise FileError(fault("limit", f"more than {MAX_PARTS} chunks are too many"))


def _shape(kind: bytes, start: bytes) -> tuple[int, int]:
    """Return rows and columns from the first bytes of the chunk that has them."""
    if (len(start) < _START and kind != _LOSSLESS) or len(start) < 5:
        raise FileError(fault("damaged", "damaged: it ends early"))
    if kind == _EXTENDED:
        return 1 + int.from_bytes(start[7:10], "little"), 1 + int.from_bytes(start[4:7], "little")
    if kind == _LOSSY:  # behind the tag of its frame and a code to start with
        columns, rows = struct.unpack_from("<HH", start, 6)
        return rows & 0x3FFF, columns & 0x3FFF
    sides = int.from_bytes(start[1:5], "little")
    return 1 + (sides >> 14 & 0x3FFF), 1 + (sides & 0x3FFF)
