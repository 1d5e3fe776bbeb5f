"""Animated WebP: frames as in WebP, written as they come.

Pillow's own writer drops frames that equal the one before, and takes all of them at once.

Source: WebP container specification, RFC 9649.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from nnart.arrays import Pixels
from nnart.errors import in_file
from nnart.files.codec import Frame
from nnart.files.formats import WEBP
from nnart.files.profiles import icc_profile
from nnart.files.tags import DESCRIPTION
from nnart.films.files.filmformat import FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Planes

_MOVES, _EXIF, _ALPHA, _PROFILE = 0x02, 0x08, 0x10, 0x20  # what a file has
_REPLACES = 0x02  # a frame's pixels take the place of those before, whatever their alpha
_PIXELS = (b"ALPH", b"VP8 ", b"VP8L")


class AnimatedWebpWriter(FilmWriter):
    """Writes frames, each complete."""

    def __init__(self, path: Path, header: FilmHeader) -> None:
        """Begin a film.

        Raises:
            FileError: if the file cannot be written.
        """
        super().__init__(header)
        self._path, self._held = path, ExitStack()
        with in_file(path):
            self._stream = self._held.enter_context(path.open("wb"))
            self._stream.write(b"RIFF\0\0\0\0WEBP")  # its length follows at the end
            self._begin()

    def _begin(self) -> None:
        """Write what the file has, its profile, and that it plays for ever or once."""
        header, profile = self.header, icc_profile(self.header.space)
        flags = _MOVES | _ALPHA * header.alpha
        flags |= _EXIF * (header.text is not None) | _PROFILE * (profile is not None)
        sides = b"".join(_three(side - 1) for side in header.size)
        _write_chunk(self._stream, b"VP8X", struct.pack("<I", flags) + sides)
        if profile is not None:
            _write_chunk(self._stream, b"ICCP", profile)
        _write_chunk(self._stream, b"ANIM", struct.pack("<IH", 0, 0 if header.loops else 1))

    def _write(self, planes: Planes) -> None:
        (pixels,) = planes
        # From one frame's beginning to the next one's, in milliseconds, so that durations add up.
        begin, end = (round(frame * 1000 / self.header.fps) for frame in (self.frames, self.frames + 1))
        sides = b"".join(_three(side - 1) for side in self.header.size)
        head = _three(0) + _three(0) + sides + _three(end - begin) + bytes([_REPLACES])
        with in_file(self._path):
            _write_chunk(self._stream, b"ANMF", head + _encode(pixels))

    def _finish(self) -> None:
        with in_file(self._path), self._held:
            if self.header.text is not None:
                _write_chunk(self._stream, b"EXIF", _exif(self.header.text))
            length = self._stream.tell() - 8
            self._stream.seek(4)
            self._stream.write(struct.pack("<I", length))

    def _abandon(self) -> None:
        with suppress(OSError):
            self._held.close()


def _encode(pixels: Pixels) -> bytes:
    """Return the chunks of a frame's pixels."""
    memory = BytesIO()
    WEBP.save(pixels, Frame(pixels.shape[:2], pixels.shape[2]), memory)
    chunks = BytesIO()
    for kind, data in _chunks(memory.getvalue()):
        if kind in _PIXELS:
            _write_chunk(chunks, kind, data)
    return chunks.getvalue()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kinds and data of a file's chunks."""
    place = 12
    while place < len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        yield kind, data[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _write_chunk(stream: BinaryIO, kind: bytes, data: bytes) -> None:
    stream.write(struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2))


def _three(number: int) -> bytes:
    """Return a number in three bytes."""
    return number.to_bytes(3, "little")


def _exif(text: str) -> bytes:
    """Return EXIF with the film's recipe."""
    from PIL import Image

    exif = Image.Exif()
    exif[DESCRIPTION] = text.encode()  # of a str, Pillow would keep ASCII alone
    return exif.tobytes().removeprefix(b"Exif\0\0")
