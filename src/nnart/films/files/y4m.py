"""Y4M: frames without compression behind a line of text, for a pipe into another program."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from nnart.errors import in_file
from nnart.films.files.filmformat import FilmTarget, FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Layout, Planes

_KINDS = {"yuv420p8": "420mpeg2", "yuv420p10": "420p10"}  # chroma sited left
_FRAME = b"FRAME\n"


class Y4mWriter(FilmWriter):
    """Writes frames; the format has no room for a recipe."""

    def __init__(self, target: FilmTarget, header: FilmHeader, layout: Layout) -> None:
        """Begin a film: a new file at a path, or in a stream, which stays open.

        Raises:
            FileError: if the file cannot be written.
        """
        super().__init__(header)
        self._layout, self._held = layout, ExitStack()
        self._name = str(target) if isinstance(target, (str, Path)) else "the stream"
        self._stream: BinaryIO
        with in_file(self._name):
            if isinstance(target, (str, Path)):
                self._stream = self._held.enter_context(Path(target).open("wb"))  # noqa: SIM115
            else:
                self._stream = target
            self._stream.write(_first_line(header, layout).encode())

    def _write(self, planes: Planes) -> None:
        with in_file(self._name):
            self._stream.write(_FRAME)
            self._stream.write(self._layout.to_bytes(planes))

    def _finish(self) -> None:
        with in_file(self._name), self._held:
            self._stream.flush()

    def _abandon(self) -> None:
        with suppress(OSError):
            self._held.close()


def _first_line(header: FilmHeader, layout: Layout) -> str:
    """Return the first line: size, frames a second, square pixels, no interlacing; FFmpeg reads 96 bytes."""
    fps = header.fps
    return (
        f"YUV4MPEG2 W{header.size.width} H{header.size.height} F{fps.numerator}:{fps.denominator} Ip A1:1"
        f" C{_KINDS[layout.name]} XCOLORRANGE=LIMITED\n"
    )
