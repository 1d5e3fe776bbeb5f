"""Merging: changes upon a recipe's values, before they are a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnart.errors import RecipeError
from nnart.rules import always_exact, without_detail

# What a gain is measured with: with another of these, it has to be measured again.
_MEASURED_WITH = ("seed", "layers", "width", "activation", "detail", "bias", "residual", "inputs", "z")


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data with some values changed.

    A gain that was found for a detail goes when something that it was measured with changes, so that it is
    found again, and detail goes when a gain is given instead. What follows from the number of layers, if it is
    not given, goes with another number. So does a tolerance, even of 0, when one can decide after the change
    but could not before, or the other way round.

    Raises:
        RecipeError: where gain and detail are both given, as only one can decide, or a detail that could
            decide nothing.
    """
    if changes.get("gain") is not None and changes.get("detail") is not None:
        raise RecipeError(["gain and detail: only one of them can decide; give one"])
    data = dict(base)
    different = {name for name, value in changes.items() if value != base.get(name)}
    if "family" in different:
        for name in ("detail", "gain", "bias"):
            data.pop(name, None)
    if changes.get("detail") is not None and (one := without_detail(data | dict(changes))):
        raise RecipeError([f"detail: it changes nothing with the activation {one}; leave it out"])
    if changes.get("gain") is not None:
        data.pop("detail", None)
    elif changes.get("detail") is not None or (
        data.get("detail") is not None and different.intersection(_MEASURED_WITH)
    ):
        data.pop("gain", None)
    if "layers" in different or "family" in different:
        data.pop("residual", None)
    if bool(always_exact(base)) != bool(always_exact(data | dict(changes))):
        data.pop("tolerance", None)
    return data | dict(changes)
