"""The store: folders that cache machine code for later processes.

The first choice is the folder named by NNART_CACHE_DIR, or a private folder within it if others may add files
there. The second is the user's cache folder. Places that cannot be used or trusted are skipped, and reported
whenever the kernel had to be compiled, to explain the wait.
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

VARIABLE = "NNART_CACHE_DIR"
_MAX_BYTES = 1 << 24  # far more bytes than the kernel takes
# Do not follow links or wait for pipes. Windows has neither flag.
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Store:
    """Keeps one file, and collects the reasons why places are skipped."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reasons: dict[Path, str] = {}

    def read(self) -> Iterator[bytes]:
        """Yield the contents of every trusted file with the name."""
        for folder in self._folders():
            with self._passing_over(folder, folder / self._name), suppress(FileNotFoundError):
                yield _read(folder, self._name)
            if _keeps(folder):
                return

    def keep(self, data: bytes) -> None:
        """Write the file to the first usable folder, and report why others were skipped."""
        before, self._reasons = self._reasons, {}
        for folder in self._folders():
            with self._passing_over(folder, folder):
                _write(folder, self._name, data)
                if folder in before:
                    self._reasons[folder] = before[folder]
                if self._reasons:
                    tell(f"the compiled kernel is now kept in {shown_path(folder)} ({self._why()})")
                return
            if _keeps(folder):  # a full disk: the next process would stop at an incomplete file
                break
        tell(
            f"the compiled kernel is not kept for the next time ({self._why()}); "
            f"{VARIABLE} has to name a folder that you can write to, and nobody else"
        )

    def _why(self) -> str:
        return "; ".join(dict.fromkeys(self._reasons.values()))

    @contextmanager
    def _passing_over(self, folder: Path, place: Path) -> Iterator[None]:
        """Skip a place that cannot be used or trusted, and remember the reason."""
        try:
            yield
        except OSError as error:
            shown = shown_path(Path(error.filename2 or place))
            self._reasons[folder] = f"{shown}: {error.strerror or error}"
        except UntrustedError as error:
            self._reasons[folder] = str(error)

    def _folders(self) -> Iterator[Path]:
        """Yield the folders in order, and remember why one is skipped."""
        given = os.environ.get(VARIABLE)
        folder = Path(given or "")
        if folder.is_absolute():
            yield _own_within(folder)
        elif given:  # a relative folder would change with the current one, and could belong to a stranger
            self._reasons[folder] = f"{VARIABLE} has to be an absolute path, not {given!r}"
        try:
            yield _own_folder()
        except RuntimeError as error:
            self._reasons[Path("~")] = str(error)


def _keeps(folder: Path) -> bool:
    """Return whether files can probably be kept in a folder, which may not exist yet."""
    try:
        check_folder(folder)
    except (OSError, UntrustedError):
        return False
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _own_within(folder: Path) -> Path:
    """Return a folder, or a private folder within it if others may add files."""
    return folder / f"nnart-{os.geteuid()}" if sys.platform != "win32" and is_shared(folder) else folder


def _own_folder() -> Path:
    """Return the user's cache folder.

    Raises:
        RuntimeError: if the user has no home.
    """
    from platformdirs import user_cache_path  # a person who says where does not need it

    folder = user_cache_path("nnart", appauthor=False)
    if not folder.is_absolute():  # older platformdirs, which leave a "~" that leads nowhere
        raise RuntimeError("Could not determine home directory.")
    return folder


def _read(folder: Path, name: str) -> bytes:
    """Return the contents of a trusted file; reads the very file that it checked.

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
    """Write a file atomically, whatever other processes do.

    Everyone who may read the folder may read the file.

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
        if sys.platform != "win32" or not file.exists():  # another process has just written it, and reads it
            raise
    finally:
        part.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Make missing folders of a path, private to this user whatever the umask."""
    for path in reversed((folder, *folder.parents)):
        if not path.exists():
            with suppress(FileExistsError):  # another process was faster
                path.mkdir(0o700)
                path.chmod(0o700)
