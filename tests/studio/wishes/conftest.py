"""What the tests of wishes share."""

from __future__ import annotations

import pytest

import nnart
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import favourites_folder, write_note
from tests.studio.client import Client

SEEDS = {"noon": 9, "dusk": 7, "dawn": 8}  # in the order in which tests choose them


def recipe_of(name: str) -> Recipe:
    return Recipe(seed=SEEDS[name], layers=3, width=8)


@pytest.fixture
def kept(client: Client) -> Client:
    """A client with three favourites, one of them with a note."""
    for name in SEEDS:
        nnart.keep(recipe_of(name), name)
    write_note("dusk", "above the sofa\nor not")
    return client


@pytest.fixture
def odd(kept: Client) -> Client:
    """With three more, which are not for every kind of wish: by hand, in another space, and broken."""
    recipe = Recipe(seed=1, layers=3, width=8)
    nnart.keep(recipe, "by-hand", nnart.network_of(recipe))
    nnart.keep(Recipe(seed=2, layers=3, width=8, space="p3"), "wide")
    (favourites_folder() / "broken.toml").write_text("seed = 7\nlayers = 0", encoding="utf-8")
    return kept
