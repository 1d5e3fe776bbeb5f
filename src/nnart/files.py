"""Files that are either the old one or the complete new one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, shown_path


def check_target(path: Path, force: bool) -> None:
    """Refuse, before any work, a target that could not be written.

    Raises:
        FileError: if its folder is missing or read-only, it is a folder or a device, or it exists and
            `force` is off.
    """
    name = shown_path(path)
    try:
        if path.is_dir():
            raise FileError(f"{name} is a folder; name a file in it")
        if not path.parent.is_dir():
            raise FileError(f"{name}: there is no folder {shown_path(path.parent)}; make it first")
        with suppress(FileNotFoundError):
            path.stat()  # raises what `exists` below would hide: a loop of links, a name that is too long
        if path.exists() and not path.is_file():
            raise FileError(f"{name} is no ordinary file and is left alone; -o - writes to standard output")
        if path.exists() and not force:
            raise FileError(f"{name} exists; --force (force=True) replaces it")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise FileError(f"{name}: its folder cannot be written to")
    except OSError as error:
        raise FileError(f"{name}: {error.strerror}") from None


@contextmanager
def replacing(path: Path, force: bool) -> Iterator[BinaryIO]:
    """Yield a new file that takes its place at `path` at the end, and vanishes if anything is raised.

    It is written beside its target under a name of its own and renamed once its bytes are on the disk.

    Raises:
        FileError: as `check_target` does, or if writing fails.
    """
    check_target(path, force)
    path = Path(os.path.realpath(path))  # a link's target is replaced, not the link
    beside = path.parent / f".nnart-{os.urandom(8).hex()}.part"
    try:
        with _removed_at_end(beside):
            with beside.open("xb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _publish(beside, path, force)
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror or error}") from error


@contextmanager
def _removed_at_end(beside: Path) -> Iterator[None]:
    """Remove the file `beside` at the end, if it is still there."""
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _publish(beside: Path, path: Path, force: bool) -> None:
    if force:
        with suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(path.stat().st_mode))  # who may read it stays as it was
        beside.replace(path)
        return
    try:
        os.link(beside, path)  # unlike a rename, it never replaces what someone made meanwhile
    except FileExistsError:
        raise FileError(f"{shown_path(path)} exists; --force (force=True) replaces it") from None
    except OSError:  # a file system without links
        check_target(path, force)
        beside.replace(path)
