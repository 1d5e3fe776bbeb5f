"""Tray: favourites as the page shows them; they are the files of `nnart keep`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import count
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from nnart.errors import FileError, InputError, NnartError, fault
from nnart.recipe.recipe import Recipe
from nnart.sources import favourites
from nnart.sources.opening import open_favourite
from nnart.studio.looks import check_drawn, write_look

MAX_NOTE = 2000  # characters
_changing = Lock()  # a note that is written while its favourite is renamed would bring back the old name


P = ParamSpec("P")
R = TypeVar("R")


def _alone(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function run only while no other one of these does."""

    @wraps(function)
    def called(*arguments: P.args, **more: P.kwargs) -> R:
        with _changing:
            return function(*arguments, **more)

    return called


def listed() -> dict[str, Any]:
    """Return the folder and all favourites, each with its note and its look, or why it has none."""
    names = favourites.list_favourites()
    return {"folder": str(favourites.favourites_folder()), "favourites": [_entry(name) for name in names]}


def _entry(name: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": name, "note": "", "look": None}
    try:
        entry["note"] = favourites.read_note(name)
        start = open_favourite(name)
        check_drawn(start)
        return entry | {"look": write_look(start.recipe())}
    except NnartError as error:
        return entry | {"why": error.plain}


@_alone
def keep(recipe: Recipe, name: str | None, note: str) -> dict[str, Any]:
    """Keep a recipe, and return its entry.

    Args:
        recipe: what to keep.
        name: of the favourite; one is made of the seed if it is None.
        note: what to write beside it; may be empty.

    Raises:
        InputError: if the name or the note is not valid.
        FileError: if the name is taken, or the file cannot be written.
    """
    _check_note(note)
    if name in favourites.list_favourites():
        raise FileError(fault("exists", "there is a favourite of that name", "name", got=name))
    name = name or _free(f"seed-{recipe.seed}")
    favourites.keep(recipe, name)
    if note:
        favourites.write_note(name, note)
    return _entry(name)


@_alone
def change(name: str, new: str | None, note: str | None) -> dict[str, Any]:
    """Rename a favourite, give it a note, or both; return its entry.

    Raises:
        InputError: if the new name or the note is not valid.
        FileError: if there is no such favourite, or the new name is taken.
    """
    if note is not None:
        _check_note(note)
    favourites.find_kept(name)
    if new:
        favourites.rename(name, new)
        name = new
    if note is not None:
        favourites.write_note(name, note)
    return _entry(name)


@_alone
def remove(name: str) -> None:
    """Remove a favourite, which `restore` brings back.

    Raises:
        FileError: if there is no such favourite.
    """
    favourites.remove(name)


@_alone
def restore(name: str) -> dict[str, Any]:
    """Bring back the favourite of a name that was removed last, and return its entry.

    Raises:
        FileError: if none was removed, or the name is taken again.
    """
    favourites.restore(name)
    return _entry(name)


def _free(name: str) -> str:
    """Return the first name of a, a-2, a-3 that no favourite has."""
    there = set(favourites.list_favourites())
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(one for one in names if one not in there)


def _check_note(note: str) -> None:
    if len(note) > MAX_NOTE:
        raise InputError(fault("limit", f"a note has up to {MAX_NOTE} characters", "note"))
