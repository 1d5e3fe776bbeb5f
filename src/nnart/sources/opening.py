"""Openings: find the start that a text, an option or an argument names.

A text can be a seed, a genome, a code, a preset, a recipe's file, a picture, a tile of a sheet, or a favourite.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, InputError, Way, fault, shown_path
from nnart.files.formats import PICTURES
from nnart.inputfiles import STDIN, File, is_address, name_of, open_input, shown_name, stem_of
from nnart.recipe.armour import has_code
from nnart.recipe.codes import read_code
from nnart.recipe.genome import values_of
from nnart.recipe.lines import is_line, read_line
from nnart.recipe.seeds import parse_seeds
from nnart.sources.readings import (
    is_recipe,
    open_preset,
    read_picture,
    read_recipe,
    read_sheet,
    start_of,
    start_of_tiles,
)
from nnart.sources.start import Start

HERE = Path()


def choose_start(
    *,
    preset: str | None = None,
    recipe: str | Path | None = None,
    source: str | None = None,
    picture: str | Sequence[str] | None = None,
    network: str | Path | None = None,
    folder: Path = HERE,
    stdin: BinaryIO | None = None,
    several: bool = False,
) -> Start:
    """Return the given start, or an empty one, with any network given by hand.

    Args:
        preset: the name of a preset.
        recipe: a recipe's file.
        source: as for `open_source`.
        picture: as for `open_source`; or several texts.
        network: a file with a network.
        folder: to which paths are relative.
        stdin: the stream that `-` means, if any.
        several: whether a source may be several tiles of a sheet.

    Raises:
        InputError: if there are several starts, or an unknown one.
        FileError: if a file cannot be read.
    """
    named = {"picture": picture, "preset": preset, "recipe": recipe, "source": source}
    given = [name for name, value in named.items() if value is not None]
    if len(given) > 1:
        raise InputError(fault("conflict", "only one of them can be the start", *given, ways="give one"))
    found = Start()
    if preset is not None:
        found = open_preset(preset)
    elif recipe is not None:
        found = read_recipe(_find(recipe, folder, stdin))
    elif picture is not None and not isinstance(picture, str):
        found = _open_several(picture, folder)
    elif picture is not None:
        found = _open_argument(picture, folder, stdin, several=several)
    elif source is not None:
        found = open_source(source, folder, stdin, several=several)
    if network is None:
        return found
    from nnart.files.networks import read_network

    file = _find(network, folder, stdin)
    with open_input(file) as stream:
        name = stem_of(stream) or "network"
        shown = shown_path(Path(network)) if isinstance(file, Path) else shown_name(file)
        return found.with_network(read_network(stream), f"{shown} gives one", name)


def _open_argument(picture: str, folder: Path, stdin: BinaryIO | None, *, several: bool) -> Start:
    """Return the start that a text names; the error also considers that it may be meant as the output file."""
    try:
        return open_source(picture, folder, stdin, several=several)
    except FileError as error:
        if Path(picture).suffix.lower() not in PICTURES or is_address(picture):
            raise
        if find_file(picture, folder) is not None:
            raise
        into = Way("paints into a file of that name", "output", picture)
        raise FileError(*(replace(one, ways=(*one.ways, into)) for one in error.faults)) from None


def _open_several(sources: Sequence[str], folder: Path) -> Start:
    """Return one start for several texts, each as a tile with its name.

    Raises:
        InputError: if one has no seed, such as a preset.
    """
    found = list[Start]()
    for source in sources:
        start = open_source(source, folder, several=True)
        found += start.tiles or [replace(start, name=start.name or source)]
    for start in found:
        start.recipe()
    names = [start.name for start in found]
    if len(set(names)) < len(names) == len(sources):  # such as two files of the same name in different folders
        found = [replace(start, name=source) for start, source in zip(found, sources, strict=True)]
    return Start(tiles=tuple(found))


def open_source(
    source: str, folder: Path = HERE, stdin: BinaryIO | None = None, *, several: bool = False
) -> Start:
    """Return the start that a text names.

    A text can be a seed, a picture, a recipe's file, a tile as sheet.png#7, a code, a genome such as
    cross(7,12,3), a favourite or a preset. Digits are always a seed. Otherwise an existing file has priority,
    then a favourite, then a preset.

    Args:
        source: the text.
        folder: to which paths are relative.
        stdin: the stream that `-` means, if any.
        several: whether to allow several tiles of a sheet, as sheet.png#3,7, or sheet.png for all.

    Raises:
        InputError: if a seed is too large, a code is mistyped or a genome is not valid.
        FileError: if nothing has this name, or the file cannot be read.
    """
    if source.isdigit():
        return Start({"seed": parse_seeds(source, "picture")[0]})
    file = find_file(source, folder, stdin)
    if file is None:
        return _tile(source, folder, stdin, several=several) or _open_text(source, folder)
    with open_input(file) as stream:
        if is_recipe(stream):
            return read_recipe(stream)
        return (read_sheet(stream) if several else None) or read_picture(stream)


def _open_text(source: str, folder: Path) -> Start:
    """Return the start of a text that is not a file's name."""
    if is_line(source):
        return start_of(read_line(source), place="the command line")
    if has_code(source):
        return start_of(read_code(source), place="the code")
    if (values := values_of(source)) is not None:
        return Start(dict(values))
    from nnart.sources.favourites import has_favourite
    from nnart.sources.hints import unknown_source

    if has_favourite(source):
        return open_favourite(source)
    try:
        return replace(open_preset(source), preset=source)
    except InputError:
        raise unknown_source(source, folder) from None


