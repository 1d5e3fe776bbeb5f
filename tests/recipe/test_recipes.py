"""Several recipes."""

from __future__ import annotations

from typing import Any

import pytest

import nnart
from nnart.recipe.recipes import Recipes


def test_they_are_a_list_of_recipes() -> None:
    recipes = Recipes(nnart.Recipe(seed=seed) for seed in range(3))
    assert recipes == [nnart.Recipe(seed=seed) for seed in range(3)]
    assert repr(recipes) == "<3 recipes>"
    assert repr(Recipes(recipes[:1])) == "<1 recipe>"
    assert isinstance(nnart.breed(recipes[0], recipes[1], 2, 1), Recipes)


@pytest.mark.parametrize("wrong", [7, [7], "ab", [nnart.Recipe(), None]])
def test_nothing_else_is_one(wrong: Any) -> None:
    with pytest.raises(nnart.InputError):
        Recipes(wrong)


def test_parts_copies_and_sums_show_themselves() -> None:
    recipes, others = Recipes(nnart.Recipe(seed=seed) for seed in range(3)), [nnart.Recipe(9)]
    for made in (recipes[:2], recipes.copy(), recipes + others, others + recipes):
        assert isinstance(made, Recipes)
    assert [one.seed for one in others + recipes + recipes[:1]] == [9, 0, 1, 2, 0]
