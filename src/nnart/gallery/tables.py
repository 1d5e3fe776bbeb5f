"""Tables: read a table [[pictures]] of a gallery's list, which stands for a picture, a film or a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from nnart.errors import Fault, FileError, NnartError, RecipeError, fault, shown
from nnart.files.networks import read_network
from nnart.films.carried import read_film
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.folders import check_regular, find_film, hang, read_folder, smallest
from nnart.network.data import to_data
from nnart.recipe.keys import own_keys, unknown_key
from nnart.recipe.recipe import Recipe
from nnart.sheets.lettering import line_of
from nnart.sources.opening import open_favourite, open_picture, open_recipe
from nnart.sources.readings import open_preset, split_network
from nnart.sources.start import Start
from nnart.words import fold

MAX_TEXT = 1000  # characters
_STARTS = ("recipe", "picture", "film", "preset", "folder", "favourite")
_KNOWN = ("title", "note", "shape", *_STARTS)
# Other names of a picture, with those that a table has.
_SYNONYMS = {
    **dict.fromkeys(("file", "path", "image", "img", "src", "source", "filename", "from"), "picture"),
    **dict.fromkeys(("video", "movie", "animation", "clip"), "film"),
    **dict.fromkeys(("name", "heading", "caption"), "title"),
    **dict.fromkeys(("text", "description", "comment", "notes"), "note"),
    **dict.fromkeys(("dir", "directory"), "folder"),
    **dict.fromkeys(("ratio", "aspect"), "shape"),
    **dict.fromkeys(("favorite", "fav"), "favourite"),
}
NAMES = frozenset([*_KNOWN, *_SYNONYMS, "images", "files"])  # of a table, not a list
_VALUES = ("version", *(field.name for field in fields(Recipe)), "network")


def read_text(value: object, name: str, faults: list[Fault], *, empty: bool = False) -> str:
    """Return a text as one line without control characters, adding any fault to `faults`.

    Args:
        value: of the table, as read from TOML.
        name: of the value.
        faults: a list, to which a fault is added.
        empty: whether the text may be empty.
    """
    text = line_of(value) if isinstance(value, str) else ""
    if not isinstance(value, str) or len(text) > MAX_TEXT or not (text or empty):
        shortest = 0 if empty else 1
        faults.append(fault("type", f"a text of {shortest} … {MAX_TEXT} characters is needed", name, got=value))
    return text


def read_table(table: object, folder: Path, broken: list[NnartError]) -> list[Exhibit]:
    """Return the pictures of a table, not named yet.

    Args:
        table: as read from TOML.
        folder: to which paths in the table are relative.
        broken: a list, to which an error is added for every file that is left out of a folder.

    Raises:
        RecipeError: with all faults of the table.
        InputError: if its start cannot be used.
        FileError: if a file that it names cannot be used.
    """
    if not isinstance(table, Mapping):
        raise RecipeError(fault("type", "a table [[pictures]] is needed", got=table))
    if wrong := [
        fault("unknown", ", ".join(_KNOWN), got=key, ways=_written(key)) for key in table if _is_synonym(key)
    ]:
        raise RecipeError(*wrong)
    table = own_keys(table, _KNOWN)
    faults = _faults_of(table)
    title = read_text(table.get("title", "-"), "title", faults)
    note = read_text(table.get("note", ""), "note", faults, empty=True)
    shape = _read_shape(table["shape"], faults) if "shape" in table else None
    if faults:
        raise RecipeError(*faults)
    if "folder" in table:
        found = _read_folder(folder / table["folder"], broken)
        return found if shape is None else [replace(each, shape=shape) for each in found]
    if "film" in table:
        one = _open_film(title, folder / table["film"])
    else:
        _check_still(table, folder)
        values = {name: value for name, value in table.items() if name in _VALUES}
        one = _exhibit(title, values, _open_start(table, folder), folder)
    return [replace(one, note=note, shape=shape or one.shape)]


def _is_synonym(key: str) -> bool:
    return fold(key) in _SYNONYMS


def _written(key: str) -> str:
    """Return how a table says what is known by another name elsewhere."""
    own = _SYNONYMS[fold(key)]
    example = {"picture": ' = "nnart-7.png"', "film": ' = "nnart-7.mp4"'}
    return f"write {own}{example.get(own, '')}"


def _faults_of(table: Mapping[str, Any]) -> list[Fault]:
    """Return the faults of a table's names, including those for a picture's source."""
    faults = [unknown_key(name, _KNOWN) for name in table if name not in _KNOWN and name not in _VALUES]
    starts = [name for name in _STARTS if name in table]
    if len(starts) > 1:
        faults.append(fault("conflict", "only one of them can be the start", *starts, ways="give one"))
    faults += [
        fault("type", "a name is needed", name, got=table[name]) for name in starts if not _is_name(table[name])
    ]
    if "folder" in table:
        for name in table:
            if name in ("title", "note"):
                faults.append(
                    fault("no-effect", "the files of a folder have their own", name, ways="leave it out")
                )
            elif name in _VALUES:
                faults.append(
                    fault("no-effect", "a folder's pictures keep their recipes", name, ways="leave it out")
                )
    elif "title" not in table:
        faults.append(fault("missing", "there is none", "title", ways="give it one"))
    if "film" in table:
        says, ways = "a film keeps its recipe", "leave it out, or make another film by nnart film"
        faults += [fault("no-effect", says, name, ways=ways) for name in table if name in _VALUES]
    return faults


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value


def _read_shape(value: object, faults: list[Fault]) -> tuple[int, int]:
    side = r"\s*([1-9][0-9]{0,4})\s*"
    match = re.fullmatch(f"{side}:{side}", value) if isinstance(value, str) else None
    if match is None:
        faults.append(fault("syntax", "across : down, such as '3:2', is needed", "shape", got=value))
        return 1, 1
    return smallest((int(match[2]), int(match[1])))


def _open_film(title: str, path: Path) -> Exhibit:
    """Return the film in a file, or the frame of it that the file shows.

    Raises:
        FileError: if there is none.
    """
    check_regular(path)
    found = find_film(title, path)
    if found is None:
        raise FileError(fault("absent", "it carries no film of nnart's", where=path))
    return found


def _check_still(table: Mapping[str, Any], folder: Path) -> None:
    """Refuse a film as a recipe or picture."""
    for name in ("recipe", "picture"):
        with suppress(NnartError):  # who reads it says what is wrong
            if name in table and read_film(folder / table[name]) is not None:
                break
    else:
        return
    says, ways = f"{shown(table[name])} is a film", f"write film = {json.dumps(table[name])}"
    raise RecipeError(fault("kind", says, name, ways=ways))


def _open_start(table: Mapping[str, Any], folder: Path) -> Start:
    """Return the start on which a table's values go."""
    if "preset" in table:
        return open_preset(table["preset"])
    if "recipe" in table:
        return open_recipe(table["recipe"], folder)
    if "favourite" in table:
        return open_favourite(table["favourite"])
    return open_picture(table["picture"], folder) if "picture" in table else Start()


def _exhibit(title: str, values: Mapping[str, Any], start: Start, folder: Path) -> Exhibit:
    """Return the picture of a start with values on top; a network among them is plain data or a file name."""
    if _is_name(values.get("network")):
        values = {**values, "network": to_data(read_network(folder / values["network"]))}
    changes, network = split_network(values)
    if network is not None:
        start = start.with_network(network, "the table gives one")
    start.check_drawn(changes)
    return hang(title, start, changes)


def _read_folder(folder: Path, broken: list[NnartError]) -> list[Exhibit]:
    try:
        return read_folder(folder, broken)
    except NnartError as error:
        raise error.inside("folder") from None
