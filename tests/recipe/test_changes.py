"""Changes upon a recipe: what they keep, and what they drop."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given

from nnart.recipe.changes import apply_changes, with_own_names
from nnart.recipe.defaults import TOLERANCE, without_detail
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.strategies import recipe_values, recipes


def test_replacing_decides_on_the_tolerance_again() -> None:
    recipe = Recipe(seed=3, tolerance=0.5)
    assert recipe.replace(seed=4).tolerance == 0.5
    assert recipe.replace(activation="step").tolerance == 0.0
    assert recipe.replace(activation="step").replace(activation="tanh").tolerance == TOLERANCE
    assert recipe.replace(tolerance=0.0).replace(seed=4).tolerance == 0.0


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


@given(recipes(), recipe_values(100, 512))
def test_what_is_changed_is_there_and_nothing_is_written_to(recipe: Recipe, changes: dict[str, Any]) -> None:
    base, given_ = recipe.to_dict(), dict(changes)
    assume("detail" not in changes or not without_detail(base | changes))
    found = apply_changes(base, changes)
    assert changes.items() <= found.items()
    assert found.keys() <= base.keys() | changes.keys()
    assert (base, changes) == (recipe.to_dict(), given_)


@given(recipes())
def test_no_change_keeps_a_recipe(recipe: Recipe) -> None:
    assert Recipe.from_dict(apply_changes(recipe.to_dict(), {})) == recipe
    assert recipe.replace(**{name: getattr(recipe, name) for name in ("seed", "layers", "colour")}) == recipe


def test_another_seed_takes_the_place_of_a_genome() -> None:
    base = Recipe(seed=3, genome="cross(1,2,4)").to_dict()
    assert "genome" not in apply_changes(base, {"seed": 4})
    assert apply_changes(base, {"seed": 3})["genome"] == "cross(1,2,4)"
    assert apply_changes(base, {"seed": 4, "genome": "mix(1,2,0.5)"})["genome"] == "mix(1,2,0.5)"


def test_a_default_that_was_written_down_follows_the_width() -> None:
    assert Recipe(width=100).replace(width=50) == Recipe(width=50)
    assert Recipe(width=100, bias=3.0).replace(width=50).bias == 3.0


def test_a_seed_as_text_is_the_same_seed() -> None:
    """So that a genome, which another seed takes the place of, is kept."""
    genome = "mix(7,12,0.5)"
    for base, change in (("7", 7), (7, "7"), ("7", "7")):
        kept = apply_changes({"seed": base, "genome": genome}, {"seed": change})
        assert kept == {"seed": 7, "genome": genome}
    assert apply_changes({"seed": "7", "genome": genome}, {"seed": 8}) == {"seed": 8}


def test_names_in_any_form_change_what_they_change_by_nnarts_own() -> None:
    base = {"seed": 7, "palette": "ink", "symmetry": "p4m", "cells": 3.0, "tolerance": 0.5}
    assert "palette" not in apply_changes(base, {"colour": " RGB"})
    assert "tolerance" not in apply_changes(base, {"tone": "Stretched"})
    assert "cells" in apply_changes(base, {"symmetry": "P6M"})
    assert "cells" not in apply_changes(base, {"symmetry": "Mirror"})
    assert with_own_names({"tone": "Loud", "seed": 7, "nosuch": "A"}) == {
        "tone": "Loud",
        "seed": 7,
        "nosuch": "A",
    }
