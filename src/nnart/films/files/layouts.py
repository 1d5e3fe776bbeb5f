"""Layouts: how painted pixels become the planes that an encoder takes."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.films.files import yuv
from nnart.recipe.size import Size

Plane = NDArray[Any]  # uint8 or uint16, (rows, columns) or (rows, columns, channels)
Planes = list[Plane]


@dataclass(frozen=True)
class Layout(ABC):
    """A layout of a frame; pure and picklable.

    Attributes:
        name: of the layout.
        bits: bits a channel of the pixels that it takes, 8 or 16.
        alpha: whether they have alpha.
        step: rows of a band are a multiple of it.
        lossless: whether the pixels can be had back from the planes.
    """

    name: str
    bits: int
    alpha: bool = False
    step: int = 1
    lossless: bool = True

    @abstractmethod
    def convert(self, pixels: Pixels, first_row: int) -> Planes:
        """Return the planes of a band.

        Args:
            pixels: (rows, columns, 3), or 4 with alpha.
            first_row: the band's first row in the frame, a multiple of `step`.
        """

    @abstractmethod
    def pixels(self, planes: Planes) -> Pixels:
        """Return a frame's pixels, (rows, columns, 3 or 4); those of lossy layouts as uint16, nearly."""

    @abstractmethod
    def shapes(self, size: Size) -> list[tuple[int, ...]]:
        """Return the shapes of a frame's planes."""

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the numbers in planes."""
        return np.dtype(np.uint8 if self.bits == 8 else np.uint16)

    def join(self, bands: Sequence[Planes]) -> Planes:
        """Return a frame's planes from those of its bands, from the top."""
        return [np.concatenate(planes) for planes in zip(*bands, strict=True)]

    def to_bytes(self, planes: Planes) -> bytes:
        """Encode planes, low byte first."""
        order = self.dtype.newbyteorder("<")
        return b"".join(np.ascontiguousarray(plane, order).tobytes() for plane in planes)

    def from_bytes(self, data: bytes, size: Size) -> Planes:
        """Decode the planes of a frame from `to_bytes`."""
        numbers = np.frombuffer(data, self.dtype.newbyteorder("<")).astype(self.dtype, copy=False)
        shapes = self.shapes(size)
        ends = accumulate((math.prod(shape) for shape in shapes), initial=0)
        pairs = zip(shapes, pairwise(ends), strict=True)
        return [numbers[start:end].reshape(shape) for shape, (start, end) in pairs]

    def bytes_of(self, size: Size) -> int:
        """Return the bytes of a frame."""
        return self.dtype.itemsize * sum(map(math.prod, self.shapes(size)))


@dataclass(frozen=True)
class RgbLayout(Layout):
    """Pixels as they are painted."""

    def convert(self, pixels: Pixels, first_row: int) -> Planes:  # noqa: ARG002  - alike everywhere
        """Return the pixels as one plane."""
        return [pixels]

    def pixels(self, planes: Planes) -> Pixels:
        """Return the plane."""
        (pixels,) = planes
        return pixels

    def shapes(self, size: Size) -> list[tuple[int, ...]]:
        """Return the shape of the plane."""
        return [(*size.shape, 3 + self.alpha)]


@dataclass(frozen=True)
class YuvLayout(Layout):
    """Luma and two planes of chroma, BT.709 in limited range; and alpha in full range.

    Attributes:
        depth: bits of a number in a plane, 8, 10 or 12.
        halved: whether chroma has half the rows and columns (4:2:0), sited left; else as many (4:4:4).
    """

    depth: int = 8
    halved: bool = True

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the numbers in planes."""
        return np.dtype(np.uint8 if self.depth == 8 else np.uint16)

    def convert(self, pixels: Pixels, first_row: int) -> Planes:
        """Return luma, Cb, Cr and, if there is any, alpha, each quantised once with static dither."""
        planes = [np.empty(shape, self.dtype) for shape in self.shapes(Size.of_shape(*pixels.shape[:2]))]
        yuv.encode(pixels, planes, first_row, self.depth, halved=self.halved)
        return planes

    def pixels(self, planes: Planes) -> Pixels:
        """Return pixels, uint16, with chroma interpolated linearly."""
        return yuv.decode(planes, self.depth, halved=self.halved)

    def shapes(self, size: Size) -> list[tuple[int, ...]]:
        """Return the shapes of luma, Cb, Cr and alpha."""
        rows, columns = size.shape
        chroma = (rows // 2, columns // 2) if self.halved else size.shape
        return [size.shape, chroma, chroma, *[size.shape] * self.alpha]


def _rgb(bits: int, alpha: bool) -> RgbLayout:
    return RgbLayout(f"{'rgba' if alpha else 'rgb'}{bits}", bits, alpha)


def _yuv(depth: int, *, halved: bool = True, alpha: bool = False) -> YuvLayout:
    name = f"yuv{'a' if alpha else ''}{'420' if halved else '444'}p{depth}"
    return YuvLayout(name, 16, alpha, 2 if halved else 1, False, depth, halved)


LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        *(_rgb(bits, alpha) for bits in (8, 16) for alpha in (False, True)),
        *(_yuv(8), _yuv(10), _yuv(8, alpha=True)),
        # 12 bits only to read: ProRes is decoded to them.
        *(_yuv(depth, halved=False, alpha=alpha) for depth in (10, 12) for alpha in (False, True)),
    )
}
