"""Carried sheets: what a sheet's file says of its tiles; only those that are asked for become recipes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nnart.errors import FileError, fault, shown
from nnart.files.pngtexts import MAX_SHEET
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.sheets.lettering import line_of
from nnart.sheets.sheet import MAX_NAME, Sheet, Tile
from nnart.version import __version__

GAIN = 40  # bytes that are kept free for every tile, for what is found while it is painted
MAX_TILES = MAX_SHEET // GAIN  # so no sheet has more
MAX_WRITTEN_OUT = 2**25  # characters of all recipes: those of a thousand tiles with the longest palette, twice
MAX_TOLD = 12  # names of tiles that an error lists


@dataclass(frozen=True)
class CarriedSheet:
    """What a sheet's file says.

    Attributes:
        title: one line, or empty.
        columns: tiles in a row.
        base: a recipe's values, not checked.
        names: of the tiles, one line each.
        changes: how each tile's values differ from those of the base, not checked.
    """

    title: str
    columns: int
    base: dict[str, Any]
    names: Sequence[str]
    changes: Sequence[dict[str, Any]]

    def find(self, name: str) -> int:
        """Return which tile has a name, in which blanks do not matter.

        Raises:
            FileError: if none has.
        """
        for i, there in enumerate(self.names):
            if _plain(there) == _plain(name):
                return i
        names = "; ".join(self.names[:MAX_TOLD]) + "; …" * (len(self.names) > MAX_TOLD)
        raise FileError(fault("absent", f"no tile is named {shown(name)}", ways=f"there are {names}"))

    def recipe(self, index: int) -> Recipe:
        """Return a tile's recipe.

        Raises:
            RecipeError: if it is none.
        """
        return Recipe.from_dict(self._values(index))

    def seeds(self) -> Iterator[tuple[str, int, str]]:
        """Yield of every tile the name, the seed, and its genome as it stands there, or nothing.

        Raises:
            InputError: if a seed is none.
        """
        for i, name in enumerate(self.names):
            values = self._values(i)
            yield name, KNOBS["seed"].read(values.get("seed")), str(values.get("genome", ""))

    def sheet(self) -> Sheet:
        """Return the sheet, every recipe made.

        Raises:
            InputError: if it breaks a rule, or one of its recipes does.
        """
        tiles = (Tile(name, self.recipe(i)) for i, name in enumerate(self.names))
        return Sheet(tuple(tiles), self.columns, self.title)

    def _values(self, index: int) -> dict[str, Any]:
        values = self.base | self.changes[index]
        return {name: value for name, value in values.items() if value is not None}


def text_of(sheet: Sheet) -> str:
    """Return what a sheet's file says: its first recipe, and how each tile's differs from it, as JSON."""
    base = sheet.tiles[0].recipe.to_dict()
    tiles = [[tile.name, _changes(base, tile.recipe.to_dict())] for tile in sheet.tiles]
    data = {"nnart": __version__, "title": sheet.title, "columns": sheet.columns, "base": base, "tiles": tiles}
    return json.dumps(data, separators=(",", ":"))


def has_room(sheet: Sheet) -> bool:
    """Return whether a file can carry a sheet, whatever gains will be found, and `parse` takes it then."""
    text, base = text_of(sheet), json.dumps(sheet.tiles[0].recipe.to_dict())
    count = len(sheet.tiles)
    return len(text) <= MAX_SHEET - GAIN * count and (len(base) + GAIN) * count <= MAX_WRITTEN_OUT


@lru_cache(maxsize=1)  # as a gallery may name tile after tile of a sheet
def parse(text: str) -> CarriedSheet:
    """Return what a sheet's text says.

    Raises:
        FileError: if it is none of nnart's, or has more tiles than a sheet can have.
    """
    try:
        data = json.loads(text)
        base, title, columns, tiles = (data[name] for name in ("base", "title", "columns", "tiles"))
        names = [line_of(name) for name, _ in tiles]
        changes = [change for _, change in tiles]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _damaged() from None
    if not isinstance(title, str) or type(columns) is not int or columns < 1:
        raise _damaged()
    if not names or not all(isinstance(values, dict) for values in (base, *changes)):
        raise _damaged()
    _check(base, names)
    return CarriedSheet(line_of(title), columns, base, names, changes)


def _check(base: dict[str, Any], names: Sequence[str]) -> None:
    """Refuse names that are too long or there twice, and more tiles than a sheet can have."""
    if len({_plain(name) for name in names}) < len(names) or max(map(len, names)) > MAX_NAME:
        says = f"each tile needs a name of its own, of at most {MAX_NAME} characters"
        raise FileError(fault("damaged", says))
    if len(names) > MAX_TILES or len(json.dumps(base)) * len(names) > MAX_WRITTEN_OUT:
        says = f"it has {len(names)} tiles, more than a sheet of nnart's can have with such recipes"
        raise FileError(fault("limit", says))


def _plain(name: str) -> str:
    return name.replace(" ", "")


def _damaged() -> FileError:
    return FileError(fault("damaged", "what it carries is no sheet of nnart's"))


def _changes(base: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    changed = {name: value for name, value in values.items() if base.get(name) != value}
    return changed | {name: None for name in base if name not in values}
