"""Seamless: a plane that repeats, which makes opposite edges of a picture fit."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnart.exact import turns
from nnart.exact.turns import Array


@dataclass(frozen=True)
class Seamless:
    """A plane that repeats along one axis or both: a cylinder or a torus, with lengths as on the plane.

    Coordinates are rounded to 2^-32 of a period. Points whole periods apart get exactly the same inputs if
    coordinate and period are multiples of a common unit, as for pixels and the side of their picture.

    Attributes:
        axes: the axes along which it repeats: x, y or xy.
        periods: along x and y, above 0; the period of an axis that does not repeat is unused.
    """

    axes: str
    periods: tuple[float, float]
    folds = False

    @property
    def name(self) -> str:
        """`seamless-x`, `seamless-y` or `seamless-xy`."""
        return f"seamless-{self.axes}"

    @property
    def count(self) -> int:
        """Number of inputs: two for an axis that repeats, one for the other."""
        return 2 + len(self.axes)

    def inputs(self, points: Array) -> Array:
        """As in `Symmetry`."""
        scale = math.sqrt(self.count / 2)
        found: list[Array] = []
        for axis, period, values in zip("xy", self.periods, points, strict=True):
            if axis in self.axes:
                radius = scale * (period / (2 * math.pi))
                angles = turns.to_fixed_point(values / period)
                found.extend(radius * part for part in turns.cosines_and_sines(angles))
            else:
                found.append(scale * values)
        return np.stack(found)

    def sheets(self, points: Array) -> NDArray[np.int64] | None:  # noqa: ARG002
        """Return None: the inputs are smooth everywhere."""
        return None
