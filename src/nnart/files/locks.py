"""Locks: let only one process at a time work on a file or in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, fault, shown_path


def try_lock(opened: BinaryIO | int) -> bool | None:
    """Lock an open file, or a folder by its descriptor, until it is closed or the process ends.

    Returns:
        True if it is locked now, False if another process has locked it; None where there are no locks: on
        Windows and some network file systems.
    """
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


@contextmanager
def locked(opened: BinaryIO | int | None, marker: Path, where: Path) -> Iterator[None]:
    """Keep other processes of nnart out of an open file or folder.

    Where there are no locks, a marker file replaces them. Windows removes it when its process ends. Elsewhere
    it outlives a killed process, and the error says what to delete.

    Args:
        opened: the file, or the folder's descriptor; None for a folder on Windows, which cannot open folders.
        marker: path of the marker file.
        where: the place that the error names.

    Raises:
        FileError: if another process works there.
        OSError: if the marker cannot be made.
    """
    held = None if opened is None else try_lock(opened)
    if held is False:
        raise FileError(fault("busy", "another nnart is at work on it", ways="wait for its end", where=where))
    if held:
        yield
        return
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_TEMPORARY", 0)
    try:
        descriptor = os.open(marker, flags, 0o600)
    except FileExistsError:
        ways = f"if none is, delete {shown_path(marker)}"
        raise FileError(fault("busy", "another nnart may be at work on it", ways=ways, where=where)) from None
    try:
        yield
    finally:
        os.close(descriptor)
        with suppress(OSError):
            marker.unlink()
