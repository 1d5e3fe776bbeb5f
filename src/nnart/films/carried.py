"""Carried: the film that a file holds: TOML by hand, a film that nnart wrote, or one of its frames."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from nnart.errors import FileError, InputError, RecipeError, fault, in_file
from nnart.files.formats import PICTURES
from nnart.films.data import MAX_TEXT, from_data, from_toml, is_film
from nnart.films.files.formats import ANIMATIONS, VIDEOS
from nnart.films.files.sequence import MARK
from nnart.films.film import Film
from nnart.recipe.toml import parse_toml, read_text

_PICTURES = ANIMATIONS | PICTURES.keys()


class Carried(NamedTuple):
    """What a file carries: a film, and, if it is the picture of one of its frames, the frame's number."""

    film: Film
    frame: int | None = None


def read_film(name: str | Path) -> Film | None:
    """Return the film in a file; as `read_carried`."""
    found = read_carried(name)
    return None if found is None else found.film


def require_carried(name: str | Path) -> Carried:
    """Return what a file carries; as `read_carried`.

    Raises:
        MissingFileError: if there is no such file.
        FileError: if it carries no film, or cannot be read.
    """
    path = Path(name)
    found = read_carried(path)
    if found is None:
        with in_file(path), path.open("rb"):  # the system says what is wrong
            pass
        raise FileError(fault("absent", "it carries no film of nnart's", where=path))
    return found


def read_carried(name: str | Path) -> Carried | None:
    """Return the film in a file; None if there is no file, or it is no film's.

    Raises:
        FileError: if it is one, but cannot be read, or its film is not valid.
    """
    path = Path(name)
    ending = path.suffix.lower()
    if ending == ".toml" and path.is_file():
        with in_file(path):
            return _from_text(path)
    if ending in VIDEOS | _PICTURES and path.is_file():
        return _from_file(path, is_video=ending in VIDEOS)
    return None


def _from_text(path: Path) -> Carried | None:
    with path.open("rb") as stream:
        text = read_text(stream, MAX_TEXT, "film")
    try:
        data = parse_toml(text)
    except RecipeError:
        return None  # who reads it as a recipe says what is wrong
    return Carried(from_data(data)) if is_film(data) else None


def _from_file(path: Path, *, is_video: bool) -> Carried | None:
    from nnart.films.files import reading

    try:
        text = reading.read_text(path)
    except FileError:
        if is_video:
            raise
        return None  # who reads it as a picture says what is wrong
    if text is None or text.lstrip().startswith("{"):  # a still picture's recipe
        if is_video:
            raise FileError(fault("absent", "it carries no film of nnart's", where=path))
        return None
    try:
        number = re.match(f"{MARK}([0-9]{{1,9}})\n", text)
        return Carried(from_toml(text), int(number[1]) if number else None)
    except InputError as error:
        raise FileError(*error.inside("the film in it cannot be used").inside(path).faults) from None
