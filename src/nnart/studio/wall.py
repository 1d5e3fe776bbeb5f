"""Wall: the looks of seeds that follow one another; nothing is painted."""

from __future__ import annotations

from typing import Any, Final

from nnart.errors import InputError, fault
from nnart.recipe.kinds import Whole
from nnart.recipe.knobs import MAX_SEED
from nnart.recipe.presets import ANY, choose_preset, find_listed, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.studio.looks import CHANGED, PRESET, Look, values_of, write_look

MAX_COUNT: Final = 200
NONE: Final = "none"  # the preset of plain seeds
_FROM, _COUNT = Whole(0, MAX_SEED), Whole(1, MAX_COUNT)


def looks_from(look: Look) -> dict[str, Any]:
    """Return the looks of seeds in a row, and the seed that follows them.

    Args:
        look: `from`, the first seed; `count`; `preset`, a name, any or none; and values that all of them have.

    Raises:
        InputError: if a value is not valid, or no seed goes with the values.
    """
    rest = {name: text for name, text in look.items() if name not in ("from", "count", "seed", PRESET, CHANGED)}
    first, count = (
        _whole("from", look.get("from", "0"), _FROM),
        _whole("count", look.get("count", "24"), _COUNT),
    )
    preset = look.get(PRESET, ANY)
    if "genome" in rest:
        says = "it takes the place of a seed"
        raise InputError(fault("conflict", says, "genome", ways="leave it out"))
    seeds = [(first + i) % (MAX_SEED + 1) for i in range(count)]
    looks = [_entry(preset, values_of(rest), seed) for seed in seeds]
    return {"looks": looks, "next": str((seeds[-1] + 1) % (MAX_SEED + 1))}


def _entry(preset: str, values: dict[str, Any], seed: int) -> dict[str, Any]:
    name, recipe = _made(preset, values, seed)
    return {"seed": str(seed), "preset": name, "look": write_look(recipe)}


def _made(preset: str, values: dict[str, Any], seed: int) -> tuple[str, Recipe]:
    """Return the name of a seed's preset, and its recipe."""
    if preset == NONE:
        return NONE, recipe_from({}, values | {"seed": seed})
    chosen = find_listed(preset)
    if chosen.name == ANY:
        chosen, recipe = choose_preset(values, {"seed": seed})
        return chosen.name, recipe
    return chosen.name, recipe_from(chosen.values, values | {"seed": seed})


def _whole(name: str, text: str, kind: Whole) -> int:
    try:
        return kind.read(int(text) if text.isdecimal() else text)
    except InputError as error:
        raise error.about(name) from None
