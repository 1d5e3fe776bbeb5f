"""Breeding for callers of the library: parents are anything that `render` takes, and the seed may be random."""

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

    Each child takes its first layers (one, some or all) from one parent, the parents taking turns, and also
    that parent's depth, width, activation, inputs, symmetry and framing. Its later layers come from the other
    parent, drawn at the same width. Detail and bias lie between the parents' values. The colours come from one
    parent; if the parents' palettes differ, one child in eight gets a new palette. Finally, all of the child's
    numbers are turned slightly towards its own seed. Alpha, dither, samples and space come from the first
    parent.

    Every child has all values that the parents share, except the seed, the genome and a calibrated gain.

    Args:
        one, other: the parents: anything that `render` takes, such as a `Recipe`, a seed or a picture's file
            name.
        count: how many children, 1 … 10,000.
        seed: another seed gives other children; random by default. You can repeat a random litter, since the
            children's recipes hold everything.
        change: how far each child is turned towards its own seed: 0 … 1, where 1 is a right angle; or "slight",
            "some" or "much", as in `vary`.
        progress: as for `vary`.
        values: set in both parents first, such as `palette="ink"`.

    Raises:
        InputError: if an argument is not valid, or a parent belongs to the family lecture.
        FileError: if a file cannot be read.
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
    """Return variations of a recipe, each a little more different than the one before: nnart.vary("a.png", 4).

    The numbers of each are turned towards its own seed; all other values, including the gain, stay the same.
    The first variation is just visibly different.

    Args:
        recipe: what to vary: anything that `render` takes.
        count: how many variations, 1 … 10,000.
        seed: another seed gives other variations; random by default.
        change: how different the last variation is: "slight", "some" or "much", which are measured on the
            pictures; or a number 0 … 1, where 1 is a right angle. The first variation is turned a quarter as
            far.
        progress: shows the work: True for a line on standard error, tqdm, or a function that is called with the
            share just done.
        values: set in the recipe first, such as `palette="ink"`.

    Raises:
        InputError, FileError: as `breed`.
    """
    drawn = random_seed() if seed is None else seed
    return breeding.vary(recipe_of(recipe, **values), count, drawn, change=change, progress=progress)


@checked
def between(one: Source, other: Source, share: Share) -> Recipe:
    """Return a recipe between two others, here halfway: nnart.between(1, 2, 0.5).

    Blends weights, gain, bias, framing, z and palettes; values that cannot be blended switch halfway. Both
    recipes are calibrated first, so small steps make small changes.

    Args:
        one, other: anything that `render` takes.
        share: how far from one to the other, 0 … 1; 0 returns `one` and 1 returns `other`.

    Raises:
        InputError, FileError: as `breed`.
    """
    return breeding.between(recipe_of(one), recipe_of(other), share)


@checked
def network_of(recipe: Source, *, progress: AnyProgress = None) -> Network:
    """Return the network that a recipe draws, calibrating the gain first if the recipe has none.

    Calibrating takes hundredths of a second, or minutes for networks with millions of weights.

    Args:
        recipe: anything that `render` takes.
        progress: as for `vary`.

    Raises:
        InputError: if the network cannot reach the recipe's detail.
        FileError: if a file cannot be read.
    """
    return calibration.network_of(recipe_of(recipe), progress=progress)
