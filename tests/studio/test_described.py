"""What the page shows of a look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import nnart
from nnart.recipe.changes import apply_changes
from nnart.recipe.kinds import Choice, Flag
from nnart.recipe.knobs import KNOBS
from nnart.recipe.lines import read_line
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.studio.described import defaults_of, describe, reasons_of
from nnart.studio.looks import look_of, read_look
from tests.strategies import small_recipes
from tests.studio.client import Client


def test_all_words_make_the_same_picture(client: Client) -> None:
    found = client.get("/api/look?seed=7&palette=reef&layers=5&center=0.5,0&size=320x200").json()
    recipe = Recipe(seed=7, palette="reef", layers=5, center=(0.5, 0))
    assert read_look(found["look"]) == recipe
    assert Recipe.from_toml(found["toml"]) == recipe
    assert Recipe.from_code(found["code"]) == recipe
    line = read_line(found["command"])
    assert line.pop("size") == "320x200"
    assert Recipe.from_dict(line) == recipe
    assert "seed 7" in found["title"]


@pytest.mark.parametrize(
    "palette", ["reef", "viridis", "#0b132b,#f5cb5c", ",".join(["#0b132b", "#f5cb5c"] * 32)]
)
def test_the_python_paints_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, palette: str) -> None:
    monkeypatch.chdir(tmp_path)
    recipe = Recipe(seed=7, layers=3, width=8, palette=palette, center=(0.5, 0), z=(0.1,))
    exec(describe(recipe, Size(32, 20))["python"], {})
    found = nnart.read("nnart-7.png")
    assert (found.recipe.without_gain, found.size) == (recipe, Size(32, 20))


@given(small_recipes())
def test_values_are_those_of_the_recipe(recipe: Recipe) -> None:
    found = describe(recipe)
    assert found["values"].keys() == found["defaults"].keys() == KNOBS.keys()
    assert read_look(look_of(found["values"].items())).without_gain == recipe.without_gain


def test_defaults_follow_the_others() -> None:
    defaults = defaults_of(Recipe(seed=7, layers=100, width=50, palette="ink", symmetry="p4m"))
    assert (defaults["bias"], defaults["residual"], defaults["cells"]) == (2.0, 0.84, 2.0)
    assert defaults["palette"] == Recipe(seed=7).palette
    assert defaults["gain"] is None


@pytest.mark.parametrize(
    ("values", "off"),
    [
        ({}, {"cells", "gamut"}),
        ({"colour": "oklch"}, {"family", "cells", "steps", "palette", "neuron"}),
        ({"activation": "relu"}, {"cells", "gamut", "detail", "tolerance"}),
        ({"symmetry": "p4m"}, {"family", "gamut", "seamless", "inputs"}),
        ({"seamless": "x"}, {"family", "cells", "gamut", "symmetry", "inputs", "sampling"}),
        ({"neuron": 5}, {"cells", "gamut", "colour"}),
        ({"steps": 5}, {"cells", "gamut", "tolerance", "colour"}),
    ],
)
def test_what_does_not_apply_says_why(values: dict[str, Any], off: set[str]) -> None:
    found = reasons_of(Recipe(seed=7, **values))
    assert found.keys() == off
    assert all(reason and ", not " not in reason for reason in found.values())


def test_the_lecture_has_few_knobs() -> None:
    off = reasons_of(read_look({"seed": "7", "preset": "lecture"}))
    assert {name for name, knob in KNOBS.items() if knob.not_in_lecture} <= off.keys()
    assert off["gain"] == "the family lecture has none, as it draws weights from fixed ranges"
    assert not {"layers", "palette", "contrast", "zoom"} & off.keys()


@given(small_recipes())
def test_what_applies_can_be_changed(recipe: Recipe) -> None:
    """Of flags and choices, one of the other values makes a recipe."""
    off, base = reasons_of(recipe), recipe.differing()
    for name, knob in KNOBS.items():
        if name in off or not isinstance(knob.kind, (Choice, Flag)):
            continue
        others = [*knob.kind.choices] if isinstance(knob.kind, Choice) else [True, False]
        assert any(_is_possible(base, name, other) for other in others if other != getattr(recipe, name))


def _is_possible(base: dict[str, Any], name: str, value: Any) -> bool:
    try:
        Recipe.from_dict(apply_changes(base, {name: value}))
    except nnart.RecipeError:
        return False
    return True
