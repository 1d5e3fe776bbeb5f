"""Atomic file replacement: a path holds the old file or the complete new one, never a part."""

from __future__ import annotations

import errno
import itertools
import os
import shlex
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from nnart.errors import Fault, FileError, Rescued, Way, fault, in_file, refused, shown_path
from nnart.files.locks import try_lock
from nnart.machine.mounts import read_mounts
from nnart.notices import tell

ENDING = ".part"  # ending of unfinished files
_EXISTS = fault("exists", "exists", ways=Way("replaces it", "force"))
_MODE = 0o666  # mode of a new file, before the umask
# Errors of file systems that cannot sync; any other error comes from the disk.
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def no_folder(folder: Path) -> Fault:
    """Return the fault that a folder does not exist, with the command that makes it."""
    command = "mkdir" if os.name == "nt" else "mkdir -p"  # makes its parents, too
    ways = f"{command} {shlex.quote(str(folder))} makes it"
    return fault("absent", f"there is no folder {shown_path(folder)}", ways=ways)


def check_target(path: Path, force: bool) -> None:
    """Refuse a target that cannot be written, before any work is done.

    Raises:
        FileError: if its folder is missing or read-only, it is a folder or a device, it exists and `force` is
            off, or it cannot be replaced: a file that is mounted there, or another user's in a folder such as
            /tmp.
    """
    with in_file(path):
        target = follow_link(path)
        if target.is_dir():
            raise FileError(fault("kind", "is a folder", ways="name a file in it"))
        if not target.parent.is_dir():
            raise FileError(no_folder(target.parent))
        with suppress(FileNotFoundError):
            target.stat()  # raises what `exists` hides: a loop of links, a name that is too long
        if target.exists() and not target.is_file():
            raise FileError(fault("kind", "is not a regular file, so nnart does not write to it"))
        if target.exists() and not force:
            raise FileError(_EXISTS)
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise FileError(fault("access", "its folder cannot be written to"))
        if target.exists():
            _check_replaceable(target)


def _check_replaceable(target: Path) -> None:
    """Refuse a file that the system would not let us replace."""
    ways = "take another name"
    if _is_mounted(target):
        raise FileError(fault("access", "a file is mounted there, which cannot be replaced", ways=ways))
    if not hasattr(os, "geteuid"):
        return
    folder = target.parent.stat()
    if folder.st_mode & stat.S_ISVTX and os.geteuid() not in (0, folder.st_uid, target.stat().st_uid):
        raise FileError(fault("access", "another user's file, which the folder protects", ways=ways))


def _is_mounted(path: Path) -> bool:
    """Return whether a path is itself a mount, as containers often do with settings."""
    return str(path.resolve()) in {mount.place for mount in read_mounts()}


def follow_link(path: Path) -> Path:
    """Return the target of a link, which is what gets replaced; return any other path unchanged."""
    with suppress(OSError):  # such as for a name that is too long
        return Path(os.path.realpath(path)) if path.is_symlink() else path
    return path


@contextmanager
def replacing(path: Path, force: bool, *, rescue: bool = False) -> Iterator[BinaryIO]:
    """Yield a new file that replaces `path` at the end, or vanishes if anything is raised.

    The file is written beside its target under a temporary name, and renamed once its bytes are on the disk.
    Leftovers of killed processes for the same target are removed.

    Args:
        path: the target.
        force: whether an existing file may be replaced.
        rescue: whether to keep a finished file under another name beside the target if it cannot take its
            place.

    Raises:
        FileError: as `check_target`, or if writing fails.
        Rescued: if the finished file was kept under another name.
    """
    check_target(path, force)
    target = follow_link(path)
    try:
        _clean(target)
        stream = _open_beside(target, _mode_of(target))
        beside = Path(stream.name)
        rescued: Path | None = None
        try:
            with stream:
                yield stream
                stream.flush()
                _sync(stream, path)
            try:
                _publish(beside, target, force)
            except (OSError, FileError) as error:
                if not rescue:
                    raise
                rescued = _rescue(beside, target)
                raise _saying_where(error, path, rescued) from error
        finally:
            if rescued != beside:
                with suppress(OSError):  # moved, or its folder forbids removal
                    beside.unlink()
    except OSError as error:
        raise refused(error, path) from error


