"""Breeding from what people give: parents are all that `render` takes, and a litter's seed may be drawn."""

from __future__ import annotations

from typing import Any

from nnart.checks.annotations import checked
from nnart.explore import breeding
from nnart.explore.breeding import CHANGE, GENTLE, Change, Count, Share
from nnart.field import calibration
from nnart.library.jobs import Source, recipe_of
from nnart.network.network import Network
from nnart.progress import AnyProgress
from nnart.recipe.recipe import Recipe
from nnart.recipe.recipes import Recipes
from nnart.recipe.seeds import random_seed


@checked
def breed(
    one: Source,
    other: Source,
    count: Count = 8,
    seed: int | str | None = None,
    *,
    change: Change = CHANGE,
    progress: AnyProgress = None,
    **values: Any,
) -> Recipes:
    """Return children of two recipes: nnart.breed("a.png", "b.png", 8).

    By turns a child has the first layers, from one to all, of the one or of the other, and with them that
    one's depth, width, activation, inputs, symmetry and framing; the later layers are the other's, drawn at
    that width. Detail and bias lie between those of the two, and the colours are those of one of them; if the
    parents' palettes differ, one child in eight has a palette of its own. Then all of its numbers are turned a
    little towards a seed of its own. Alpha, dither, samples and space are the first parent's.

    What both parents share, every child has, but for seed and genome, and a gain that is found for them.

    Args:
        one, other: the parents, each all that `render` takes: a `Recipe`, a seed, the name of a picture.
        count: 1 … 10,000.
        seed: of the litter; with another one, the children are others. When not given, it is drawn at random;
            the children's recipes say all that they are made of.
        change: how far each is turned, 0 … 1 of a right angle; or slight, some or much, as in `vary`.
        progress: told of the work, as for `vary`.
        values: that both parents have, as `palette="ink"`.

    Raises:
        InputError: if an argument breaks its rule, or a parent is of the family lecture.
        FileError: if a file cannot be used.
    """
    parents = recipe_of(one, **values), recipe_of(other, **values)
    drawn = random_seed() if seed is None else seed
    return breeding.breed(*parents, count, drawn, change=change, progress=progress)


@checked
def vary(
    recipe: Source,
    count: Count = 8,
    seed: int | str | None = None,
    *,
    change: Change = GENTLE,
    progress: AnyProgress = None,
    **values: Any,
) -> Recipes:
    """Return variations of a recipe, each turned towards a seed of its own, and farther than the one before.

    The first just differs visibly. All else, the gain too, is as it was.

    Args:
        recipe: what to vary; all that `render` takes.
        count: 1 … 10,000.
        seed: with another one, the variations are others; drawn at random when not given, as in `breed`.
        change: how far the last is turned: slight, some or much, which is measured by pictures; or 0 … 1 of a
            right angle, of which the first has a quarter.
        progress: told of the work: True for a line on standard error, tqdm, or a function of shares.
        values: that the recipe has, as `palette="ink"`.

    Raises:
        InputError, FileError: as `breed`.
    """
    drawn = random_seed() if seed is None else seed
    return breeding.vary(recipe_of(recipe, **values), count, drawn, change=change, progress=progress)


@checked
def between(one: Source, other: Source, share: Share) -> Recipe:
    """Return the recipe that lies a share of the way, 0 … 1, from one to another; at the ends, one of them.

    Weights, gain, bias, framing, z and palettes are in between; what has no between changes at the half. Gains
    are found first, so that small steps are small changes.

    Args:
        one, other: all that `render` takes.
        share: 0 … 1.

    Raises:
        InputError, FileError: as `breed`.
    """
    return breeding.between(recipe_of(one), recipe_of(other), share)


@checked
def network_of(recipe: Source, *, progress: AnyProgress = None) -> Network:
    """Return the network that a recipe draws, with its gain, which is found if it is not known.

    That takes hundredths of a second; of networks with millions of weights, minutes.

    Args:
        recipe: all that `render` takes.
        progress: told of the work, as for `vary`.

    Raises:
        InputError: if the detail is out of reach.
        FileError: if a file cannot be used.
    """
    return calibration.network_of(recipe_of(recipe), progress=progress)
