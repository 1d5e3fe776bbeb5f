"""Looks: text ↔ recipe."""

from __future__ import annotations

import pytest
from hypothesis import given

from nnart.errors import InputError, RecipeError
from nnart.recipe.presets import PRESETS, Preset, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.studio.looks import look_of, read_look, write_look
from tests.strategies import recipes


@given(recipes())
def test_a_look_is_the_recipe_again(recipe: Recipe) -> None:
    assert read_look(write_look(recipe)).without_gain == recipe.without_gain


def test_a_look_has_the_seed_and_what_differs() -> None:
    recipe = Recipe(seed=7, palette="reef", center=(0.5, -0.25), reverse=True, z=(0.1,))
    look = {"seed": "7", "z": "0.1", "palette": "reef", "reverse": "on", "center": "0.5,-0.25"}
    assert write_look(recipe) == look
    assert read_look(look) == recipe


def test_the_largest_seed_is_not_rounded() -> None:
    assert write_look(Recipe(seed=2**64 - 1)) == {"seed": str(2**64 - 1)}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_a_preset_is_taken_by_its_name(preset: Preset) -> None:
    assert read_look({"seed": "3", "preset": preset.name}) == recipe_from(preset.values, {"seed": 3})


def test_any_is_what_the_seed_chooses() -> None:
    look = {"seed": "3", "preset": "any", "detail": "9"}
    assert read_look(look) == recipe_from({"preset": "any"}, {"seed": 3, "detail": 9.0})


def test_what_was_changed_last_drops_what_no_longer_applies() -> None:
    look = {"seed": "7", "palette": "reef", "colour": "oklch"}
    with pytest.raises(RecipeError):
        read_look(look)
    assert read_look(look | {"changed": "colour"}) == Recipe(seed=7, colour="oklch")
    assert read_look({"seed": "7", "palette": "ink", "changed": "seed"}) == Recipe(seed=7, palette="ink")


@pytest.mark.parametrize(
    ("look", "name"),
    [
        ({}, "seed"),
        ({"seed": "x"}, "seed"),
        ({"seed": "7", "layers": "0"}, "layers"),
        ({"seed": "7", "layers": "1.5"}, "layers"),
        ({"seed": "7", "preset": "nosuch"}, "preset"),
        ({"seed": "7", "reverse": "perhaps"}, "reverse"),
        ({"seed": "7", "palette": "/etc/passwd"}, "palette"),
    ],
)
def test_a_wrong_value_is_named(look: dict[str, str], name: str) -> None:
    with pytest.raises(InputError) as raised:
        read_look(look)
    assert name in {one for each in raised.value.faults for one in each.names}


def test_empty_values_are_left_out_and_none_stands_twice() -> None:
    assert look_of([("seed", "7"), ("after", "")]) == {"seed": "7"}
    with pytest.raises(RecipeError, match="twice"):
        look_of([("seed", "7"), ("seed", "8")])
