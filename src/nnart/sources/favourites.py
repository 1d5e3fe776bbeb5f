"""Favourites: a plain folder with a TOML file for each recipe.

Removed favourites move into a subfolder, so nothing is lost.
"""

from __future__ import annotations

import os
import re
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.checks.annotations import checked
from nnart.errors import FileError, InputError, Way, fault, in_file
from nnart.files.atomic import move, next_free, numbered, replacing
from nnart.recipe.presets import NAMES
from nnart.recipe.recipe import Recipe
from nnart.recipe.toml import MAX_TEXT, read_text
from nnart.rendering.reproduce import toml_of
from nnart.sources.order import natural_key
from nnart.words import did_you_mean, fold

if TYPE_CHECKING:
    from nnart.network.network import Network

VARIABLE = "NNART_FAVOURITES"
REMOVED = "removed"  # the folder of those that were removed
_MAX_HINTS = 3  # names that were perhaps meant
MAX_NAME_BYTES = 200  # so that file systems have room for it
_NAME = re.compile(r"(?![0-9]+$)\w[\w-]{0,63}")  # digits alone are a seed


def favourites_folder() -> Path:
    """Return the folder named by NNART_FAVOURITES, or else one in the user's data folder.

    Raises:
        FileError: if neither is known, since the user has no home.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path  # only those who have favourites need it

    homeless = FileError(fault("absent", "there is no home for favourites", ways=f"set {VARIABLE} to a folder"))
    try:
        folder = user_data_path("nnart", appauthor=False, roaming=True)
    except (RuntimeError, KeyError, OSError):  # each release and system has its own
        raise homeless from None
    if not folder.is_absolute():  # older platformdirs, which leave a "~" that leads nowhere
        raise homeless
    return folder / "favourites"


@checked
def keep(recipe: Recipe, name: str, network: Network | None = None, *, force: bool = False) -> Path:
    """Keep a recipe among the favourites, and return its file: nnart.keep(recipe, "dusk").

    Then use its name wherever a recipe is expected: nnart.render("dusk").

    Args:
        recipe: what to keep.
        name: up to 64 letters, digits, - and _.
        network: a network given by hand, to keep with the recipe.
        force: whether to replace a favourite of this name.

    Raises:
        InputError: if the name is not valid.
        FileError: if the name is taken, or the file cannot be written.
    """
    path = favourites_folder() / f"{check_name(name)}.toml"
    with in_file(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, force) as stream:
        stream.write(toml_of(recipe, network).encode())
    return path


def check_name(name: str) -> str:
    """Return the name of a new favourite after checking it.

    Raises:
        InputError: if the name is not valid, or belongs to a preset.
    """
    if not isinstance(name, str) or not _is_name(name):
        raise InputError(
            fault("syntax", "up to 64 letters, digits, - and _, not only digits, are needed", "name", got=name)
        )
    if fold(name) in NAMES:
        says, ways = f"{name} is a preset's name", f"take another one, such as my-{name}"
        raise InputError(fault("conflict", says, "name", ways=ways))
    return name


def _is_name(name: str) -> bool:
    """Return whether a favourite may have this name."""
    return bool(_NAME.fullmatch(name)) and len(name.encode()) <= MAX_NAME_BYTES


def has_favourite(name: str) -> bool:
    """Return whether a favourite has this name."""
    try:
        folder = favourites_folder()
    except FileError:
        return False
    return _holds(folder, name)


def find_favourite(name: str) -> Path:
    """Return the file of a favourite.

    Raises:
        FileError: if there is none of that name.
    """
    if has_favourite(name):
        return favourites_folder() / f"{name}.toml"
    says = "there is no favourite of that name"
    raise FileError(fault("absent", says, ways=did_you_mean(name, _known_names()), where=Path(name)))


def _known_names() -> list[str]:
    """Return the names of all favourites; none if there is no folder."""
    try:
        folder = favourites_folder()
    except FileError:
        return []
    return _names_in(folder)


def remove(name: str) -> Path:
    """Remove a favourite, and return its file, now in the folder of removed ones.

    Raises:
        FileError: if there is none of that name, or it cannot be moved.
    """
    path = find_kept(name)
    removed = path.parent / REMOVED
    with in_file(removed):
        removed.mkdir(exist_ok=True)
    other = next_free(removed / path.name)
    move(path, other)
    return other


def restore(name: str) -> Path:
    """Bring back the favourite of a name that was removed last, and return its file.

    Raises:
        FileError: if none was removed, or there is one of that name.
    """
    if name in list_favourites():
        raise _taken(name)
    removed = removed_file(name)
    if removed is None:
        raise FileError(fault("absent", "no favourite of that name was removed", where=Path(name)))
    path = favourites_folder() / f"{name}.toml"
    move(removed, path)
    return path


def read_note(name: str) -> str:
    """Return the note of a favourite: the comment that its file begins with; empty if it has none.

    Raises:
        FileError: if there is none of that name, or it cannot be read.
    """
    note, _ = _split_note(_text_of(find_kept(name)))
    return note


def write_note(name: str, note: str) -> Path:
    """Write a note into the file of a favourite, in place of any there; return the file.

    Args:
        name: of the favourite.
        note: one or several lines; an empty one removes what is there.

    Raises:
        FileError: if there is none of that name, or it cannot be written.
    """
    path = find_kept(name)
    _, rest = _split_note(_text_of(path))
    lines = [f"# {_printable(line)}".rstrip() for line in note.strip().splitlines()]
    with replacing(path, force=True) as stream:
        stream.write("".join(f"{line}\n" for line in [*lines, *rest]).encode())
    return path


def _split_note(text: str) -> tuple[str, list[str]]:
    """Return the comment that a text begins with, and the lines behind it."""
    lines = text.splitlines()
    comment = list(takewhile(lambda line: line.startswith("#"), lines))
    return "\n".join(line[1:].strip() for line in comment), lines[len(comment) :]


def _text_of(path: Path) -> str:
    with in_file(path), path.open("rb") as stream:
        return read_text(stream, MAX_TEXT, "recipe")


def _printable(line: str) -> str:
    return "".join(mark for mark in line if mark.isprintable())


def removed_file(name: str) -> Path | None:
    """Return where the favourite of a name lies that was removed last; None if none was."""
    first = favourites_folder() / REMOVED / f"{name}.toml"
    there = list(takewhile(Path.exists, numbered(first))) if _is_name(name) else []
    return there[-1] if there else None


def rename(name: str, new: str, *, force: bool = False) -> Path:
    """Rename a favourite, and return its file.

    Args:
        name: of the favourite.
        new: as for `keep`.
        force: whether to remove a favourite of the new name first, as by `remove`.

    Raises:
        InputError: if the new name breaks its rule.
        FileError: if there is none of the first name, or one of the new name, or it cannot be moved.
    """
    check_name(new)
    path = find_kept(name)
    if new == name:
        return path
    other = path.with_name(f"{new}.toml")
    if new in list_favourites():
        if not force:
            raise _taken(new)
        remove(new)
    move(path, other)
    return other


def _taken(name: str) -> FileError:
    says = "there is a favourite of that name"
    return FileError(fault("exists", says, ways=Way("replaces it", "force"), where=Path(name)))


def find_kept(name: str) -> Path:
    """Return the file of a favourite, as `find_favourite`, unless the name could mean another file."""
    if _holds(favourites_folder(), name):
        return favourites_folder() / f"{name}.toml"
    known = list_favourites()
    there = f"there are {', '.join(known[:_MAX_HINTS])}{', …' * (len(known) > _MAX_HINTS)}" if known else ""
    guess = did_you_mean(name, known) or (there or "you keep none yet",)
    raise FileError(fault("absent", "there is no favourite of that name", ways=guess, where=Path(name)))


def list_favourites() -> list[str]:
    """Return the names of all favourites, in natural order.

    Raises:
        FileError: if their folder cannot be read.
    """
    return _names_in(favourites_folder())


def _holds(folder: Path, name: str) -> bool:
    """Return whether a folder has a favourite of just this name, on systems that ignore case, too.

    Sorts nothing: for many favourites, this is called for each.
    """
    with in_file(folder):
        return bool(_NAME.fullmatch(name)) and folder.exists() and f"{name}.toml" in os.listdir(folder)  # noqa: PTH208


def _names_in(folder: Path) -> list[str]:
    with in_file(folder):
        files = list(folder.iterdir()) if folder.exists() else []
    names = [path.stem for path in files if path.suffix == ".toml" and _NAME.fullmatch(path.stem)]
    return sorted(names, key=natural_key)
