"""Exhibit: a picture or a film of a gallery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnart.films.data import to_data
from nnart.films.film import Film
from nnart.network.origin import data_of
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
    """A picture or a film of a gallery.

    Attributes:
        title: one short line.
        name: name of its files and of its anchor on the page: lower-case letters, digits and hyphens.
        recipe: what to paint; of a film, its first picture's.
        shape: rows and columns of the smallest picture of its shape.
        note: a sentence or two, or empty.
        network: a network given by hand, painted instead of the recipe's own.
        film: the film that it is, or that it shows a frame of.
        frame: number of that frame; None for the whole film.
    """

    title: str
    name: str
    recipe: Recipe
    shape: tuple[int, int] = (1, 1)
    note: str = ""
    network: Network | None = None
    film: Film | None = None
    frame: int | None = None

    @property
    def moves(self) -> bool:
        """Whether it is a whole film."""
        return self.film is not None and self.frame is None

    @property
    def data(self) -> dict[str, Any]:
        """Everything that decides what is seen, as plain data."""
        if self.film is None:
            return data_of(self.recipe, self.network)
        return {"film": to_data(self.film), "frame": self.frame}

    @property
    def png(self) -> str:
        """Path of its PNG in a site; of a film's first frame."""
        return f"{FOLDER}/{self.name}.png"

    @property
    def toml(self) -> str:
        """Path of its recipe in a site."""
        return f"{FOLDER}/{self.name}.toml"

    @property
    def mp4(self) -> str:
        """Path of its film in a site."""
        return f"{FOLDER}/{self.name}.mp4"

    def webp(self, longer: int) -> str:
        """Return the path in a site of its WebP with that longer side."""
        return f"{FOLDER}/{self.name}-{longer}.webp"

    def size(self, longer: int) -> Size:
        """Return the size with that longer side, in pixels; halves are rounded up."""
        return fit_longer(self.shape[::-1], longer)

    def even_size(self, longer: int) -> Size:
        """Return the size with that longer side, of even sides, as H.264 needs them."""
        return Size(*(max(2, side - side % 2) for side in self.size(longer)))
