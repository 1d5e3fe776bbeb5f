"""Spool: the finished pieces of a file that is being rendered, kept beside it, so that it can be resumed.

A header says what is rendered, twice, each copy with its checksum in a block of its own, as disks lose a block
at a time. Records follow, each with its checksum, so that what a crash has damaged is found out, cut off and
rendered again. The operating system has a record before the next piece begins: only a power cut can take it.
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
    """What is finished of a file, in the order in which it goes into it.

    Attributes:
        pieces: how many there are.
        note: of them all.
        extremes: of the whole picture's fields, if its tone needs them and they were measured.
        share: of the work, 0 … 1, as whoever fills it says; for the message of an interruption.
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
        """Open what is there of a target, or begin.

        Args:
            target: the file that is rendered.
            contents: what decides its pieces.
            restart: begin anew, whatever is there.
            around: what lies around it; nothing when not given.
            keep_after: seconds of work that are worth keeping.

        Raises:
            FileError: if something else was begun there, another process is at it, or it cannot be written.
        """
        self._around = around or Surroundings()
        self._name, self._path = self._around.name(target), _path_beside(target)
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
        """Remove what a Ctrl-C has left between here and the `with` that it was opened for."""
        if self._held is not None:
            self._close(remove=not self._is_worth_keeping())

    def _drop(self) -> None:
        """Remove its file if it is empty, and no other process has it."""
        with suppress(OSError), self._path.open("r+b") as stream:
            if try_lock(stream) and not os.fstat(stream.fileno()).st_size:
                self._path.unlink()

    def _lock(self) -> None:
        """Open its file, which no other process has, and find out whether it is new."""
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
        """Go on with what is there, or clear and begin."""
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
        """Find the records that are whole, and cut off what follows them."""
        end = self._first
        self._stream.seek(end)
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
        self._stream.seek(0, os.SEEK_END)
        for part in (RECORD, head, *record, _CHECKSUM.pack(checksum)):
            self._stream.write(part)
        self._stream.flush()
        self._count(record)

    def __iter__(self) -> Iterator[bytes]:
        """Yield all pieces from the first.

        Raises:
            FileError: if they have changed meanwhile.
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
        """Remove it, unless something went wrong after work that is worth keeping."""
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
        with suppress(OSError):  # a full disk; what is damaged then is found when it is opened again
            held, self._held = self._held, None
            if held is not None:
                held.close()
        with suppress(OSError):  # Windows, and a few other file systems, remove nothing that is open
            if remove:
                self._path.unlink()


def _open(path: Path) -> tuple[BinaryIO, bool]:
    """Return a file, opened to read and to write, and whether it is new.

    Raises:
        FileError: if something else than a file is there; a link is not followed to where someone else chose.
    """
    while True:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise FileError(fault("kind", "is no ordinary file", ways=_STRANGE, where=path))
        with suppress(FileExistsError):
            return path.open("x+b"), True
        with suppress(FileNotFoundError):  # that another process has just removed
            return path.open("r+b"), False


def _path_beside(target: Path) -> Path:
    """Return where it lies: beside its target, under that name if there is room for an ending."""
    name = target.name + ENDING
    if len(os.fsencode(name)) > _MAX_NAME:
        name = f".nnart-{hashlib.blake2b(os.fsencode(target.name), digest_size=8).hexdigest()}{ENDING}"
    return target.with_name(name)
