"""Carried sheets: the text about tiles in a sheet's file; only tiles that are asked for become recipes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from nnart.errors import FileError, fault, shown
from nnart.files.pngtexts import MAX_SHEET
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import MAX_SIDE
from nnart.sheets.grid import Grid
from nnart.sheets.lettering import line_of
from nnart.sheets.naming import choose, plain_name
from nnart.sheets.sheet import MAX_NAME, Axis, Sheet, Tile
from nnart.version import __version__

GAIN = 40  # bytes reserved for every tile, for its calibrated gain
MAX_TILES = MAX_SHEET // GAIN  # maximum number of tiles
_PLACES = 128  # bytes reserved for the places of tiles
MAX_WRITTEN_OUT = 2**25  # characters of all recipes: twice those of a thousand tiles with the longest palette


@dataclass(frozen=True)
class Places:
    """Where tiles lie on a sheet, in pixels.

    Attributes:
        shape: rows and columns of each tile.
        first: the first row and column of the first tile.
        pitch: rows from a tile to the one below, and columns to the next one.
    """

    shape: tuple[int, int]
    first: tuple[int, int]
    pitch: tuple[int, int]

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """Return the places of a grid."""
        return cls(grid.size.shape, grid.place(0), grid.pitch)

    def corner(self, index: int, columns: int) -> tuple[int, int]:
        """Return the first row and column of a tile, given the number of columns."""
        row, column = divmod(index, columns)
        return self.first[0] + row * self.pitch[0], self.first[1] + column * self.pitch[1]


@dataclass(frozen=True)
class CarriedSheet:
    """The text about tiles in a sheet's file.

    Attributes:
        title: one line, or empty.
        columns: tiles in a row.
        base: values of a recipe, not checked.
        names: of the tiles, one line each.
        changes: how each tile's values differ from those of the base, not checked.
        axes: the values that columns and rows stand for, if any.
        places: where the tiles lie; None if the file does not say.
    """

    title: str
    columns: int
    base: dict[str, Any]
    names: Sequence[str]
    changes: Sequence[dict[str, Any]]
    axes: tuple[Axis, Axis] | None = None
    places: Places | None = None

    def choose(self, names: str) -> list[int]:
        """Return which tiles a text names; as `nnart.sheets.naming.choose`.

        Raises:
            FileError: if no tile has the name.
        """
        return choose(self.names, names)

    def find(self, name: str) -> int:
        """Return the index of the tile with this name; blanks do not matter.

        Raises:
            FileError: if there is none, or the text names several tiles.
        """
        found = self.choose(name)
        if len(found) > 1:
            raise FileError(fault("count", f"{shown(name)} names {len(found)} tiles", ways="name one of them"))
        return found[0]

    def recipe(self, index: int) -> Recipe:
        """Return a tile's recipe.

        Raises:
            RecipeError: if it is not valid.
        """
        return Recipe.from_dict(self._values(index))

    def seeds(self) -> Iterator[tuple[str, int, str]]:
        """Yield each tile's name, seed, and genome as written, if it has one.

        Raises:
            InputError: if a seed is not valid.
        """
        for i, name in enumerate(self.names):
            values = self._values(i)
            yield name, KNOBS["seed"].read(values.get("seed")), str(values.get("genome", ""))

    def sheet(self) -> Sheet:
        """Return the sheet with all recipes.

        Raises:
            InputError: if the sheet or one of its recipes is not valid.
        """
        tiles = (Tile(name, self.recipe(i)) for i, name in enumerate(self.names))
        return Sheet(tuple(tiles), self.columns, self.title, self.axes)

    def _values(self, index: int) -> dict[str, Any]:
        values = self.base | self.changes[index]
        return {name: value for name, value in values.items() if value is not None}


def text_of(sheet: Sheet, places: Places | None = None) -> str:
    """Return a sheet's text in JSON: the first recipe, each tile's differences, and the tiles' places."""
    base = sheet.tiles[0].recipe.to_dict()
    tiles = [[tile.name, _changes(base, tile.recipe.to_dict())] for tile in sheet.tiles]
    data = {"nnart": __version__, "title": sheet.title, "columns": sheet.columns, "base": base, "tiles": tiles}
    if sheet.axes is not None:
        data["axes"] = [[axis.name, axis.values] for axis in sheet.axes]
    if places is not None:
        data["places"] = [*places.shape, *places.first, *places.pitch]
    return json.dumps(data, separators=(",", ":"))


def has_room(sheet: Sheet) -> bool:
    """Return whether a file has room for a sheet, whatever gains calibration finds."""
    text, base = text_of(sheet), json.dumps(sheet.tiles[0].recipe.to_dict())
    count = len(sheet.tiles)
    return len(text) <= MAX_SHEET - GAIN * count - _PLACES and (len(base) + GAIN) * count <= MAX_WRITTEN_OUT


@lru_cache(maxsize=1)  # a gallery may open tile after tile of one sheet
def parse(text: str) -> CarriedSheet:
    """Parse a sheet's text.

    Raises:
        FileError: if the text is not nnart's, or has too many tiles.
    """
    try:
        data = json.loads(text)
        base, title, columns, tiles = (data[name] for name in ("base", "title", "columns", "tiles"))
        names = [line_of(name) for name, _ in tiles]
        changes = [change for _, change in tiles]
        axes = _axes(data.get("axes"))
        places = _places(data.get("places"))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _damaged() from None
    if not isinstance(title, str) or type(columns) is not int or columns < 1:
        raise _damaged()
    if not names or not all(isinstance(values, dict) for values in (base, *changes)):
        raise _damaged()
    _check(base, names)
    return CarriedSheet(line_of(title), columns, base, names, changes, axes, places)


def _axes(data: Any) -> tuple[Axis, Axis] | None:
    if data is None:
        return None
    (across, columns), (down, rows) = data
    return Axis(across, tuple(columns)), Axis(down, tuple(rows))


def _places(data: Any) -> Places | None:
    if data is None:
        return None
    rows, columns, top, left, down, across = data
    if any(type(number) is not int or not 0 <= number <= MAX_SIDE for number in data):
        raise ValueError
    return Places((rows, columns), (top, left), (down, across))


def _check(base: dict[str, Any], names: Sequence[str]) -> None:
    """Refuse long or duplicate names, and too many tiles."""
    if len({plain_name(name) for name in names}) < len(names) or max(map(len, names)) > MAX_NAME:
        says = f"each tile needs a name of its own, of at most {MAX_NAME} characters"
        raise FileError(fault("damaged", says))
    if len(names) > MAX_TILES or len(json.dumps(base)) * len(names) > MAX_WRITTEN_OUT:
        says = f"it has {len(names)} tiles, more than a sheet of nnart's can have with such recipes"
        raise FileError(fault("limit", says))


def _damaged() -> FileError:
    return FileError(fault("damaged", "what it carries is no sheet of nnart's"))


def _changes(base: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    changed = {name: value for name, value in values.items() if base.get(name) != value}
    return changed | {name: None for name in base if name not in values}
