"""Versions: recipes of version 3 mean what they meant; those of today say so."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.recipe.changes import apply_changes
from nnart.recipe.recipe import Recipe
from nnart.recipe.versions import is_known, upgrade, version_of


@pytest.mark.parametrize("colour", ["oklch", "rgb"])
def test_version_3_took_every_colour(colour: str) -> None:
    old = {"version": 3, "seed": 7, "colour": colour}
    recipe = Recipe.from_dict(old)
    assert recipe.gamut == "full"
    assert Recipe.from_dict(recipe.to_dict()) == Recipe.from_json(recipe.to_json()) == recipe
    assert recipe.to_dict()["version"] == 4
    assert Recipe.from_dict({**old, "gamut": "tamed"}).gamut == "tamed"


@pytest.mark.parametrize("colour", ["oklch", "rgb"])
def test_a_recipe_without_a_version_is_of_today(colour: str) -> None:
    assert Recipe.from_dict({"colour": colour}).gamut == Recipe(colour=colour).gamut == "tamed"


@pytest.mark.parametrize(("colour", "version"), [("palette", 3), ("shaded", 3), ("oklch", 4), ("rgb", 4)])
def test_a_recipe_says_the_first_version_that_paints_it(colour: str, version: int) -> None:
    assert version_of({"colour": colour}) == version
    recipe = Recipe(colour=colour)
    assert recipe.to_dict()["version"] == version
    for known in (3, 4) if version == 3 else (4,):
        assert Recipe.from_dict(recipe.to_dict() | {"version": known}) == recipe


def test_what_is_changed_is_of_today() -> None:
    """Where a palette was, the tamed colours come; where every colour was taken, it still is."""
    palette, rgb = {"version": 3, "colour": "palette"}, {"version": 3, "colour": "rgb"}
    assert apply_changes(palette, {"colour": "oklch"}) == {"colour": "oklch"}
    assert apply_changes(rgb, {"colour": "oklch"}) == {"colour": "oklch", "gamut": "full"}
    assert apply_changes(rgb, {"colour": "palette"}) == {"colour": "palette"}
    assert Recipe().replace(colour="rgb").gamut == "tamed"
    assert Recipe(colour="rgb").replace(colour="shaded").gamut is None


@pytest.mark.parametrize("version", [2, 5, True, "3", None, 3.0])
def test_data_of_an_unknown_version_stay_as_they_are(version: Any) -> None:
    data = {"version": version, "colour": "rgb"}
    assert not is_known(version)
    assert upgrade(data) == data
