"""Moments: what a film shows at a moment of its path, at the points where tones are measured."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np

from nnart.arrays import Array

_UNITS = 2**16  # of a position


class Motion(Protocol):
    """The path of a film, from moment 0 to 1."""

    def positions(self, moment: float) -> Array:
        """Return positions on the palette where tones are measured, float64 (fields, points), 0 … 1."""
        ...


def distance(one: Array, other: Array) -> float:
    """Return how far two moments lie apart: the rms of positions, in levels of 255.

    Sums are of integers, so every machine gets the same bits.
    """
    apart = np.rint(one * _UNITS).astype(np.int64) - np.rint(other * _UNITS).astype(np.int64)
    return 255 / _UNITS * math.sqrt(int((apart * apart).sum()) / apart.size)
