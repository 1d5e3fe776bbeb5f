"""PNG as a stream: written band by band at constant memory, and read no further than needed.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025. Pillow cannot write
16 bits a channel in colour, and decodes every pixel before it shows a text.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnart.colour import Pixels
from nnart.errors import FileError, shown

KEYWORD = b"nnart"
LONGEST_TEXT = 2**16
_MOST_CHUNKS = 1000  # before the pixels
_LONGEST_PIECE = 2**20  # of compressed pixels read at a time

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2
# Level 6 compresses pictures of ours 2 to 4 % smaller than level 4, at twice the time.
_LEVEL = 4

Rows = NDArray[np.uint8]


@dataclass(frozen=True)
class Band:
    """Some whole rows as a piece of a deflate stream that any other piece may follow."""

    compressed: bytes
    checksum: int
    length: int


def encode_band(pixels: Pixels) -> Band:
    """Filter and compress rows, (rows, columns, 3); pure, so that bands can be encoded at the same time.

    The first row is filtered by its left neighbours, as the row above may be another band's, the others
    by the row above.
    """
    rows = _bytes_of(pixels)
    step = 3 * pixels.dtype.itemsize
    filtered = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    filtered[0, 0] = 1
    filtered[0, 1:] = rows[0] - _left(rows[0], step)
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = filtered.tobytes()
    return Band(deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH), zlib.adler32(data), len(data))


class Writer:
    """Writes one RGB picture to a binary stream: `begin`, `add` for every band from the top, `end`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._checksum = 1

    def begin(self, size: tuple[int, int], bits: int, text: str | None) -> None:
        """Write everything before the pixels; `size` is (rows, columns), `text` goes under the key `nnart`."""
        self._stream.write(_SIGNATURE)
        self._chunk(b"IHDR", struct.pack(">IIBBBBB", size[1], size[0], bits, _RGB, 0, 0, 0))
        self._chunk(b"sRGB", b"\0")  # perceptual
        if text is not None:
            # Not compressed, no language, no translated keyword.
            self._chunk(b"iTXt", KEYWORD + b"\0\0\0\0\0" + text.encode())
        self._lead = b"\x78\x9c"  # of a zlib stream with a window of 32 KiB

    def add(self, band: Band) -> None:
        """Write the next rows."""
        self._chunk(b"IDAT", self._lead + band.compressed)
        self._lead = b""
        self._checksum = adler32_combine(self._checksum, band.checksum, band.length)

    def end(self) -> None:
        """Write everything after the pixels: an empty last block first, then the checksum of all rows."""
        self._chunk(b"IDAT", b"\x03\x00" + struct.pack(">I", self._checksum))
        self._chunk(b"IEND", b"")

    def _chunk(self, kind: bytes, data: bytes) -> None:
        self._stream.write(struct.pack(">I", len(data)) + kind + data)
        self._stream.write(struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))))


