"""Distances: how far to turn a recipe's network until its picture looks different.

The same turn hardly changes one picture and completely changes another: a single layer and a busy kaleidoscope
differ by a factor of a hundred. So distances are measured on pictures. At the half-way turn, variations differ
half as much as unrelated pictures. docs/guides/breeding.md has the measurements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from nnart.colour.alpha import flatten
from nnart.explore.words import CHANGES
from nnart.progress import NOBODY, Progress
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.thumbnails import Thumbnail, thumbnails

# How far to turn the last variation, in half-way turns.
WORDS = dict(zip(CHANGES, (1.0, 2.0, 6.0), strict=True))
NEAREST = 0.5  # half-way turns at which a difference becomes visible
_FEELS = ((0.35, "hardly"), (1.25, "slightly"), (4.0, "clearly"), (10.0, "very"))  # up to so many

Turn = Callable[
    [int, float], Recipe
]  # takes the number of the seed to turn towards, and the share of a right angle

_SIZE = Size(32, 32)
_PICTURES = 4
# The shares that are tried: 0.0001, 0.00015, 0.0002, ..., 1.
_LADDER = [float(f"{mark}e{power}") for power in range(-4, 0) for mark in (1, 1.5, 2, 3, 5, 7)] + [1.0]
_SHARE = 1 / (_PICTURES * (1 + len(_LADDER).bit_length()))  # share of the work that a picture is, at least


def half_way(recipe: Recipe, turn: Turn, tell: Progress = NOBODY) -> float:
    """Return the share of a right angle at which pictures differ half as much as unrelated ones.

    The difference is the root mean square of 8-bit sRGB levels over four pictures of 32 x 32. All sums are
    whole numbers, so every machine finds the same.

    Args:
        recipe: calibrated.
        turn: returns the recipe, turned.
        tell: called with the share of the work just done; the shares may add up to less than 1.
    """
    (there,) = _sketches([recipe])

    def difference(share: float) -> int:
        total = 0
        for sketch in _sketches(turn(number, share) for number in range(_PICTURES)):
            total += int(((sketch - there) ** 2).sum())
            tell(_SHARE)
        return total

    unrelated = difference(_LADDER[-1])
    low, high = 0, len(_LADDER) - 1
    while low < high:
        middle = (low + high) // 2
        if 4 * difference(_LADDER[middle]) >= unrelated:
            high = middle
        else:
            low = middle + 1
    return _LADDER[high]


def feel(turns: float) -> str:
    """Describe a distance in half-way turns, such as `slightly different`."""
    word = next((word for limit, word in _FEELS if turns <= limit), "altogether")
    return f"{word} different"


def _sketches(recipes: Iterable[Recipe]) -> Iterator[NDArray[np.int64]]:
    return thumbnails((recipe.replace(samples=1) for recipe in recipes), _SIZE, _levels)


def _levels(sketch: Thumbnail) -> NDArray[np.int64]:
    return flatten(np.asarray(sketch.pixels, np.uint8)).astype(np.int64)
