"""Recipes: checked, worked out, and the same again after any way out and in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.errors import RecipeError
from nnart.field.calibration import calibrate
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import CURATED
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of
from tests.faults_of import refused
from tests.strategies import recipes

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


@pytest.mark.parametrize("version", [2, 5, True, "3"])
def test_another_version_is_refused(version: object) -> None:
    with refused("version", "version"):
        Recipe.from_dict({"version": version})


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


@pytest.mark.parametrize("seed", [7, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1])
def test_a_seed_may_be_text_in_every_form_of_a_recipe(seed: int) -> None:
    recipe = Recipe(seed=seed)
    assert Recipe(seed=str(seed)) == recipe  # type: ignore[arg-type]
    assert type(Recipe(seed=str(seed)).seed) is int  # type: ignore[arg-type]
    assert Recipe.from_dict(recipe.to_dict() | {"seed": str(seed)}) == recipe
    assert Recipe.from_toml(f'seed = "{seed}"') == recipe
    assert Recipe.from_toml(recipe.to_toml()) == recipe
    assert (f'seed = "{seed}"' in recipe.to_toml()) == (seed > 2**63 - 1)
    assert Recipe.from_dict(recipe.to_dict() | {"seed": int(float(seed)), "seed_text": str(seed)}) == recipe


@pytest.mark.parametrize("seed", ["x", "", "-1", "7.0", str(2**64), "1" * 5000, "٣"])
def test_text_that_is_no_seed_is_refused(seed: str) -> None:
    for data in ({"seed": seed}, {"seed_text": seed}):
        with refused("range", "seed"):
            Recipe.from_dict(data)
    with refused("conflict", "seed", "seed_text"):
        Recipe.from_dict({"seed": 8, "seed_text": seed})


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


def test_two_recipes_are_compared_value_by_value() -> None:
    assert Recipe(7).diff(Recipe(7)) == {}
    assert Recipe(7, palette="ink").diff(Recipe(8, layers=5, palette="ink")) == {
        "seed": (7, 8),
        "layers": (20, 5),
    }


def test_what_a_picture_carries_is_what_was_asked_for_without_its_gain() -> None:
    asked = Recipe(seed=3, layers=2, width=4)
    carried = nnart.render(asked, 8).recipe
    assert carried is not None and carried != asked and carried.diff(asked).keys() == {"gain"}
    assert carried.without_gain == asked and carried.without_gain.digest == asked.digest
    chosen = Recipe(3, gain=2.0)
    assert chosen.without_gain is chosen
