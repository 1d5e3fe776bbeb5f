"""Gallery: a list of pictures from a TOML file, read and checked.

title = "Rooms"
note = "Two pictures and a folder."  # below the title, if wanted
sizes = [480, 960, 1440]  # of the WebPs, longer sides in pixels
png = 1440  # of the PNGs to download
mp4 = 960  # of the films
sheet = true  # whether there is a contact sheet, too

[[pictures]]
title = "Dusk"
note = "Seed 7, as it came."
recipe = "dusk.toml"  # beside this; or picture = "dusk.png", favourite = "dusk", preset = "silk" with a seed,
                      # film = "dusk.mp4"
shape = "3:2"  # across : down; the picture's own, or else a square
palette = "reef"  # any value of a recipe, on top of that

[[pictures]]
folder = "favourites"  # every recipe, picture, film and sheet in it, in natural order

A folder of pictures can be read like a list that names only this folder.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnart.checks.annotations import answering, check_fields, checked
from nnart.display import Displayed
from nnart.errors import Fault, NnartError, RecipeError, fault, in_file, shown
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.folders import is_picture, read_file, read_folder, title_of
from nnart.gallery.names import name_exhibits
from nnart.gallery.tables import NAMES, read_table, read_text
from nnart.inputfiles import File, name_of, open_input, stem_of
from nnart.recipe import toml
from nnart.recipe.size import Size
from nnart.words import fold

SIZES = (480, 960, 1440)
MP4 = 960
MAX_TEXT = 2**20  # characters of the list
MIN_SIDE, MAX_SIDE = 16, 16_383  # pixels; the last is WebP's
MAX_SIZES = 8
_IN_TABLES = 'write pictures = [{title = "One", picture = "one.png"}]'
_KNOWN = ("title", "note", "sizes", "png", "mp4", "sheet", "pictures")


@answering
@dataclass(frozen=True)
class Gallery(Displayed):
    """A list of pictures for `build_gallery`, checked.

    Attributes:
        title: one short line.
        note: a sentence or two, or empty.
        sizes: longer sides of the WebP files, in pixels, smallest first.
        png: longer side of the PNG files, in pixels.
        exhibits: the pictures and films, in order, with unique names.
        broken: one error for every file that was left out, which says why.
        path: of the list or folder, if it was read from one.
        sheet: whether to make a contact sheet.
        mp4: longer side of the films, in pixels.
    """

    title: str
    exhibits: tuple[Exhibit, ...]
    note: str = ""
    sizes: tuple[int, ...] = SIZES
    png: int = SIZES[-1]
    broken: tuple[NnartError, ...] = ()
    path: Path | None = None
    sheet: bool = True
    mp4: int = MP4

    @property
    def home(self) -> Path | None:
        """The folder that it was read from, or that holds its list."""
        return self.path if self.path is None or self.path.is_dir() else self.path.parent

    def __post_init__(self) -> None:
        check_fields(self)

    def __repr__(self) -> str:
        return f"<Gallery {self.title!r} of {len(self.exhibits)} picture{'s'[: len(self.exhibits) ^ 1]}>"

    @checked
    def sizes_of(self, exhibit: Exhibit) -> dict[str, Size]:
        """Return the size of each file that is rendered of a picture, by its path in the site."""
        webps = {exhibit.webp(side): exhibit.size(side) for side in self.sizes}
        film = {exhibit.mp4: exhibit.even_size(self.mp4)} if exhibit.moves else {}
        return webps | {exhibit.png: exhibit.size(self.png)} | film


@checked
def read_gallery(file: File) -> Gallery:
    """Read a gallery from a TOML list, a folder of pictures, a sheet, a picture or a film.

    Args:
        file: the file name of a list in TOML, or a binary stream with one; see docs/guides/galleries.md. Paths
            in the list are relative to its folder, or for a stream to the current folder. Or the name of a
            folder, a sheet, a picture or a film, which becomes the gallery's title.

    Raises:
        RecipeError: if the list has faults; names every fault and its picture.
        FileError: if the list or folder cannot be read, or the list is not TOML.
    """
    if isinstance(file, (str, Path)) and (_is_folder(file) or is_picture(Path(file))):
        return _read_pictures(Path(file))
    data, path = _parsed(file)
    faults: list[Fault] = []
    title = read_text(data.get("title", "Gallery"), "title", faults)
    note = read_text(data.get("note", ""), "note", faults, empty=True)
    faults += [
        fault("unknown", ", ".join(_KNOWN), got=name, ways=_IN_TABLES if fold(name) in NAMES else ())
        for name in data
        if name not in _KNOWN
    ]
    sizes = _sizes(data.get("sizes", list(SIZES)), faults)
    png = _side(data.get("png", max(sizes, default=SIZES[-1])), "png", faults)
    mp4 = _side(data.get("mp4", MP4), "mp4", faults)
    sheet = data.get("sheet", True)
    if not isinstance(sheet, bool):
        faults.append(fault("type", "true or false is needed", "sheet", got=sheet))
    tables = data.get("pictures")
    if not isinstance(tables, list) or not tables:
        faults.append(
            fault("missing", "a table [[pictures]] for each is needed", "pictures", got=tables, ways=_IN_TABLES)
        )
        tables = []
    found: list[Exhibit] = []
    broken: list[NnartError] = []
    for number, table in enumerate(tables, 1):
        where = f"picture {number}"
        if isinstance(table, Mapping) and isinstance(table.get("title"), str):
            where += f" ({shown(table['title'])})"
        try:
            found += read_table(table, path.parent if path else Path(), broken)
        except NnartError as error:
            faults += error.inside(where).faults
    if faults:
        raise RecipeError(*faults).inside(name_of(file))
    return Gallery(title, tuple(name_exhibits(found)), note, sizes, png, tuple(broken), path, sheet, mp4)


@checked
def read_pictures(paths: Sequence[Path]) -> Gallery:
    """Read several pictures, films, sheets and folders; those without pictures go into `broken`."""
    found: list[Exhibit] = []
    broken: list[NnartError] = []
    for path in paths:
        try:
            found += read_folder(path, broken) if _is_folder(path) else read_file(path, broken)
        except NnartError as error:
            broken.append(error)
    return Gallery("Gallery", tuple(name_exhibits(found)), broken=tuple(broken))


def _is_folder(name: str | Path) -> bool:
    return os.path.isdir(name)  # noqa: PTH112  - Path.is_dir fails of odd names


def _read_pictures(path: Path) -> Gallery:
    broken: list[NnartError] = []
    found = read_folder(path, broken) if _is_folder(path) else read_file(path, broken)
    return Gallery(title_of(path), tuple(name_exhibits(found)), broken=tuple(broken), path=path)


def _parsed(file: File) -> tuple[dict[str, Any], Path | None]:
    """Return a list's data and its path; the path is None for a pipe, a device or a stream."""
    with open_input(file, toml.most_bytes(MAX_TEXT)) as stream, in_file(name_of(file)):
        data = toml.parse_toml(toml.read_text(stream, MAX_TEXT, "gallery", "name a folder in it"))
        stored = stem_of(stream) != ""
    return data, Path(file) if stored and isinstance(file, (str, Path)) else None


def _sizes(value: object, faults: list[Fault]) -> tuple[int, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_SIZES:
        faults.append(fault("count", f"a list of 1 … {MAX_SIZES} whole numbers is needed", "sizes", got=value))
        return SIZES
    return tuple(sorted({_side(side, "sizes", faults) for side in value}))


def _side(value: object, name: str, faults: list[Fault]) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and MIN_SIDE <= value <= MAX_SIDE:
        return value
    says = f"sides of whole numbers from {MIN_SIDE} to {MAX_SIDE} pixels are needed"
    faults.append(fault("range", says, name, got=value))
    return MIN_SIDE
