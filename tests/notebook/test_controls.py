"""What the tuner's page is told."""

from __future__ import annotations

import json

import pytest

from nnart.errors import RecipeError
from nnart.notebook.controls import changed, controls, line_of
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.studio.described import shown_of

RECIPE = Recipe(seed=3, layers=4, width=8)


def test_every_knob_has_its_group_and_all_is_plain_data() -> None:
    told = json.loads(json.dumps(controls()))
    assert [knob["name"] for knob in told["knobs"]] == list(KNOBS)
    assert {knob["group"] for knob in told["knobs"]} == set(told["groups"])
    assert all(len(colours) == 9 for colours in told["palettes"].values())


def test_a_recipe_is_told_as_text_with_reasons_for_what_is_off() -> None:
    told = json.loads(json.dumps(shown_of(RECIPE)))
    assert told["look"] == {"seed": "3", "layers": "4", "width": "8"}
    assert told["values"]["symmetry"] == "none"
    assert told["defaults"]["layers"] == "20"
    assert "cells" in told["off"]


def test_a_value_is_changed_and_what_does_not_apply_any_more_is_dropped() -> None:
    assert changed(RECIPE, "layers", "9") == RECIPE.replace(layers=9)
    assert changed(RECIPE, "layers", None) == Recipe(seed=3, width=8)
    assert changed(RECIPE, "layers", " ") == Recipe(seed=3, width=8)
    assert changed(RECIPE, "seed", None).seed == 0
    tiled = changed(changed(RECIPE, "symmetry", "p4m"), "cells", "3")
    assert changed(tiled, "symmetry", "none") == RECIPE


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("layers", "0", "A whole number from 1 to 1000 is needed, not 0"),
        ("palette", "nosuch", "'nosuch' is not a palette"),
        ("detail", "much", "A number from 0.01 to 1e+06 is needed, not 'much'"),
    ],
)
def test_what_is_refused_is_said_in_a_line(name: str, text: str, line: str) -> None:
    with pytest.raises(RecipeError) as caught:
        changed(RECIPE, name, text)
    assert line_of(caught.value).startswith(line)
    assert "\n" not in line_of(caught.value)
