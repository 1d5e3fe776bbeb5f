"""Facts: describe a recipe in a line."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from nnart.errors import InputError
from nnart.recipe.knob import write_value
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe

if TYPE_CHECKING:
    from nnart.network.network import Network


def facts_of(recipe: Recipe, network: Network | None = None) -> str:
    """Return a recipe's seed, its nearest preset, and its differences from that preset, in one line."""
    if network is not None:
        return f"network by hand, {network.sizes}"
    preset, values = min(_descriptions(recipe), key=lambda found: len(found[1]) + bool(found[0]))
    parts = [f"seed {recipe.seed}", *([f"preset {preset}"] if preset else [])]
    return ", ".join(parts + [f"{name} {_shown(name, value)}" for name, value in values.items()])


def _descriptions(recipe: Recipe) -> list[tuple[str, dict[str, Any]]]:
    """Return the differences from the defaults and from each preset, with the preset's name."""
    values = recipe.to_dict()
    found = [("", _differences(values, Recipe(seed=recipe.seed).to_dict()))]
    for preset in PRESETS:
        with suppress(InputError):  # the seed is too large for the lecture
            start = Recipe.from_dict({**preset.values, "seed": recipe.seed})
            found.append((preset.name, _differences(values, start.to_dict())))
    return found


def _differences(values: Mapping[str, Any], start: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ, without dependent ones such as the gain of a detail."""
    return {
        name: values[name]
        for name, knob in KNOBS.items()
        if (knob.option or name == "family")
        and name in values
        and name != "seed"
        and values[name] != start.get(name)
        and not (name == "gain" and values.get("detail") is not None)
        and not (knob.follows and knob.follows.renewed and knob.default_for(values) == values[name])
    }


def _shown(name: str, value: Any) -> str:
    """Return a value in people's notation; a palette of the catalogue by its name."""
    text = write_value(value)
    return text.partition(":")[0] if name == "palette" else text
