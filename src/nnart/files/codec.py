"""Codec: a file format, as everything else knows it. Loads neither NumPy nor Pillow.

A `Codec` is a format: its capabilities, how to write a whole picture, and how to read a file's header. Streamed
formats also have a `StreamCodec`: it cuts a picture into windows, workers in any process encode each window
into pieces, and the pieces are joined into a file in order.
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
    """A description of pixels to be written.

    Attributes:
        shape: rows and columns.
        channels: 3 for red, green, blue; 4 with alpha, not premultiplied; for a field, the network's outputs.
        kind: NumPy's name of the numbers' type: u1, u2, or f4 for a field.
        text: the picture's origin: recipe or network.
        space: the colour space, "srgb" or "p3".
        dpi: dots per inch, 1 … 100,000.
        sheet: the recipes of a sheet's tiles; only PNG can hold them.
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
    """A description of pixels, read from a file.

    Attributes:
        shape: rows and columns.
        bits: bits a channel.
        channels: 3 for plain rows of red, green, blue; 4 with alpha; 0 for any other pixels.
        text: the picture's origin, if the file has it.
        dpi: dots per inch, if the file has them and they are equal in both directions.
        sheet: the recipes of a sheet's tiles, if it is a sheet.
    """

    shape: tuple[int, int]
    bits: int
    channels: int
    text: str | None
    dpi: int | None
    sheet: str | None = None


@runtime_checkable
class Encoder(Protocol):
    """Cuts a picture into windows and encodes each."""

    def levels(self, whole: View, /) -> list[View]:
        """Return the picture at all sizes to paint, full size first."""
        ...

    def windows(self, whole: View, height: int, /) -> Iterator[View]:
        """Yield the windows to paint, of the picture or its smaller sizes.

        Args:
            whole: the picture.
            height: rows of a window, a multiple of a piece's; some formats use their own.
        """
        ...

    def encode(self, pixels: Answer, view: View, /) -> list[bytes]:
        """Encode a window's pixels or numbers, (rows, columns, channels), as pieces of a file, or as files.

        The method must be pure and picklable: workers call it in this process or in others.
        """
        ...


class StreamCodec(Encoder, Protocol):
    """Writes a format piece by piece."""

    @property
    def word(self) -> str:
        """Its name in unfinished files; only the same format resumes them."""
        ...

    def windows(self, whole: View, height: int, done: int = 0, /) -> Iterator[View]:
        """Yield the windows to paint, skipping finished pieces; as `Encoder.windows`."""
        ...

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a file from all of its pieces, in their order."""
        ...


@dataclass(frozen=True, kw_only=True)
class Codec(ABC):
    """A file format.

    Attributes:
        name: for people.
        endings: of file names, the usual one first.
        signature: a pattern of a file's first bytes; None for a format without pictures.
        max_side: maximum width and height in pixels.
        max_pixels: maximum of a whole picture.
        bits: the possible bits a channel; empty for a format without pictures.
        alpha: whether it can hold alpha.
        memory: bytes a pixel while a whole picture is written; measured.
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
        """Whether pictures are written piece by piece."""

    @abstractmethod
    def for_size(self, size: Size | None = None) -> StreamCodec | None:
        """Return the encoder for a size; None if pictures are written as a whole.

        Args:
            size: None for a picture that is in memory already, at one size.
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
        """Return whether a file with these first bytes has this format."""
        return self.signature is not None and re.match(self.signature, start, re.DOTALL) is not None

    def check(self, size: Size, bits: int, *, alpha: bool = False) -> None:
        """Refuse a picture that the format cannot hold.

        Raises:
            InputError: if it cannot hold the size, the bits a channel, or alpha.
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
        """Whether pictures are written piece by piece."""
        return True

    @abstractmethod
    def for_size(self, size: Size | None = None) -> StreamCodec:
        """Return how a picture of a size is streamed; as `Codec.for_size`."""

    def save(self, pixels: Pixels, frame: Frame, stream: BinaryIO) -> None:
        """Write a whole picture, (rows, columns, 3 or 4), into a binary stream."""
        from nnart.plane.view import View

        codec = self.for_size()
        codec.write(stream, codec.encode(pixels, View(size=Size.of_shape(*frame.shape))), frame)
