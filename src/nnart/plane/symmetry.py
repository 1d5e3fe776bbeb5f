"""Symmetry: plane → what a network is given as inputs, the same bits at a point and at all its images.

Inputs keep lengths where they can, and are scaled so that a network whose weights have the variance
gain² / inputs has as much detail as one that is given x and y: in every direction, the squared slopes of all
inputs add up to half their number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from nnart.exact.turns import Array, cos_sin
from nnart.plane.wallpaper import Wallpaper
from nnart.recipe import symmetries
from nnart.recipe.knobs import KNOBS

_TIP = 0.1  # how far from a centre of rotation the cone's tip is rounded off, in half frames


@runtime_checkable
class Symmetry(Protocol):
    """What all symmetries have; coordinates are finite, up to 1e12 in magnitude."""

    @property
    def name(self) -> str:
        """As in `nnart.recipe.symmetries`, or that of a seamless plane."""
        ...

    @property
    def count(self) -> int:
        """Number of inputs, 1 or more."""
        ...

    @property
    def folds(self) -> bool:
        """Whether the inputs are still x and y, folded."""
        ...

    def inputs(self, points: Array) -> Array:
        """Return the inputs at points (2, P), float64 (count, P)."""
        ...

    def sheets(self, points: Array) -> NDArray[np.int64] | None:
        """Return of points (2, P) on which side of every crease they lie, as one number (P,).

        Inputs are smooth among points of one number. None: they are smooth everywhere.
        """
        ...


def make_symmetry(name: str, cells: float = symmetries.CELLS) -> Symmetry:
    """Return the symmetry of a name.

    Args:
        name: as in `nnart.recipe.symmetries`.
        cells: of a wallpaper group, how many of its cells are as long as the frame -1 … 1, 0.01 … 1000;
            nothing to the others.

    Raises:
        InputError: if the name is unknown or cells is out of range.
    """
    name = symmetries.canonical(name)
    if name in symmetries.WALLPAPERS:
        return Wallpaper(name, KNOBS["cells"].read(cells))
    kind, order = symmetries.split(name)
    if kind == "rotation":
        return Rotation(order)
    return Kaleidoscope(order) if kind == "kaleidoscope" else Mirror("y" if name == "mirror-y" else "x")


@dataclass(frozen=True)
class Mirror:
    """The plane folded along one axis: x and y, one of them without its sign.

    Attributes:
        axis: x, where left and right are the same, or y, where top and bottom are.
    """

    axis: str = "x"
    count = 2
    folds = True

    @property
    def name(self) -> str:
        """`mirror` or `mirror-y`."""
        return "mirror" if self.axis == "x" else "mirror-y"

    def inputs(self, points: Array) -> Array:
        """As in `Symmetry`."""
        x, y = points
        return np.stack([np.abs(x), y] if self.axis == "x" else [x, np.abs(y)])

    def sheets(self, points: Array) -> NDArray[np.int64]:
        """As in `Symmetry`."""
        return np.where(points["xy".index(self.axis)] < 0, 1, 0)


@dataclass(frozen=True)
class Kaleidoscope:
    """The plane folded into a wedge of 180° / order beside the upper half of the axis x = 0.

    Only reflections: nothing is stretched, and where wedges meet there is a crease, but no tear. Left and
    right are the same bits; so are top and bottom of an even order, and x and y of one that 4 divides.

    Attributes:
        order: 2 … 64; the picture looks the same turned by 360° / order.
    """

    order: int
    count = 2
    folds = True

    @property
    def name(self) -> str:
        """`kaleidoscope-N`."""
        return f"kaleidoscope-{self.order}"

    def inputs(self, points: Array) -> Array:
        """As in `Symmetry`."""
        return self._folded(points)[0]

    def sheets(self, points: Array) -> NDArray[np.int64]:
        """As in `Symmetry`: a number for each wedge."""
        return self._folded(points)[1]

    def _folded(self, points: Array) -> tuple[Array, NDArray[np.int64]]:
        """Fold along the axes and the diagonal, which is exact, then halve the wedges that are left."""
        wedges = self.order  # on the right of x = 0, counted from the top
        sides = [points[0] < 0]
        x, y = np.abs(points[0]), points[1]
        if wedges % 2 == 0:
            sides.append(y < 0)
            y = np.abs(y)
            wedges //= 2
        if self.order % 4 == 0:
            sides.append(x > y)
            x, y = np.minimum(x, y), np.maximum(x, y)
            wedges //= 2
        for cosine, sine in self._mirrors(wedges):
            beyond = x * cosine
            beyond -= y * sine
            sides.append(beyond > 0)
            beyond = 2 * np.maximum(beyond, 0.0)
            x, y = x - beyond * cosine, y + beyond * sine
        sheet = np.zeros(len(x), np.int64)
        for side in sides:
            sheet = 2 * sheet + side
        return np.stack([x, y]), sheet

    @cache  # noqa: B019  - a dozen numbers for each of 63 orders
    def _mirrors(self, wedges: int) -> list[tuple[float, float]]:
        """Return cosines and sines of the angles from the top at which so many wedges are halved to one."""
        found = []
        while wedges > 1:
            wedges = (wedges + 1) // 2
            found.append(cos_sin(180 * wedges / self.order))
        return found


@dataclass(frozen=True)
class Rotation:
    """The plane wound up `order` times into a cone: turns by 360° / order, without mirrors.

    A fold would tear the picture here, and to wind it up flat would squeeze it along the circle. On the cone
    (ρ cos(Nθ) / N, ρ sin(Nθ) / N, ρ √(1 - 1/N²)) with N = order lengths are kept. Its tip is rounded off,
    by ρ² = r² + 0.1², so that the picture is smooth there too. Half a turn gives the same bits where the
    order is even, a quarter turn where 4 divides it.

    Attributes:
        order: 2 … 64.
    """

    order: int
    count = 3
    folds = False

    @property
    def name(self) -> str:
        """`rotation-N`."""
        return f"rotation-{self.order}"

    def inputs(self, points: Array) -> Array:
        """As in `Symmetry`."""
        x, y = points
        radius = np.sqrt((x * x + y * y) + _TIP * _TIP)
        cosine, sine = _power(x / radius, y / radius, self.order)
        across = radius * (math.sqrt(1.5) / self.order)
        return np.stack([cosine * across, sine * across, radius * math.sqrt(1.5 - 1.5 / self.order**2)])

    def sheets(self, points: Array) -> NDArray[np.int64] | None:  # noqa: ARG002
        """Return None: the inputs are smooth everywhere."""
        return None


def _power(x: Array, y: Array, exponent: int) -> tuple[Array, Array]:
    """Return (x + iy)^exponent; squared as often as possible first, by which signs vanish exactly."""
    while exponent % 2 == 0:
        x, y = x * x - y * y, 2 * (x * y)
        exponent //= 2
    real, imaginary = x, y
    for digit in bin(exponent)[3:]:
        real, imaginary = real * real - imaginary * imaginary, 2 * (real * imaginary)
        if digit == "1":
            real, imaginary = real * x - imaginary * y, real * y + imaginary * x
    return real, imaginary
