"""Presets: named recipes, each with its reason. A preset gives values that options then override."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nnart.errors import InputError, shown


@dataclass(frozen=True)
class Preset:
    """A named start for recipes.

    Attributes:
        name: what options call it.
        reason: what it is for, in one sentence.
        values: of a recipe; what is not given is a recipe's default.
        size: rows and columns when none are asked for; None for the common default.
    """

    name: str
    reason: str
    values: dict[str, Any]
    size: tuple[int, int] | None = None


PRESETS = (
    Preset(
        "lecture",
        "The title picture's family: sigmoid layers with weights so strong that the network is chaotic.",
        {
            "family": "lecture",
            "layers": 21,  # a first layer and the lecture's 20
            "activation": "sigmoid",
            "tone": "stretch",
            "palette": "jet",
            "steps": 256,
            "sampling": "ends",
        },
        (720, 720),
    ),
    Preset(
        "silk", "Little bias: wide folds around one centre, the calmest start.", {"bias": 0.3, "detail": 3.0}
    ),
    Preset("islands", "Much bias: closed shapes with sharp shores.", {"bias": 4.0, "detail": 7.0}),
    Preset(
        "mosaic",
        "Steps instead of curves: straight cuts, and one flat colour in each shard.",
        {"activation": "step", "layers": 8, "width": 40},
    ),
)


def preset(name: str) -> Preset:
    """Return the preset of that name.

    Raises:
        InputError: if there is none.
    """
    for candidate in PRESETS:
        if candidate.name == name:
            return candidate
    raise InputError(f"preset: {shown(name)} is not one of {', '.join(p.name for p in PRESETS)}")
