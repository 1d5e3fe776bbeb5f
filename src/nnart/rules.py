"""Rules: what values a recipe may have; what breaks one is said as a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from nnart.activations import Activation, mix
from nnart.errors import shown

INTEGERS = {"layers": (1, 1000), "width": (1, 1024), "steps": (0, 65536)}
NUMBERS = {
    "detail": (0.01, 1e6),
    "gain": (0.0, 1000.0),
    "bias": (0.0, 1000.0),
    "residual": (0.0, 0.9999),
    "z": (-1000.0, 1000.0),
    "zoom": (1e-6, 1e12),
    "rotate": (-360.0, 360.0),
    "center": (-1e6, 1e6),
    "tolerance": (0.0, 8.0),
}
INPUTS = ("x", "y", "r")  # in the order in which a network is given them
CHOICES = {
    "family": ("nnart", "lecture"),
    "tone": ("equalised", "stretch"),
    "sampling": ("centres", "ends"),
}


def is_integer(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def integer_faults(name: str, value: Any) -> list[str]:
    low, high = INTEGERS[name]
    if is_integer(value) and low <= value <= high:
        return []
    return [f"{name}: a whole number from {low} to {high} is needed, not {shown(value)}"]


def number_faults(name: str, value: Any) -> list[str]:
    low, high = NUMBERS[name]
    real = isinstance(value, Real) and not isinstance(value, bool)
    if real and low <= value <= high:
        return []
    return [f"{name}: a number from {low:g} to {high:g} is needed, not {shown(value)}"]


def choice_faults(name: str, value: object) -> list[str]:
    if value in CHOICES[name]:
        return []
    return [f"{name}: {shown(value)} is not one of {', '.join(CHOICES[name])}"]


def framing_faults(center: object, zoom: object, rotate: object, sampling: object) -> list[str]:
    """Return what is wrong with a framing, one sentence each; for `Recipe` and `View` alike."""
    faults = number_faults("zoom", zoom) + number_faults("rotate", rotate)
    if not isinstance(center, (tuple, list)) or len(center) != 2:
        faults.append(f"center: two numbers x, y are needed, not {shown(center)}")
    else:
        faults.extend(fault for value in center for fault in number_faults("center", value))
    return faults + choice_faults("sampling", sampling)


def always_exact(values: Mapping[str, Any]) -> str:
    """Return what makes a recipe's pictures ones whose every pixel is evaluated; nothing if they are not."""
    for name, value in (("family", "lecture"), ("tone", "stretch")):
        if values.get(name) == value:
            return f"the {name} {value}"
    for activation in _activations(values):
        if not activation.smooth:
            return f"the activation {activation.name}"
    return "steps" if values.get("steps") else ""


def without_detail(values: Mapping[str, Any]) -> str:
    """Return the activation because of which no detail can be had; nothing if it can."""
    activations = _activations(values)
    return activations[0].name if len(activations) == 1 and activations[0].gain is not None else ""


def _activations(values: Mapping[str, Any]) -> tuple[Activation, ...]:
    """Return a recipe's activations, none where they are not right."""
    try:
        return mix(str(values.get("activation", "tanh")))
    except ValueError:
        return ()
