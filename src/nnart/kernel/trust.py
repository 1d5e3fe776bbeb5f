"""Trust: whether others could change a file of machine code, and so run code as this user.

The file, its folder, and all folders and links on the way must belong to this user or to root, and nobody else
may write to them. A private folder is safe inside a folder where others may add files but not rename existing
ones, such as /tmp. As with ssh's StrictModes, folders above the user's home do not count: whoever can replace
the home can do anything already.

Between check and use, only this user and root can change what was checked. Windows is not checked: its user
folders are private from the start.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from nnart.errors import shown_path

MAX_LINKS = 40  # as many as Linux follows


class UntrustedError(Exception):
    """A file or folder that others could have changed; the text says which one and why."""


def check_folder(folder: Path) -> None:
    """Check that a folder, or the existing part of its path, is safe.

    Raises:
        UntrustedError: if it is not.
        OSError: if it cannot be checked.
    """
    if sys.platform == "win32":
        return
    home, found = _home(), None
    for path, status in _way(folder):
        if home is not None and os.path.samestat(status, home):
            found = None
        found = found or _objection(path, status, may_be_shared=True)
    if found is None and folder.exists():
        found = _objection(folder, folder.stat())
    if found is not None:
        raise UntrustedError(found)


def check_file(path: Path, status: os.stat_result) -> None:
    """Check that an open file is safe.

    Raises:
        UntrustedError: if it is not.
    """
    if not stat.S_ISREG(status.st_mode):
        raise UntrustedError(f"{shown_path(path)} is not a regular file")
    if sys.platform != "win32" and (found := _objection(path, status)) is not None:
        raise UntrustedError(found)


def is_shared(folder: Path) -> bool:
    """Return whether others may add files to a folder, but not rename existing ones."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return sys.platform != "win32" and _is_sticky(status) and _others_may_write(status)


def _way(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield every folder and link from the root to a folder, following links, as far as the path exists.

    Raises:
        OSError: if the path cannot be checked.
    """
    at, links = Path(folder.anchor), 0
    left = list(reversed(folder.parts[1:]))
    yield at, at.lstat()
    while left:
        part = left.pop()
        path = at.parent if part == ".." else at / part
        try:
            status = path.lstat()
        except FileNotFoundError:
            return
        yield path, status
        if not stat.S_ISLNK(status.st_mode):
            at = path
            continue
        links += 1
        if links > MAX_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        target = path.readlink()
        at = Path(target.anchor) if target.is_absolute() else at
        left += reversed(target.parts[1:] if target.is_absolute() else target.parts)


def _objection(path: Path, status: os.stat_result, *, may_be_shared: bool = False) -> str | None:
    """Return why a file, folder or link is not safe, if it is not."""
    if status.st_uid not in (0, os.geteuid()):
        return f"{shown_path(path)} belongs to another user"
    if stat.S_ISLNK(status.st_mode) or (may_be_shared and _is_sticky(status)):
        return None
    return f"others may write to {shown_path(path)}" if _others_may_write(status) else None


def _is_sticky(status: os.stat_result) -> bool:
    return stat.S_ISDIR(status.st_mode) and bool(status.st_mode & stat.S_ISVTX)


def _others_may_write(status: os.stat_result) -> bool:
    mode = status.st_mode
    return bool(mode & stat.S_IWOTH) or (bool(mode & stat.S_IWGRP) and not _is_own_group(status.st_gid))


def _is_own_group(group: int) -> bool:
    """Return whether a group is private to this user; many systems give everyone a group with write access."""
    import grp
    import pwd

    try:
        user, named = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return (user.pw_gid, user.pw_name) == (group, named.gr_name) and set(named.gr_mem) <= {user.pw_name}


def _home() -> os.stat_result | None:
    try:
        home = Path("~").expanduser()
        return home.stat() if home.is_absolute() else None
    except (OSError, RuntimeError):  # there is no such group, or it cannot be looked up
        return None
