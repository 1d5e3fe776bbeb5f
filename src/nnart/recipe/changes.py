"""Merging: changes upon a recipe's values, before they are a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnart.errors import RecipeError
from nnart.recipe.rules import WITHOUT_PALETTE, always_exact, defaults, without_detail
from nnart.recipe.symmetries import WALLPAPERS

# What a gain is not found for: with another of the other values, it has to be found again.
_COLOURS = ("colour", "palette", "reverse", "tone", "contrast", "steps", "alpha", "dither", "samples", "space")
_SHOWN = ("z", "cells", "after", "neuron", "sampling", "center", "zoom", "rotate", "tolerance")


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data with some values changed.

    A gain that was found for a detail goes when something that it was measured with changes, so that it is
    found again, and detail goes when a gain is given instead. A bias, residual and tolerance that are what they
    would be if not given are as if they were not given, so that they follow width, layers and the rest. Cells
    go where there are none, as do a tolerance where every pixel is evaluated, and the palette of another way to
    colour. Another seed takes the place of a genome.

    Raises:
        RecipeError: where gain and detail are both given, as only one can decide, or a detail that could
            decide nothing.
    """
    if changes.get("gain") is not None and changes.get("detail") is not None:
        raise RecipeError(["gain and detail: only one of them can decide; give one"])
    data = dict(base)
    different = {name for name, value in changes.items() if value != base.get(name)}
    for name, gone in (("seed", ("genome",)), ("family", ("detail", "gain", "bias"))):
        if name in different:
            data = {kept: value for kept, value in data.items() if kept not in gone}
    if changes.get("detail") is not None and (one := without_detail(data | dict(changes))):
        raise RecipeError([f"detail: it changes nothing with the activation {one}; leave it out"])
    if changes.get("gain") is not None:
        data.pop("detail", None)
    elif changes.get("detail") is not None or (
        data.get("detail") is not None and different.difference(_COLOURS, _SHOWN)
    ):
        data.pop("gain", None)
    for name, default in defaults(base).items():
        if base.get(name) == default:
            data.pop(name, None)
    if "family" in different:
        data.pop("residual", None)
    if always_exact(data | dict(changes)):
        data.pop("tolerance", None)
    if changes.get("colour") in WITHOUT_PALETTE:
        data.pop("palette", None)
    if "symmetry" in different and str(changes["symmetry"]).strip().lower() not in WALLPAPERS:
        data.pop("cells", None)
    return data | dict(changes)
