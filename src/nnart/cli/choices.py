"""Choices: what seeds choose, a preset or a palette among several, and how people are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from nnart.errors import InputError
from nnart.recipe.palettechoices import choices, join
from nnart.recipe.palettes import check, choose_palette
from nnart.recipe.presets import ANY, PRESETS, choose_preset
from nnart.sheets.headings import name_palette

MAX_TOLD = 24  # seeds, of more than which nobody reads the choices in a line
_MAX_NAMED = 4  # palettes in a heading

Chosen = Mapping[str, str]  # by `preset` and `palette`, the names of what was chosen


def palettes_among(values: Mapping[str, Any]) -> list[str]:
    """Return the palettes that unchecked values let a seed choose among; none if there is only one."""
    palette = values.get("palette")
    if isinstance(palette, (list, tuple)) and all(isinstance(part, str) for part in palette):
        palette = join(palette)
    if isinstance(palette, str):
        with suppress(InputError):  # it is refused with the recipe
            several = choices(palette)
            return several if len(several) > 1 else []
    return []


def choice_of(base: Mapping[str, Any], changes: Mapping[str, Any], seed: int) -> Chosen:
    """Return what a seed chooses, of values of a recipe and changes on top of them."""
    found = {}
    if base.get("preset") == ANY:
        found["preset"] = choose_preset(base, {**changes, "seed": seed})[0].name
    if several := palettes_among({**base, **changes}):
        found["palette"] = name_palette(check(choose_palette(seed, several)))
    return found


def knobs_chosen(base: Mapping[str, Any], changes: Mapping[str, Any]) -> frozenset[str]:
    """Return the knobs that seeds choose, so that pictures share their values by chance at most."""
    given = {**base, **changes}
    chosen = {"palette"} if palettes_among(given) else set[str]()
    if base.get("preset") == ANY:
        chosen |= {name for preset in PRESETS for name in preset.values} - given.keys()
    return frozenset(chosen)


def tell_choices(choices: Mapping[str, Chosen], palettes: int) -> list[str]:
    """Return what people are told of choices.

    Args:
        choices: of pictures, by their names.
        palettes: how many there were to choose among.
    """
    if len(choices) == 1:
        ((name, choice),) = choices.items()
        return _tell_one(name, choice, palettes)
    if len(choices) > MAX_TOLD:
        return []
    told = {kind: _listed(choices, kind) for kind in ("preset", "palette")}
    return [f"{kind}s: {', '.join(listed)}" for kind, listed in told.items() if listed]


def _tell_one(name: str, choice: Chosen, palettes: int) -> list[str]:
    seed = f"seed {name}" if name.isdigit() else name
    found = [f"{seed} chooses the preset {choice['preset']}"] if "preset" in choice else []
    if "palette" in choice:
        found.append(f"{seed} chooses {choice['palette']} among {palettes} palettes")
    return found


def _listed(choices: Mapping[str, Chosen], kind: str) -> list[str]:
    return [f"{name} {choice[kind]}" for name, choice in choices.items() if kind in choice]


def describe_palettes(palettes: Sequence[str]) -> str:
    """Return in words which palettes seeds choose among, as a heading says it; empty if there are none."""
    if len(palettes) > _MAX_NAMED:
        return f"one of {len(palettes)} palettes"
    return f"palette {' or '.join(name_palette(check(one)) for one in palettes)}" if palettes else ""
