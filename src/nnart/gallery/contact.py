"""Contact sheet: a gallery's pictures side by side in one file, which carries their recipes by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnart.gallery.exhibit import Exhibit
from nnart.gallery.gallery import Gallery
from nnart.recipe.size import Size
from nnart.sheets.carried import has_room
from nnart.sheets.grid import Grid, columns_for
from nnart.sheets.sheet import Sheet, Tile, common_space

MAX_TILES = 1024  # maximum of tiles: with more, nobody could see one
_TILE = 200  # pixels, the longer side


@dataclass(frozen=True)
class Contact:
    """A gallery's contact sheet.

    Attributes:
        sheet: a tile for every picture that is no film, named as its files are.
        size: rows and columns of each tile: in the pictures' shape if they have one in common, else square.
    """

    sheet: Sheet
    size: Size

    @property
    def whole(self) -> tuple[int, int]:
        """Rows and columns of the sheet."""
        return Grid.of(self.sheet, self.size).whole


def contact_sheet(gallery: Gallery, exhibits: Sequence[Exhibit]) -> Contact | None:
    """Return the contact sheet of a gallery's pictures; None if it cannot have one.

    A sheet carries recipes, in one colour space. It leaves out films and their frames, networks given by hand,
    and pictures of the less common colour space if there are two. There is no sheet for more pictures than it
    has room for.
    """
    drawn = [exhibit for exhibit in exhibits if exhibit.network is None and exhibit.film is None]
    if not gallery.sheet or not drawn:
        return None
    space = common_space(exhibit.recipe for exhibit in drawn)
    shown = [exhibit for exhibit in drawn if exhibit.recipe.space == space]
    shapes = {exhibit.shape for exhibit in shown}
    size = shown[0].size(_TILE) if len(shapes) == 1 else Size(_TILE, _TILE)
    tiles = tuple(Tile(exhibit.name, exhibit.recipe) for exhibit in shown)
    if len(tiles) > MAX_TILES:
        return None
    columns = columns_for([tile.name for tile in tiles], size, titled=bool(gallery.title))
    sheet = Sheet(tiles, columns, gallery.title)
    return Contact(sheet, size) if has_room(sheet) else None
