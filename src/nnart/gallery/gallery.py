"""Gallery: a list of pictures, as a TOML file gives it, read and checked.

title = "Rooms"
note = "Two pictures and a folder."  # below the title, if wanted
sizes = [480, 960, 1440]  # of the WebPs, longer sides in pixels
png = 1440  # of the PNGs to download

[[pictures]]
title = "Dusk"
note = "Seed 7, as it came."
recipe = "dusk.toml"  # beside this; or picture = "dusk.png", favourite = "dusk", preset = "silk" with a seed
shape = "3:2"  # across : down; the picture's own, or else a square
palette = "reef"  # any value of a recipe, on top of that

[[pictures]]
folder = "favourites"  # every recipe and picture in it, by name
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnart.errors import FileError, NnartError, RecipeError, shown, shown_path
from nnart.gallery.exhibit import Exhibit, exhibits_of, text_of
from nnart.recipe.toml import parse_toml

SIZES = (480, 960, 1440)
_LONGEST = 2**20  # bytes of the list
_SMALLEST, _LARGEST = 16, 16_383  # pixels a side; the last is WebP's
_MOST_SIZES = 8
_LONGEST_NAME = 60
_KNOWN = ("title", "note", "sizes", "png", "pictures")


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
        path: where its list is, if it was read from one.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    note: str = ""
    sizes: tuple[int, ...] = SIZES
    png: int = SIZES[-1]
    broken: tuple[str, ...] = ()
    path: Path | None = None


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
    title = text_of(data.get("title", "Gallery"), "title", faults)
    note = text_of(data.get("note", ""), "note", faults, empty=True)
    faults += [
        f"{shown(name)} is not a value of a gallery, which are {', '.join(_KNOWN)}"
        for name in data
        if name not in _KNOWN
    ]
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
            found += exhibits_of(table, path.parent, broken)
        except RecipeError as error:
            faults += [f"{where}: {fault}" for fault in error.faults]
        except NnartError as error:
            faults.append(f"{where}: {error}")
    if faults:
        raise RecipeError([f"{shown_path(path)}: {fault}" for fault in faults])
    return Gallery(title, tuple(_named(found)), note, sizes, png, tuple(broken), path)


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
