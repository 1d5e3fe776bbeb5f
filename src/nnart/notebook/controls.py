"""Controls: what a tuner's page is told of the knobs, and what a control that was turned makes of a recipe."""

from __future__ import annotations

from typing import Any, Final

from nnart.errors import NnartError
from nnart.recipe.palettes import names
from nnart.recipe.recipe import Recipe
from nnart.studio.faults import fault_data
from nnart.studio.looks import CHANGED, read_look, write_look
from nnart.studio.table import gradient, knobs

_STOPS: Final = 9  # colours of a palette's strip


def controls() -> dict[str, Any]:
    """Return what is the same for every recipe: knobs, their groups, palettes."""
    return knobs() | {"palettes": {name: gradient(name, _STOPS) for name in names()}}


def changed(recipe: Recipe, name: str, text: str | None) -> Recipe:
    """Return a recipe with another value; values that do not apply any more are dropped.

    Args:
        recipe: to start from.
        name: of a knob.
        text: the value as the command line writes it; None for the default.

    Raises:
        RecipeError: if the value is not valid, or does not go with the others.
    """
    look = write_look(recipe)
    look.pop(name, None)
    if text is None or not text.strip():
        return read_look(look if name != "seed" else look | {name: "0"})
    return read_look(look | {name: text, CHANGED: name})


def line_of(error: NnartError) -> str:
    """Return what is wrong in a line, without the name of the knob that it stands under."""
    data = fault_data(error.faults[0])
    says, ways = str(data["says"]), ", or ".join(data["ways"])
    return f"{says[:1].upper()}{says[1:]}" + (f"; {ways}" if ways else "")
