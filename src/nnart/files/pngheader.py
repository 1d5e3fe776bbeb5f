"""PNG's header: size, type and origin of its pixels. Imports neither NumPy nor Pillow.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import Header
from nnart.files.pngchunks import COLOUR_TYPES, MAX_CHUNKS, SIGNATURE, decode_dpi, read_data, read_head
from nnart.files.pngtexts import EXIF, TEXTS, Texts

_CHANNELS = {kind: channels for channels, kind in COLOUR_TYPES.items()}


def read_header(stream: BinaryIO) -> Header:
    """Read a PNG's header, and leave the stream at the first of its pixels.

    The picture's origin may be in any text (see `nnart.files.pngtexts`), before the pixels or else behind them.
    Looks at 262,144 chunks at most. Checks the checksums of the chunks that it uses, no others.

    Raises:
        FileError: if the file is not a PNG, is damaged in the part that is read, or has a text that is too
            long.
    """
    if stream.read(8) != SIGNATURE:
        raise FileError(fault("kind", "not a PNG file"))
    head = read_head(stream)
    if head != (13, b"IHDR"):
        raise FileError(fault("damaged", "damaged: it does not begin with a header"))
    width, height, bits, colour, method, filtering, interlaced = struct.unpack(
        ">IIBBBBB", read_data(stream, b"IHDR", 13)
    )
    sensible = 0 < width < 2**31 and 0 < height < 2**31 and bits in (1, 2, 4, 8, 16)
    if not sensible or method or filtering:
        raise FileError(fault("damaged", "damaged: its header makes no sense"))
    channels = _CHANNELS.get(colour, 0) if bits in (8, 16) and not interlaced else 0
    pixels, dpi, texts = _look_through(stream)
    stream.seek(pixels)
    return Header((height, width), bits, channels, texts.picture(), dpi, texts.sheet())


def _look_through(stream: BinaryIO) -> tuple[int, int | None, Texts]:
    """Return where the pixels begin, dots per inch, and the texts, for which it may look behind the pixels."""
    pixels, dpi, texts = None, None, Texts()
    for _ in range(MAX_CHUNKS):
        length, kind = read_head(stream)
        place = stream.tell()
        if kind == b"IDAT" and pixels is None:
            pixels = place - 8
            if texts.found:
                return pixels, dpi, texts
        elif kind == b"IEND":
            if pixels is None:
                raise FileError(fault("damaged", "damaged: it has no pixels"))
            return pixels, dpi, texts
        elif kind in TEXTS or kind == EXIF:
            texts.look(stream, kind, length)
        elif (kind, length) == (b"pHYs", 9):
            dpi = decode_dpi(read_data(stream, kind, length))
        stream.seek(place + length + 4)
    raise FileError(fault("limit", f"more than {MAX_CHUNKS} chunks are too many to find a recipe among them"))
