"""Recipes: checked, worked out, and the same again after any way out and in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, NnartError, RecipeError
from nnart.field.calibration import calibrate
from nnart.recipe.defaults import TOLERANCE
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import CURATED
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.recipe.symmetries import WALLPAPERS
from nnart.rendering.reproduce import toml_of
from tests.faults_of import broken, refused
from tests.strategies import recipe_values, recipes

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)


@given(recipes())
def test_json_and_toml_bring_the_same_recipe_back(recipe: Recipe) -> None:
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe.from_toml(recipe.to_toml()) == recipe


@given(recipes(), recipes())
def test_digests_tell_recipes_apart(one: Recipe, other: Recipe) -> None:
    assert (one.digest == other.digest) == (one == other)


@given(recipe_values(100, 512))
def test_every_default_is_worked_out(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    assert None not in (recipe.bias, recipe.detail, recipe.residual, recipe.tolerance)
    plain = Recipe().to_dict().keys() - {"palette"}
    palette = {"palette"} if recipe.colour in ("palette", "shaded") else set()
    cells = {"cells"} if recipe.symmetry in WALLPAPERS else set()
    kept = {name for name in ("genome", "after", "neuron") if values.get(name) is not None}
    assert recipe.to_dict().keys() == plain | palette | cells | kept


@given(st.dictionaries(st.sampled_from([*Recipe().to_dict(), "other"]), JSON_VALUES) | JSON_VALUES)
def test_any_data_is_a_recipe_or_refused_in_one_line(data: object) -> None:
    try:
        Recipe.from_dict(data)
    except RecipeError as error:
        assert error.faults
        assert all(str(fault).isprintable() and len(str(fault)) < 500 for fault in error.faults)


@given(st.text())
def test_any_text_is_a_recipe_or_refused(text: str) -> None:
    for read in (Recipe.from_json, Recipe.from_toml):
        try:
            read(text)
        except RecipeError as error:
            assert str(error).isprintable()


@pytest.mark.parametrize(
    "text", ["[" * 30_000, '{"seed":' + "9" * 5000 + "}", '{"zoom": NaN}', '{"zoom": Infinity}']
)
def test_hostile_json_is_refused(text: str) -> None:
    with pytest.raises(RecipeError):
        Recipe.from_json(text)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(seed=-1, layers=0, width=2.5, activation="foo", zoom=0, center=(0, "a"), palette="nosuch")  # type: ignore[arg-type]
    names = {fault.names for fault in caught.value.faults}
    assert names == {(name,) for name in ("seed", "layers", "width", "activation", "zoom", "center", "palette")}


@pytest.mark.parametrize(
    ("values", "rule", "names"),
    [
        ({"seed": 2**64}, "range", "seed"),
        ({"seed": True}, "range", "seed"),
        ({"layers": 1001}, "range", "layers"),
        ({"steps": 1}, "range", "steps"),
        ({"zoom": float("nan")}, "range", "zoom"),
        ({"zoom": None}, "range", "zoom"),
        ({"center": 1}, "count", "center"),
        ({"tone": "loud"}, "choice", "tone"),
        ({"palette": 3}, "type", "palette"),
        ({"palette": "#12"}, "count", "palette"),
        ({"palette": "#123,#12"}, "syntax", "palette"),
        ({"layers": 1000, "width": 1024}, "limit", "layers width"),
        ({"family": "lecture", "gain": 1.0}, "conflict", "gain"),
        ({"family": "lecture", "seed": 2**32}, "range", "seed"),
        ({"inputs": "x,q"}, "choice", "inputs"),
        ({"z": ["a"]}, "range", "z"),
        ({"symmetry": "p4", "seamless": "x"}, "conflict", "symmetry seamless"),
        ({"symmetry": "p4", "inputs": "r"}, "conflict", "inputs"),
        ({"symmetry": "rotation-2", "inputs": "r"}, "conflict", "inputs"),
        ({"seamless": "y", "inputs": "r"}, "conflict", "inputs"),
        ({"symmetry": 4}, "type", "symmetry"),
        ({"symmetry": "rotation"}, "missing", "symmetry"),
        ({"symmetry": "rotation-65"}, "range", "symmetry"),
        ({"seamless": "x", "rotate": 30.0}, "conflict", "seamless"),
        ({"seamless": "z"}, "choice", "seamless"),
        ({"dither": 1}, "type", "dither"),
        ({"reverse": "yes"}, "type", "reverse"),
        ({"activation": 3}, "type", "activation"),
        ({"inputs": 3}, "type", "inputs"),
        ({"inputs": "x,x"}, "count", "inputs"),
        ({"z": 0.5}, "count", "z"),
        ({"z": (1001,)}, "range", "z"),
        ({"samples": 9}, "range", "samples"),
        ({"contrast": 0.0}, "range", "contrast"),
        ({"colour": "cmyk"}, "choice", "colour"),
        ({"alpha": "some"}, "choice", "alpha"),
        ({"space": "p4"}, "choice", "space"),
        ({"samples": 2, "sampling": "ends"}, "conflict", "samples"),
        ({"colour": "shaded", "steps": 4}, "conflict", "steps"),
        ({"colour": "oklch", "palette": "ink"}, "no-effect", "palette"),
        ({"tone": "stretch", "tolerance": 1}, "no-effect", "tolerance"),
        ({"symmetry": "p5"}, "choice", "symmetry"),
        ({"cells": 2.0}, "no-effect", "cells"),
        ({"seamless": "x", "sampling": "ends"}, "conflict", "sampling"),
        ({"residual": 1.0}, "range", "residual"),
        ({"family": "lecture", "z": [1.0]}, "conflict", "z"),
        ({"family": "lecture", "residual": 0.5}, "conflict", "residual"),
        ({"family": "lecture", "inputs": "r"}, "conflict", "inputs"),
        ({"family": "lecture", "symmetry": "mirror"}, "conflict", "symmetry"),
        ({"family": "lecture", "seamless": "x"}, "conflict", "seamless"),
        ({"family": "lecture", "detail": 1.0}, "conflict", "detail"),
        ({"family": "lecture", "bias": 1.0}, "conflict", "bias"),
        ({"family": "lecture", "layers": 1}, "range", "layers"),
        ({"family": "lecture", "colour": "rgb"}, "conflict", "colour alpha"),
        ({"family": "lecture", "alpha": "field"}, "conflict", "colour alpha"),
        ({"family": "lecture", "colour": "shaded", "alpha": "field"}, "conflict", "colour alpha"),
    ],
)
def test_a_fault_has_a_rule_and_the_names_of_values(values: dict[str, Any], rule: str, names: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(**values)
    assert broken(caught.value) == [(rule, tuple(names.split()))]
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, NnartError)
    assert isinstance(caught.value, ValueError)


def test_contradictions_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(symmetry="p4", seamless="x", inputs="r", sampling="ends", samples=2, colour="rgb", palette="ink")
    names = [" ".join(fault.names) for fault in caught.value.faults]
    assert names == ["symmetry seamless", "samples", "sampling", "inputs", "palette"]


def test_a_fault_is_said_in_one_line_with_the_way_out() -> None:
    for values, line in (
        ({"layers": 1001}, "layers: a whole number from 1 to 1000 is needed, not 1001"),
        ({"tone": "loud"}, "tone: 'loud' is not one of equalised, stretch, none"),
        ({"steps": 1}, "steps: a whole number from 2 to 65536, or 0, is needed, not 1"),
    ):
        with pytest.raises(RecipeError) as caught:
            Recipe(**values)
        assert str(caught.value) == line


@pytest.mark.parametrize("name", [field.name for field in fields(Recipe)])
def test_none_is_what_is_worked_out_or_refused(name: str) -> None:
    """As is null in JSON."""
    if KNOBS[name].default is None:
        assert Recipe.from_dict({name: None}) == Recipe()
    else:
        with pytest.raises(RecipeError) as caught:
            Recipe.from_dict({name: None})
        assert [fault.names for fault in caught.value.faults] == [(name,)]


def test_a_family_of_its_own_goes_with_a_vignette() -> None:
    lecture = Recipe(family="lecture", alpha="vignette", dither=True, samples=2, space="p3", contrast=2.0)
    assert lecture.tolerance == 0.0


ALWAYS_EXACT = (
    {"family": "lecture"},
    {"activation": "step"},
    {"activation": "relu"},
    {"activation": "abs"},
    {"tone": "stretch"},
    {"steps": 5},
)


@pytest.mark.parametrize("values", ALWAYS_EXACT, ids=str)
def test_what_the_least_difference_decides_is_exact(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    assert recipe.tolerance == 0.0
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe(**values, tolerance=0.0) == recipe
    with refused("no-effect", "tolerance"):
        Recipe(**values, tolerance=0.1)
    with refused("no-effect", "tolerance"):
        recipe.replace(tolerance=0.1)


def test_replacing_decides_on_the_tolerance_again() -> None:
    recipe = Recipe(seed=3, tolerance=0.5)
    assert recipe.replace(seed=4).tolerance == 0.5
    assert recipe.replace(activation="step").tolerance == 0.0
    assert recipe.replace(activation="step").replace(activation="tanh").tolerance == TOLERANCE
    assert recipe.replace(tolerance=0.0).replace(seed=4).tolerance == 0.0


@pytest.mark.parametrize("version", [2, 4, True, "3"])
def test_another_version_is_refused(version: object) -> None:
    with refused("version", "version"):
        Recipe.from_dict({"version": version})


def test_deep_networks_are_residual() -> None:
    assert [Recipe(layers=n).residual for n in (1, 32, 33, 64, 1000)] == [0.0, 0.0, 0.5152, 0.75, 0.984]
    assert Recipe(layers=100).replace(layers=20).residual == 0.0
    assert Recipe(layers=100, residual=0.5).replace(seed=2).residual == 0.5
    assert Recipe(layers=100, family="lecture").residual == 0.0


def test_names_are_kept_in_one_order_and_spelling() -> None:
    assert Recipe(activation=["tanh", "sin"]).activation == "tanh,sin"  # type: ignore[arg-type]
    assert Recipe(activation=" tanh , sin").activation == "tanh,sin"
    assert Recipe(inputs="r, y,x").inputs == "x,y,r"
    assert Recipe(z=[1, 0.5]).z == (1.0, 0.5)  # type: ignore[arg-type]


def test_equal_recipes_have_equal_text() -> None:
    """Whether a number came as 2, 2.0 or, for nothing, -0.0."""
    one = Recipe(zoom=2, rotate=-0.0, center=(0, -0.0))
    other = Recipe(zoom=2.0, rotate=0.0, center=(0.0, 0.0))
    assert one.to_json() == other.to_json()


def test_numpys_numbers_are_numbers() -> None:
    recipe = Recipe(seed=np.int64(3), layers=np.int8(4), zoom=np.float32(2.0))  # type: ignore[arg-type]
    assert recipe == Recipe(seed=3, layers=4, zoom=2.0)
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_colours_may_be_a_list() -> None:
    assert Recipe(palette=["#0b132b", "#f5cb5c"]) == Recipe(palette="#0b132b,#f5cb5c")  # type: ignore[arg-type]


def test_toml_can_be_edited() -> None:
    recipe = Recipe(seed=3)
    other = Recipe.from_toml(recipe.to_toml().replace("seed = 3", "seed = 4"))
    assert other == Recipe(seed=4, palette=recipe.palette)
    found = calibrate(recipe)
    assert (
        f"\n# gain = {found.gain}, found for detail, and found again when something else changes\n"
        in toml_of(found)
    )
    assert calibrate(Recipe.from_toml(toml_of(found))) == found
    other = Recipe(seed=3, detail=6.0, gain=2.5)  # not what is found for that detail
    assert Recipe.from_toml(toml_of(other)) == other
    assert "\ngain = 2.5\n" in toml_of(Recipe(gain=2.5))


def test_a_detail_without_effect_is_refused() -> None:
    with refused("no-effect", "detail"):
        Recipe(activation="step").replace(detail=3.0)
    with refused("no-effect", "detail"):
        Recipe().replace(detail=3.0, activation="relu")
    assert Recipe(activation="step").replace(activation="tanh") == Recipe()
    with refused("choice", "activation"):
        Recipe().replace(activation="nosuch")


def test_replacing_drops_a_gain_that_was_found() -> None:
    recipe = Recipe(seed=3, layers=20, detail=6.0, gain=2.5)
    drop: list[dict[str, Any]] = [
        {"layers": 40},
        {"detail": 9.0},
        {"seed": 4},
        {"width": 50},
        {"symmetry": "p4"},
    ]
    for changes in drop:
        assert recipe.replace(**changes) == Recipe(**{"seed": 3, "palette": recipe.palette} | changes)
    keep: list[dict[str, Any]] = [{"zoom": 2.0}, {"z": (1.0,)}, {"seed": 3}, {"palette": "ink"}]
    for changes in keep:
        assert recipe.replace(**changes).gain == 2.5


def test_colours_and_framing_keep_a_gain_that_was_found() -> None:
    recipe = Recipe(seed=3, gain=2.5, detail=8.0)
    colours = {"reverse": True, "tone": "none", "contrast": 2.0, "alpha": "vignette", "dither": True}
    framing = {"samples": 2, "space": "p3", "center": (1.0, 0.0), "zoom": 2.0, "rotate": 30.0}
    assert recipe.replace(**colours, **framing).gain == 2.5
    assert recipe.replace(colour="rgb", steps=0).gain == 2.5


def test_replacing_drops_what_belongs_to_another_value() -> None:
    recipe = Recipe(seed=3, palette="ink", symmetry="p4m", cells=3.0, layers=40)
    assert recipe.replace(colour="rgb").palette is None
    assert recipe.replace(colour="shaded").palette == "ink"
    assert recipe.replace(symmetry="p4").cells == 3.0
    assert recipe.replace(symmetry="mirror").cells is None
    assert recipe.replace(symmetry="none").tolerance == TOLERANCE
    assert recipe.replace(symmetry="none", seamless="x").tolerance == 0.0
    lecture = Recipe(seed=3, detail=4.0, bias=1.0).replace(family="lecture")
    assert lecture == Recipe(family="lecture", seed=3)
    assert lecture.replace(family="nnart") == Recipe(seed=3)


def test_replacing_keeps_a_chosen_gain() -> None:
    recipe = Recipe(seed=3, gain=1.5)
    assert recipe.detail is None
    assert recipe.replace(layers=40).gain == 1.5
    assert Recipe(seed=3).replace(gain=2.5).detail is None
    with refused("conflict", "gain", "detail"):
        recipe.replace(gain=1.0, detail=2.0)


def test_a_recipe_keeps_its_palette_when_its_seed_changes() -> None:
    recipe = Recipe(seed=3)
    assert recipe.replace(seed=4).palette == recipe.palette


def test_seeds_choose_among_all_palettes() -> None:
    assert {Recipe(seed=seed, gain=1.0).palette for seed in range(400)} == set(CURATED)


def test_the_text_of_a_recipe_is_fixed() -> None:
    """Files that exist hold this text: a change of it needs another version."""
    assert json.loads(Recipe(seed=7).to_json()) == {
        "version": 3,
        "seed": 7,
        "layers": 20,
        "width": 100,
        "activation": "tanh",
        "family": "nnart",
        "detail": 6.0,
        "bias": 4.0,
        "residual": 0.0,
        "inputs": "x,y",
        "z": [],
        "symmetry": "none",
        "seamless": "none",
        "colour": "palette",
        "palette": "sundown",
        "reverse": False,
        "tone": "equalised",
        "contrast": 1.0,
        "steps": 0,
        "alpha": "none",
        "dither": False,
        "samples": 1,
        "space": "srgb",
        "sampling": "centres",
        "center": [0.0, 0.0],
        "zoom": 1.0,
        "rotate": 0.0,
        "tolerance": 0.25,
    }


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)
def test_presets_are_recipes(preset: Any) -> None:
    recipe = Recipe(**preset.values)
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert preset.reason.endswith(".")
