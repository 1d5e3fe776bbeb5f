"""Sheet: small pictures side by side, each with a name below it and its recipe in the file."""

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
        name: one line, unlike all others on the sheet, even without blanks; it stands below it.
        recipe: what is painted.
        note: one line about it, which a page shows; a PNG has no room for it.
        kind: what stands behind the name on a PNG, such as the preset that its seed chooses.
    """

    name: str
    recipe: Recipe
    note: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def written(self) -> str:
        """What stands below it: its name, and its kind if it has one."""
        return f"{self.name} {self.kind}" if self.kind else self.name


def common_space(recipes: Iterable[Recipe]) -> str:
    """Return the colour space that most recipes have, which a sheet of them can be in."""
    ((space, _),) = Counter(recipe.space for recipe in recipes).most_common(1)
    return space


@dataclass(frozen=True)
class Axis:
    """What changes from column to column of a sheet, or from row to row.

    Attributes:
        name: of what changes, with its unit if it has one.
        values: one for each column or row, as people read them.
    """

    name: str
    values: tuple[str, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", line_of(self.name))
        object.__setattr__(self, "values", tuple(map(line_of, self.values)))


@answering
@dataclass(frozen=True)
class Sheet(Displayed):
    """Pictures in rows.

    Attributes:
        tiles: from left to right, then from top to bottom; one or more.
        columns: how many are in a row.
        title: one line above all; none if empty.
        axes: what the columns are and what the rows are, written above and on the left in the place of names
            below the tiles; None where tiles have their names below.
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
