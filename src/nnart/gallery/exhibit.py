"""Exhibit: a picture of a gallery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import fit_longer

if TYPE_CHECKING:
    from nnart.network.network import Network

PAGE = "index.html"  # of a site
SHEET = "sheet.png"  # in it, with all recipes
FOLDER = "pictures"  # in it, with the pictures and recipes


@dataclass(frozen=True)
class Exhibit:
    """A picture of a gallery.

    Attributes:
        title: one short line.
        name: name of its files and of its anchor on the page: lower-case letters, digits and hyphens.
        recipe: what to paint.
        shape: rows and columns of the smallest picture of its shape.
        note: a sentence or two, or empty.
        network: a network given by hand, painted instead of the recipe's own.
    """

    title: str
    name: str
    recipe: Recipe
    shape: tuple[int, int] = (1, 1)
    note: str = ""
    network: Network | None = None

    @property
    def png(self) -> str:
        """Path of its PNG in a site."""
        return f"{FOLDER}/{self.name}.png"

    @property
    def toml(self) -> str:
        """Path of its recipe in a site."""
        return f"{FOLDER}/{self.name}.toml"

    def webp(self, longer: int) -> str:
        """Return the path in a site of its WebP with that longer side."""
        return f"{FOLDER}/{self.name}-{longer}.webp"

    def size(self, longer: int) -> Size:
        """Return the size with that longer side, in pixels; halves are rounded up."""
        return fit_longer(self.shape[::-1], longer)
