"""Sequences: a picture for every frame, each written at once or not at all."""

from __future__ import annotations

from pathlib import Path

from nnart.errors import InputError, fault
from nnart.files.atomic import replacing
from nnart.files.codec import Codec, Frame
from nnart.films.files.filmformat import FilmWriter
from nnart.films.files.header import FilmHeader
from nnart.films.files.layouts import Planes

FRAME = "{frame}"
MARK = "# frame "
_MIN_DIGITS = 4


def frame_path(template: str, frame: int, frames: int) -> Path:
    """Return the path of a frame, its number with as many digits as the last frame's, and at least four.

    Args:
        template: of paths, with {frame} in the name.
        frame: number of the frame, from 0.
        frames: number of frames.
    """
    digits = max(_MIN_DIGITS, len(str(frames - 1)))
    return Path(template.replace(FRAME, f"{frame:0{digits}}"))


def frame_text(text: str, frame: int) -> str:
    """Return what a frame's picture carries: the film's recipe, below a comment that numbers the frame."""
    return f"{MARK}{frame}\n{text}"


class SequenceWriter(FilmWriter):
    """Writes pictures; each carries the film's recipe.

    Attributes:
        done: numbers of frames that are there already, and are not added.
    """

    done: frozenset[int] = frozenset()

    def __init__(self, template: str, header: FilmHeader, codec: Codec, force: bool) -> None:
        """Begin a sequence.

        Raises:
            InputError: if the template has no {frame} in its last part.
        """
        if FRAME not in Path(template).name:
            says = f"the name of a sequence's files needs {FRAME}, such as frames/{FRAME}.png"
            raise InputError(fault("missing", says, "path", got=template))
        super().__init__(header)
        self._template, self._codec, self._force = template, codec, force

    def add(self, planes: Planes) -> None:
        """Write the next frame that is not there; as `FilmWriter.add`."""
        self._pass()
        super().add(planes)

    def close(self) -> None:
        """Finish; as `FilmWriter.close`."""
        self._pass()
        super().close()

    def _pass(self) -> None:
        while self.frames in self.done:
            self.frames += 1

    def _write(self, planes: Planes) -> None:
        (pixels,) = planes
        header, text = self.header, self.header.text
        frame = Frame(
            header.size.shape,
            pixels.shape[2],
            f"u{pixels.dtype.itemsize}",
            None if text is None else in_ascii(frame_text(text, self.frames)),
            header.space,
        )
        path = frame_path(self._template, self.frames, header.frames)
        with replacing(path, self._force) as stream:
            self._codec.save(pixels, frame, stream)

    def _finish(self) -> None:
        """Do nothing: every file is finished already."""


def in_ascii(text: str) -> str:
    """Return TOML with its characters beyond ASCII escaped, as TIFF has no others."""
    return "".join(one if one.isascii() else f"\\U{ord(one):08X}" for one in text)
