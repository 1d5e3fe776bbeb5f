"""Recipes and views for hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nnart.activation import BY_NAME
from nnart.recipe.defaults import WITHOUT_PALETTE, always_exact
from nnart.recipe.kinds import Choice, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knobs import KNOBS, MAX_SEED
from nnart.recipe.palettes import CURATED
from nnart.recipe.recipe import Recipe
from nnart.recipe.symmetries import WALLPAPERS

_PALETTES = [
    *CURATED,
    "grey",
    "jet",
    "rust_r",
    "navy,gold",
    "teal",
    "#0b132b,#f5cb5c",
    "#fff,#123456,#00ff88",
    "viridis",
]
_SYMMETRIES = ["none", "mirror", "mirror-y", "kaleidoscope-5", "kaleidoscope-8", "rotation-3", *WALLPAPERS]
_INPUTS = ["x,y", "x", "r", "x,y,r", "fourier", "y,r,fourier"]


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


def genomes() -> st.SearchStrategy[str]:
    """Texts of crossed and mixed seeds."""
    return st.recursive(
        st.integers(0, 2**64 - 1).map(str),
        lambda two: (
            st.builds("cross({},{},{})".format, two, two, st.integers(0, 30))
            | st.builds("mix({},{},{!r})".format, two, two, numbers(0, 1))
        ),
        max_leaves=6,
    ).filter(lambda text: not text.isdigit())


def recipe_values(layers: int, width: int) -> st.SearchStrategy[dict[str, Any]]:
    """Values of recipes of the family nnart, up to a depth and width, of which none contradicts another."""
    needed = {
        "seed": st.integers(0, MAX_SEED),
        "layers": st.integers(2, layers),
        "width": st.integers(1, width),
    }
    others = {name: knob for name, knob in KNOBS.items() if name not in (*needed, "family", "gain")}
    optional = {name: _of_kind(knob.kind) for name, knob in others.items()} | _narrower()
    return st.fixed_dictionaries(needed, optional=optional).map(_agreeing)


def _narrower() -> dict[str, st.SearchStrategy[Any]]:
    """Values of knobs whose whole range would be too much, or too rarely what is interesting."""
    return {
        "activation": st.sampled_from([*BY_NAME, "tanh,sin", "gauss,step,tanh"]),
        "detail": numbers(0.1, 50),
        "bias": numbers(0, 10),
        "residual": numbers(0, 0.4),  # with more, large details would be out of reach
        "inputs": st.sampled_from(_INPUTS),
        "genome": st.none() | genomes(),
        "after": st.sampled_from([None, 1, 2]),
        "neuron": st.sampled_from([None, 1]),
        "z": st.lists(numbers(-10, 10), max_size=3).map(tuple),
        "symmetry": st.sampled_from(_SYMMETRIES),
        "cells": st.sampled_from([0.5, 1.0, 2.0, 3.0]),
        "palette": st.sampled_from(_PALETTES),
        "steps": st.sampled_from([0, 2, 7, 256]),
        "samples": st.integers(1, 3),
        "center": st.tuples(numbers(-100, 100), numbers(-100, 100)),
        "zoom": numbers(1e-3, 1e3),
    }


def _of_kind(kind: Kind) -> st.SearchStrategy[Any]:
    """Values of a kind, over all of its range."""
    match kind:
        case Whole():
            return st.integers(kind.min, kind.max)
        case Real():
            return numbers(kind.min, kind.max)
        case Choice() | Names() | Text():
            return st.sampled_from(list(kind.choices))
        case Point():
            return st.tuples(*[numbers(kind.min, kind.max)] * 2)
        case Reals():
            return st.lists(numbers(kind.min, kind.max), max_size=kind.max_count).map(tuple)
    return st.booleans()


def _agreeing(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without those that others forbid."""
    symmetry = values.get("symmetry", "none")
    repeats = symmetry in WALLPAPERS
    if symmetry != "none":
        values.pop("seamless", None)
    seamless = values.get("seamless", "none") != "none"
    if not repeats:
        values.pop("cells", None)
    if repeats or seamless or symmetry.startswith("rotation"):
        values.pop("inputs", None)
    if seamless:
        values.pop("zoom", None)
        values.pop("rotate", None)
    if seamless or values.get("samples", 1) > 1:
        values.pop("sampling", None)
    if values.get("colour", "palette") != "palette":
        values.pop("steps", None)
    if values.get("colour", "palette") != "palette" or values.get("alpha") == "field":
        values.pop("neuron", None)
    if values.get("colour") not in WITHOUT_PALETTE:
        values.pop("gamut", None)
    else:
        values.pop("palette", None)
    if always_exact(values):
        values.pop("tolerance", None)
    return values


def recipes(layers: int = 100, width: int = 512) -> st.SearchStrategy[Recipe]:
    return recipe_values(layers, width).map(lambda values: Recipe(**values))


def small_recipes() -> st.SearchStrategy[Recipe]:
    """Recipes that take next to no time to paint."""
    return recipes(4, 12)
