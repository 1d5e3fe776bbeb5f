"""Tone: map a field's values to positions 0 … 1 on a palette."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array, Field
from nnart.kernel import loaded

if TYPE_CHECKING:
    from nnart.kernel.calls import Curve

_KNOTS = 257
_MIN_ROUNDINGS = 64  # minimum range, in rounding errors; a smaller one is noise
_EQUALISED = 0.8  # the rest stays linear, which keeps some of the field's own contrast


@dataclass(frozen=True)
class Tone:
    """A rising, piecewise linear curve through (values, positions), constant beyond its ends.

    Attributes:
        values: float64 (K,), rising.
        positions: float64 (K,), not falling, within 0 … 1.
    """

    values: NDArray[np.float64]
    positions: NDArray[np.float64]

    @classmethod
    def equalised(cls, sample: Field, rounding: float = 0.0) -> Self:
        """Return the curve that maps a sample of a field to its ranks, blended with 20 % of a straight line.

        Equal values get the mean of their ranks. Only single IEEE operations are used, so every machine agrees.
        If the range is only a few rounding errors of the network, it is noise, and the curve is flat.
        """
        values, counts = np.unique(sample, return_counts=True)
        below = np.cumsum(counts) - counts
        ranks = (2 * below + counts) / (2 * counts.sum())
        last = min(_KNOTS, len(values)) - 1
        knots = np.arange(last + 1) * (len(values) - 1) // max(last, 1)
        values, ranks = values[knots], ranks[knots]
        if values[-1] - values[0] <= _MIN_ROUNDINGS * rounding:
            return cls(values[:1], np.array([0.5]))
        linear = (values - values[0]) / (values[-1] - values[0])
        return cls(values, ranks * _EQUALISED + linear * (1 - _EQUALISED))

    @classmethod
    def stretched(cls, least: float, greatest: float, rounding: float = 0.0) -> Self:
        """Return the straight line from 0 at the minimum to 1 at the maximum.

        If these differ by a few rounding errors of the network at most, the curve is constant 0.
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

        The factor makes it c times as steep in the middle, and keeps the ends.
        """
        if contrast == 1.0 or self.flat:
            return self
        values, positions = self.values, self.positions
        if len(values) == 2:  # a straight line needs more knots
            share = np.arange(_KNOTS) / (_KNOTS - 1)
            values = values[0] + share * (values[-1] - values[0])
            positions = positions[0] + share * (positions[-1] - positions[0])
        u = 2.0 * positions - 1.0
        bent = u * contrast / (1.0 + (contrast - 1.0) * np.abs(u))
        return type(self)(values, (bent + 1.0) / 2)

    def cut(self) -> Self:
        """Return the curve with its lowest 30 % at 0 and its highest 30 % at 1, and steeper between."""
        return type(self)(self.values, np.clip(2.5 * self.positions - 0.75, 0.0, 1.0))

    @property
    def flat(self) -> bool:
        """Whether every value gets the same position, since the network's output is constant."""
        return len(self.values) == 1

    @property
    def steepest(self) -> float:
        """The steepest slope: positions over values."""
        return 0.0 if self.flat else float(self.curve.rises.max())

    @cached_property
    def curve(self) -> Curve:
        """The curve in the kernel's form; a single knot becomes a flat piece."""
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


def measured_tones(tone: str, fields: Array, roundings: Sequence[float]) -> list[Tone]:
    """Return the tone of each field, measured on a sample of its values.

    Args:
        tone: "equalised", "stretch" or "none", as in `Recipe`.
        fields: float64 (fields, values).
        roundings: of each field, as in `Evaluator`.
    """
    if tone == "none":
        return [Tone.fixed() for _ in fields]
    pairs = list(zip(fields, roundings, strict=True))
    if tone == "stretch":
        return [Tone.stretched(float(one.min()), float(one.max()), rounding) for one, rounding in pairs]
    return [Tone.equalised(one, rounding) for one, rounding in pairs]


def stretched_tones(
    extremes: Iterable[tuple[float, float]], roundings: Sequence[float], *, linear: bool
) -> list[Tone]:
    """Return the tones from the lowest to the highest number of each field.

    Args:
        extremes: the lowest and the highest number of each.
        roundings: of each, as in `Evaluator`.
        linear: whether outputs are plain sums; an output activation may compress them, and with them their
            rounding errors.
    """
    pairs = zip(extremes, roundings, strict=True)
    return [Tone.stretched(*ends, rounding if linear else 0.0) for ends, rounding in pairs]


def shaped(tones: Sequence[Tone], contrast: float, alpha: str) -> list[Tone]:
    """Return the tones of a picture's fields with a recipe's contrast, the last one cut for alpha "field"."""
    found = [tone.contrasted(contrast) for tone in tones]
    return [*found[:-1], found[-1].cut()] if alpha == "field" else found
