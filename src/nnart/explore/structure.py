"""Structure: find seeds of the family lecture that do not paint nearly one colour, as a third of them do."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from nnart.colour.alpha import flatten
from nnart.colour.oklab import to_oklab
from nnart.recipe.knobs import MAX_LECTURE_SEED
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail, thumbnails

SIZE = Size(128, 128)  # of what is looked at
# Chosen by eye on 105 seeds, sorted by the share of their pixels near the median colour.
_NEAR = 0.12  # of the median, in OKLab, where black and white are 1 apart
_MOST = 0.75  # of the pixels
_ALIKE = 0.2  # correlation of neighbours, which is 0 in grain and above 0.5 in shapes
_DECIMALS = 6  # of OKLab: coarser than any difference between machines
_TRIES = 20  # seeds for each that is wanted


def is_nearly_one_colour(pixels: NDArray[np.uint8]) -> bool:
    """Return whether three quarters of the pixels (rows, columns, 3 or 4) have about the same colour."""
    lab = to_oklab(flatten(pixels).reshape(-1, 3) / 255).round(_DECIMALS)
    distances = ((lab - np.median(lab, axis=0)) ** 2).sum(axis=1)
    return bool(np.count_nonzero(distances <= _NEAR**2) >= _MOST * len(lab))


def is_even(pixels: NDArray[np.uint8], recipe: Recipe) -> bool:
    """Return whether a recipe's picture is nearly one colour, which only the lecture's are."""
    return recipe.family == "lecture" and is_nearly_one_colour(pixels)


def is_grain(pixels: NDArray[np.uint8]) -> bool:
    """Return whether neighbours among pixels (rows, columns, 3 or 4) have nothing to do with each other."""
    light = flatten(pixels).mean(axis=2) - flatten(pixels).mean()
    power = (light**2).mean()
    pairs = (light[1:] * light[:-1], light[:, 1:] * light[:, :-1])
    return bool(power and all(pair.mean() < _ALIKE * power for pair in pairs))


def describe_lack(recipe: Recipe) -> str:
    """Paint a small picture, and return "nearly one colour" or "grain" if that is what it is."""
    (found,) = thumbnails([recipe], SIZE, _described)
    return found


def _described(thumbnail: Thumbnail) -> str:
    pixels = thumbnail.pixels.astype(np.uint8, copy=False)
    if is_nearly_one_colour(pixels):
        return "nearly one colour"
    return "grain" if is_grain(pixels) else ""


def lacks_structure(recipe: Recipe) -> bool:
    """Paint a small picture, and return whether it is nearly one colour."""
    (found,) = thumbnails([recipe], SIZE, _lacks)
    return found


def find_structure(
    recipe_of: Callable[[int], Recipe], first: int, count: int, run: Run | None = None
) -> tuple[list[int], int]:
    """Return the next seeds whose pictures are not nearly one colour, and how many seeds were skipped.

    Args:
        recipe_of: returns a seed's recipe, of the family lecture.
        first: the seed to begin with; after the last seed comes 0.
        count: how many to find. If 20 times as many seeds are not enough, as happens far from the origin, the
            rest are the seeds from the first on.
        run: how small pictures are painted; the answer does not depend on it.

    Raises:
        RecipeError: if a recipe breaks a rule.
        Cancelled: if the work is cancelled.
    """
    seeds = [(first + i) % (MAX_LECTURE_SEED + 1) for i in range(_TRIES * count)]
    looks: Generator[bool, None, None] = thumbnails(map(recipe_of, seeds), SIZE, _lacks, run)
    with closing(looks):
        pairs = zip(seeds, looks, strict=True)
        found = list(islice(((i, seed) for i, (seed, lacks) in enumerate(pairs) if not lacks), count))
    if len(found) < count:
        return seeds[:count], 0
    return [seed for _, seed in found], found[-1][0] + 1 - count


def _lacks(thumbnail: Thumbnail) -> bool:
    return is_nearly_one_colour(thumbnail.pixels.astype(np.uint8, copy=False))
