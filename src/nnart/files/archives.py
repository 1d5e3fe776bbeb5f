"""Archives: ZIP files of others, opened without trusting what they say of their own length."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import BinaryIO

from nnart.errors import FileError, fault

MAX_ENTRIES = 10_000
_MAX_LIST = MAX_ENTRIES * 256  # bytes of the list of them, of which zipfile makes objects ten times as large


@contextmanager
def open_archive(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file, after refusing one with a list of entries that is too long to be read.

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
    """A stream of which no long piece can be read at once, until that is allowed.

    Attributes:
        most: bytes; None if any number is allowed.
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
