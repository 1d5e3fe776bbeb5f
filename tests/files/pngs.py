"""PNG files made by hand, for tests."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from hypothesis import strategies as st

from nnart.arrays import Pixels
from nnart.files.codec import Frame
from nnart.files.png import PngStream
from nnart.network.origin import text_of
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe

SIDES = st.integers(1, 40)


BITS = st.sampled_from([8, 16])


CHANNELS = st.sampled_from([3, 4])


def picture(rows: int, columns: int, bits: int, channels: int = 3) -> Pixels:
    numbers = np.random.default_rng(0).integers(0, 2**bits, (rows, columns, channels))
    return numbers.astype(np.uint8) if bits == 8 else numbers.astype(np.uint16)


def written(pixels: Pixels, height: int, text: str | None = None, **meaning: Any) -> bytes:
    stream = io.BytesIO()
    rows, columns, channels = pixels.shape
    codec = PngStream(height)
    pieces = codec.encode(pixels, View(size=(rows, columns)))
    codec.write(stream, pieces, Frame((rows, columns), channels, pixels.dtype.str[1:], text, **meaning))
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def assembled(*chunks: bytes, width: int = 4, height: int = 4) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


RECIPE = chunk(b"iTXt", b"nnart\0\0\0\0\0" + text_of(Recipe(layers=1, width=1)).encode())


GOOD = chunk(b"IDAT", zlib.compress(bytes(13 * 4)))
