"""Symmetry: from the plane to a network's inputs, with exactly the same inputs at all images of a point.

Inputs keep lengths where possible. They are scaled to give a network with weights of variance gain² / inputs
the same detail as the inputs x and y: in every direction, the squared slopes of all inputs add up to half their
number.
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
    """The interface of all symmetries; coordinates are finite, up to 1e12 in magnitude."""

    @property
    def name(self) -> str:
        """The name, as in `nnart.recipe.symmetries`, or that of a seamless plane."""
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
        """Return a number for each point, (P,), that tells on which side of every crease it lies.

        Inputs are smooth among points with the same number. None means that they are smooth everywhere.
        """
        ...


def make_symmetry(name: str, cells: float = symmetries.CELLS) -> Symmetry:
    """Return the symmetry of a name.

    Args:
        name: as in `nnart.recipe.symmetries`.
        cells: for a wallpaper group, the number of cells along the frame -1 … 1; 0.01 … 1000. Unused by other
            symmetries.

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

    Uses only reflections, so nothing is stretched, and wedges meet in a crease without a tear. Left and right
    are exactly equal; so are top and bottom for an even order, and x and y if 4 divides it.

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
        """Return cosines and sines of the angles, from the top, at which wedges are halved down to one."""
        found = []
        while wedges > 1:
            wedges = (wedges + 1) // 2
            found.append(cos_sin(180 * wedges / self.order))
        return found


@dataclass(frozen=True)
class Rotation:
    """The plane wound up `order` times into a cone: turns by 360° / order, without mirrors.

    A fold would tear the picture, and winding it up in the plane would squeeze it along the circle. On the cone
    (ρ cos(Nθ) / N, ρ sin(Nθ) / N, ρ √(1 - 1/N²)) with N = order, lengths are kept. Its tip is rounded by ρ² =
    r² + 0.1² to keep the picture smooth there. Half a turn gives exactly the same inputs if the order is even,
    a quarter turn if 4 divides it.

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
    """Return (x + iy)^exponent, squaring first as often as possible, which cancels signs exactly."""
    while exponent % 2 == 0:
        x, y = x * x - y * y, 2 * (x * y)
        exponent //= 2
    real, imaginary = x, y
    for digit in bin(exponent)[3:]:
        real, imaginary = real * real - imaginary * imaginary, 2 * (real * imaginary)
        if digit == "1":
            real, imaginary = real * x - imaginary * y, real * y + imaginary * x
    return real, imaginary
