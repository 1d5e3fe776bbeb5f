"""Ranks: what a picture is like among others, and whether it is dull.

A rank is the share of pictures that have less of a quality, 0 … 1. The others are 2000 seeds, each with the
preset that it chooses; `tools/rank_pictures.py` measures them.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.colour.alpha import flatten
from nnart.explore.measures import MIN_SIDE, NAMES, Measures, measure
from nnart.explore.structure import is_even
from nnart.explore.taste import dull
from nnart.explore.words import word_of
from nnart.recipe.recipe import Recipe

SIDE: Final = 128  # pixels of what is measured
_UNKNOWN = 0.5  # the rank of a picture that is too small to be measured
# Mean and standard deviation of the measures of which the word busy is made.
_USUAL: Final = {
    "edges": (0.2952, 0.1429),
    "compressed": (0.1152, 0.0329),
    "slope": (-2.943, 0.6707),
    "activity": (-0.0399, 0.2918),
    "contrast": (0.2538, 0.0571),
}
# Every twentieth of the pictures has less than that.
# fmt: off
_BUSY: Final = (
    -3.512, -2.167, -1.7, -1.386, -1.155, -0.931, -0.729, -0.542, -0.338, -0.158, -0.003, 0.165, 0.305, 0.45,
    0.601, 0.808, 1.009, 1.292, 1.697, 2.357, 5.633,
)
_COLOURFUL: Final = (
    7.603, 10.794, 11.216, 21.258, 36.302, 39.825, 46.526, 53.577, 55.688, 57.762, 59.519, 61.73, 64.828,
    67.738, 72.645, 79.281, 89.279, 93.199, 97.277, 101.675, 123.233,
)
# fmt: on


class Ranks(NamedTuple):
    """What a picture is like among others, 0 … 1.

    Attributes:
        busy: 0 for the calmest.
        colourful: 0 for the most muted.
    """

    busy: float
    colourful: float


def ranks_of(pixels: NDArray[np.uint8], recipe: Recipe) -> tuple[Ranks, str]:
    """Return the ranks of a picture, uint8 (rows, columns, 3 or 4), and why it is dull; empty if it is not."""
    small = flatten(thinned(pixels))
    if min(small.shape[:2]) < MIN_SIDE:
        return Ranks(_UNKNOWN, _UNKNOWN), ""
    measures = measure(small)
    flat = bool((small == small[:1, :1]).all())
    ranks = Ranks(_rank(busyness(measures), _BUSY), _rank(measures.colourfulness, _COLOURFUL))
    return ranks, dull(measures, flat=flat, even=is_even(small, recipe)) or ""


def thinned(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the middle square of a picture with up to 128 pixels a side, as if painted that small."""
    rows, columns = pixels.shape[:2]
    side = min(rows, columns)
    count = min(side, SIDE)
    places = ((2 * np.arange(count) + 1) * side // (2 * count)).astype(np.int64)
    down, across = (rows - side) // 2 + places, (columns - side) // 2 + places
    return np.ascontiguousarray(pixels[down[:, None], across])


def busyness(measures: Measures) -> float:
    """Return how busy a picture is, in about standard deviations."""
    values: dict[str, float] = dict(zip(NAMES, astuple(measures), strict=True))
    weights = word_of("busy").weights.items()
    return sum(weight * (values[name] - _USUAL[name][0]) / _USUAL[name][1] for name, weight in weights)


def _rank(value: float, quantiles: tuple[float, ...]) -> float:
    places: NDArray[np.float64] = np.linspace(0, 1, len(quantiles))
    return round(float(np.interp(value, quantiles, places)), 3)
