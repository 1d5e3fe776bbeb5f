"""Compared: small pictures of many looks, by which those that resemble one another are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

import numpy as np
from numpy.typing import NDArray

from nnart.colour.alpha import flatten
from nnart.errors import InputError, fault
from nnart.explore.measures import Measures, measure
from nnart.explore.sketch import sketch
from nnart.explore.structure import is_even
from nnart.explore.taste import dull
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.studio.looks import look_of, read_look
from nnart.studio.pictures import paint
from nnart.threads import Cancel

SIZE: Final = Size(48, 48)
_MAX_WEIGHTS: Final = 2**22  # of one network


@dataclass(frozen=True)
class Compared:
    """What is known of a small picture.

    Attributes:
        sketch: its colours at 8 x 8 places.
        measures: of it.
        dull: whether it is not worth a look.
    """

    sketch: bytes
    measures: Measures
    dull: bool


def compare(pixels: NDArray[np.uint8], recipe: Recipe) -> Compared:
    """Return what is known of a recipe's small picture."""
    measures = measure(pixels)
    return Compared(sketch(pixels), measures, dull(measures, even=is_even(pixels, recipe)) is not None)


def pictured(recipe: Recipe, cancel: Cancel, **changes: Any) -> NDArray[np.uint8]:
    """Return the pixels of a recipe's small picture, with changes, uint8 (rows, columns, 3)."""
    return flatten(paint(recipe.replace(samples=1, **changes), SIZE, cancel))


def read_named(text: str, name: str) -> Recipe:
    """Return the recipe of a look as the query of an address, which is given under a name.

    Raises:
        InputError: if it is no look, or its network is too large.
    """
    try:
        recipe = read_look(look_of(parse_qsl(text)))
    except InputError as error:
        raise error.about(name) from None
    weigh(recipe)
    return recipe


def weigh(recipe: Recipe) -> int:
    """Return the weights of a recipe's network.

    Raises:
        InputError: if they are too many for such a network to be compared with others.
    """
    weights = Job(recipe, SIZE).weights
    if weights > _MAX_WEIGHTS:
        says = "this network is too large to be compared with others"
        raise InputError(fault("limit", says, "layers", "width", ways="lower layers or width"))
    return weights
