"""PNG's chunks: the pieces that its files are made of. Loads neither NumPy nor Pillow.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO

from nnart.errors import FileError, fault, shown
from nnart.recipe.sizes import MAX_DPI

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# PNG's colour type for a number of channels.
COLOUR_TYPES = {3: 2, 4: 6}
MAX_PIECE = 2**20  # of compressed pixels read at a time
# chunks to walk over at most, which takes a second: libpng makes as many from 2 GiB of compressed pixels.
MAX_CHUNKS = 2**18
_METRE = Fraction(10000, 254)  # in inches


def write_chunk(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    """Write one chunk."""
    stream.write(struct.pack(">I", len(data)) + kind + data)
    stream.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))


def read_head(stream: BinaryIO) -> tuple[int, bytes]:
    """Return the length of the next chunk's data and its kind, and leave the stream at the data.

    Raises:
        FileError: if there is no chunk, or it makes no sense.
    """
    head = stream.read(8)
    if len(head) < 8:
        raise FileError(fault("damaged", "damaged: it ends early"))
    length, kind = struct.unpack(">I4s", head)
    if length >= 2**31 or not kind.isalpha():
        raise FileError(fault("damaged", f"damaged: a chunk named {shown(kind)} of {length} bytes"))
    return length, kind


def read_data(stream: BinaryIO, kind: bytes, length: int) -> bytes:
    """Read a chunk's data from the stream's position.

    Raises:
        FileError: if it is cut short, or its checksum is wrong.
    """
    data, checksum = stream.read(length), stream.read(4)
    if len(data) < length or len(checksum) < 4:
        raise FileError(fault("damaged", "damaged: it ends early"))
    if zlib.crc32(data, zlib.crc32(kind)) != int.from_bytes(checksum):
        raise FileError(fault("damaged", f"damaged: the checksum of its {kind.decode()} chunk is wrong"))
    return data


def encode_dpi(dpi: int) -> bytes:
    """Encode dots per inch as a pHYs chunk: pixels per metre, rounded."""
    metre = round(dpi * _METRE)
    return struct.pack(">IIB", metre, metre, 1)


def decode_dpi(data: bytes) -> int | None:
    """Decode a pHYs chunk to dots per inch, rounded, which gives back the value that was encoded."""
    across, down, unit = struct.unpack(">IIB", data)
    dpi = round(across / _METRE)
    return dpi if across == down and unit == 1 and 1 <= dpi <= MAX_DPI else None


def read_idat(stream: BinaryIO, maximum: int) -> Iterator[bytes]:
    """Yield the compressed pixels, in pieces, each chunk's checksum checked at its end.

    Args:
        stream: at any chunk before the pixels, or at the first of them.
        maximum: maximum of compressed bytes, not counting chunk headers and other chunks.

    Raises:
        FileError: if they are damaged, longer than the maximum, or in too many chunks.
    """
    chunks = MAX_CHUNKS + maximum // 1024  # smaller than any program makes them
    while True:
        length, kind = read_head(stream)
        if kind == b"IEND":
            read_data(stream, kind, length)
            return
        chunks -= 1
        maximum -= length if kind == b"IDAT" else 0
        if chunks < 0 or maximum < 0:
            raise FileError(fault("damaged", "damaged: it has more compressed pixels than its size can need"))
        if kind == b"IDAT":
            yield from _pieces(stream, length)
        else:
            stream.seek(length + 4, 1)


def _pieces(stream: BinaryIO, length: int) -> Iterator[bytes]:
    """Yield an IDAT chunk's data, and check its checksum."""
    checksum = zlib.crc32(b"IDAT")
    while length:
        piece = stream.read(min(length, MAX_PIECE))
        if not piece:
            raise FileError(fault("damaged", "damaged: it ends early"))
        checksum = zlib.crc32(piece, checksum)
        length -= len(piece)
        yield piece
    if checksum != int.from_bytes(stream.read(4)):
        raise FileError(fault("damaged", "damaged: the checksum of some of its pixels is wrong"))
