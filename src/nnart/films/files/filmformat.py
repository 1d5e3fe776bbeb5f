"""FilmFormat: a kind of file that films are written as. Loads neither NumPy nor Pillow nor PyAV."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from nnart.errors import InputError, Way, fault
from nnart.files.formats import check_bits
from nnart.films.files.header import FilmHeader
from nnart.recipe.size import Size

if TYPE_CHECKING:
    from nnart.films.files.layouts import Layout, Planes

# A path, the template of a sequence's paths, or a stream.
FilmTarget = str | Path | BinaryIO
INSTALL = "pip install 'nnart[film]'"


class FilmWriter(ABC):
    """Writes frames into a file, in their order; a context manager, which closes it unless there is an error.

    Attributes:
        header: of the film.
        frames: number of frames so far.
    """

    def __init__(self, header: FilmHeader) -> None:
        self.header, self.frames = header, 0
        self._open = True

    def add(self, planes: Planes) -> None:
        """Write the next frame, given as the format's layout has it.

        Raises:
            FileError: if it cannot be written.
        """
        self._write(planes)
        self.frames += 1

    def close(self) -> None:
        """Finish the file; a second call does nothing.

        Raises:
            InputError: if it has other than the header's number of frames.
            FileError: if it cannot be written.
        """
        if not self._open:
            return
        self._open = False
        if self.frames != self.header.frames:
            self._abandon()
            says = f"{self.header.frames} frames are needed"
            raise InputError(fault("count", says, "frames", got=self.frames))
        self._finish()

    @abstractmethod
    def _write(self, planes: Planes) -> None: ...

    @abstractmethod
    def _finish(self) -> None: ...

    def _abandon(self) -> None:  # noqa: B027  - some have nothing to let go of
        """Let go of a file that will not be finished."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is None:
            self.close()
        elif self._open:
            self._open = False
            self._abandon()


@dataclass(frozen=True, kw_only=True)
class FilmFormat(ABC):
    """A kind of file.

    Attributes:
        name: for people.
        word: its name in unfinished films; only the same format resumes them.
        endings: of file names, the usual one first.
        alpha: whether it can hold alpha.
        lossless: whether all pixels can be had back.
        needs: "av" if it is written by PyAV.
        min_side: minimum width and height in pixels.
        max_side: maximum width and height in pixels.
        max_fps: frames a second that are played at their speed.
        depths: the bits a channel that can be asked for.
        memory: bytes for a frame's pixel while it is written; measured.
    """

    name: str
    word: str
    endings: tuple[str, ...] = ()
    alpha: bool = False
    lossless: bool = False
    needs: str = ""
    min_side: int = 1
    max_side: int = 2**16 - 1
    max_fps: int = 1000
    depths: tuple[int, ...] = (8, 16)
    memory: int = 4

    @abstractmethod
    def layout_name(self, alpha: bool, bits: int) -> str:
        """Return the name of the layout of its frames; as `layout`."""

    @abstractmethod
    def open(self, target: FilmTarget, header: FilmHeader, *, force: bool = False) -> FilmWriter:
        """Begin a film.

        Args:
            target: a path, which is overwritten; the template of a sequence; or a stream for y4m, which is
                left open.
            header: of the film.
            force: whether a sequence's files may be replaced.

        Raises:
            InputError: as `check`.
            FileError: if the file cannot be written.
        """

    def memory_for(self, header: FilmHeader) -> int:
        """Return about how many bytes of memory it takes to write a film, beside its frames."""
        return self.memory * math.prod(header.size)

    def holds(self, alpha: bool) -> int:  # noqa: ARG002  - those with several encoders say
        """Return the bits a channel of a file, if they cannot be chosen, of frames with or without alpha."""
        return self.depths[0]

    def ways_to_bits(self, alpha: bool) -> Iterable[Way]:  # noqa: ARG002
        """Return how the same kind of file gets more bits a channel."""
        return ()

    def layout(self, alpha: bool, bits: int, space: str = "srgb") -> Layout:  # noqa: ARG002  - tags say it
        """Return how painted pixels become what the format takes.

        Args:
            alpha: whether pixels have alpha.
            bits: bits a channel, 8 or 16, that are asked for; see the layout's `bits` for what to paint.
            space: the colour space.
        """
        from nnart.films.files.layouts import LAYOUTS

        return LAYOUTS[self.layout_name(alpha, bits)]

    def layout_of(self, header: FilmHeader) -> Layout:
        """Return the layout of a film's frames."""
        return self.layout(header.alpha, header.bits, header.space)

    def nearest_fps(self, fps: Fraction) -> Fraction:
        """Return the frames a second that the format can say, nearest to the given ones."""
        return min(fps, Fraction(self.max_fps))

    def even_size(self, header: FilmHeader) -> Size:
        """Return a film's size, or the nearest one below if the format needs even sides."""
        if not self.layout_name(header.alpha, header.bits).startswith(("yuv420", "yuva420")):
            return header.size
        return Size(*(max(2, side - side % 2) for side in header.size))

    def check(self, header: FilmHeader) -> None:
        """Refuse a film that the format cannot hold.

        Raises:
            InputError: if it cannot hold the size, the frames a second, the bits or alpha, or needs PyAV, which
                is not installed.
        """
        self._check_sides(header.size)
        self._check_fps(header.fps)
        if header.alpha and not self.alpha:
            ways = "take .webm, .mov, .mkv, .webp or .png"
            raise InputError(fault("conflict", f"{self.name} has no transparency", "alpha", ways=ways))
        if check_bits(header.bits) not in self.depths:
            says = f"{self.name} holds {self.holds(header.alpha)} bits per channel"
            deeper: tuple[str | Way, ...] = ("take .mkv, which keeps 16 bits", *self.ways_to_bits(header.alpha))
            raise InputError(fault("conflict", says, "bits", got=header.bits, ways=deeper))
        self._check_even(header)
        if self.needs == "av" and not has_pyav():
            others = "take .webp, .gif, .png or frames/{frame}.png, which need nothing"
            says = f"{self.name} needs PyAV, which is not installed"
            raise InputError(fault("missing", says, "path", ways=(INSTALL, others)))

    def _check_sides(self, size: Size) -> None:
        if max(size) > self.max_side:
            says = f"{self.name} holds at most {self.max_side} pixels a side"
            raise InputError(fault("limit", says, "size", got=max(size), ways="take frames/{frame}.png"))
        if min(size) < self.min_side:
            says = f"{self.name} needs at least {self.min_side} pixels a side"
            raise InputError(fault("limit", says, "size", got=min(size), ways="take .mkv or .webp"))

    def _check_fps(self, fps: Fraction) -> None:
        if fps <= 0:
            raise InputError(fault("range", "more than 0 frames a second are needed", "fps", got=str(fps)))
        nearest = self.nearest_fps(fps)
        if nearest != fps:
            says = f"{self.name} cannot play {said(fps)} frames a second"
            way = Way("is the nearest that it can", "fps", said(nearest))
            raise InputError(fault("conflict", says, "fps", ways=way))

    def _check_even(self, header: FilmHeader) -> None:
        even = self.even_size(header)
        if even != header.size:
            says = f"{self.name} needs even sides, as colours have half the size"
            way = Way("is the nearest", "size", f"{even.width}x{even.height}")
            raise InputError(fault("conflict", says, "size", got=str(header.size), ways=way))


def said(fps: Fraction) -> str:
    """Return frames a second as text, such as 25 or 100/3."""
    return str(fps)


def has_pyav() -> bool:
    """Return whether PyAV can be imported."""
    try:
        import av  # noqa: F401
    except ImportError:
        return False
    return True
