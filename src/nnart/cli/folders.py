"""Folders: of files that are named by their folder alone, and that nnart makes for them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from nnart.errors import InputError, fault, in_file, shown

_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


def names_folder(output: str) -> bool:
    """Return whether a name is a folder's, in which the file has its default name: `walls/`, or one there.

    What ends as a file does is meant to be one, also where a folder is called so.
    """
    if output.endswith(_SLASHES):
        return True
    if Path(output).suffix:
        return False
    with suppress(OSError, ValueError):  # of a name that is too long, or holds a zero
        return output != "" and Path(output).is_dir()
    return False


def check_ending(output: str, ending: str) -> None:
    """Refuse the name of a file that has no ending: nobody can tell whether it means a file or a folder.

    Args:
        output: the name.
        ending: of the file that it may mean.

    Raises:
        InputError: if it has none.
    """
    if output in ("", "-") or output.startswith(".") or Path(output).suffix:
        return
    ways = f"write {output}.{ending}, or {output}/ for a folder"
    raise InputError(fault("kind", f"{shown(output)} has no ending", "output", ways=ways))


def make_folder(folder: Path) -> None:
    """Make a folder, and those that it is in, unless it is there.

    Raises:
        FileError: with the reason why it cannot be made.
    """
    with in_file(folder):
        folder.mkdir(parents=True, exist_ok=True)
