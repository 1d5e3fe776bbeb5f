"""Favourites: a plain folder of recipes in TOML, which have names."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.errors import FileError, InputError, shown, shown_path
from nnart.files.atomic import replacing
from nnart.recipe.recipe import Recipe
from nnart.rendering.reproduce import toml_of

if TYPE_CHECKING:
    from nnart.network.network import Network

_LONGEST = 200  # bytes, so that file systems have room for it
VARIABLE = "NNART_FAVOURITES"
_NAME = re.compile(r"(?![0-9]+$)\w[\w-]{0,63}")  # digits alone are a seed


def folder() -> Path:
    """Return the folder: the one that NNART_FAVOURITES names, or a user's own place for data."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    elif sys.platform == "win32":
        data = Path(os.environ.get("APPDATA") or Path.home())
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "nnart" / "favourites"


def keep(recipe: Recipe, name: str, network: Network | None = None, *, force: bool = False) -> Path:
    """Write a recipe into the folder and return its file.

    Args:
        recipe: what to keep.
        name: up to 64 letters, digits, - and _.
        network: one given by hand, if one is.
        force: whether a favourite of that name may be replaced.

    Raises:
        InputError: if the name is none.
        FileError: if there is one of that name, or it cannot be written.
    """
    path = folder() / f"{checked(name)}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{shown_path(path.parent)}: {error.strerror}") from None
    with replacing(path, force) as stream:
        stream.write(toml_of(recipe, network).encode())
    return path


def checked(name: str) -> str:
    """Return a name if it is one.

    Raises:
        InputError: if it is not.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name.encode()) > _LONGEST:
        raise InputError(
            f"name: up to 64 letters, digits, - and _ are needed, not digits alone, and not {shown(name)}"
        )
    return name


def named(name: str) -> Path:
    """Return the file of a favourite.

    Raises:
        FileError: if there is none of that name.
    """
    if name in (there := names()):
        return folder() / f"{name}.toml"
    import difflib

    close = difflib.get_close_matches(name, there, n=1)
    guess = f"; did you mean {close[0]}" if close else ""
    raise FileError(f"{shown_path(Path(name))}: there is no such file, and no favourite of that name{guess}")


def names() -> list[str]:
    """Return the names of all favourites, sorted.

    Raises:
        FileError: if their folder cannot be read.
    """
    try:
        there = list(folder().iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FileError(f"{shown_path(folder())}: {error.strerror}") from None
    return sorted(path.stem for path in there if path.suffix == ".toml" and _NAME.fullmatch(path.stem))
