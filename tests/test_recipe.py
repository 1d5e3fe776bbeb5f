"""Recipes: checked, worked out, and the same again after any way out and in."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, NnartError, RecipeError
from nnart.palettes import CURATED
from nnart.presets import PRESETS
from nnart.recipe import TOLERANCE, Recipe
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
    assert None not in (recipe.gain, recipe.bias, recipe.detail)
    assert recipe.palette
    assert recipe.to_dict().keys() == Recipe().to_dict().keys()


@given(st.dictionaries(st.sampled_from([*Recipe().to_dict(), "other"]), JSON_VALUES) | JSON_VALUES)
def test_any_data_is_a_recipe_or_refused_in_one_line(data: object) -> None:
    try:
        Recipe.from_dict(data)
    except RecipeError as error:
        assert error.faults
        assert all(fault.isprintable() and len(fault) < 500 for fault in error.faults)


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
    assert len(caught.value.faults) == 7
    for name in ("seed", "layers", "width", "activation", "zoom", "center", "palette"):
        assert any(fault.startswith(f"{name}:") for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (
            {"seed": 2**64},
            "seed: a whole number from 0 to 18446744073709551615 is needed, not 18446744073709551616",
        ),
        ({"seed": True}, "seed: a whole number from 0 to 18446744073709551615 is needed, not True"),
        ({"layers": 1001}, "layers: a whole number from 1 to 1000 is needed, not 1001"),
        ({"steps": 1}, "steps: 1 would be one flat colour; take 2 or more, or 0 for a continuous palette"),
        ({"zoom": float("nan")}, "zoom: a number from 1e-06 to 1e+12 is needed, not nan"),
        ({"zoom": None}, "zoom: a number from 1e-06 to 1e+12 is needed, not None"),
        ({"center": 1}, "center: two numbers x, y are needed, not 1"),
        ({"tone": "loud"}, "tone: 'loud' is not one of equalised, stretch"),
        ({"palette": 3}, "palette: a name or colours '#0b132b,#f5cb5c' are needed, not 3"),
        ({"palette": "#12"}, "palette: 2 to 1024 colours are needed, not 1"),
        (
            {"palette": "#123,#12"},
            "palette: '#12' is no colour; write #rgb, #rrggbb, #rrrrggggbbbb or a name such as navy",
        ),
        (
            {"layers": 1000, "width": 1024},
            "layers and width: 1000 x 1024 makes more than 268435456 weights; lower one of them",
        ),
        (
            {"family": "lecture", "gain": 1.0},
            "gain: the family lecture draws weights from fixed ranges and has none; leave it out",
        ),
        (
            {"family": "lecture", "seed": 2**32},
            "seed: a whole number from 0 to 4294967295 is needed by the family lecture, as by "
            "numpy.random.seed, not 4294967296",
        ),
        (
            {"layers": 1, "detail": 1e6},
            "detail: 1e+06 is out of reach in 1 layers of tanh; lower it or add layers",
        ),
    ],
)
def test_a_fault_names_value_rule_and_way_out(values: dict[str, Any], fault: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(**values)
    assert caught.value.faults == (fault,)
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, NnartError)
    assert isinstance(caught.value, ValueError)


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
    with pytest.raises(RecipeError, match="every pixel is evaluated; leave it out"):
        Recipe(**values, tolerance=0.1)
    with pytest.raises(RecipeError, match="every pixel is evaluated; leave it out"):
        recipe.replace(tolerance=0.1)


def test_replacing_decides_on_the_tolerance_again() -> None:
    recipe = Recipe(seed=3, tolerance=0.5)
    assert recipe.replace(seed=4).tolerance == 0.5
    assert recipe.replace(activation="step").tolerance == 0.0
    assert recipe.replace(activation="step").replace(activation="tanh").tolerance == TOLERANCE
    assert recipe.replace(tolerance=0.0).replace(seed=4).tolerance == 0.0


def test_another_version_is_refused() -> None:
    with pytest.raises(RecipeError, match="version 1 and 2, not 3"):
        Recipe.from_dict({"version": 3})


def test_recipes_from_before_there_was_a_tolerance_are_exact() -> None:
    for more in ({}, {"tolerance": None}):
        assert Recipe.from_dict({"version": 1, "seed": 3} | more) == Recipe(seed=3, tolerance=0.0)


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
    """A solved gain stands in a comment, so that another number of layers or detail has its effect."""
    recipe = Recipe(seed=3)
    text = recipe.to_toml()
    assert f"# gain = {recipe.gain}, solved from detail\n" in text
    assert Recipe.from_toml(text.replace("layers = 20", "layers = 40")) == recipe.replace(layers=40)
    other = Recipe(seed=3, detail=8.0, gain=2.5)  # not what is solved from that detail here
    assert "\ngain = 2.5\n" in other.to_toml()
    assert Recipe.from_toml(other.to_toml()) == other


def test_a_detail_without_effect_is_refused() -> None:
    with pytest.raises(RecipeError, match="it changes nothing with the activation step; leave it out"):
        Recipe(activation="step").replace(detail=3.0)
    with pytest.raises(RecipeError, match="it changes nothing with the activation relu"):
        Recipe().replace(detail=3.0, activation="relu")
    assert Recipe(activation="step").replace(activation="tanh") == Recipe()


def test_replacing_solves_a_solved_gain_again() -> None:
    recipe = Recipe(seed=3, layers=20)
    assert recipe.replace(layers=40) == Recipe(seed=3, layers=40)
    assert recipe.replace(detail=9.0) == Recipe(seed=3, layers=20, detail=9.0)
    assert recipe.replace(zoom=2.0).gain == recipe.gain


def test_replacing_keeps_a_chosen_gain() -> None:
    recipe = Recipe(seed=3, gain=1.5)
    assert recipe.detail is None
    assert recipe.replace(layers=40).gain == 1.5
    assert Recipe(seed=3).replace(gain=2.5).detail is None
    with pytest.raises(RecipeError, match="only one of them can decide"):
        recipe.replace(gain=1.0, detail=2.0)


def test_a_recipe_keeps_its_palette_when_its_seed_changes() -> None:
    recipe = Recipe(seed=3)
    assert recipe.replace(seed=4).palette == recipe.palette


def test_seeds_choose_among_all_palettes() -> None:
    assert {Recipe(seed=seed, gain=1.0).palette for seed in range(400)} == set(CURATED)


def test_the_text_of_a_recipe_is_fixed() -> None:
    """Files that exist hold this text: a change of it needs another version."""
    assert json.loads(Recipe(seed=7).to_json()) == {
        "version": 2,
        "seed": 7,
        "layers": 20,
        "width": 100,
        "activation": "tanh",
        "family": "nnart",
        "detail": 8.0,
        "gain": 2.6878,
        "bias": 2.0,
        "palette": "sundown",
        "tone": "equalised",
        "steps": 0,
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
