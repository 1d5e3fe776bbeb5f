"""Defaults that follow from other values of a recipe, which may not be checked yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnart.activation import Activation, mix
from nnart.recipe.palettes import choose_palette
from nnart.recipe.symmetries import WALLPAPERS

Values = Mapping[str, Any]

DETAIL = 6.0
BIAS = 4.0  # per 100 neurons, which gives networks of every width equally bold shapes
TOLERANCE = 0.25
WITHOUT_PALETTE = ("oklch", "rgb")
_RENEWED = 16  # how many layers' worth of sums is new in a residual network of this width, whatever its depth


def has_detail(values: Values) -> bool:
    """Return whether the detail decides the gain."""
    return bool(values["family"] == "nnart" and values["gain"] is None)


def has_cells(values: Values) -> bool:
    """Return whether the plane has cells."""
    return values["symmetry"] in WALLPAPERS


def has_palette(values: Values) -> bool:
    """Return whether the colours come from a palette."""
    return not has_gamut(values)


def has_gamut(values: Values) -> bool:
    """Return whether colours are mixed from three fields."""
    return values.get("colour") in WITHOUT_PALETTE


def palette_of(values: Values) -> str:
    """Return the palette that the seed chooses."""
    return choose_palette(values["seed"])


def bias_of(values: Values) -> float | None:
    """Return the default bias for a width, which gives all widths the same character; None for the lecture."""
    return _size(values, "width") * BIAS / 100 if values.get("family", "nnart") == "nnart" else None


def residual_of(values: Values) -> float:
    """Return the residual that keeps a network of this depth and width between flat and noisy."""
    layers, renewed = _size(values, "layers"), min(_RENEWED, _size(values, "width"))
    deep = values.get("family", "nnart") == "nnart" and layers > 2 * renewed > 0
    return round(1 - renewed / layers, 4) if deep else 0.0


def tolerance_of(values: Values) -> float:
    """Return the default tolerance: 0 if a symmetry must be exact to the bit."""
    symmetric = any(values.get(name, "none") != "none" for name in ("symmetry", "seamless"))
    return 0.0 if symmetric or always_exact(values) else TOLERANCE


def _size(values: Values, name: str) -> int:
    """Return layers or width; 0 for a number that will be refused later, since some do not fit into a float."""
    value = values.get(name)
    return value if isinstance(value, int) and abs(value) < 2**31 else 0


def always_exact(values: Values) -> str:
    """Return, in words, the value that forces every pixel to be evaluated; empty if there is none."""
    for name, value in (("family", "lecture"), ("tone", "stretch")):
        if values.get(name) == value:
            return f"the {name} {value}"
    for activation in _activations(values):
        if not activation.smooth:
            return f"the activation {activation.name}"
    return "steps" if values.get("steps") else ""


def without_detail(values: Values) -> str:
    """Return the activations with which no detail can be reached; empty if one can."""
    activations = _activations(values)
    ruled = activations and all(activation.gain is not None for activation in activations)
    return ",".join(activation.name for activation in activations) if ruled else ""


def _activations(values: Values) -> tuple[Activation, ...]:
    """Return a recipe's activations; none if they are not valid."""
    try:
        return mix(str(values.get("activation", "tanh")))
    except ValueError:
        return ()
