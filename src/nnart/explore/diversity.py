"""Diversity: choose pictures that differ from one another.

The distance of two pictures combines three parts: their colours place by place, their colours regardless of
place, and their measures. Each part is scaled to a mean distance (root mean square) of 1 between two
candidates. The second part then counts twice, since pictures side by side look alike mainly if they share a
palette.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnart.explore.deviations import centred
from nnart.explore.sketch import colours

Points = NDArray[np.float64]

_PALETTE = 2.0
_SAME = 1e-9  # of a squared length
HUE = 2  # weight of a and b over lightness, whose whole range occurs in most pictures


def places(sketches: list[bytes], measures: Points, palette: float = _PALETTE) -> Points:
    """Return points whose distances are the pictures' differences, float64 (pictures, numbers).

    Args:
        sketches: of the pictures.
        measures: (pictures, measures), in standard deviations.
        palette: weight of their colours regardless of place.
    """
    lab = colours(sketches) * (1.0, HUE, HUE)
    layout = lab.reshape(len(lab), -1)
    # Regardless of place: the spread of lightness, and how much of each hue.
    by_rank = np.sort(lab.reshape(len(lab), -1, 3), axis=1).reshape(len(lab), -1)
    return np.concatenate([_scaled(layout), palette * _scaled(by_rank), _scaled(measures)], axis=1)


def _scaled(points: Points) -> Points:
    """Centre points and scale them to a mean distance of 1; all 0 if they are equal."""
    apart = centred(points)
    spread = float(np.sqrt(2 * (apart**2).mean(axis=0).sum()))
    return apart / spread if spread > 0 else apart


def without(points: Points, asked: Sequence[NDArray[np.float64]]) -> Points:
    """Remove from points whatever correlates with columns of numbers, by Gram and Schmidt.

    Without this, pictures with less of the wanted quality would be chosen for differing in it.

    Args:
        points: float64 (points, numbers).
        asked: columns of as many numbers.
    """
    axes: list[NDArray[np.float64]] = []
    for column in asked:
        axis = centred(column[:, None])[:, 0]
        before = float((axis**2).sum())
        for other in axes:
            axis = axis - float((axis * other).sum()) * other
        length = float((axis**2).sum())
        if length > _SAME * before:  # else it depends on the other columns
            axes.append(axis / np.sqrt(length))
    for axis in axes:
        points = points - axis[:, None] * (points * axis[:, None]).sum(axis=0)
    return points


def farthest_first(points: Points, count: int) -> list[int]:
    """Return indices of distant points: the first point, then repeatedly the one farthest from all chosen ones.

    T. F. Gonzalez, "Clustering to minimize the maximum intercluster distance", Theoretical Computer Science 38
    (1985), 293-306: no set of as many covers all points at half the distance at which this one does.

    Args:
        points: float64 (points, numbers).
        count: how many at most.
    """
    chosen = [0][: min(count, len(points))]
    apart = np.full(len(points), np.inf)
    while chosen and len(chosen) < min(count, len(points)):
        apart = np.minimum(apart, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
        apart[chosen] = -1.0
        chosen.append(int(apart.argmax()))
    return chosen
