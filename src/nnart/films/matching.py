"""Matching: which pictures go together in a film. Loads no NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnart.errors import Fault, InputError, fault
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of

if TYPE_CHECKING:
    from nnart.network.network import Network

# What a film has once for all of its frames. What else the pictures of a morph have may differ: their frames
# lie between them.
SHARED = ("colour", "alpha", "tone", "steps", "space", "samples", "dither")


def check_matching(recipes: Sequence[Recipe]) -> None:
    """Refuse pictures that cannot turn into one another.

    Raises:
        InputError: with a fault for every value that they do not share.
    """
    first, *others = recipes
    faults = [_differing(name, recipes) for name in SHARED if any(_differ(name, first, one) for one in others)]
    if faults:
        raise InputError(*faults)


def _differ(name: str, one: Recipe, other: Recipe) -> bool:
    return bool(getattr(one, name) != getattr(other, name))


def _differing(name: str, recipes: Sequence[Recipe]) -> Fault:
    """Return the fault of a value, with the first picture that has another than the first one."""
    place = next(i for i, one in enumerate(recipes) if _differ(name, recipes[0], one))
    has, needs = getattr(recipes[place], name), getattr(recipes[0], name)
    says = f"the pictures of a morph share it; picture 1 has {needs!r}, picture {place + 1} has {has!r}"
    return fault("conflict", says, name, ways=f"give all pictures {name} {needs!r}")


def check_outputs(recipe: Recipe, network: Network) -> None:
    """Refuse a network by hand whose outputs do not make a picture.

    Raises:
        InputError: says how many are needed.
    """
    needed = outputs_of(vars(recipe))
    if network.outputs != needed:
        says = (
            f"{needed} output{'s'[: needed - 1]} make a picture of colour {recipe.colour} and alpha "
            f"{recipe.alpha}, not {network!r}"
        )
        raise InputError(fault("count", says, "network", ways="take another colour or network"))
