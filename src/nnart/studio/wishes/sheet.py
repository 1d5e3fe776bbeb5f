"""A sheet of favourites: the bytes of `nnart sheet` with their names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nnart.files.formats import PNG
from nnart.recipe.size import Size
from nnart.recipe.sizes import parse_size
from nnart.rendering.job import Job
from nnart.rendering.run import Run
from nnart.sheets.files import check_sheet, render_sheet
from nnart.sheets.grid import Grid, columns_for
from nnart.sheets.headings import heading
from nnart.sheets.sheet import Sheet, Tile, common_space
from nnart.studio.wishes.chosen import Chosen, check_any, open_chosen
from nnart.studio.wishes.picture import PictureWish
from nnart.studio.wishes.wish import Data, Takes, stem_of, sum_takes

SIDE: Final = 160  # pixels of a tile, where nobody says; of its longer side, where only a shape is said
_STEM = "nnart-sheet"


@dataclass(frozen=True)
class SheetWish:
    """A sheet to be exported.

    Attributes:
        sheet: its tiles and title.
        size: of each tile.
        name: of the file.
        left_out: favourites that no sheet holds, or not this one.
    """

    sheet: Sheet
    size: Size
    name: str
    left_out: tuple[str, ...]

    def takes(self) -> Takes:
        """Estimate the work; as `Wish`."""
        jobs = [Job(tile.recipe, self.size) for tile in self.sheet.tiles]
        return sum_takes([PictureWish(job, None, self.name, PNG) for job in jobs])

    def save(self, path: Path, run: Run) -> None:
        """Paint the file; as `Wish`."""
        render_sheet(self.sheet, path, self.size, run)


def read_sheet(data: Data) -> SheetWish:
    """Return the sheet that data ask for.

    A sheet has one colour space and carries recipes. Favourites of the rarer space, and those with a network by
    hand, are left out.

    Args:
        data: `names` of favourites, and perhaps the `size` of each tile and the `name` of the file.

    Raises:
        InputError: if a value is not valid, or the sheet would be too large.
        FileError: if there is no favourite of a name.
    """
    chosen, unread = open_chosen(data["names"])
    drawn, left_out = _of_one_space(chosen)
    size = parse_size(data.get("size", str(SIDE)), longer=SIDE).size
    tiles = tuple(Tile(one.name, one.recipe) for one in drawn)
    title = heading(f"{len(tiles)} picture{'s' * (len(tiles) > 1)}", [one.recipe for one in drawn])
    sheet = Sheet(tiles, columns_for([one.name for one in drawn], size), title)
    name = f"{stem_of(data, _STEM)}.png"
    check_sheet(sheet, Path(name))
    Grid.of(sheet, size)  # or is it too large?
    return SheetWish(sheet, size, name, (*unread, *left_out))


def _of_one_space(chosen: list[Chosen]) -> tuple[list[Chosen], list[str]]:
    """Return the favourites that one sheet can hold, and a clause for each of the others."""
    drawn = [one for one in chosen if one.network is None]
    left_out = [f"{one.name}: a sheet holds no networks by hand" for one in chosen if one.network is not None]
    check_any(drawn, left_out)
    space = common_space(one.recipe for one in drawn)
    others = [one for one in drawn if one.recipe.space != space]
    left_out += [f"{one.name}: it is in {one.recipe.space}, and the sheet in {space}" for one in others]
    return [one for one in drawn if one.recipe.space == space], left_out
