"""PNG's chunks: a picture's frame, read no further than needed. Loads neither NumPy nor Pillow.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from fractions import Fraction
from typing import BinaryIO

from nnart.errors import FileError, fault, shown
from nnart.files.codec import MAX_TEXT, Header
from nnart.recipe.sizes import MAX_DPI

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Under which texts stand: of a picture what it was painted from, of a sheet which pictures it has.
PICTURE, SHEET = b"nnart", b"nnart-sheet"
# What a picture with so many channels is to PNG: red, green, blue, and perhaps alpha.
COLOUR_TYPES = {3: 2, 4: 6}
_CHANNELS = {kind: channels for channels, kind in COLOUR_TYPES.items()}
_METRE = Fraction(10000, 254)  # in inches
MAX_SHEET = 2**20  # bytes
_MAX_TEXTS = {PICTURE: MAX_TEXT, SHEET: MAX_SHEET}
MAX_PIECE = 2**20  # of compressed pixels read at a time
_MAX_CHUNKS = 1000  # before the pixels


def write_chunk(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    """Write one chunk."""
    stream.write(struct.pack(">I", len(data)) + kind + data)
    stream.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))


def read_header(stream: BinaryIO) -> Header:
    """Read what stands before the pixels, and leave the stream at the first of them.

    Whatever the file claims, at most 64 KiB of text are read, of a sheet 1 MiB, and the checksums of all that
    is read are checked.

    Raises:
        FileError: if it is no PNG, is damaged, or has a text that is too long.
    """
    if stream.read(8) != SIGNATURE:
        raise FileError(fault("kind", "not a PNG file"))
    width, height, bits, colour, method, filtering, interlaced = struct.unpack(
        ">IIBBBBB", _expect(stream, b"IHDR", 13)
    )
    sensible = 0 < width < 2**31 and 0 < height < 2**31 and bits in (1, 2, 4, 8, 16)
    if not sensible or method or filtering:
        raise FileError(fault("damaged", "damaged: its header makes no sense"))
    texts: dict[bytes, str] = {}
    dpi = None
    for _ in range(_MAX_CHUNKS):
        length, kind = _chunk_head(stream)
        if kind == b"IDAT":
            stream.seek(-8, 1)
            channels = _CHANNELS.get(colour, 0) if bits in (8, 16) and not interlaced else 0
            return Header((height, width), bits, channels, texts.get(PICTURE), dpi, texts.get(SHEET))
        if kind == b"IEND":
            break
        if (kind, length) == (b"pHYs", 9):
            dpi = _dots_per_inch(_chunk_data(stream, kind, length))
        elif kind == b"iTXt":
            texts |= _read_text(stream, length)
        else:
            stream.seek(length + 4, 1)
    raise FileError(fault("damaged", "damaged: it has no pixels"))


def _expect(stream: BinaryIO, kind: bytes, length: int) -> bytes:
    if _chunk_head(stream) != (length, kind):
        raise FileError(fault("damaged", "damaged: it does not begin with a header"))
    return _chunk_data(stream, kind, length)


def _chunk_head(stream: BinaryIO) -> tuple[int, bytes]:
    head = stream.read(8)
    if len(head) < 8:
        raise FileError(fault("damaged", "damaged: it ends early"))
    length, kind = struct.unpack(">I4s", head)
    if length >= 2**31 or not kind.isalpha():
        raise FileError(fault("damaged", f"damaged: a chunk named {shown(kind)} of {length} bytes"))
    return length, kind


def _chunk_data(stream: BinaryIO, kind: bytes, length: int) -> bytes:
    data, checksum = stream.read(length), stream.read(4)
    if len(data) < length or len(checksum) < 4:
        raise FileError(fault("damaged", "damaged: it ends early"))
    if zlib.crc32(data, zlib.crc32(kind)) != int.from_bytes(checksum):
        raise FileError(fault("damaged", f"damaged: the checksum of its {kind.decode()} chunk is wrong"))
    return data


def _read_text(stream: BinaryIO, length: int) -> dict[bytes, str]:
    """Return the text of an iTXt chunk by its key, if that is ours. A compressed one is not looked into."""
    head = stream.read(min(length, len(SHEET) + 2))
    stream.seek(-len(head), 1)
    key, _, compressed = head.partition(b"\0")
    if key not in _MAX_TEXTS or compressed[:1] != b"\0":
        stream.seek(length + 4, 1)
        return {}
    if length > _MAX_TEXTS[key] + 256:
        raise FileError(fault("damaged", f"damaged: a text of {length} bytes, more than {_MAX_TEXTS[key]}"))
    rest = _chunk_data(stream, b"iTXt", length)[len(key) + 3 :]
    try:
        return {key: rest.split(b"\0", 2)[-1].decode()}
    except UnicodeDecodeError:
        raise FileError(fault("damaged", "damaged: its recipe is not text")) from None


def encode_dpi(dpi: int) -> bytes:
    """Return the data of a pHYs chunk for so many dots per inch: pixels per metre, rounded."""
    metre = round(dpi * _METRE)
    return struct.pack(">IIB", metre, metre, 1)


def _dots_per_inch(data: bytes) -> int | None:
    """Return what a pHYs chunk says, rounded: what we rounded to pixels per metre comes back as it was."""
    across, down, unit = struct.unpack(">IIB", data)
    dpi = round(across / _METRE)
    return dpi if across == down and unit == 1 and 1 <= dpi <= MAX_DPI else None


def read_idat(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the compressed pixels, in pieces, each chunk's checksum checked at its end."""
    while True:
        length, kind = _chunk_head(stream)
        if kind == b"IEND":
            _chunk_data(stream, kind, length)
            return
        if kind != b"IDAT":
            stream.seek(length + 4, 1)
            continue
        checksum = zlib.crc32(kind)
        while length:
            piece = stream.read(min(length, MAX_PIECE))
            if not piece:
                raise FileError(fault("damaged", "damaged: it ends early"))
            checksum = zlib.crc32(piece, checksum)
            length -= len(piece)
            yield piece
        if checksum != int.from_bytes(stream.read(4)):
            raise FileError(fault("damaged", "damaged: the checksum of some of its pixels is wrong"))
