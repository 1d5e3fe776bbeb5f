"""Atomic file replacement: a file is the old one or the complete new one, never a part."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, Way, fault, in_file, refused, shown_path

ENDING = ".part"  # of what is not finished
_EXISTS = fault("exists", "exists", ways=Way("replaces it", "force"))


def check_target(path: Path, force: bool) -> None:
    """Refuse, before any work, a target that could not be written.

    Raises:
        FileError: if its folder is missing or read-only, it is a folder or a device, or it exists and
            `force` is off.
    """
    with in_file(path):
        target = follow_link(path)
        if target.is_dir():
            raise FileError(fault("kind", "is a folder", ways="name a file in it"))
        if not target.parent.is_dir():
            raise FileError(
                fault("absent", f"there is no folder {shown_path(target.parent)}", ways="make it first")
            )
        with suppress(FileNotFoundError):
            target.stat()  # raises what `exists` below would hide: a loop of links, a name that is too long
        if target.exists() and not target.is_file():
            raise FileError(fault("kind", "is no ordinary file and is left alone"))
        if target.exists() and not force:
            raise FileError(_EXISTS)
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise FileError(fault("access", "its folder cannot be written to"))


def follow_link(path: Path) -> Path:
    """Return where a link leads, which is what is replaced, and any other path as it is."""
    with suppress(OSError):  # such as for a name that is too long
        return Path(os.path.realpath(path)) if path.is_symlink() else path
    return path


@contextmanager
def replacing(path: Path, force: bool) -> Iterator[BinaryIO]:
    """Yield a new file that takes its place at `path` at the end, and vanishes if anything is raised.

    It is written beside its target under a name of its own and renamed once its bytes are on the disk. What
    processes that were killed have left of the same target is removed.

    Raises:
        FileError: as `check_target` does, or if writing fails.
    """
    check_target(path, force)
    target = follow_link(path)
    try:
        _clean(target)
        stream = _open_beside(target)
        beside = Path(stream.name)
        with _removing(beside):
            with stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _publish(beside, target, force)
    except OSError as error:
        raise refused(error, path) from error


def _prefix(path: Path) -> str:
    """Return how the names of files begin that are to take a target's place."""
    return f".nnart-{zlib.crc32(os.fsencode(path.name)):08x}-"


def _open_beside(path: Path) -> BinaryIO:
    """Return a new file beside a target, locked while it is open."""
    while True:
        beside = path.parent / f"{_prefix(path)}{os.urandom(8).hex()}{ENDING}"
        stream = beside.open("xb")
        if lock(stream) and beside.exists():  # another process may have taken it for one that was left
            return stream
        stream.close()


def _clean(path: Path) -> None:
    """Remove what processes that are no more have left beside a target."""
    for left in path.parent.glob(f"{_prefix(path)}*{ENDING}"):
        with suppress(OSError), left.open("r+b") as stream:
            if lock(stream):
                left.unlink()


def lock(stream: BinaryIO | int) -> bool:
    """Lock an open file, or a folder by its number, until it is closed, or its process is no more.

    Return whether nobody else has. Where there are no locks, nobody has.
    """
    try:
        import fcntl
    except ImportError:  # Windows, where what is open cannot be removed
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that has none
        return True
    return True


@contextmanager
def _removing(beside: Path) -> Iterator[None]:
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
        raise FileError(_EXISTS.inside(path)) from None
    except OSError:  # a file system without links
        check_target(path, force)
        beside.replace(path)
