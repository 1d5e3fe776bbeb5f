"""The store: folders in which machine code is looked for, and kept, for later processes.

In this order: the folder that NUMBA_CACHE_DIR names, or where others may add files to that, a folder of this
user's own within; where nothing can be kept there, the user's own folder for what can be made again. A place
that cannot be used or trusted is passed over. That is told whenever the kernel has been compiled: whoever
waits for it learns why.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nnart.errors import shown_path
from nnart.kernel.trust import UntrustedError, check_file, check_folder, is_shared
from nnart.notices import tell

VARIABLE = "NUMBA_CACHE_DIR"
_MAX_BYTES = 1 << 24  # far more than the kernel takes
# A link or a pipe is no kernel, and must not be waited for. Windows has neither flag.
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Store:
    """Keeps one file; the reasons why places are passed over are gathered, to be told."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reasons: dict[Path, str] = {}

    def read(self) -> Iterator[bytes]:
        """Yield the contents of every file of that name that is there and can be trusted."""
        for folder in self._folders():
            with self._passing_over(folder, folder / self._name), suppress(FileNotFoundError):
                yield _read(folder, self._name)
            if _keeps(folder):
                return

    def keep(self, data: bytes) -> None:
        """Write the file to the first folder that can keep it, and tell why others were passed over."""
        before, self._reasons = self._reasons, {}
        for folder in self._folders():
            with self._passing_over(folder, folder):
                _write(folder, self._name, data)
                if folder in before:
                    self._reasons[folder] = before[folder]
                if self._reasons:
                    tell(f"the compiled kernel is now kept in {shown_path(folder)} ({self._why()})")
                return
            if _keeps(folder):  # a full disk: the next process would not look any further
                break
        tell(
            f"the compiled kernel is not kept for the next time ({self._why()}); "
            f"{VARIABLE} has to name a folder that you can write to, and nobody else"
        )

    def _why(self) -> str:
        return "; ".join(dict.fromkeys(self._reasons.values()))

    @contextmanager
    def _passing_over(self, folder: Path, place: Path) -> Iterator[None]:
        """Go on where a place in a folder cannot be used or trusted, and remember the reason."""
        try:
            yield
        except OSError as error:
            shown = shown_path(Path(error.filename2 or place))
            self._reasons[folder] = f"{shown}: {error.strerror or error}"
        except UntrustedError as error:
            self._reasons[folder] = str(error)

    def _folders(self) -> Iterator[Path]:
        """Yield the folders in order, and remember why one is not among them."""
        given = os.environ.get(VARIABLE)
        folder = Path(given or "")
        if folder.is_absolute():
            yield _own_within(folder)
        elif given:  # it would be another one wherever nnart runs, and among a stranger's files the stranger's
            self._reasons[folder] = f"{VARIABLE} has to be an absolute path, not {given!r}"
        try:
            yield _own_folder()
        except RuntimeError as error:
            self._reasons[Path("~")] = str(error)


def _keeps(folder: Path) -> bool:
    """Whether files can be kept in a folder, which may have to be made, as far as one can tell beforehand."""
    try:
        check_folder(folder)
    except (OSError, UntrustedError):
        return False
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _own_within(folder: Path) -> Path:
    """Return a folder, or where others may add to it, a folder within that is this user's alone."""
    return folder / f"nnart-{os.geteuid()}" if sys.platform != "win32" and is_shared(folder) else folder


def _own_folder() -> Path:
    """Return the user's folder for what can be made again.

    Raises:
        RuntimeError: if the user has no home.
    """
    from platformdirs import user_cache_path  # a person who says where does not need it

    folder = user_cache_path("nnart", appauthor=False)
    if not folder.is_absolute():  # older platformdirs, which leave a "~" that leads nowhere
        raise RuntimeError("Could not determine home directory.")
    return folder


def _read(folder: Path, name: str) -> bytes:
    """Return what a file holds that can be trusted: what is checked is what is read.

    Raises:
        OSError: if it cannot be read.
        UntrustedError: if others could have changed it.
    """
    check_folder(folder)
    file = folder / name
    with open(file, "rb", opener=_open_plain) as stream:
        check_file(file, os.fstat(stream.fileno()))
        return stream.read(_MAX_BYTES)


def _open_plain(path: str, flags: int) -> int:
    return os.open(path, flags | _PLAIN, 0o600)


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a file that is there as a whole or not at all, whatever other processes do.

    Whoever may read the folder may read the file.

    Raises:
        OSError: if it cannot be written.
        UntrustedError: if others could change it.
    """
    check_folder(folder)
    _make(folder)
    check_folder(folder)
    file = folder / name
    part = folder / f"{name}.{os.urandom(8).hex()}"
    mode = 0o600 | (folder.stat().st_mode & 0o044)
    try:
        with open(part, "xb", opener=_open_plain) as stream:
            stream.write(data)
        with suppress(OSError):  # a file system without modes
            part.chmod(mode)
        part.replace(file)
    except PermissionError:
        if sys.platform != "win32" or not file.exists():  # that another process has just written, and reads
            raise
    finally:
        part.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Make the folders that are missing on the way to one, for this user alone whatever the umask."""
    for path in reversed((folder, *folder.parents)):
        if not path.exists():
            with suppress(FileExistsError):  # another process was faster
                path.mkdir(0o700)
                path.chmod(0o700)
