"""Spool: the finished pieces of a file that is being rendered, kept beside it, so that it can be resumed.

A line of JSON says what is painted; records follow, each with its checksum, so that what a crash has damaged is
found out, cut off and painted again.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from nnart.errors import FileError, Kept, Way, fault, keep, refused, shown
from nnart.files.atomic import ENDING, lock
from nnart.files.identity import identity
from nnart.files.note import Extremes, Note

_MAGIC = "nnart spool 1"
_MAX_HEADER = 2**12  # bytes of the first line
_MAX_NAME = 255  # bytes, of most file systems
KEEP_AFTER = 5.0  # seconds of work that are worth keeping
_STRANGE = "move it, or take another name"
_COUNT, _LENGTH, _CHECKSUM = struct.Struct("<I"), struct.Struct("<Q"), struct.Struct("<I")


class Spool:
    """What is finished of a file, in the order in which it goes into it.

    Attributes:
        pieces: how many there are.
        note: of them all.
        extremes: of the whole picture's fields, if its tone needs them and they were measured.
        share: of the work, 0 … 1, as whoever fills it says; for the message of an interruption.
        keep: whether it is kept when something goes wrong, however short the work was.
    """

    def __init__(
        self,
        target: Path,
        contents: dict[str, Any],
        restart: bool = False,
        clear: Callable[[], None] = lambda: None,
        keep_after: float = KEEP_AFTER,
    ) -> None:
        """Open what is there of a target, or begin.

        Args:
            target: the file that is painted.
            contents: what decides its pieces.
            restart: begin anew, whatever is there.
            clear: called before that, to remove what else is there.
            keep_after: seconds of work that are worth keeping.

        Raises:
            FileError: if something else was begun there, another process is at it, or it cannot be written.
        """
        self._target = target
        self._path = _path_beside(target)
        self._started, self._keep_after = time.monotonic(), keep_after
        self.pieces, self.note, self.share, self.keep = 0, Note(), 0.0, False
        self.extremes: Extremes | None = None
        header = {"kind": _MAGIC} | identity() | contents
        try:
            self._stream = self._lock()
            try:
                self._open(header, clear if restart else None)
            except BaseException:
                self._stream.close()
                raise
        except OSError as error:
            raise refused(error, self._path) from error

    def _lock(self) -> BinaryIO:
        """Return its file, which no other process has."""
        while True:
            if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
                raise FileError(fault("kind", "is no ordinary file", ways=_STRANGE, where=self._path))
            stream = self._path.open("a+b")
            if not lock(stream):
                stream.close()
                raise FileError(fault("busy", "another nnart is painting it", where=self._target))
            with suppress(FileNotFoundError):  # that one may just have finished, and removed it
                if os.path.samestat(os.fstat(stream.fileno()), self._path.lstat()):
                    return stream
            stream.close()

    def _open(self, header: dict[str, Any], clear: Callable[[], None] | None) -> None:
        """Go on with what is there, or clear and begin."""
        line = json.dumps(header).encode() + b"\n"
        self._stream.seek(0)
        found = self._stream.readline(_MAX_HEADER)
        self._kept = found == line or not line.startswith(found)  # and not the beginning of one that was cut
        if self._kept:
            there = _parse(found)
            if there is None or there.get("kind") != _MAGIC:
                raise FileError(fault("kind", "nnart did not make it", ways=_STRANGE, where=self._path))
            if clear is None:
                self._check(header, there)
                self._recover()
                return
            clear()
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(line)
        self._kept, self._first = False, len(line)

    def _check(self, wanted: dict[str, Any], there: dict[str, Any]) -> None:
        different = [name for name, value in wanted.items() if there.get(name) != value]
        if not different:
            return
        another = bool(identity().keys() & set(different))
        what = f"another recipe, size or format (seed {shown(there.get('seed'))}, {shown(there.get('size'))})"
        if another:
            what = f"another nnart, {shown(there.get('nnart'))}, or other libraries"
        raise FileError(
            fault(
                "version" if another else "begun",
                f"begun with {what}, and cannot be resumed",
                ways=(Way("begins anew", "restart"), "another name leaves it"),
                where=self._path,
            )
        )

    def _recover(self) -> None:
        """Find the records that are whole, and cut off what follows them."""
        self._first = end = self._stream.tell()
        size = os.fstat(self._stream.fileno()).st_size
        with suppress(struct.error, ValueError):  # a note that is none, from whoever wrote that
            for record in self._records(size):
                self._count(record)
                end = self._stream.tell()
        self._stream.truncate(end)

    def _records(self, size: int) -> Iterator[list[bytes]]:
        """Yield records from where the stream is, up to the first that is damaged."""
        while True:
            start = self._stream.tell()
            data = self._stream.read(_COUNT.size)
            count = _COUNT.unpack(data)[0] if len(data) == _COUNT.size else 0
            if not 0 < count <= (size - start) // _LENGTH.size:
                return
            lengths = self._stream.read(count * _LENGTH.size)
            checksum = zlib.crc32(lengths, zlib.crc32(data))
            parts = []
            for (length,) in _LENGTH.iter_unpack(lengths):
                if length > size - self._stream.tell():
                    return
                parts.append(self._stream.read(length))
                checksum = zlib.crc32(parts[-1], checksum)
            if self._stream.read(_CHECKSUM.size) != _CHECKSUM.pack(checksum):
                return
            yield parts

    def _count(self, record: list[bytes]) -> None:
        note = Note.from_bytes(record[0])
        if len(record) == 1:
            self.extremes = note.extremes
        else:
            self.pieces += len(record) - 1
            self.note += note

    def add_extremes(self, extremes: Extremes | None) -> None:
        """Keep the extremes of the whole picture's fields, if there are any and they are not known yet."""
        if extremes is not None and self.extremes is None:
            self._write([Note(tuple(extremes)).to_bytes()])

    def append(self, pieces: Sequence[bytes], note: Note) -> None:
        """Keep the next pieces, and what is to be remembered of them.

        Raises:
            OSError: if that fails.
        """
        self._write([note.to_bytes(), *pieces])

    def _write(self, record: list[bytes]) -> None:
        head = _COUNT.pack(len(record)) + b"".join(_LENGTH.pack(len(part)) for part in record)
        checksum = zlib.crc32(head)
        for part in record:
            checksum = zlib.crc32(part, checksum)
        for part in (head, *record, _CHECKSUM.pack(checksum)):
            self._stream.write(part)
        self._count(record)

    def __iter__(self) -> Iterator[bytes]:
        """Yield all pieces from the first.

        Raises:
            FileError: if they have changed meanwhile.
        """
        self._stream.flush()
        self._stream.seek(self._first)
        left = self.pieces
        for record in self._records(os.fstat(self._stream.fileno()).st_size):
            left -= len(record) - 1
            yield from record[1:]
        if left:
            raise FileError(fault("damaged", "changed while it was read", ways="paint again", where=self._path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove it, unless something went wrong after work that is worth keeping."""
        long = self._kept or time.monotonic() - self._started >= self._keep_after
        kept = error is not None and (self.keep or (long and (self.pieces or self.extremes is not None)))
        with suppress(OSError):
            self._stream.flush()  # fails on a full disk; what is damaged then is found when it is opened again
        if not kept:
            with suppress(OSError):  # on Windows, what is open cannot be removed
                self._path.unlink()
        with suppress(OSError):
            self._stream.close()
        if error is None:
            return
        ended: BaseException = refused(error, self._target) if isinstance(error, OSError) else error
        if kept:
            ended = keep(ended, Kept(self._path, self.share))
        if ended is not error:
            raise ended from error


def _path_beside(target: Path) -> Path:
    """Return where it lies: beside its target, under that name if there is room for an ending."""
    name = target.name + ENDING
    if len(os.fsencode(name)) > _MAX_NAME:
        name = f".nnart-{hashlib.blake2b(os.fsencode(target.name), digest_size=8).hexdigest()}{ENDING}"
    return target.with_name(name)


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
