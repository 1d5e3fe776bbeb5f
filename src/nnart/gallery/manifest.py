"""Manifest: which files of a folder nnart has made, and what from, so that it leaves others alone."""

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
    """The files of a folder, by their paths in it, each with the key of what it is made from, and its checksum.

    A file is nnart's if its checksum is the one that nnart noted. It is noted before the file takes its place,
    so that this is known whenever work is interrupted. A path without a checksum is claimed: its picture may be
    unfinished beside it, but a whole file there is someone else's.
    """

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Read a folder's manifest, if there is one.

        Args:
            folder: which is there.
            force: whether files may be replaced that nnart did not write, or that have changed since.

        Raises:
            FileError: if it cannot be read, or is none.
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
        """Return whether a file is there as nnart made it; with a key, made from what that says."""
        return self._is_ours(path) and key in (None, self._files[path]["key"])

    def inspect(self, keys: Mapping[str, str], cancel: Cancel) -> tuple[set[str], list[str]]:
        """Return the paths of files that are to be made, and of others' files that lie there.

        Args:
            keys: of all files that are wanted, by path.
            cancel: ends it.

        Raises:
            FileError: if something else than a regular file is there, or in the place of their folder.
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
        """Claim files, by path, each with its key, and return the paths of those that are to be made.

        Args:
            keys, cancel: as for `inspect`.

        Raises:
            FileError: as `inspect` does, or if others' files are there, unless they may be replaced.
        """
        missing, others = self.inspect(keys, cancel)
        if others and not self._force:
            raise self._refused(others)
        for path, key in keys.items():
            self._files.setdefault(path, {"key": key})
            if path not in missing:
                remove_spool(self._beside(path))  # a process that was killed may not have come to it
        self.write()
        return missing

    @contextmanager
    def placing(self, path: str, key: str) -> Iterator[BinaryIO]:
        """Yield a new file that takes its place at a path at the end, and is on record before it does.

        Raises:
            FileError: if someone else's file is there by then, the folder is another one, or writing fails.
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
            self._journal.append(Entry(path, key, summed.crc))
        self._files[path] = {"key": key, "crc": summed.crc}

    def write_text(self, path: str, key: str, text: str) -> None:
        """Place a text at a path, unless it is there already.

        Raises:
            FileError: as `placing` does.
        """
        data = text.encode()
        if self._is_ours(path) and self._files[path]["crc"] == zlib.crc32(data):
            self._files[path]["key"] = key
            return
        with self.placing(path, key) as stream:
            stream.write(data)

    def remove_others(self, kept: Iterable[str]) -> tuple[int, tuple[str, ...]]:
        """Remove the files that are noted but not kept, and folders that are empty then.

        Returns how many were removed, and the paths of those that someone else has written or changed: they
        stay where they are, and are noted no more.
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
        """Look whether files are there as they were made.

        Raises:
            FileError: with those that are not.
        """
        self._check_folders()
        gone = [path for path in paths if not self._is_ours(path)]
        if gone:
            says = (
                f"{len(gone)} of {len(paths)} files were removed or changed during the build: {_listed(gone)}"
            )
            raise FileError(fault("absent", says, ways="the same command makes them again", where=self._folder))

    def write(self) -> None:
        """Write the manifest into its folder, and remove the journal, whose entries it has."""
        self._check_folders()
        is_regular(self._folder / NAME)
        data = write_records(self._files)
        if data != self._written:
            with replacing(self._folder / NAME, force=True) as stream:
                stream.write(data)
            self._written = data
        self._journal.remove()

    def close(self) -> None:
        """Close the journal; what is in it stays."""
        self._journal.close()

    def is_there(self) -> bool:
        """Return whether its folder still is where it was."""
        with suppress(OSError):
            return os.path.samestat(self._stat, self._folder.stat())
        return False

    def _is_ours(self, path: str) -> bool:
        crc = self._files.get(path, {}).get("crc")
        return crc is not None and crc == checksum(self._folder / path)

    def _beside(self, path: str) -> Path:
        """Return where a picture is while it is unfinished."""
        return self._folder / f"{path}{ENDING}"

    def _may_replace(self, path: str) -> bool:
        """Return whether a file is at a path, which may be replaced.

        Raises:
            FileError: if it may not.
        """
        exists = is_regular(self._folder / path)
        if exists and not self._force and not self._is_ours(path):
            raise self._refused([path])
        return exists

    def _check_folders(self) -> None:
        """Refuse to go on if the folder is another one, or its folder of pictures is none or a link."""
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
