"""Values: what each value of a recipe may be, and how it is kept.

A rule takes a value and returns it as it is kept, or raises a ValueError that says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from numbers import Integral, Real
from typing import Any

from nnart.activations import mix
from nnart.errors import InputError, shown
from nnart.recipe.genome import parsed
from nnart.recipe.symmetries import FEWEST_CELLS, MOST_CELLS
from nnart.recipe.symmetries import canonical as canonical_symmetry

Values = Mapping[str, Any]
Rule = Callable[[Any], Any]

INPUTS = ("x", "y", "r", "fourier")  # in the order in which a network is given them
FIELDS = {"palette": 1, "shaded": 2, "oklch": 3, "rgb": 3}  # that each way to colour takes
SPACES = ("srgb", "p3")
LARGEST_GAIN = 1000.0
_MOST_Z = _MOST_NAMES = 64
_WORKED_OUT = ("detail", "gain", "bias", "residual", "cells", "tolerance")  # when they are None
_NOT_NEEDED = ("genome", "after", "neuron")


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _whole(low: int, high: int) -> Rule:
    def read(value: Any) -> int:
        if _is_whole(value) and low <= value <= high:
            return int(value)
        raise ValueError(f"a whole number from {low} to {high} is needed, not {shown(value)}")

    return read


def _number(low: float, high: float) -> Rule:
    def read(value: Any) -> float:
        real = isinstance(value, Real) and not isinstance(value, bool)
        if real and low <= value <= high:
            return float(value) + 0.0  # which makes 0.0 of -0.0
        raise ValueError(f"a number from {low:g} to {high:g} is needed, not {shown(value)}")

    return read


def _one_of(*names: str) -> Rule:
    def read(value: Any) -> str:
        if isinstance(value, str) and value in names:
            return value
        raise ValueError(f"{shown(value)} is not one of {', '.join(names)}")

    return read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false is needed, not {shown(value)}")
    return value


def seed_of(value: Any, family: object) -> int:
    """Return a seed, of which some families have fewer, or raise as a rule does."""
    if family == "lecture" and _is_whole(value) and value >= 2**32:
        raise ValueError(
            f"a whole number from 0 to {2**32 - 1} is needed by the family lecture, as by numpy.random.seed, "
            f"not {shown(value)}"
        )
    seed: int = _whole(0, 2**64 - 1)(value)
    return seed


def joined(value: Any, needed: str) -> str:
    """Return a list of texts as one, its parts between commas; other than texts raise as a rule does."""
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    if not isinstance(value, str):
        raise ValueError(f"{needed} needed, not {shown(value)}")
    return value


def _genome(value: Any) -> str:
    return str(parsed(joined(value, "seeds that are crossed or mixed are")))


def _activation(value: Any) -> str:
    activations = mix(joined(value, "a name or several are"))
    if len(activations) > _MOST_NAMES:
        raise ValueError(f"at most {_MOST_NAMES} names are needed, not {len(activations)}")
    return ",".join(one.name for one in activations)


def _inputs(value: Any) -> str:
    needed = f"one or several of {', '.join(INPUTS)} are"
    names = [name.strip() for name in joined(value, needed).split(",")]
    if not set(names) <= set(INPUTS) or len(set(names)) < len(names):
        raise ValueError(f"{needed} needed, once each, not {shown(value)}")
    return ",".join(name for name in INPUTS if name in names)


def _symmetry(value: Any) -> str:
    text = joined(value, "a name is")
    if text.strip().lower() == "none":
        return "none"
    try:
        return canonical_symmetry(text)
    except InputError as error:
        raise ValueError(str(error).removeprefix("symmetry: ")) from None


def _z(value: Any) -> tuple[float, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > _MOST_Z:
        raise ValueError(f"at most {_MOST_Z} numbers are needed, not {shown(value)}")
    return tuple(_number(-1000, 1000)(number) for number in value)


def _center(value: Any) -> tuple[float, ...]:
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise ValueError(f"two numbers x, y are needed, not {shown(value)}")
    return tuple(_number(-1e6, 1e6)(number) for number in value)


FRAMING: dict[str, Rule] = {
    "sampling": _one_of("centres", "ends"),
    "center": _center,
    "zoom": _number(1e-6, 1e12),
    "rotate": _number(-360, 360),
}
RULES: dict[str, Rule] = {
    "family": _one_of("nnart", "lecture"),
    "genome": _genome,
    "layers": _whole(1, 1000),
    "width": _whole(1, 1024),
    "activation": _activation,
    "detail": _number(0.01, 1e6),
    "gain": _number(0, LARGEST_GAIN),
    "bias": _number(0, 1000),
    "residual": _number(0, 0.9999),
    "inputs": _inputs,
    "z": _z,
    "symmetry": _symmetry,
    "cells": _number(FEWEST_CELLS, MOST_CELLS),
    "seamless": _one_of("none", "x", "y", "xy"),
    "after": _whole(1, 1000),
    "neuron": _whole(1, 1024),
    "colour": _one_of(*FIELDS),
    "reverse": _flag,
    "tone": _one_of("equalised", "stretch", "none"),
    "contrast": _number(0.1, 10),
    "steps": _whole(0, 65536),
    "alpha": _one_of("none", "field", "vignette"),
    "dither": _flag,
    "samples": _whole(1, 8),
    "space": _one_of(*SPACES),
    "tolerance": _number(0, 8),
} | FRAMING


def read(rules: Mapping[str, Rule], given: Values) -> tuple[dict[str, Any], list[str]]:
    """Return the values that rules are for as they are kept, and what is wrong with others."""
    values, faults = dict(given), []
    for name, rule in rules.items():
        if given[name] is not None or name not in (*_WORKED_OUT, *_NOT_NEEDED):
            try:
                values[name] = rule(given[name])
            except ValueError as error:
                faults.append(f"{name}: {error}")
    return values, faults
