"""Checksums: recognise the files that a gallery wrote, and look at other files in their places."""

from __future__ import annotations

import stat
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from nnart.errors import FileError, fault, in_file
from nnart.files.spoolheader import is_spool

_PIECE = 2**20  # bytes read at a time


class Summed:
    """An output stream that computes a checksum of everything written.

    Attributes:
        crc: CRC-32 of it.
        count: bytes.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.crc = self.count = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, data: Any) -> int:
        """Write bytes."""
        self.count += len(data)
        self.crc = zlib.crc32(data, self.crc)
        return self._stream.write(data)


def is_regular(path: Path) -> bool:
    """Return whether a regular file is at a path; False if nothing is there.

    Raises:
        FileError: if a link, folder, FIFO, socket or device is there. Reading it might never end, and writing
            through a link would change another file.
    """
    with in_file(path):
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return False
        if not stat.S_ISREG(mode):
            what = "a link" if stat.S_ISLNK(mode) else "a folder" if stat.S_ISDIR(mode) else "no regular file"
            raise FileError(fault("kind", f"is {what}", ways="move it, or name another folder"))
    return True


def checksum(path: Path) -> int | None:
    """Return the CRC-32 of a regular file; None if there is no regular file.

    Raises:
        FileError: if it cannot be read.
    """
    crc = 0
    with in_file(path):
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                return None
            with path.open("rb") as stream:
                while piece := stream.read(_PIECE):
                    crc = zlib.crc32(piece, crc)
        except (FileNotFoundError, NotADirectoryError):
            return None
    return crc


def remove_spool(path: Path) -> None:
    """Remove an unfinished picture that nnart has started, if one is there."""
    with suppress(FileNotFoundError):
        if stat.S_ISREG(path.lstat().st_mode) and is_spool(path):
            path.unlink()
