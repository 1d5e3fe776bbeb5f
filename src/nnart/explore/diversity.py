"""Diversity: a set of pictures that differ, out of more that are good.

How far apart two pictures are: by their colours where they are, by their colours wherever they are, and by
their measures. Each of the three is scaled so that two of all candidates are 1 apart on average (root mean
square), and the second then counts twice: looked at side by side, what is alike at first sight is what has the
same palette.
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
_HUE = 2.0  # a and b count so much more than lightness, of which most pictures have the whole range


def places(sketches: list[bytes], measures: Points) -> Points:
    """Return points whose distances say how different pictures are, float64 (pictures, numbers).

    Args:
        sketches: of the pictures.
        measures: (pictures, measures), in standard deviations.
    """
    lab = colours(sketches) * (1.0, _HUE, _HUE)
    layout = lab.reshape(len(lab), -1)
    # Where they are does not matter to these: what there is of lightness, and how much of which hue.
    by_rank = np.sort(lab.reshape(len(lab), -1, 3), axis=1).reshape(len(lab), -1)
    return np.concatenate([_scaled(layout), _PALETTE * _scaled(by_rank), _scaled(measures)], axis=1)


def _scaled(points: Points) -> Points:
    """Return points, about their middle, of which two are 1 apart on average; where all are equal, all at 0."""
    apart = centred(points)
    spread = float(np.sqrt(2 * (apart**2).mean(axis=0).sum()))
    return apart / spread if spread > 0 else apart


def without(points: Points, asked: Sequence[NDArray[np.float64]]) -> Points:
    """Return points without what in them goes with columns of numbers, by Gram and Schmidt.

    So that pictures which have less of what is asked for are not chosen because they differ in that.

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
        if length > _SAME * before:  # else it goes with the others already
            axes.append(axis / np.sqrt(length))
    for axis in axes:
        points = points - axis[:, None] * (points * axis[:, None]).sum(axis=0)
    return points


def farthest_first(points: Points, count: int) -> list[int]:
    """Return indices of points far from one another: the first, then always the farthest from all so far.

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
