"""Folders: make every picture, film, recipe and sheet in a folder an exhibit of a gallery."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from math import gcd
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, NnartError, fault, in_file
from nnart.files.formats import PICTURES, recognise
from nnart.films.carried import read_carried as read_film
from nnart.films.files.formats import ANIMATIONS, VIDEOS
from nnart.gallery.exhibit import SHEET, Exhibit
from nnart.gallery.manifest import Manifest
from nnart.inputfiles import open_input
from nnart.sheets.files import is_sheet, read_carried
from nnart.sheets.lettering import line_of
from nnart.sources.order import natural_key
from nnart.sources.readings import is_recipe, read_picture, read_recipe
from nnart.sources.start import Start

_RECIPES = (".toml", ".json")  # endings of recipes' files; other texts could be anything
_FILMS = (*VIDEOS, *ANIMATIONS)
_WIDE = 9, 16  # rows and columns of the shape of a film that has only a recipe
_HEAD = 16  # bytes that tell a file's kind


def read_folder(folder: Path, broken: list[NnartError]) -> list[Exhibit]:
    """Return the pictures and films of a folder in natural order, not named yet.

    A sheet stands for all of its tiles. Skips hidden files, subfolders, and the contact sheet of a gallery made
    in this folder.

    Args:
        folder: an existing folder.
        broken: a list, to which an error is added for every file or tile that is left out.

    Raises:
        FileError: if the folder cannot be read.
    """
    with in_file(folder):
        paths = [path for path in folder.iterdir() if _is_wanted(path.name)]
    found: list[Exhibit] = []
    for path in sorted(paths, key=lambda path: natural_key(path.name)):
        if path.name == SHEET and _is_made(path):
            continue
        try:
            found += read_file(path, broken)
        except NnartError as error:
            broken.append(_naming(error, path))
    return found


def read_file(path: Path, broken: list[NnartError]) -> list[Exhibit]:
    """Return the picture or film in a file, or all pictures of a sheet; as `read_folder`.

    Raises:
        InputError: if its recipe is none.
        FileError: if it cannot be read, carries no recipe, or is a video and PyAV is not installed.
    """
    check_regular(path)
    film = find_film(title_of(path), path)
    if film is not None:
        return [film]
    return [*_read_sheet(path, broken)] if is_sheet(path) else [hang(title_of(path), _open(path))]


def find_film(title: str, path: Path) -> Exhibit | None:
    """Return the film in a file, or the frame of it that the file shows, not named yet; None if there is none.

    Raises:
        FileError: if it cannot be read, or is a video and carries no film of nnart's, or PyAV is not installed.
    """
    found = read_film(path)
    if found is None:
        return None
    first = found.film.keyframes[0]
    shape = smallest(_shape_of(path))
    return Exhibit(title, "", first.recipe, shape, network=first.network, film=found.film, frame=found.frame)


def _shape_of(path: Path) -> tuple[int, int]:
    """Return rows and columns of a film's frames."""
    from nnart.films.files.reading import probe

    if path.suffix.lower() == ".toml":
        return _WIDE
    with in_file(path), path.open("rb") as stream:
        codec = recognise(stream.read(_HEAD))
        stream.seek(0)
        if codec is None:
            return probe(path).size.shape
        return codec.read_header(stream).shape


def is_picture(path: Path) -> bool:
    """Return whether a file has the ending of a picture or film."""
    return path.suffix.lower() in (*PICTURES, *_FILMS)


def hang(title: str, start: Start, changes: Mapping[str, Any] | None = None) -> Exhibit:
    """Return the picture of a start with changes on top, not named yet."""
    return Exhibit(title, "", start.recipe(changes), smallest(start.size.shape), network=start.network)


def smallest(shape: tuple[int, int]) -> tuple[int, int]:
    """Return rows and columns of the smallest picture of the same shape."""
    common = gcd(*shape)
    return shape[0] // common, shape[1] // common


def title_of(path: Path) -> str:
    """Return the title for a file or folder: its name as a line of text."""
    if path.name in ("", ".."):
        path = path.resolve()
    return line_of(path.name if path.is_dir() else path.stem) or "-"


def _open(path: Path) -> Start:
    with open_input(path) as stream:
        return read_recipe(stream) if is_recipe(stream) else read_picture(stream)


def _read_sheet(path: Path, broken: list[NnartError]) -> Iterator[Exhibit]:
    """Yield a sheet's tiles, adding tiles with invalid recipes to `broken`."""
    carried = read_carried(path)
    for number, name in enumerate(carried.names):
        try:
            yield hang(f"{title_of(path)} {name}", Start(carried.recipe(number).to_dict()))
        except InputError as error:
            broken.append(error.inside(Path(f"{path}#{name}")))


def _naming(error: NnartError, path: Path) -> NnartError:
    """Return the error with the file's name."""
    if isinstance(error, InputError) and not all(each.where for each in error.faults):
        return error.inside(path)
    return error


def _is_wanted(name: str) -> bool:
    """Return whether a file with this name should be a picture, film or recipe.

    Hidden files are not: other programs leave them beside pictures, such as macOS's ._dusk.png.
    """
    return not name.startswith(".") and Path(name).suffix.lower() in (*_RECIPES, *PICTURES, *_FILMS)


def _is_made(path: Path) -> bool:
    """Return whether a file is a gallery's own, made by nnart in its folder."""
    try:
        return Manifest(path.parent, force=True).has(path.name)
    except (NnartError, OSError):  # of what is no gallery
        return False


def check_regular(path: Path) -> None:
    """Refuse anything but a regular file: a folder, or a device that may never end."""
    with in_file(path):
        if not stat.S_ISREG(path.stat().st_mode):
            raise FileError(fault("kind", "is no regular file"))