def open_recipe(path: str | Path, folder: Path = HERE) -> Start:
    """Read a recipe's file: TOML, JSON or a code.

    Raises:
        InputError: if the file is a picture.
        FileError: if it cannot be read, is not a recipe, or is empty.
    """
    return read_recipe(folder / path)


def open_picture(path: str | Path, folder: Path = HERE) -> Start:
    """Read the origin of a picture, or of a sheet's tile as in sheet.png#7.

    Raises:
        FileError: if the file cannot be read, or carries no recipe.
    """
    file = folder / path
    if not os.path.lexists(file) and (tile := _tile(str(path), folder)):
        return tile
    return read_picture(file)


def open_favourite(name: str) -> Start:
    """Read a favourite.

    Raises:
        FileError: if there is none of this name, or it cannot be read.
    """
    from nnart.sources.favourites import find_favourite

    return replace(open_recipe(find_favourite(name)), name=name, favourite=True)


def find_file(source: str, folder: Path = HERE, stdin: BinaryIO | None = None) -> File | None:
    """Return the file that a text names; None if it means something else; as `open_source`.

    Raises:
        FileError: if it names a folder.
    """
    file = _find(source, folder, stdin)
    if source.isdigit() or (isinstance(file, Path) and not os.path.lexists(file)):
        return None
    if isinstance(file, Path) and file.is_dir():
        from nnart.sources.hints import folder_given

        raise folder_given(file)
    return file


def _find(name: str | Path, folder: Path, stdin: BinaryIO | None) -> Path | BinaryIO:
    """Return the path of a name, whether it exists or not; for `-` standard input, if given."""
    return folder / name if stdin is None or name != STDIN else stdin


def _tile(source: str, folder: Path, stdin: BinaryIO | None = None, *, several: bool = False) -> Start | None:
    """Read a tile of a sheet; None if the text names no file before a #; as `open_source`."""
    file, names = find_sheet(source, folder, stdin)
    if names is None:
        return None
    from nnart.sheets.files import read_tiles

    return start_of_tiles(*read_tiles(file, names, several=several), name_of(file))


def find_sheet(source: str, folder: Path = HERE, stdin: BinaryIO | None = None) -> tuple[File, str | None]:
    """Split a text into a path, which may not exist, and the names of tiles behind a #.

    A file that exists under the whole text has priority, even if its name contains #.
    """
    file = _find(source, folder, stdin)
    if not isinstance(file, Path) or os.path.lexists(file):
        return file, None
    for mark in re.finditer("#", source):  # names of files and of tiles may contain # too
        sheet = _find(source[: mark.start()], folder, stdin)
        if not isinstance(sheet, Path) or _is_there(sheet):
            return sheet, source[mark.end() :]
    return file, None


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):  # the name is too long, or contains a zero byte
        return path.exists() and not path.is_dir()
    return False
