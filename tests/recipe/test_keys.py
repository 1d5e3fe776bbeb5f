"""Keys: what is said of names that are none of a recipe's values."""

from __future__ import annotations

import pytest

from nnart.errors import RecipeError
from nnart.recipe.keys import unknown_key
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("seeds", "seed"),
        ("color", "colour"),
        ("pallete", "palette"),
        ("layer", "layers"),
        ("Layers", "layers"),
        ("neurons", "width"),
        ("activations", "activation"),
        ("centre", "center"),
        ("presets", "preset"),
        ("sise", "size"),
    ],
)
def test_the_name_that_was_meant_is_told(name: str, meant: str) -> None:
    assert unknown_key(name).ways[0].does == f"did you mean {meant}"
    with pytest.raises(RecipeError, match=f"did you mean {meant}"):
        Recipe.from_dict({name: 7})


@pytest.mark.parametrize("knob", KNOBS)
def test_every_name_is_found_with_a_letter_more(knob: str) -> None:
    if len(knob) > 2 and knob not in ("neuron", "colour"):  # which may mean all neurons, or colours
        assert unknown_key(f"{knob}s").ways[0].does == f"did you mean {knob}"


def test_where_nobody_can_tell_all_names_are_told() -> None:
    fault = unknown_key("zzz")
    assert fault.ways == () and all(name in fault.says for name in KNOBS)


def test_colours_are_meant_for_the_palette() -> None:
    assert unknown_key("color", value="reef").ways[0].does == "did you mean palette"
    assert unknown_key("color", value="rgb").ways[0].does == "did you mean colour"
    with pytest.raises(RecipeError, match="did you mean palette"):
        Recipe.from_dict({"seed": 7, "color": "#0a8,gold"})
    with pytest.raises(RecipeError, match="palette='reef' takes these colours"):
        Recipe(colour="reef")


def test_what_belongs_beside_a_recipe_is_told() -> None:
    assert "beside" in unknown_key("size").ways[0].does
    assert "title" in unknown_key("tittle", ["title"]).ways[0].does
