"""Lattices: points spread evenly over a square, the same on every machine."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

# A Fibonacci lattice: the most evenly spread points of the square for their number (Zaremba 1966).
_POINTS, _STRIDE = 2584, 1597


def spread_points(count: int) -> NDArray[np.float64]:
    """Return any number of points evenly spread over the unit square, float64 (2, count).

    Kronecker's sequence of the plastic number (Martin Roberts, "The unreasonable effectiveness of quasirandom
    sequences", 2018).
    """
    steps = np.array([[0.7548776662466927], [0.5698402909980532]])
    places: NDArray[np.float64] = np.arange(1, count + 1) * steps % 1.0
    return places


@cache
def reference_points() -> NDArray[np.float64]:
    """Return the fixed points of the home frame -1 … 1 where a recipe's tone is measured, float64 (2, 2584).

    The array is read-only.
    """
    i = np.arange(_POINTS)
    steps = np.stack([i, i * _STRIDE % _POINTS])
    points: NDArray[np.float64] = (2.0 * steps + 1) / _POINTS - 1.0
    points.flags.writeable = False
    return points
