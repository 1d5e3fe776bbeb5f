"""Display: what shows itself in a notebook.

IPython asks an object for HTML by its method `_repr_html_`. What is shown of recipes, sheets and networks has
pictures, which files below those that render them cannot make. So they take after `Displayed`, which looks the
page's maker up by its name; `nnart.library.notebook` has one for each.
"""

from __future__ import annotations

from importlib import import_module
from typing import cast


class Displayed:
    """Something that a notebook shows."""

    def _repr_html_(self) -> str | None:
        return cast("str | None", import_module("nnart.library.notebook").html_of(self))


class Named(Displayed):
    """Something that nnart knows by a name, which is given in its place: a palette, a preset, an activation.

    Attributes:
        name: what recipes call it.
    """

    name: str
