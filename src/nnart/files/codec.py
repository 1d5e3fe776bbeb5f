"""Codec: a file format, as everything else knows it. Loads neither NumPy nor Pillow.

A `Codec` is a format: what it holds, and how a whole picture is written and a file's header is read. Formats
that are streamed have a `StreamCodec` besides: a picture is cut into windows, workers make pieces of each, in
any process, and the pieces are joined into a file in their order.
"""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

from nnart.errors import InputError, fault
from nnart.recipe.size import Size

if TYPE_CHECKING:
    from nnart.arrays import Answer, Pixels
    from nnart.plane.view import View

BITS = (8, 16)  # a channel, of any format
MAX_TEXT = 2**16  # characters of what a file says that it was painted from
MAX_SIDE = 2**31 - 1  # what most formats have room for


@dataclass(frozen=True)
class Frame:
    """What a file says of its pixels.

    Attributes:
        shape: rows and columns.
        channels: 3 for red, green, blue, 4 with alpha as the last one, by which the others are not multiplied;
            or of a field the network's outputs.
        kind: NumPy's name of their numbers: u1, u2, or f4 for a field.
        text: what they were painted from.
        space: what colours they stand for, "srgb" or "p3".
        dpi: dots per inch, 1 … 100,000.
        sheet: which pictures it has, if it is a sheet; only PNG holds it.
    """

    shape: tuple[int, int]
    channels: int = 3
    kind: str = "u1"
    text: str | None = None
    space: str = "srgb"
    dpi: int | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Header:
    """What a file says before its pixels.

    Attributes:
        shape: rows and columns.
        bits: a channel.
        channels: 3 for plain rows of red, green, blue; 4 for such with alpha; 0 for any other pixels.
        text: what it was painted from, if it says that.
        dpi: dots per inch, if it says how many, and as many both ways.
        sheet: which pictures it has, if it is a sheet.
    """

    shape: tuple[int, int]
    bits: int
    channels: int
    text: str | None
    dpi: int | None
    sheet: str | None = None


@runtime_checkable
class Encoder(Protocol):
    """What a picture is cut into, and what is made of each part."""

    def levels(self, whole: View, /) -> list[View]:
        """Return a picture at all sizes that are painted, the full one first."""
        ...

    def windows(self, whole: View, height: int, /) -> Iterator[View]:
        """Yield what is painted at a time: windows of the picture, or of its smaller sizes.

        Args:
            whole: the picture.
            height: rows of a window, a multiple of a piece's; some formats have a height of their own.
        """
        ...

    def encode(self, pixels: Answer, view: View, /) -> list[bytes]:
        """Return a window's pixels or numbers, (rows, columns, channels), as pieces of a file, or as files.

        It is pure and can be pickled: workers call it, in this process or another.
        """
        ...


class StreamCodec(Encoder, Protocol):
    """How a format is written piece by piece."""

    @property
    def word(self) -> str:
        """What it is called in unfinished files, which are resumed only by the same."""
        ...

    def windows(self, whole: View, height: int, done: int = 0, /) -> Iterator[View]:
        """Yield what is painted at a time, after so many pieces are done; as `Encoder.windows`."""
        ...

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a file from all of its pieces, in their order."""
        ...


@dataclass(frozen=True, kw_only=True)
class Codec(ABC):
    """A format.

    Attributes:
        name: as people write it.
        endings: of files' names, the usual one first.
        signature: a pattern of a file's first bytes; None for what holds no pictures.
        max_side: pixels.
        max_pixels: of a whole picture.
        bits: a channel, for which it has room; none if it holds no pictures.
        alpha: whether it has room for it.
        memory: bytes that a pixel takes while a whole picture is written; measured.
    """

    name: str
    endings: tuple[str, ...]
    signature: bytes | None = None
    max_side: int = MAX_SIDE
    max_pixels: int = 2**62
    bits: tuple[int, ...] = BITS
    alpha: bool = True
    memory: int = 8

    @property
    @abstractmethod
    def streamed(self) -> bool:
        """Whether it is written piece by piece."""

    @abstractmethod
    def for_size(self, size: Size | None = None) -> StreamCodec | None:
        """Return how a picture of a size is streamed; None if it is written as a whole.

        Args:
            size: None for a picture whose pixels are all there, at one size.
        """

    @abstractmethod
    def save(self, pixels: Pixels, frame: Frame, stream: BinaryIO) -> None:
        """Write a whole picture, (rows, columns, 3 or 4), into a binary stream."""

    @abstractmethod
    def read_header(self, stream: BinaryIO) -> Header:
        """Read what a file says before its pixels.

        Raises:
            FileError: if it is damaged.
        """

    def matches(self, start: bytes) -> bool:
        """Return whether a file that begins so is of this format."""
        return self.signature is not None and re.match(self.signature, start, re.DOTALL) is not None

    def check(self, size: Size, bits: int, *, alpha: bool = False) -> None:
        """Refuse a picture that does not fit in.

        Raises:
            InputError: if there is no room for its size, its bits a channel, or alpha.
        """
        if max(size) > self.max_side:
            limit = f"{self.name} holds at most {self.max_side} pixels a side"
            raise InputError(fault("limit", limit, "size", got=max(size), ways="take .png or .tif"))
        if math.prod(size) > self.max_pixels:
            limit = f"{self.name} holds at most {self.max_pixels} pixels"
            raise InputError(fault("limit", limit, "size", got=math.prod(size), ways="take .png or .tif"))
        if bits not in self.bits:
            limit = f"{self.name} holds {' or '.join(map(str, self.bits))} bits per channel"
            raise InputError(fault("conflict", limit, "bits", got=bits, ways="take .png or .tif"))
        if alpha and not self.alpha:
            ways = "take .png, .webp, .avif or .tif"
            raise InputError(fault("conflict", f"{self.name} has no transparency", "alpha", ways=ways))


class StreamedCodec(Codec):
    """A format that is always written piece by piece."""

    @property
    def streamed(self) -> bool:
        """Whether it is written piece by piece."""
        return True

    @abstractmethod
    def for_size(self, size: Size | None = None) -> StreamCodec:
        """Return how a picture of a size is streamed; as `Codec.for_size`."""

    def save(self, pixels: Pixels, frame: Frame, stream: BinaryIO) -> None:
        """Write a whole picture, (rows, columns, 3 or 4), into a binary stream."""
        from nnart.plane.view import View

        codec = self.for_size()
        codec.write(stream, codec.encode(pixels, View(size=Size.of_shape(*frame.shape))), frame)
