"""PNG as a stream: pixels written and read band by band at constant memory.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025. Pillow cannot write
16 bits a channel in colour.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.errors import FileError, fault
from nnart.files.bands import Bands
from nnart.files.codec import Frame, Header
from nnart.files.pngchunks import (
    COLOUR_TYPES,
    MAX_PIECE,
    SIGNATURE,
    encode_dpi,
    read_idat,
    write_chunk,
)
from nnart.files.pngtexts import PICTURE, SHEET
from nnart.files.profiles import icc_profile
from nnart.plane.view import View

# Level 6 compresses pictures of ours 2 to 4 % smaller than level 4, at twice the time.
_LEVEL = 4

_HEAD = struct.Struct(">II")  # of a piece: Adler-32 and length of what is compressed in it

Rows = NDArray[np.uint8]


class PngStream(Bands):
    """A picture row by row."""

    word = "png"

    def encode(self, pixels: Pixels, view: View) -> list[bytes]:
        """Return a window's rows, (rows, columns, 3 or 4), as pieces.

        A piece is a part of a deflate stream that any other part may follow, preceded by the Adler-32 and the
        length of its rows.
        """
        return [_encode_rows(rows) for rows in self.cut(pixels, view)]

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a picture from its pieces, from the top."""
        begin(stream, frame)
        for data in deflated(pieces):
            write_chunk(stream, b"IDAT", data)
        write_chunk(stream, b"IEND", b"")


def deflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a zlib stream of all rows, a part for each piece of `PngStream.encode`, and an end."""
    lead = b"\x78\x9c"  # with a window of 32 KiB
    checksum = 1
    for piece in pieces:
        yield lead + piece[_HEAD.size :]
        lead = b""
        checksum = combine_adler32(checksum, *_HEAD.unpack_from(piece))
    # An empty last block, and the checksum of all rows.
    yield b"\x03\x00" + struct.pack(">I", checksum)


def _encode_rows(pixels: Pixels) -> bytes:
    """Filter and compress rows; the first row uses only left neighbours, since the row above is in another
    piece.
    """
    rows = row_bytes(pixels)
    step = pixels.shape[2] * pixels.dtype.itemsize
    filtered = np.empty((rows.shape[0], rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    filtered[0, 0] = 1
    filtered[0, 1:] = rows[0] - shift_right(rows[0], step)
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = filtered.tobytes()
    head = _HEAD.pack(zlib.adler32(data), len(data))
    return b"".join([head, deflate.compress(data), deflate.flush(zlib.Z_FULL_FLUSH)])


def begin(stream: BinaryIO, frame: Frame) -> None:
    """Write everything before the pixels."""
    stream.write(SIGNATURE)
    (rows, columns), bits = frame.shape, 8 * np.dtype(frame.kind).itemsize
    kind = COLOUR_TYPES[frame.channels]
    write_chunk(stream, b"IHDR", struct.pack(">IIBBBBB", columns, rows, bits, kind, 0, 0, 0))
    profile = icc_profile(frame.space)
    if profile is None:
        write_chunk(stream, b"sRGB", b"\0")  # perceptual
    else:
        # Display P3's primaries, sRGB's transfer function, RGB, all levels (ITU-T H.273).
        write_chunk(stream, b"cICP", bytes([12, 13, 0, 1]))
        write_chunk(stream, b"iCCP", b"Display P3\0\0" + zlib.compress(profile, 9))
    if frame.dpi is not None:
        write_chunk(stream, b"pHYs", encode_dpi(frame.dpi))
    for key, text in ((PICTURE, frame.text), (SHEET, frame.sheet)):
        if text is not None:
            # Not compressed, no language, no translated keyword.
            write_chunk(stream, b"iTXt", key + b"\0\0\0\0\0" + text.encode())


def combine_adler32(first: int, second: int, length: int) -> int:
    """Return the Adler-32 of two joined runs from theirs and the second one's length (RFC 1950, section 9).

    With a = 1 + Σ d and b = Σ a, the second run's b grows by (a - 1) for each of its bytes.
    """
    prime = 65521
    a = (first & 0xFFFF) + (second & 0xFFFF) - 1
    b = (first >> 16) + (second >> 16) + length * ((first & 0xFFFF) - 1)
    return b % prime << 16 | a % prime


def read_rows(stream: BinaryIO, header: Header) -> Iterator[Rows]:
    """Yield a picture's filtered rows, each with its filter's number before it, a few at a time.

    Args:
        stream: as `nnart.files.pngheader.read_header` leaves it.
        header: the header that it returned, with 3 or 4 channels.

    Yields:
        uint8 (rows, 1 + bytes of a row).

    Raises:
        FileError: if it is damaged or ends early.
    """
    length = 1 + header.shape[1] * header.channels * header.bits // 8
    left = header.shape[0]
    packed = 2 * length * left + MAX_PIECE  # incompressible data grows by a thousandth
    buffer = bytearray()
    for data in _inflate(read_idat(stream, packed), max(length, MAX_PIECE)):
        buffer += data
        rows = min(len(buffer) // length, left)
        if rows:
            yield np.frombuffer(bytes(buffer[: rows * length]), np.uint8).reshape(rows, length)
            del buffer[: rows * length]
            left -= rows
        if buffer and not left:
            raise FileError(fault("damaged", "damaged: it has more pixels than its size"))
    if left:
        raise FileError(fault("damaged", f"damaged: it ends {left} rows early"))


def _inflate(pieces: Iterator[bytes], maximum: int) -> Iterator[bytes]:
    """Decompress pieces, yielding at most `maximum` bytes at a time."""
    inflate = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield inflate.decompress(rest, maximum)
                rest = inflate.unconsumed_tail
        yield inflate.flush()
    except zlib.error as error:
        raise FileError(fault("damaged", f"damaged: {error}")) from None
    if not inflate.eof:
        raise FileError(fault("damaged", "damaged: its last pixels are missing"))


def compare_rows(filtered: Rows, pixels: Pixels, above: Pixels) -> NDArray[np.bool_]:
    """Return whether each filtered row equals the given pixels, (rows,).

    Compares filtered rows: a filter works on whole rows at once, while undoing it would go pixel by pixel.

    Args:
        filtered: uint8 (rows, 1 + bytes of a row), the first byte a row's filter.
        pixels: (rows, columns, 3 or 4), what they should be.
        above: (columns, 3 or 4), the row before the first; zeros above the picture.
    """
    rows = row_bytes(pixels)
    step = pixels.shape[2] * pixels.dtype.itemsize
    up = np.vstack([row_bytes(above[None]), rows[:-1]])
    same = np.zeros(len(rows), np.bool_)
    for kind in np.unique(filtered[:, 0]):
        chosen = filtered[:, 0] == kind
        expected = filter_rows(int(kind), rows[chosen], up[chosen], step)
        if expected is not None:
            same[chosen] = (expected == filtered[chosen, 1:]).all(axis=1)
    return same


def filter_rows(kind: int, row: Rows, up: Rows, step: int) -> Rows | None:
    """Return rows under one of PNG's five filters (section 9.2); None for a kind that does not exist."""
    if kind == 0:
        return row
    left = shift_right(row, step)
    if kind == 1:
        return row - left
    if kind == 2:
        return row - up
    a, b = left.astype(np.int16), up.astype(np.int16)
    if kind == 3:
        return row - ((a + b) // 2).astype(np.uint8)
    if kind == 4:
        c = shift_right(up, step).astype(np.int16)
        to_a, to_b, to_c = abs(b - c), abs(a - c), abs(a + b - 2 * c)
        nearest = np.where((to_a <= to_b) & (to_a <= to_c), a, np.where(to_b <= to_c, b, c))
        return row - nearest.astype(np.uint8)
    return None


def shift_right(rows: Rows, step: int) -> Rows:
    """Return rows moved right by a pixel of `step` bytes, zeros before them."""
    moved = np.zeros_like(rows)
    moved[..., step:] = rows[..., :-step]
    return moved


def row_bytes(pixels: Pixels) -> Rows:
    """Return pixels as rows of bytes in PNG's order, high byte first."""
    order = np.ascontiguousarray(pixels, pixels.dtype.newbyteorder(">"))
    return order.view(np.uint8).reshape(pixels.shape[0], -1)
