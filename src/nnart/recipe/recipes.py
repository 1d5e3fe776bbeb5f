"""Recipes: a list of recipes, which a notebook shows as pictures."""

from __future__ import annotations

from collections.abc import Iterable

from nnart.checks.annotations import checked
from nnart.display import DisplayedList
from nnart.errors import InputError, fault
from nnart.recipe.recipe import Recipe


class Recipes(DisplayedList[Recipe]):
    """A list of recipes that shows itself in a notebook."""

    _noun = "recipe"

    @checked
    def __init__(self, items: Iterable[Recipe] = ()) -> None:
        """Make a list of recipes.

        Raises:
            InputError: if an item is not a recipe.
        """
        super().__init__(items)
        for one in self:
            if not isinstance(one, Recipe):
                raise InputError(fault("type", "recipes are needed", "items", got=one))
