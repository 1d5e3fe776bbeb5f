"""Atomic file replacement: a file is the old one or the complete new one, never a part."""

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

ENDING = ".part"  # of what is not finished
_EXISTS = fault("exists", "exists", ways=Way("replaces it", "force"))
_MODE = 0o666  # of a new file, less what the umask takes away
# What file systems answer that cannot wait for their disk; all else is an error of the disk.
_NO_SYNC = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)


def no_folder(folder: Path) -> Fault:
    """Return the fault that a folder is not there, with the command that makes it."""
    command = "mkdir" if os.name == "nt" else "mkdir -p"  # which makes those that it is in, too
    ways = f"{command} {shlex.quote(str(folder))} makes it"
    return fault("absent", f"there is no folder {shown_path(folder)}", ways=ways)


def check_target(path: Path, force: bool) -> None:
    """Refuse, before any work, a target that could not be written.

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
            target.stat()  # raises what `exists` below would hide: a loop of links, a name that is too long
        if target.exists() and not target.is_file():
            raise FileError(fault("kind", "is not a regular file, so nnart does not write to it"))
        if target.exists() and not force:
            raise FileError(_EXISTS)
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise FileError(fault("access", "its folder cannot be written to"))
        if target.exists():
            _check_replaceable(target)


def _check_replaceable(target: Path) -> None:
    """Refuse a file in whose place the system would let no other one be put."""
    ways = "take another name"
    if _is_mounted(target):
        raise FileError(fault("access", "a file is mounted there, which cannot be replaced", ways=ways))
    if not hasattr(os, "geteuid"):
        return
    folder = target.parent.stat()
    if folder.st_mode & stat.S_ISVTX and os.geteuid() not in (0, folder.st_uid, target.stat().st_uid):
        raise FileError(fault("access", "another user's file, which the folder protects", ways=ways))


def _is_mounted(path: Path) -> bool:
    """Return whether a file is mounted at a path, as a container's settings often are."""
    return str(path.resolve()) in {mount.place for mount in read_mounts()}


def follow_link(path: Path) -> Path:
    """Return where a link leads, which is what is replaced, and any other path as it is."""
    with suppress(OSError):  # such as for a name that is too long
        return Path(os.path.realpath(path)) if path.is_symlink() else path
    return path


@contextmanager
def replacing(path: Path, force: bool, *, rescue: bool = False) -> Iterator[BinaryIO]:
    """Yield a new file that takes its place at `path` at the end, and vanishes if anything is raised.

    It is written beside its target under a name of its own and renamed once its bytes are on the disk. What
    processes that were killed have left of the same target is removed.

    Args:
        path: the target.
        force: whether a file of that name may be replaced.
        rescue: whether a finished file that cannot take its place is kept under another name beside it.

    Raises:
        FileError: as `check_target` does, or if writing fails.
        Rescued: if the finished file has another name now.
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
                with suppress(OSError):  # it has moved, or its folder lets nothing go
                    beside.unlink()
    except OSError as error:
        raise refused(error, path) from error


def _prefix(path: Path) -> str:
    """Return how the names of files begin that are to take a target's place."""
    return f".nnart-{zlib.crc32(os.fsencode(path.name)):08x}-"


def _mode_of(target: Path) -> int:
    """Return who may do what with a file that is replaced: that stays as it was."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        return _MODE


def _open_beside(path: Path, mode: int) -> BinaryIO:
    """Return a new file beside a target, locked while it is open, that nobody may read who may not then."""
    while True:
        beside = path.parent / f"{_prefix(path)}{os.urandom(8).hex()}{ENDING}"
        stream = open(beside, "xb", opener=lambda name, flags: os.open(name, flags, mode & 0o777))  # noqa: SIM115
        # Another process may have taken it for one that was left.
        if try_lock(stream) is not False and beside.exists():
            return stream
        stream.close()


def _clean(path: Path) -> None:
    """Remove what processes that are no more have left beside a target."""
    for left in path.parent.glob(f"{_prefix(path)}*{ENDING}"):
        with suppress(OSError), left.open("r+b") as stream:
            # Windows has no locks, and refuses to remove what is open.
            if try_lock(stream) or sys.platform == "win32":
                left.unlink()


def _sync(stream: BinaryIO, path: Path) -> None:
    """Wait until what was written is on the disk, where that can be."""
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
    """Give a file the mode of the one that it replaces, of which the umask may have taken something away."""
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if stat.S_IMODE(beside.stat().st_mode) != mode:
            try:
                beside.chmod(mode)
            except OSError as error:
                tell(f"{shown_path(path)}: who may read it cannot be set ({error.strerror})")


def _move(beside: Path, path: Path) -> None:
    """Put a file into its place if nothing is there.

    Raises:
        FileError: if something is.
    """
    try:
        os.link(beside, path)  # unlike a rename, it never replaces what someone made meanwhile
        return
    except FileExistsError:
        raise FileError(_EXISTS.inside(path)) from None
    except OSError:  # a file system without links
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
    """Return a path, or if something is there the next one of `numbered` where nothing is."""
    return next(name for name in numbered(path) if not os.path.lexists(name))


def move(path: Path, other: Path) -> None:
    """Give a file another name, if nothing has that.

    Raises:
        FileError: if something has, or the file cannot be moved.
    """
    try:
        _move(path, other)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refused(error, other) from error


def move_beside(path: Path, wanted: Path) -> Path:
    """Give a file the first name of `numbered` that nothing else has, if it can be moved; return its name."""
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
    raise AssertionError  # there is always another number


def _rescue(beside: Path, path: Path) -> Path:
    """Give a finished file that cannot take its place the next free name, if it can, and return its name."""
    for other in itertools.islice(numbered(path), 1, None):
        try:
            _move(beside, other)
        except FileError:
            continue
        except OSError:
            return beside
        return other
    raise AssertionError  # there is always another number


def _saying_where(error: OSError | FileError, path: Path, place: Path) -> Rescued:
    """Return an error that says where a finished file is."""
    *others, last = (refused(error, path) if isinstance(error, OSError) else error).faults
    way = Way(f"the finished file is {shown_path(place)}")
    return Rescued(*others, replace(last, ways=(*last.ways, way)), path=place)
