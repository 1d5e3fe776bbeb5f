"""Manifest: the files of a folder that nnart has made; all others are left alone."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from nnart.errors import FileError, Way, fault, shown_path
from nnart.files.atomic import ENDING, replacing
from nnart.gallery.checksums import Summed, checksum, is_regular, remove_spool
from nnart.gallery.exhibit import FOLDER
from nnart.gallery.journal import Entry, Journal
from nnart.gallery.records import is_record, read_records, write_records
from nnart.threads import Cancel

NAME = "gallery.json"
_MAX_NAMED = 10  # files in one error


class Manifest:
    """The files of a folder by path, each with its key and its checksum.

    A file is nnart's if its checksum matches the record. The record is written before the file takes its place,
    so it is right whenever work is interrupted. A path without a checksum is only claimed: an unfinished
    picture may lie beside it, but a complete file there belongs to someone else.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Read a folder's manifest, if there is one.

        Args:
            folder: an existing folder.
            force: whether to replace files that nnart did not write, or that have changed since.

        Raises:
            FileError: if the manifest cannot be read, or is not valid.
        """
        self._folder, self._force = folder, force
        self._stat = folder.stat()
        self._journal = Journal(folder / NAME)
        self._files = read_records(folder / NAME, force=force)
        self._written = b""
        for entry in self._journal.read():
            record = {"key": entry.key, "crc": entry.crc}
            if is_record(entry.path, record) and entry.crc == checksum(folder / entry.path):
                self._files[entry.path] = record

    def has(self, path: str, key: str | None = None) -> bool:
        """Return whether a file is there, unchanged, and made with this key if one is given."""
        return self._is_ours(path) and key in (None, self._files[path]["key"])

    def inspect(self, keys: Mapping[str, str], cancel: Cancel) -> tuple[set[str], list[str]]:
        """Return the paths of files to make, and of other people's files in their places.

        Args:
            keys: of all wanted files, by path.
            cancel: ends the work.

        Raises:
            FileError: if something other than a regular file is in a file's place, or in their folder's.
        """
        self._check_folders()
        missing, others = set(), []
        for path in cancel.checking(keys):
            there = is_regular(self._folder / path)
            if not self._is_ours(path):
                missing.add(path)
                others += [path] if there else []
            elif self._files[path]["key"] != keys[path]:
                missing.add(path)
            if path not in self._files and os.path.lexists(self._beside(path)):
                others.append(f"{path}{ENDING}")
        return missing, others

    def claim(self, keys: Mapping[str, str], cancel: Cancel) -> set[str]:
        """Claim the paths of files, and return those to make.

        Args:
            keys, cancel: as for `inspect`.

        Raises:
            FileError: as `inspect`, or if other people's files are there and must not be replaced.
        """
        missing, others = self.inspect(keys, cancel)
        if others and not self._force:
            raise self._refused(others)
        for path, key in keys.items():
            self._files.setdefault(path, {"key": key})
            if path not in missing:
                remove_spool(self._beside(path))  # a killed process may have left it out
        self.write()
        return missing

    @contextmanager
    def placing(self, path: str, key: str) -> Iterator[BinaryIO]:
        """Yield a new file that takes its place at the end, after it has been recorded.

        It may be written by its name instead.

        Raises:
            FileError: if someone else's file is there by then, the folder was exchanged, or writing fails.
        """
        self._check_folders()
        there = self._folder / path
        (self._folder / FOLDER).mkdir(exist_ok=True)
        exists = self._may_replace(path)
        with replacing(there, self._force or exists) as stream:
            summed = Summed(stream)
            yield cast("BinaryIO", summed)
            self._check_folders()
            if exists:  # painting takes a while
                self._may_replace(path)
            crc = summed.crc if summed.count else checksum(Path(stream.name)) or 0
            self._journal.append(Entry(path, key, crc))
        self._files[path] = {"key": key, "crc": crc}

    def write_text(self, path: str, key: str, text: str) -> None:
        """Write a text to a path, unless it is there already.

        Raises:
            FileError: as `placing`.
        """
        data = text.encode()
        if self._is_ours(path) and self._files[path]["crc"] == zlib.crc32(data):
            self._files[path]["key"] = key
            return
        with self.placing(path, key) as stream:
            stream.write(data)

    def remove_others(self, kept: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """Remove recorded files that are not kept, and folders that become empty.

        Returns the number of removed files, and the paths of files that someone else has written or changed:
        these stay, and are dropped from the records.
        """
        removed, left = 0, []
        for path in sorted(self._files.keys() - set(kept)):
            there = self._folder / path
            if self._is_ours(path):
                there.unlink()
                removed += 1
            elif os.path.lexists(there):
                left.append(path)
            remove_spool(self._beside(path))
            del self._files[path]
        with suppress(OSError):  # unless something is in it
            (self._folder / FOLDER).rmdir()
        return removed, tuple(left)

    def check(self, paths: Sequence[str]) -> None:
        """Check that files are there, unchanged.

        Raises:
            FileError: names those that are not.
        """
        self._check_folders()
        gone = [path for path in paths if not self._is_ours(path)]
        if gone:
            says = (
                f"{len(gone)} of {len(paths)} files were removed or changed during the build: {_listed(gone)}"
            )
            raise FileError(fault("absent", says, ways="the same command makes them again", where=self._folder))

    def write(self) -> None:
        """Write the manifest, and remove the journal, whose entries it now has."""
        self._check_folders()
        is_regular(self._folder / NAME)
        data = write_records(self._files)
        if data != self._written:
            with replacing(self._folder / NAME, force=True) as stream:
                stream.write(data)
            self._written = data
        self._journal.remove()

    def close(self) -> None:
        """Close the journal, keeping its entries."""
        self._journal.close()

    def is_there(self) -> bool:
        """Return whether its folder is still there and the same."""
        with suppress(OSError):
            return os.path.samestat(self._stat, self._folder.stat())
        return False

    def _is_ours(self, path: str) -> bool:
        crc = self._files.get(path, {}).get("crc")
        return crc is not None and crc == checksum(self._folder / path)

    def _beside(self, path: str) -> Path:
        """Return the path of an unfinished picture."""
        return self._folder / f"{path}{ENDING}"

    def _may_replace(self, path: str) -> bool:
        """Return whether a file is at a path.

        Raises:
            FileError: if it must not be replaced.
        """
        exists = is_regular(self._folder / path)
        if exists and not self._force and not self._is_ours(path):
            raise self._refused([path])
        return exists

    def _check_folders(self) -> None:
        """Stop if the folder was exchanged, or its folder of pictures is not a folder or is a link."""
        if not self.is_there():
            says, ways = "the folder was moved or removed during the build", "the same command builds it again"
            raise FileError(fault("absent", says, ways=ways, where=self._folder))
        pictures = self._folder / FOLDER
        if pictures.is_symlink() or (pictures.exists() and not pictures.is_dir()):
            wrong = "is a link" if pictures.is_symlink() else "is no folder"
            ways = "move it, or name another folder for the gallery"
            raise FileError(fault("kind", f"{shown_path(pictures)} {wrong}", ways=ways))

    def _refused(self, paths: Sequence[str]) -> FileError:
        says, it = f"nnart did not write {_listed(paths)}, or it has changed since", "it"
        if len(paths) > 1:
            says, it = (
                f"nnart did not write {len(paths)} files, or they have changed since: {_listed(paths)}",
                "them",
            )
        ways = f"move {it} elsewhere to keep {it}", Way(f"replaces {it}", "force")
        return FileError(fault("exists", says, ways=ways, where=self._folder))


def _listed(paths: Sequence[str]) -> str:
    named = ", ".join(map(repr, paths[:_MAX_NAMED]))
    more = len(paths) - _MAX_NAMED
    return f"{named} and {more} more" if more > 0 else named
