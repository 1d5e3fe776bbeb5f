"""Gallery: a list of pictures, as a TOML file gives it, read and checked.

title = "Rooms"
note = "Two pictures and a folder."  # below the title, if wanted
sizes = [480, 960, 1440]  # of the WebPs, longer sides in pixels
png = 1440  # of the PNGs to download

[[pictures]]
title = "Dusk"
note = "Seed 7, as it came."
recipe = "dusk.toml"  # or picture = "dusk.png", or preset = "silk" with a seed; beside this file
shape = "3:2"  # across : down; the picture's own, or else a square
palette = "reef"  # any value of a recipe, on top of that

[[pictures]]
folder = "favourites"  # every recipe and picture in it, by name
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from math import gcd
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, NnartError, RecipeError, shown, shown_path
from nnart.formats import FORMATS
from nnart.merging import merged
from nnart.networkfile import read_network, to_data
from nnart.origin import DRAWING
from nnart.presets import preset
from nnart.recipe import Recipe, parse_toml
from nnart.recipefile import by_hand, parted, read_values
from nnart.sizes import SQUARE

if TYPE_CHECKING:
    from nnart.network import Network

SIZES = (480, 960, 1440)
_FOLDER = "pictures"
_LONGEST = 2**20  # bytes of the list
_SMALLEST, _LARGEST = 16, 16_383  # pixels a side; the last is WebP's
_MOST_SIZES = 8
_LONGEST_TEXT = 1000
_LONGEST_NAME = 60
_OF_LIST = ("title", "note", "sizes", "png", "pictures")
_STARTS = ("recipe", "picture", "preset", "folder")
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


@dataclass(frozen=True)
class Gallery:
    """A list of pictures, checked.

    Attributes:
        title: one short line.
        note: a sentence or two, or nothing.
        sizes: longer sides of the WebPs, in pixels, the smallest first.
        png: longer side of the PNGs, in pixels.
        exhibits: the pictures, in their order, every name once.
        broken: of every file of a folder that was left out, what is wrong with it, in one line.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    note: str = ""
    sizes: tuple[int, ...] = SIZES
    png: int = SIZES[-1]
    broken: tuple[str, ...] = ()


def read_gallery(path: str | Path) -> Gallery:
    """Read a gallery's list, and all recipes and pictures that it names.

    Args:
        path: where it is; paths in it begin at its folder.

    Raises:
        RecipeError: with every fault of the list at once, one sentence each, which says of which picture.
        FileError: if the list cannot be read, or is no TOML.
    """
    path = Path(path)
    data = _parsed(path)
    faults: list[str] = []
    title = _text(data.get("title", "Gallery"), "title", faults)
    note = _text(data.get("note", ""), "note", faults, empty=True)
    faults += [_unknown(name, _OF_LIST, "a gallery") for name in data if name not in _OF_LIST]
    sizes = _sizes(data.get("sizes", list(SIZES)), faults)
    png = _side(data.get("png", max(sizes, default=SIZES[-1])), "png", faults)
    tables = data.get("pictures")
    if not isinstance(tables, list) or not tables:
        faults.append(f"pictures: a table [[pictures]] for each is needed, not {shown(tables)}")
        tables = []
    found: list[Exhibit] = []
    broken: list[str] = []
    for number, table in enumerate(tables, 1):
        where = f"picture {number}"
        if isinstance(table, Mapping) and isinstance(table.get("title"), str):
            where += f" ({shown(table['title'])})"
        try:
            found += _exhibits(table, path.parent, broken)
        except RecipeError as error:
            faults += [f"{where}: {fault}" for fault in error.faults]
        except NnartError as error:
            faults.append(f"{where}: {error}")
    if faults:
        raise RecipeError([f"{shown_path(path)}: {fault}" for fault in faults])
    return Gallery(title, tuple(_named(found)), note, sizes, png, tuple(broken))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST + 1)
        if len(data) > _LONGEST:
            raise FileError(
                f"{shown_path(path)}: more than {_LONGEST} bytes are no gallery; name a folder in it"
            )
        return parse_toml(data.decode())
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    except (RecipeError, UnicodeDecodeError) as error:
        raise FileError(f"{shown_path(path)}: {error}") from None


def _unknown(name: str, known: tuple[str, ...], whole: str) -> str:
    return f"{shown(name)} is not a value of {whole}, which are {', '.join(known)}"


