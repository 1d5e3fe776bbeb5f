"""Looks: what a picture is painted of, as text: names and values as the command line writes them.

A look holds the seed and the values that differ from their defaults, such as `seed=7&palette=reef&layers=30` in
an address. It may also name a preset, and the value that was changed last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nnart.errors import InputError, RecipeError, fault
from nnart.recipe.changes import apply_changes
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import name_of
from nnart.recipe.presets import ANY, find_listed, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.written import read_written, write_exactly
from nnart.rendering.reproduce import without_found
from nnart.sources.start import Start

Look = Mapping[str, str]

CHANGED, PRESET = "changed", "preset"


def look_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the look that an address holds; empty values stand for defaults, and are left out.

    Raises:
        RecipeError: if a name is there twice.
    """
    look = dict[str, str]()
    for name, text in pairs:
        if name in look:
            raise RecipeError(fault("conflict", "it is given twice", name, ways="leave one out"))
        look[name] = text
    return {name: text for name, text in look.items() if text}


def read_look(look: Look) -> Recipe:
    """Return the recipe of a look.

    With `changed` in the look, the value of that name is applied to the others, as the command line applies an
    option to a picture: values that do not apply any more are dropped.

    Raises:
        RecipeError: if the seed is missing, or a value is not valid.
    """
    values = values_of(look)
    changed, preset = look.get(CHANGED), values.pop(PRESET, None)
    if "seed" not in values:
        raise RecipeError(fault("missing", "there is none, which decides the picture", "seed", ways="give one"))
    if preset is not None:
        return recipe_from(_start_of(preset), values)
    if changed in values:
        others = {name: value for name, value in values.items() if name != changed}
        return Recipe.from_dict(apply_changes(others, {changed: values[changed]}))
    return Recipe.from_dict(values)


def values_of(look: Look) -> dict[str, Any]:
    """Return a look's values as a recipe's TOML has them, none of them checked, and any preset."""
    kinds = {name: knob.kind for name, knob in KNOBS.items()}
    return {name: read_written(kinds.get(name), text) for name, text in look.items() if name != CHANGED}


def write_look(recipe: Recipe) -> dict[str, str]:
    """Return the look of a recipe: the seed first, then the values that differ from their defaults."""
    values = without_found(recipe).differing()
    return {name: write_value(name, values[name]) for name in KNOBS if name in values}


def check_drawn(start: Start, ways: str = "the command line and Python paint it") -> None:
    """Refuse a start that has no look, as its network was not drawn from a seed.

    Raises:
        InputError: if the network is by hand; with ways out.
    """
    if start.network is not None:
        says = "it was painted from a network by hand, which the studio cannot draw"
        raise InputError(fault("kind", says, ways=ways))


def write_value(name: str, value: Any) -> str:
    """Return a value as text; a palette of the catalogue by its name."""
    return name_of(value) if name == "palette" and value is not None else write_exactly(value)


def _start_of(preset: str) -> Mapping[str, Any]:
    chosen = find_listed(preset)
    return {"preset": ANY} if chosen.name == ANY else chosen.values
