"""Tone: how a field is spread over a palette, field → position 0 … 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Field
from nnart.kernel import loaded

if TYPE_CHECKING:
    from nnart.kernel.calls import Curve

_KNOTS = 257
_MIN_ROUNDINGS = 64  # roundings in a range that is more than noise
_EQUALISED = 0.8  # the rest stays linear, which keeps some of the field's own calm and drama


@dataclass(frozen=True)
class Tone:
    """A rising curve of straight pieces through (values, positions); beyond its ends it goes on level.

    Attributes:
        values: float64 (K,), rising.
        positions: float64 (K,), not falling, within 0 … 1.
    """

    values: NDArray[np.float64]
    positions: NDArray[np.float64]

    @classmethod
    def equalised(cls, sample: Field, rounding: float = 0.0) -> Self:
        """Return the curve that spreads a sample of a field over its ranks, and by 20 % evenly over its range.

        Equal values share the middle of their ranks. Nothing is rounded but by single IEEE operations. Where
        the whole range is a few roundings of the network, there is nothing to spread but noise: it is flat.
        """
        values, counts = np.unique(sample, return_counts=True)
        below = np.cumsum(counts) - counts
        ranks = (2 * below + counts) / (2 * counts.sum())
        knots = np.arange(_KNOTS) * (len(values) - 1) // (_KNOTS - 1)
        knots = np.unique(knots)
        values, ranks = values[knots], ranks[knots]
        if values[-1] - values[0] <= _MIN_ROUNDINGS * rounding:
            return cls(values[:1], np.array([0.5]))
        linear = (values - values[0]) / (values[-1] - values[0])
        return cls(values, ranks * _EQUALISED + linear * (1 - _EQUALISED))

    @classmethod
    def stretched(cls, least: float, greatest: float, rounding: float = 0.0) -> Self:
        """Return the straight line from 0 at the least value to 1 at the greatest.

        Where both are equal, or only a few roundings of the network apart, it is level 0.
        """
        if greatest - least <= _MIN_ROUNDINGS * rounding:
            return cls(np.array([least]), np.array([0.0]))
        return cls(np.array([least, greatest], np.float64), np.array([0.0, 1.0]))

    @classmethod
    def fixed(cls) -> Self:
        """Return the straight line from 0 at -1 to 1 at 1."""
        return cls(np.array([-1.0, 1.0]), np.array([0.0, 1.0]))

    def contrasted(self, contrast: float) -> Self:
        """Return the curve followed by u c / (1 + (c - 1) |u|), c = contrast, over its positions as u = -1 … 1.

        That one is c times as steep in the middle, and keeps the ends.
        """
        if contrast == 1.0 or self.flat:
            return self
        values, positions = self.values, self.positions
        if len(values) == 2:  # a straight line is to become a curve
            share = np.arange(_KNOTS) / (_KNOTS - 1)
            values = values[0] + share * (values[-1] - values[0])
            positions = positions[0] + share * (positions[-1] - positions[0])
        u = 2.0 * positions - 1.0
        bent = u * contrast / (1.0 + (contrast - 1.0) * np.abs(u))
        return type(self)(values, (bent + 1.0) / 2)

    def cut(self) -> Self:
        """Return the curve with its lowest and its highest 30 % at 0 and 1, and steeper between."""
        return type(self)(self.values, np.clip(2.5 * self.positions - 0.75, 0.0, 1.0))

    @property
    def flat(self) -> bool:
        """Whether every value gets the same position: the network has one answer everywhere."""
        return len(self.values) == 1

    @cached_property
    def curve(self) -> Curve:
        """The curve as the kernel has it; a single knot becomes a level piece."""
        values, positions = (np.ascontiguousarray(one, np.float64) for one in (self.values, self.positions))
        if self.flat:
            values, positions = np.repeat(values, 2), np.repeat(positions, 2)
        run = values[1:] - values[:-1]
        rises = (positions[1:] - positions[:-1]) / np.where(run > 0, run, 1.0)
        curve: Curve = loaded().Curve(values, positions, rises)
        return curve

    def __call__(self, field: Field) -> NDArray[np.float64]:
        """Return the position of every value, float64 0 … 1, in the field's shape."""
        positions: NDArray[np.float64] = loaded().tone(np.ascontiguousarray(field), self.curve)
        return positions
