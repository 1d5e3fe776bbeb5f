"""Animated PNG: frames as in PNG, written as they come.

Source: Portable Network Graphics (PNG) Specification, third edition, W3C 2025, section 11.3.6.
"""

from __future__ import annotations

import struct
from contextlib import ExitStack, suppress
from pathlib import Path

from nnart.errors import in_file
from nnart.files.codec import Frame
from nnart.files.png import PngStream, begin, deflated
from nnart.files.pngchunks import write_chunk
from nnart.films.files.filmformat import FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Planes
from nnart.plane.view import View


class AnimatedPngWriter(FilmWriter):
    """Writes frames, each complete, in place of the one before."""

    def __init__(self, path: Path, header: FilmHeader) -> None:
        """Begin a film.

        Raises:
            FileError: if the file cannot be written.
        """
        super().__init__(header)
        self._path, self._held, self._chunks = path, ExitStack(), 0
        frame = Frame(header.size.shape, 3 + header.alpha, "u1", header.text, header.space)
        with in_file(path):
            self._stream = self._held.enter_context(path.open("wb"))
            begin(self._stream, frame)
            write_chunk(self._stream, b"acTL", struct.pack(">II", header.frames, 0 if header.loops else 1))

    def _write(self, planes: Planes) -> None:
        (pixels,) = planes
        view = View(size=self.header.size)
        with in_file(self._path):
            self._begin_frame()
            for data in deflated(PngStream().encode(pixels, view)):
                if self.frames == 0:  # which is the picture for programs that know no films
                    write_chunk(self._stream, b"IDAT", data)
                else:
                    write_chunk(self._stream, b"fdAT", self._number() + data)

    def _begin_frame(self) -> None:
        """Write a frame's size, place and duration; it replaces what was there."""
        seconds = 1 / self.header.fps
        data = struct.pack(">IIIIHHBB", *self.header.size, 0, 0, seconds.numerator, seconds.denominator, 0, 0)
        write_chunk(self._stream, b"fcTL", self._number() + data)

    def _number(self) -> bytes:
        """Return the number of the next chunk among those of all frames."""
        self._chunks += 1
        return struct.pack(">I", self._chunks - 1)

    def _finish(self) -> None:
        with in_file(self._path), self._held:
            write_chunk(self._stream, b"IEND", b"")

    def _abandon(self) -> None:
        with suppress(OSError):
            self._held.close()
