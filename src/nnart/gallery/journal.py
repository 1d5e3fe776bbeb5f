"""Journal: the files of a gallery finished since its manifest was written, one line for each."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from nnart.errors import FileError, fault, in_file, shown_path
from nnart.files.atomic import ENDING
from nnart.gallery.checksums import is_regular

_HEADER: Final = b'{"kind": "nnart journal 1"}\n'
MAX_BYTES: Final = 2**28


@dataclass(frozen=True)
class Entry:
    """A finished file.

    Attributes:
        path: of the file in its site.
        key: of what it is made from.
        crc: CRC-32 of its bytes.
    """

    path: str
    key: str
    crc: int


class Journal:
    """The finished files of a build in progress; an entry is on the disk before its file takes its place.

    The journal lies beside the manifest, and is removed once its entries are in there.
    """

    def __init__(self, manifest: Path) -> None:
        """Set the path; open nothing."""
        self._path = manifest.with_name(manifest.name + ENDING)
        self._stream: BinaryIO | None = None

    def read(self) -> Iterator[Entry]:
        """Yield the entries, skipping lines that a crash has damaged.

        Raises:
            FileError: if it cannot be read, or is not nnart's.
        """
        if not is_regular(self._path):
            return
        with in_file(self._path), self._path.open("rb") as stream:
            data = stream.read(MAX_BYTES)
        if not _HEADER.startswith(data[: len(_HEADER)]):
            says = f"{shown_path(self._path)} is not what nnart wrote"
            raise FileError(fault("damaged", says, ways="move it"))
        for line in data[len(_HEADER) :].splitlines():
            entry = _entry(line)
            if entry is not None:
                yield entry

    def append(self, entry: Entry) -> None:
        """Record a file that is about to take its place."""
        if self._stream is None:
            new = not is_regular(self._path)
            self._stream = self._path.open("xb" if new else "ab")
            if new:
                self._stream.write(_HEADER)
        data = {"path": entry.path, "key": entry.key, "crc": entry.crc}
        self._stream.write(f"{json.dumps(data)}\n".encode())
        self._stream.flush()
        with suppress(OSError):  # if syncing is impossible or fails, the file itself will report it
            os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Close the file; the next entry would need a new one."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def remove(self) -> None:
        """Remove the journal, whose entries are in the manifest now."""
        self.close()
        try:
            self._path.unlink(missing_ok=True)
        except OSError:  # a folder that forbids removal
            self._path.write_bytes(_HEADER)


def _entry(line: bytes) -> Entry | None:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.keys() != {"path", "key", "crc"}:
        return None
    right = isinstance(data["path"], str) and isinstance(data["key"], str) and type(data["crc"]) is int
    return Entry(**data) if right else None
