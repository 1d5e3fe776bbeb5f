"""Recipes: several of them, which a notebook shows as pictures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsIndex, overload

from nnart.checks.annotations import checked
from nnart.display import Displayed
from nnart.errors import InputError, fault
from nnart.recipe.recipe import Recipe


class Recipes(list[Recipe], Displayed):
    """A list of recipes that shows itself in a notebook."""

    @checked
    def __init__(self, items: Iterable[Recipe] = ()) -> None:
        """Take some recipes.

        Raises:
            InputError: if one of them is none.
        """
        super().__init__(items)
        for one in self:
            if not isinstance(one, Recipe):
                raise InputError(fault("type", "recipes are needed", "items", got=one))

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> Recipe: ...
    @overload
    def __getitem__(self, key: slice, /) -> Recipes: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> Recipe | Recipes:
        """Return one, or several, which show themselves too."""
        return Recipes(super().__getitem__(key)) if isinstance(key, slice) else super().__getitem__(key)

    def __repr__(self) -> str:
        return f"<{len(self)} recipe{'s'[: len(self) ^ 1]}>"