def adler32_combine(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two joined runs from theirs and the second one's length (RFC 1950, section 9).

    With a = 1 + Σ d and b = Σ a, the second run's b grows by (a - 1) for each of its bytes.
    """
    prime = 65521
    a = (first & 0xFFFF) + (second & 0xFFFF) - 1
    b = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return b % prime << 16 | a % prime


@dataclass(frozen=True)
class Header:
    """What stands before a picture's pixels.

    Attributes:
        size: rows and columns.
        bits: a channel.
        rgb: whether its pixels are plain red, green, blue rows.
        text: under the key `nnart`, if there is one.
    """

    size: tuple[int, int]
    bits: int
    rgb: bool
    text: str | None


def read_header(stream: BinaryIO) -> Header:
    """Read what stands before the pixels, and leave the stream at the first of them.

    Whatever the file claims, at most 64 KiB of text are read, and every checksum on the way is checked.

    Raises:
        FileError: if it is no PNG, is damaged, or has a text that is too long.
    """
    if stream.read(8) != _SIGNATURE:
        raise FileError("not a PNG file")
    width, height, bits, colour, method, filtering, interlaced = struct.unpack(
        ">IIBBBBB", _expect(stream, b"IHDR", 13)
    )
    if not 0 < width < 2**31 or not 0 < height < 2**31 or method or filtering:
        raise FileError("damaged: its header makes no sense")
    text = None
    for _ in range(_MOST_CHUNKS):
        length, kind = _chunk_head(stream)
        if kind == b"IDAT":
            stream.seek(-8, 1)
            rgb = colour == _RGB and not interlaced and bits in (8, 16)
            return Header((height, width), bits, rgb, text)
        if kind == b"IEND":
            break
        if kind != b"iTXt":
            stream.seek(length + 4, 1)
        elif length > LONGEST_TEXT + 256:
            raise FileError(f"damaged: a text of {length} bytes, more than {LONGEST_TEXT}")
        else:
            text = _text(_chunk_data(stream, kind, length)) or text
    raise FileError("damaged: it has no pixels")


def read_rows(stream: BinaryIO, header: Header) -> Iterator[Rows]:
    """Yield the filtered rows of an RGB picture, each with its filter's number before it, a few at a time.

    Args:
        stream: as `read_header` leaves it.
        header: what that returned.

    Yields:
        uint8 (rows, 1 + bytes of a row).

    Raises:
        FileError: if it is damaged or ends early.
    """
    length = 1 + header.size[1] * 3 * header.bits // 8
    left = header.size[0]
    buffer = bytearray()
    for data in _inflated(_idat(stream), max(length, _LONGEST_PIECE)):
        buffer += data
        rows = min(len(buffer) // length, left)
        if rows:
            yield np.frombuffer(bytes(buffer[: rows * length]), np.uint8).reshape(rows, length)
            del buffer[: rows * length]
            left -= rows
        if buffer and not left:
            raise FileError("damaged: it has more pixels than its size")
    if left:
        raise FileError(f"damaged: it ends {left} rows early")


def _inflated(pieces: Iterator[bytes], longest: int) -> Iterator[bytes]:
    """Yield what compressed pieces hold, at most `longest` bytes at a time, however well they compress."""
    inflate = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield inflate.decompress(rest, longest)
                rest = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error as error:
        raise FileError(f"damaged: {error}") from None
    if not inflate.eof:
        raise FileError("damaged: its last pixels are missing")


def same_rows(filtered: Rows, pixels: Pixels, above: Pixels) -> NDArray[np.bool_]:
    """Return for each filtered row whether it stands for the pixels given, as (rows,).

    Filtering is reversible, and every filter can be applied to all of a row at once, whereas undoing one
    goes pixel by pixel: so what is expected is filtered as the file is, and compared.

    Args:
        filtered: uint8 (rows, 1 + bytes of a row), the first byte a row's filter.
        pixels: (rows, columns, 3), what they should be.
        above: (columns, 3), the row before the first; zeros above the picture.
    """
    rows = _bytes_of(pixels)
    up = np.vstack([_bytes_of(above[None]), rows[:-1]])
    same = np.zeros(len(rows), np.bool_)
    for kind in np.unique(filtered[:, 0]):
        chosen = filtered[:, 0] == kind
        expected = _filtered(int(kind), rows[chosen], up[chosen], 3 * pixels.dtype.itemsize)
        if expected is not None:
            same[chosen] = (expected == filtered[chosen, 1:]).all(axis=1)
    return same


def _filtered(kind: int, row: Rows, up: Rows, step: int) -> Rows | None:
    """Return rows under one of PNG's five filters (section 9.2); None for a kind that does not exist."""
    if kind == 0:
        return row
    left = _left(row, step)
    if kind == 1:
        return row - left
    if kind == 2:
        return row - up
    a, b = left.astype(np.int16), up.astype(np.int16)
    if kind == 3:
        return row - ((a + b) // 2).astype(np.uint8)
    if kind == 4:
        c = _left(up, step).astype(np.int16)
        to_a, to_b, to_c = abs(b - c), abs(a - c), abs(a + b - 2 * c)
        nearest = np.where((to_a <= to_b) & (to_a <= to_c), a, np.where(to_b <= to_c, b, c))
        return row - nearest.astype(np.uint8)
    return None


def _left(rows: Rows, step: int) -> Rows:
    """Return rows moved right by a pixel of `step` bytes, zeros before them."""
    moved = np.zeros_like(rows)
    moved[..., step:] = rows[..., :-step]
    return moved


def _bytes_of(pixels: Pixels) -> Rows:
    """Return pixels as PNG has them: rows of bytes, the higher one first."""
    order = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder(">"))
    return order.view(np.uint8).reshape(pixels.shape[0], -1)


def _expect(stream: BinaryIO, kind: bytes, length: int) -> bytes:
    if _chunk_head(stream) != (length, kind):
        raise FileError("damaged: it does not begin with a header")
    return _chunk_data(stream, kind, length)


def _chunk_head(stream: BinaryIO) -> tuple[int, bytes]:
    head = stream.read(8)
    if len(head) < 8:
        raise FileError("damaged: it ends early")
    length, kind = struct.unpack(">I4s", head)
    if length >= 2**31 or not kind.isalpha():
        raise FileError(f"damaged: a chunk named {shown(kind)} of {length} bytes")
    return length, kind


def _chunk_data(stream: BinaryIO, kind: bytes, length: int) -> bytes:
    data, checksum = stream.read(length), stream.read(4)
    if len(data) < length or len(checksum) < 4:
        raise FileError("damaged: it ends early")
    if zlib.crc32(data, zlib.crc32(kind)) != int.from_bytes(checksum):
        raise FileError(f"damaged: the checksum of its {kind.decode()} chunk is wrong")
    return data


def _text(data: bytes) -> str | None:
    """Return the text of an iTXt chunk if its key is ours. One that someone compressed is not looked into."""
    keyword, _, rest = data.partition(b"\0")
    if keyword != KEYWORD or rest[:1] != b"\0":
        return None
    text = rest[2:].split(b"\0", 2)[-1]
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise FileError("damaged: its recipe is not text") from None


def _idat(stream: BinaryIO) -> Iterator[bytes]:
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
            piece = stream.read(min(length, _LONGEST_PIECE))
            if not piece:
                raise FileError("damaged: it ends early")
            checksum = zlib.crc32(piece, checksum)
            length -= len(piece)
            yield piece
        if checksum != int.from_bytes(stream.read(4)):
            raise FileError("damaged: the checksum of some of its pixels is wrong")
