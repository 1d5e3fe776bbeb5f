"""Folders: of files that are named by their folder alone, and that nnart makes for them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from nnart.errors import InputError, fault, in_file, shown

# Endings that nnart writes nowhere, and the idea for which somebody wants them.
_FOREIGN: Final = {
    **dict.fromkeys(("svg", "eps", "ai", "pdf"), "svg"),
    **dict.fromkeys(("gif", "apng", "mp4", "webm"), "gif"),
    **dict.fromkeys(("psd", "bmp", "heic"), "psd"),
    **dict.fromkeys(("toml", "json", "yaml", "txt"), "save-recipe"),
    "ico": "ico",
}
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
    """Refuse the name of a file with an ending that nnart never writes, or without one.

    Without one, nobody can tell whether it means a file or a folder.

    Args:
        output: the name.
        ending: of the file that it may mean.

    Raises:
        InputError: with what to write.
    """
    suffix = Path(output).suffix.lower().removeprefix(".")
    if suffix in _FOREIGN:
        from nnart.cli.concepts import BY_WORD  # not needed for a picture

        ways = BY_WORD[_FOREIGN[suffix]].says
        raise InputError(fault("kind", f"nnart writes no .{suffix} files", "output", ways=ways))
    if Path(output).is_char_device():
        raise InputError(fault("kind", f"{shown(output)} is a device", "output", ways=f"write -o - > {output}"))
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


def files_in(text: str) -> list[str]:
    """Return the pictures in a folder, or else its recipes, in natural order; what names no folder as it is."""
    from nnart.files.formats import PICTURES  # not needed to print help
    from nnart.sources.order import natural_key

    folder = Path(text)
    with suppress(OSError, ValueError):
        names = (
            sorted((path.name for path in folder.iterdir()), key=natural_key)
            if text and folder.is_dir()
            else []
        )
        for endings in (PICTURES, (".toml",)):
            if found := [str(folder / name) for name in names if Path(name).suffix.lower() in endings]:
                return found
    return [text]
