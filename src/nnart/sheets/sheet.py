"""Sheet: small pictures side by side with their names; the file carries their recipes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nnart.checks.annotations import answering, check_fields
from nnart.display import Displayed
from nnart.errors import InputError, fault, shown
from nnart.recipe.recipe import Recipe
from nnart.sheets.lettering import line_of

MAX_NAME = 200  # characters


@answering
@dataclass(frozen=True)
class Tile(Displayed):
    """A picture on a sheet.

    Attributes:
        name: one line, printed below the tile; unique on the sheet, even with blanks ignored.
        recipe: the tile's recipe.
        note: one line about the tile, shown on HTML pages only.
        kind: printed behind the name on a PNG, such as the preset that the seed chooses.
    """

    name: str
    recipe: Recipe
    note: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def written(self) -> str:
        """The text below the tile: its name, and its kind if it has one."""
        return f"{self.name} {self.kind}" if self.kind else self.name


def common_space(recipes: Iterable[Recipe]) -> str:
    """Return the colour space that most of the recipes have; the sheet takes it."""
    ((space, _),) = Counter(recipe.space for recipe in recipes).most_common(1)
    return space


@dataclass(frozen=True)
class Axis:
    """The value that changes from column to column of a sheet, or from row to row.

    Attributes:
        name: of the value, with its unit if it has one.
        values: a text for each column or row.
    """

    name: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", line_of(self.name))
        object.__setattr__(self, "values", tuple(map(line_of, self.values)))


@answering
@dataclass(frozen=True)
class Sheet(Displayed):
    """Small pictures in rows: the input of `render_sheet` and the result of `read_sheet`.

    Attributes:
        tiles: row by row from the top left; one or more.
        columns: number of tiles in a row.
        title: one line above the tiles; empty for none.
        axes: the values that columns and rows stand for, written at the top and on the left instead of names
            below the tiles; None for names below the tiles.
    """

    tiles: tuple[Tile, ...]
    columns: int
    title: str = ""
    axes: tuple[Axis, Axis] | None = None

    def __repr__(self) -> str:
        return f"<Sheet of {len(self.tiles)} tile{'s'[: len(self.tiles) ^ 1]}, {self.columns} in a row>"

    def __post_init__(self) -> None:
        check_fields(self)
        tiles = tuple(
            replace(tile, name=line_of(tile.name), note=line_of(tile.note), kind=line_of(tile.kind))
            for tile in self.tiles
        )
        object.__setattr__(self, "tiles", tiles)
        object.__setattr__(self, "title", line_of(self.title))
        names = [tile.name.replace(" ", "") for tile in tiles]
        if not names:
            raise InputError(fault("count", "a sheet has one or more, not none", "tiles"))
        if isinstance(self.columns, bool) or not isinstance(self.columns, int) or self.columns < 1:
            raise InputError(fault("range", "a whole number from 1 is needed", "columns", got=self.columns))
        twice, count = Counter(names).most_common(1)[0]
        if count > 1:
            says = f"{shown(twice)} is the name of several"
            raise InputError(fault("conflict", says, "tiles", ways="let each be there once"))
        longest = max(map(len, names))
        if longest > MAX_NAME:
            raise InputError(fault("limit", f"a name has at most {MAX_NAME} characters", "tiles", got=longest))
        if len({tile.recipe.space for tile in tiles}) > 1:
            says = "a sheet is in one of srgb and p3"
            raise InputError(fault("conflict", says, "space", ways="take one for all its tiles"))
        if self.axes is not None:
            self._check_axes(*self.axes)

    def _check_axes(self, across: Axis, down: Axis) -> None:
        columns, rows = len(across.values), len(down.values)
        if columns != self.columns or columns * rows != len(self.tiles):
            says = "a value for each column, and one for each row, are needed"
            raise InputError(fault("count", says, "axes"))
        longest = max(len(text) for axis in (across, down) for text in (axis.name, *axis.values))
        if longest > MAX_NAME:
            raise InputError(fault("limit", f"a name has at most {MAX_NAME} characters", "axes", got=longest))
