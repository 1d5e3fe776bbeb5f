"""Keys: what is said of names that are none of a recipe's values."""

from __future__ import annotations

import pytest

from nnart.errors import RecipeError
from nnart.recipe.keys import SETTINGS, own_keys, unknown_key
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.words import OPTIONS
from tests.faults_of import refused


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


@pytest.mark.parametrize("name", [*KNOBS, *SETTINGS])
def test_a_text_may_have_names_in_any_case(name: str) -> None:
    for key in (name, name.upper(), name.title()):
        assert own_keys({key: 7}) == {name: 7}


def test_a_text_may_have_all_synonyms() -> None:
    for synonym, name in OPTIONS.items():
        if name in KNOBS or name in SETTINGS:
            assert own_keys({synonym: 7, "Detail": 3} if name != "detail" else {synonym: 7})[name] == 7
    assert own_keys({"transparent": True, "color": "rgb"}) == {"alpha": "field", "colour": "rgb"}
    assert own_keys({"color": "reef", "zzz": 7}) == {"color": "reef", "zzz": 7}
    assert own_keys({"Shape": 7}, ["shape"]) == {"shape": 7}


def test_a_text_has_nothing_twice() -> None:
    with refused("conflict", "seed", error=RecipeError):
        own_keys({"seed": 7, "SEED": 8})


@pytest.mark.parametrize("name", ["format", "Output", "outdir", "n-images", "num", "height", "overwrite"])
def test_what_belongs_to_a_command_is_told(name: str) -> None:
    with pytest.raises(RecipeError) as caught:
        own_keys({"seed": 7, name: 7})
    assert len(caught.value.faults[0].ways) == 1 and "nnart." not in str(caught.value)


def test_what_belongs_beside_a_recipe_is_told() -> None:
    assert "beside" in unknown_key("size").ways[0].does
    assert "title" in unknown_key("tittle", ["title"]).ways[0].does
