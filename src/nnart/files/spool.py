"""Spool: the finished pieces of a file in progress, kept beside it so rendering can resume.

A header describes the work. It is stored twice, each copy with a checksum in its own block, since disks lose
whole blocks. Records follow, each with a checksum: after a crash, damaged ones are cut off and rendered again.
Each record is handed to the operating system before the next piece begins, so only a power cut can lose it.
"""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from nnart.errors import FileError, Kept, Rescued, Way, fault, keep, refused, shown
from nnart.files.atomic import ENDING
from nnart.files.identity import identity
from nnart.files.locks import locked, try_lock
from nnart.files.note import Extremes, Note
from nnart.files.spoolheader import BLOCK, KIND, RECORD, encode, is_blank, is_ours, parse
from nnart.files.surroundings import Surroundings

_MAX_NAME = 255  # bytes, of most file systems
KEEP_AFTER = 5.0  # seconds of work that are worth keeping
_STRANGE = "move it, or take another name"
_COUNT, _LENGTH, _CHECKSUM = struct.Struct("<I"), struct.Struct("<Q"), struct.Struct("<I")


class Spool:
    """The finished pieces of a file, in order.

    Attributes:
        pieces: how many there are.
        note: statistics of all pieces.
        extremes: of the whole picture's fields, if its tone needs them and they are measured.
        share: how much of the work is done, 0 … 1, set by the caller; for the message on interruption.
    """

    _held: ExitStack | None = None  # what is released at the end: the lock, and the file

    def __init__(
        self,
        target: Path,
        contents: dict[str, Any],
        restart: bool = False,
        around: Surroundings | None = None,
        keep_after: float = KEEP_AFTER,
    ) -> None:
        """Open a target's spool, or start one.

        Args:
            target: the file to render.
            contents: everything that decides the pieces.
            restart: start over, whatever is there.
            around: the spool's surroundings; nothing by default.
            keep_after: seconds of work that are worth keeping.

        Raises:
            FileError: if another picture was started there, another process works on it, or it cannot be
                written.
        """
        self._around = around or Surroundings()
        self._name, self._path = self._around.name(target), path_beside(target)
        self._started, self._keep_after = time.monotonic(), keep_after
        self.pieces, self.note, self.share = 0, Note(), 0.0
        self.extremes: Extremes | None = None
        self._first = 2 * BLOCK  # where the records begin
        existed = os.path.lexists(self._path)
        try:
            self._lock()
            self._begin({"kind": KIND} | identity() | contents, restart)
        except BaseException as error:  # such as a Ctrl-C at any moment
            if self._held is not None:
                self._close(remove=self._new)
            elif not existed:
                self._drop()
            if isinstance(error, OSError):
                raise refused(error, self._path) from error
            raise

    def __del__(self) -> None:
        """Clean up if a Ctrl-C came before the `with` block was entered."""
        if self._held is not None:
            self._close(remove=not self._is_worth_keeping())

    def _drop(self) -> None:
        """Remove the file if it is empty and no other process uses it."""
        with suppress(OSError), self._path.open("r+b") as stream:
            if try_lock(stream) and not os.fstat(stream.fileno()).st_size:
                self._path.unlink()

    def _lock(self) -> None:
        """Open and lock the file, and find out whether it is new."""
        while True:
            self._stream, self._new = _open(self._path)
            with ExitStack() as held:
                held.push(self._stream)
                held.enter_context(locked(self._stream, self._path.with_suffix(".lock"), self._name))
                self._held = held.pop_all()
            if self.is_there():  # another process may just have finished, and removed it
                return
            self._held.close()
            self._held = None

    def is_there(self) -> bool:
        """Return whether its file is still where it was made."""
        try:
            return os.path.samestat(os.fstat(self._stream.fileno()), self._path.lstat())
        except FileNotFoundError:
            return False

    def _begin(self, header: dict[str, Any], restart: bool) -> None:
        """Resume the existing spool, or clear it and start."""
        copies = 2 * encode(header)
        found = self._stream.read(2 * BLOCK)
        there = next(filter(None, map(parse, (found[:BLOCK], found[BLOCK:]))), None)
        ours = there is not None or copies.startswith(found)
        if not (ours or is_blank(self._stream) or is_ours(self._stream)):
            raise FileError(fault("kind", "nnart did not make it", ways=_STRANGE, where=self._path))
        self._around.check(there is not None, restart or not self._new)
        self._kept = there is not None and not restart
        if there is not None and not restart:
            self._check(header, there)
            self._recover()
            return
        if not self._new:
            self._around.clear()
        self._stream.seek(0)
        self._stream.truncate()
        self._stream.write(copies)
        self._stream.flush()

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
        """Find the intact records, and cut off the rest."""
        end = self._first
        self._stream.seek(end)
        size = os.fstat(self._stream.fileno()).st_size
        with suppress(struct.error, ValueError):  # an invalid note in a valid record
            for record in self._records(size):
                self._count(record)
                end = self._stream.tell()
        self._stream.truncate(end)

    def _records(self, size: int) -> Iterator[list[bytes]]:
        """Yield records from the stream's position up to the first damaged one."""
        while True:
            start = self._stream.tell()
            if self._stream.read(len(RECORD)) != RECORD:
                return
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
        """Store the extremes of the whole picture's fields, unless they are stored already."""
        if extremes is not None and self.extremes is None:
            self._write([Note(tuple(extremes)).to_bytes()])

    def append(self, pieces: Sequence[bytes], note: Note) -> None:
        """Store the next pieces with their note.

        Raises:
            OSError: if that fails.
        """
        self._write([note.to_bytes(), *pieces])

    def _write(self, record: list[bytes]) -> None:
        head = _COUNT.pack(len(record)) + b"".join(_LENGTH.pack(len(part)) for part in record)
        checksum = zlib.crc32(head)
        for part in record:
            checksum = zlib.crc32(part, checksum)
        self._stream.seek(0, os.SEEK_END)
        for part in (RECORD, head, *record, _CHECKSUM.pack(checksum)):
            self._stream.write(part)
        self._stream.flush()
        self._count(record)

    def __iter__(self) -> Iterator[bytes]:
        """Yield all pieces from the first.

        Raises:
            FileError: if the file has changed meanwhile.
        """
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
        """Remove the file, unless an error came after work that is worth keeping."""
        unfinished = error is not None and not isinstance(error, Rescued)
        kept = unfinished and self.is_there() and self._is_worth_keeping()
        self._close(remove=not kept)
        if error is None:
            return
        ended: BaseException = refused(error, self._name) if isinstance(error, OSError) else error
        if kept:
            ended = keep(ended, Kept(self._path, self.share or None))
        if ended is not error:
            raise ended from error

    def _is_worth_keeping(self) -> bool:
        long = self._kept or time.monotonic() - self._started >= self._keep_after
        return self._around.holds() or (long and (self.pieces > 0 or self.extremes is not None))

    def _close(self, *, remove: bool) -> None:
        remove = remove and self.is_there()
        with suppress(OSError):
            if remove:
                self._path.unlink()
                remove = False
        with suppress(OSError):  # a full disk; damage is found on the next opening
            held, self._held = self._held, None
            if held is not None:
                held.close()
        with suppress(OSError):  # Windows and a few file systems cannot remove open files
            if remove:
                self._path.unlink()


def _open(path: Path) -> tuple[BinaryIO, bool]:
    """Return a file, opened to read and to write, and whether it is new.

    Raises:
        FileError: if something other than a regular file is there; links are not followed.
    """
    while True:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise FileError(fault("kind", "is not an ordinary file", ways=_STRANGE, where=path))
        with suppress(FileExistsError):
            return path.open("x+b"), True
        with suppress(FileNotFoundError):  # that another process has just removed
            return path.open("r+b"), False


def path_beside(target: Path) -> Path:
    """Return the spool's path: the target's with .part added, or a hash of its name if that is too long."""
    name = target.name + ENDING
    if len(os.fsencode(name)) > _MAX_NAME:
        name = f".nnart-{hashlib.blake2b(os.fsencode(target.name), digest_size=8).hexdigest()}{ENDING}"
    return target.with_name(name)
