"""Headings: what all pictures of a sheet have in common, in words, as far as it differs from the defaults."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from nnart.recipe.colournames import COLOURS
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import shorten
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe

_MAX_COLOURS = 4  # of a palette that is written out
_COLOUR_NAMES = {colour: name for name, colour in COLOURS.items()}
# What is said elsewhere, or only where there is no detail that it was found for.
_UNSAID = frozenset(("seed", "genome", "gain"))


def heading(title: str, recipes: Sequence[Recipe], ending: str = "", chosen: Collection[str] = ()) -> str:
    """Return a title, then the preset and the knobs that recipes share, as far as they are no defaults.

    Args:
        title: of the sheet.
        recipes: of its tiles.
        ending: what stands behind all.
        chosen: knobs that each recipe's seed chooses, which recipes share by chance at most.
    """
    return ", ".join(filter(None, (title, *shared_knobs(recipes, chosen), ending)))


def shared_knobs(recipes: Sequence[Recipe], chosen: Collection[str] = ()) -> list[str]:
    """Return the preset and the knobs that recipes share, where they differ from the defaults, in words."""
    first = dict(vars(recipes[0]))
    shared = {
        name: value
        for name, value in first.items()
        if name not in (*_UNSAID, *chosen) and all(getattr(recipe, name) == value for recipe in recipes[1:])
    }
    if "neuron" not in shared:  # which the title of a layer's neurons says
        shared.pop("after", None)
    if first["detail"] is not None:
        first["gain"] = None  # which was found for the detail
    elif all(recipe.gain == first["gain"] for recipe in recipes):
        shared["gain"] = first["gain"]
    presets = {name: values for name, values in _presets().items() if values.items() <= shared.items()}
    preset = max(presets, key=lambda name: len(presets[name]), default="")
    different = [name for name in KNOBS if name in shared and name not in presets.get(preset, {})]
    return [f"preset {preset}"] * bool(preset) + [
        said(name, shared[name]) for name in different if not KNOBS[name].is_default(first)
    ]


def said(name: str, value: Any) -> str:
    """Return a knob with its value as people say it: `detail 3`, or `dither`."""
    if value is True:
        return name
    if name == "palette":
        words = name_palette(value)
        return f"palette of {words}" if " " in words else f"palette {words}"
    unit = f" {KNOBS[name].unit}" if KNOBS[name].unit else ""
    return f"{name} {write(value)}{unit}"


def name_palette(palette: str) -> str:
    """Return what people call a palette's canonical text: `reef`, `navy,gold`, or `9 colours`."""
    short = shorten(palette)
    if (count := short.count(",") + 1) > _MAX_COLOURS:
        return f"{count} colours"
    return ",".join(_COLOUR_NAMES.get(colour, colour) for colour in short.split(","))


def label(name: str) -> str:
    """Return what an axis of a knob is called: its name, with the unit if it has one."""
    knob = KNOBS.get(name)
    return f"{name} ({knob.unit})" if knob and knob.unit else name


def write(value: Any) -> str:
    """Return a value as a tile's name says it."""
    if isinstance(value, (list, tuple)):
        return ",".join(map(write, value))
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value).lower()


@cache
def _presets() -> dict[str, dict[str, Any]]:
    """Return the values of every preset as recipes keep them."""
    return {
        preset.name: {name: getattr(Recipe(**preset.values), name) for name in preset.values}
        for preset in PRESETS
    }