def _prefix(path: Path) -> str:
    """Return how the names of a target's temporary files begin."""
    return f".nnart-{zlib.crc32(os.fsencode(path.name)):08x}-"


def _mode_of(target: Path) -> int:
    """Return the mode of the file to be replaced, which the new file will get."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return _MODE


def _open_beside(path: Path, mode: int) -> BinaryIO:
    """Return a new file beside a target, locked while open, and readable only for those who may read the
    result.
    """
    while True:
        beside = path.parent / f"{_prefix(path)}{os.urandom(8).hex()}{ENDING}"
        stream = open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode & 0o777))  # noqa: SIM115
        # Another process may have taken it for a leftover.
        if try_lock(stream) is not False and beside.exists():
            return stream
        stream.close()


def _clean(path: Path) -> None:
    """Remove the leftovers of dead processes beside a target."""
    for left in path.parent.glob(f"{_prefix(path)}*{ENDING}"):
        with suppress(OSError), left.open("r+b") as stream:
            # Windows has no locks, and refuses to remove what is open.
            if try_lock(stream) or sys.platform == "win32":
                left.unlink()


def _sync(stream: BinaryIO, path: Path) -> None:
    """Wait until the written bytes are on the disk, if the system can tell."""
    try:
        os.fsync(stream.fileno())
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
        tell(f"{shown_path(path)}: its disk cannot say when it has a file, which a power cut may take")


def _publish(beside: Path, path: Path, force: bool) -> None:
    """Put a finished file into its place."""
    if force:
        _keep_mode(beside, path)
        beside.replace(path)
    else:
        _move(beside, path)


def _keep_mode(beside: Path, path: Path) -> None:
    """Give a file the mode of the one that it replaces, undoing the umask."""
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if stat.S_IMODE(beside.stat().st_mode) != mode:
            try:
                beside.chmod(mode)
            except OSError as error:
                tell(f"{shown_path(path)}: who may read it cannot be set ({error.strerror})")


def _move(beside: Path, path: Path) -> None:
    """Move a file to its place if nothing is there.

    Raises:
        FileError: if something is there.
    """
    try:
        os.link(beside, path)  # unlike a rename, a link never replaces a file made meanwhile
        return
    except FileExistsError:
        raise FileError(_EXISTS.inside(path)) from None
    except OSError:  # no hard links on this file system
        pass
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE))
    except FileExistsError:
        raise FileError(_EXISTS.inside(path)) from None
    try:
        beside.replace(path)
    except BaseException:
        path.unlink()
        raise


def numbered(path: Path) -> Iterator[Path]:
    """Yield a path, then others beside it: a.png, a-2.png, a-3.png, without end."""
    yield path
    for number in itertools.count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def next_free(path: Path) -> Path:
    """Return the first path of `numbered` that is free."""
    return next(name for name in numbered(path) if not os.path.lexists(name))


def move(path: Path, other: Path) -> None:
    """Rename a file to a free name.

    Raises:
        FileError: if the name is taken, or the file cannot be moved.
    """
    try:
        _move(path, other)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, other) from error


def move_beside(path: Path, wanted: Path) -> Path:
    """Rename a file to the first free name of `numbered`, and return the name."""
    for other in numbered(wanted):
        if other == path:
            return path
        try:
            move(path, other)
        except FileError as error:
            if any(fault.rule == "exists" for fault in error.faults):
                continue
            return path
        return other
    raise AssertionError  # numbers never run out


def _rescue(beside: Path, path: Path) -> Path:
    """Try to keep a finished file under the next free name, since it cannot take its place; return the name."""
    for other in itertools.islice(numbered(path), 1, None):
        try:
            _move(beside, other)
        except FileError:
            continue
        except OSError:
            return beside
        return other
    raise AssertionError  # numbers never run out


def _saying_where(error: OSError | FileError, path: Path, place: Path) -> Rescued:
    """Return an error that says where a finished file is."""
    *others, last = (refused(error, path) if isinstance(error, OSError) else error).faults
    way = Way(f"the finished file is {shown_path(place)}")
    return Rescued(*others, replace(last, ways=(*last.ways, way)), path=place)
