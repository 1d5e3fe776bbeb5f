"""Exhibit: a picture of a gallery, from what a table of its list says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, NnartError, RecipeError, shown, shown_path
from nnart.files.formats import PICTURES
from nnart.files.networks import read_network
from nnart.files.picturefile import read
from nnart.network.data import to_data
from nnart.network.origin import DRAWING
from nnart.recipe.changes import apply_changes
from nnart.recipe.presets import preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import SQUARE
from nnart.recipe.toml import read_values
from nnart.sheets.files import read_tile
from nnart.sheets.lettering import line_of
from nnart.sources.favourites import named
from nnart.sources.start import by_hand, parted

if TYPE_CHECKING:
    from nnart.network.network import Network

_FOLDER = "pictures"
_LONGEST = 1000  # characters of a text
_STARTS = ("recipe", "picture", "preset", "folder", "favourite")
_KNOWN = ("title", "note", "shape", *_STARTS)
_VALUES = ("version", *(field.name for field in fields(Recipe)), "network")


@dataclass(frozen=True)
class Exhibit:
    """A picture of a gallery.

    Attributes:
        title: one short line.
        name: what its files and its place on the page are called: lower-case letters, digits and hyphens.
        recipe: what it is painted from.
        shape: rows and columns of the smallest picture of its shape.
        note: a sentence or two, or nothing.
        network: the one given by hand that is painted instead of the recipe's own.
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
        return f"{_FOLDER}/{self.name}.png"

    @property
    def toml(self) -> str:
        """Path of its recipe in a site."""
        return f"{_FOLDER}/{self.name}.toml"

    def webp(self, longer: int) -> str:
        """Return the path in a site of its WebP with that longer side."""
        return f"{_FOLDER}/{self.name}-{longer}.webp"

    def size(self, longer: int) -> tuple[int, int]:
        """Return the rows and columns with that longer side, in pixels; halves are rounded up."""
        most = max(self.shape)
        rows, columns = (max(1, (2 * side * longer + most) // (2 * most)) for side in self.shape)
        return rows, columns


def text_of(value: object, name: str, faults: list[str], *, empty: bool = False) -> str:
    """Return a text as one line without control characters, and note what is wrong with it."""
    text = line_of(value) if isinstance(value, str) else ""
    if not isinstance(value, str) or len(text) > _LONGEST or not (text or empty):
        least = 0 if empty else 1
        faults.append(f"{name}: a text of {least} … {_LONGEST} characters is needed, not {shown(value)}")
    return text


def exhibits_of(table: object, folder: Path, broken: list[str]) -> list[Exhibit]:
    """Return the pictures that a table of a list stands for, without names.

    Args:
        table: as TOML gives it.
        folder: where paths in it begin.
        broken: to which is added, of every file of a folder that is left out, what is wrong with it.

    Raises:
        RecipeError: with all that is wrong with the table.
    """
    if not isinstance(table, Mapping):
        raise RecipeError([f"a table [[pictures]] is needed, not {shown(table)}"])
    faults = _faults(table)
    title = text_of(table.get("title", "-"), "title", faults)
    note = text_of(table.get("note", ""), "note", faults, empty=True)
    shape = _shape(table["shape"], faults) if "shape" in table else None
    if faults:
        raise RecipeError(faults)
    if "folder" in table:
        return _of_folder(folder / table["folder"], shape, broken)
    values = {name: value for name, value in table.items() if name in _VALUES}
    if _is_name(values.get("network")):
        values["network"] = to_data(read_network(folder / values["network"]))
    found = _exhibit(title, values, _start(table, folder))
    return [replace(found, note=note, shape=shape or found.shape)]


def _faults(table: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the names in a table, and with those that name where a picture is from."""
    faults = [
        f"{shown(name)} is not a value of a picture, which are {', '.join(_KNOWN)}, and those of a recipe"
        for name in table
        if name not in _KNOWN and name not in _VALUES
    ]
    starts = [name for name in _STARTS if name in table]
    if len(starts) > 1:
        faults.append(f"{' and '.join(starts)}: only one of them can be the start; give one")
    faults += [
        f"{name}: a name is needed, not {shown(table[name])}" for name in starts if not _is_name(table[name])
    ]
    if "folder" in table:
        for name in table:
            if name in ("title", "note"):
                faults.append(f"{name}: the files of a folder have their own; leave it out")
            elif name in _VALUES:
                faults.append(f"{name}: a folder's pictures keep their recipes; leave it out")
    elif "title" not in table:
        faults.append("title: there is none; give it one")
    return faults


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value


def _shape(value: object, faults: list[str]) -> tuple[int, int]:
    match = (
        re.fullmatch(r"\s*([1-9][0-9]{0,4})\s*:\s*([1-9][0-9]{0,4})\s*", value)
        if isinstance(value, str)
        else None
    )
    if match is None:
        faults.append(f"shape: across : down, such as '3:2', is needed, not {shown(value)}")
        return 1, 1
    return _smallest((int(match[2]), int(match[1])))


def _smallest(size: tuple[int, int]) -> tuple[int, int]:
    """Return the smallest size of the same shape."""
    common = gcd(*size)
    return size[0] // common, size[1] // common


@dataclass(frozen=True)
class _Start:
    """What a picture's values are laid upon: values of a recipe, rows and columns, and a network by hand."""

    values: dict[str, Any]
    size: tuple[int, int] = SQUARE
    network: Network | None = None


def _start(table: Mapping[str, Any], folder: Path) -> _Start:
    if "preset" in table:
        chosen = preset(table["preset"])
        return _Start(dict(chosen.values), chosen.size or SQUARE)
    if "recipe" in table:
        return _of_recipe(folder / table["recipe"])
    if "favourite" in table:
        return _of_recipe(named(table["favourite"]))
    return _of_picture(folder / table["picture"]) if "picture" in table else _Start({})


def _of_recipe(path: Path) -> _Start:
    try:
        values, network = parted(read_values(path))
    except InputError as error:
        raise FileError(f"{shown_path(path)}: {error}") from None
    return _Start(values, network=network)


def _of_picture(path: Path) -> _Start:
    file_name, _, tile = path.name.rpartition("#")
    if file_name and not path.exists():
        return _Start(read_tile(path.with_name(file_name), tile).to_dict())
    file = read(path)
    return _Start(file.recipe.to_dict(), file.size, file.network)


def _exhibit(title: str, values: dict[str, Any], start: _Start) -> Exhibit:
    """Return the picture that values upon a start make."""
    changes, network = parted(values)
    if network is None:
        network = start.network
    base = start.values
    if network is not None:
        wrong = [name for name in DRAWING if name in changes]
        if wrong:
            raise InputError(f"{', '.join(wrong)}: the network is given by hand; leave it out")
        base = by_hand(base)
    laid = apply_changes(base, changes)
    if "seed" not in laid:
        raise InputError("seed: there is none, which decides the picture; add one, seed = 7")
    return Exhibit(title, "", Recipe.from_dict(laid), _smallest(start.size), network=network)


def _of_folder(folder: Path, shape: tuple[int, int] | None, broken: list[str]) -> list[Exhibit]:
    """Return the pictures of a folder, and note those that are none."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".toml", *PICTURES))
    except OSError as error:
        raise FileError(f"folder: {shown_path(folder)}: {error.strerror}") from None
    found = []
    for path in paths:
        try:
            start = _of_recipe(path) if path.suffix.lower() == ".toml" else _of_picture(path)
        except NnartError as error:
            broken.append(str(error))
            continue
        try:
            one = _exhibit(line_of(path.stem) or "-", {}, start)
        except NnartError as error:
            broken.append(f"{shown_path(path)}: {error}")
        else:
            found.append(one if shape is None else replace(one, shape=shape))
    return found