def _text(value: object, name: str, faults: list[str], *, empty: bool = False) -> str:
    """Return a text as one line without control characters."""
    text = _line(value) if isinstance(value, str) else ""
    if not isinstance(value, str) or len(text) > _LONGEST_TEXT or not (text or empty):
        least = 0 if empty else 1
        faults.append(f"{name}: a text of {least} … {_LONGEST_TEXT} characters is needed, not {shown(value)}")
    return text


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _sizes(value: object, faults: list[str]) -> tuple[int, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_SIZES:
        faults.append(f"sizes: a list of 1 … {_MOST_SIZES} whole numbers is needed, not {shown(value)}")
        return SIZES
    return tuple(sorted({_side(one, "sizes", faults) for one in value}))


def _side(value: object, name: str, faults: list[str]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and _SMALLEST <= value <= _LARGEST:
        return value
    faults.append(f"{name}: sides are whole numbers from {_SMALLEST} to {_LARGEST} pixels, not {shown(value)}")
    return _SMALLEST


def _exhibits(table: object, folder: Path, broken: list[str]) -> list[Exhibit]:
    """Return the pictures that a table of the list stands for, their names not settled yet."""
    if not isinstance(table, Mapping):
        raise InputError(f"a table [[pictures]] is needed, not {shown(table)}")
    known = ("title", "note", "shape", *_STARTS)
    faults = [
        f"{shown(name)} is not a value of a picture, which are {', '.join(known)}, and those of a recipe"
        for name in table
        if name not in known and name not in _VALUES
    ]
    starts = [name for name in _STARTS if name in table]
    if len(starts) > 1:
        faults.append(f"{' and '.join(starts)}: only one of them can be the start; give one")
    faults += [
        f"{name}: a text is needed, not {shown(table[name])}"
        for name in starts
        if not isinstance(table[name], str) or not table[name]
    ]
    if "folder" in table:
        faults += [
            f"{name}: the files of a folder have their own; leave it out"
            for name in ("title", "note")
            if name in table
        ]
        faults += [
            f"{name}: a folder's pictures keep their recipes; leave it out" for name in _VALUES if name in table
        ]
    elif "title" not in table:
        faults.append("title: there is none; give it one")
    title = _text(table.get("title", "-"), "title", faults)
    note = _text(table.get("note", ""), "note", faults, empty=True)
    shape = _shape(table["shape"], faults) if "shape" in table else None
    if "folder" in table and not faults:
        return _of_folder(folder / table["folder"], shape, broken)
    values = {name: value for name, value in table.items() if name in _VALUES}
    if not faults:
        try:
            if isinstance(values.get("network"), str):
                values["network"] = to_data(read_network(folder / values["network"]))
            found = _exhibit(title, values, _start(table, folder))
        except RecipeError as error:
            faults += error.faults
        except NnartError as error:
            faults.append(str(error))
    if faults:
        raise RecipeError(faults)
    return [replace(found, note=note, shape=found.shape if shape is None else shape)]


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
    return _of_picture(folder / table["picture"]) if "picture" in table else _Start({})


def _of_recipe(path: Path) -> _Start:
    try:
        values, network = parted(read_values(path))
    except InputError as error:
        raise FileError(f"{shown_path(path)}: {error}") from None
    return _Start(values, network=network)


def _of_picture(path: Path) -> _Start:
    from nnart.picturefile import read

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
    laid = merged(base, changes)
    if "seed" not in laid:
        raise InputError("seed: there is none, which decides the picture; add one, seed = 7")
    return Exhibit(title, "", Recipe.from_dict(laid), _smallest(start.size), network=network)


def _of_folder(folder: Path, shape: tuple[int, int] | None, broken: list[str]) -> list[Exhibit]:
    """Return the pictures of a folder, and note those that are none."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".toml", *FORMATS))
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
            one = _exhibit(_line(path.stem) or "-", {}, start)
        except NnartError as error:
            broken.append(f"{shown_path(path)}: {error}")
        else:
            found.append(one if shape is None else replace(one, shape=shape))
    return found


def _named(exhibits: list[Exhibit]) -> Iterator[Exhibit]:
    """Yield pictures with their names: their titles', and numbers where those are the same."""
    taken: set[str] = set()
    for exhibit in exhibits:
        plain = unicodedata.normalize("NFKD", exhibit.title).encode("ascii", "ignore").decode().lower()
        slug = re.sub("[^a-z0-9]+", "-", plain)[:_LONGEST_NAME].strip("-") or "picture"
        name, number = slug, 1
        while name in taken:
            number += 1
            name = f"{slug}-{number}"
        taken.add(name)
        yield replace(exhibit, name=name)
