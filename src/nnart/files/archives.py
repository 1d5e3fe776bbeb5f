"""Archives: ZIP files from strangers, opened without trusting the lengths that they state."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import BinaryIO

from nnart.errors import FileError, fault

MAX_ENTRIES = 10_000
_MAX_LIST = MAX_ENTRIES * 256  # bytes of the list of entries; zipfile's objects are ten times as large


@contextmanager
def open_archive(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file, but refuse one whose list of entries is too long to read.

    Raises:
        FileError: if it has more than 10,000 entries, or a list of more than 2.5 MB.
    """
    guarded = _Guarded(stream)
    with zipfile.ZipFile(guarded) as file:
        guarded.most = None
        if len(file.infolist()) > MAX_ENTRIES:
            raise _too_many()
        yield file


class _Guarded(BufferedIOBase):
    """A stream that refuses to read a long piece at once, until that is allowed.

    Attributes:
        most: bytes of a piece; None for no limit.
    """

    most: int | None = _MAX_LIST

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int | None = -1) -> bytes:
        if self.most is not None and (size is None or size > self.most):
            raise _too_many()
        return self._stream.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def _too_many() -> FileError:
    return FileError(fault("limit", f"more than {MAX_ENTRIES} arrays are no network"))
