"""Recipes and views for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nnart.activations import BY_NAME
from nnart.palettes import CURATED
from nnart.recipe import Recipe

_PALETTES = [
    *CURATED,
    "grey",
    "jet",
    "rust_r",
    "navy,gold",
    "#0b132b,#f5cb5c",
    "#fff,#123456,#00ff88",
    "viridis",
]


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


def recipe_values(layers: int, width: int) -> st.SearchStrategy[dict[str, Any]]:
    """Values of recipes of the family nnart, up to a depth and width."""
    return st.fixed_dictionaries(
        {"seed": st.integers(0, 2**64 - 1)},
        optional={
            "layers": st.integers(2, layers),
            "width": st.integers(1, width),
            "activation": st.sampled_from(list(BY_NAME)),
            "detail": numbers(0.1, 50),
            "bias": numbers(0, 10),
            "palette": st.sampled_from(_PALETTES),
            "tone": st.sampled_from(["equalised", "stretch"]),
            "steps": st.sampled_from([0, 2, 7, 256]),
            "sampling": st.sampled_from(["centres", "ends"]),
            "center": st.tuples(numbers(-100, 100), numbers(-100, 100)),
            "zoom": numbers(1e-3, 1e3),
            "rotate": numbers(-360, 360),
        },
    )


def recipes(layers: int = 100, width: int = 512) -> st.SearchStrategy[Recipe]:
    return recipe_values(layers, width).map(lambda values: Recipe(**values))


def small_recipes() -> st.SearchStrategy[Recipe]:
    """Recipes that take next to no time to paint."""
    return recipes(4, 12)
