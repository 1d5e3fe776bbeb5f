"""Viewer: shows files with the program that the system opens them with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nnart.cli.console import say
from nnart.errors import FileError, fault, in_file

# Typer's launch neither says that nothing could be opened nor finds `start` on Windows, which is no program.
_OPENERS = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")
_PATIENCE = 2.0  # seconds in which an opener says that it cannot; some stay as long as what they opened


def show_in_viewer(path: Path) -> None:
    """Show what was painted in the system's viewer, or say why not: the work itself is done."""
    try:
        open_in_viewer(path)
    except FileError as error:
        say(str(error))


def open_in_viewer(path: str | Path) -> None:
    """Show a picture, or a page, in the system's viewer, and come back at once.

    Raises:
        FileError: if the file is not there, or nothing opens it.
    """
    file = Path(path).absolute()  # no opener takes it for an option
    with in_file(Path(path)):
        file.stat()
        if sys.platform == "win32":
            os.startfile(file)
            return
    opener = next(filter(None, map(shutil.which, _OPENERS)), None)
    if opener is None:
        says = f"nothing here opens pictures: there is no {' and no '.join(_OPENERS)}"
        raise FileError(fault("absent", says, where=Path(path)))
    with in_file(Path(path)):
        # In a session of its own, so that a Ctrl-C meant for nnart does not close the picture.
        process = subprocess.Popen(
            [opener, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:  # it shows the picture itself
        process.returncode = 0  # or Python would complain that it still runs
        return
    if code:
        says = f"{Path(opener).name} finds nothing that opens it"
        raise FileError(fault("absent", says, where=Path(path)))
