"""Manifest: which files of a folder nnart has made, and what from, so that it leaves others alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from nnart.errors import FileError, fault, shown_path
from nnart.files.atomic import ENDING, replacing

NAME = "gallery.json"
_VERSION = 1
MAX_BYTES = 2**28


class Manifest:
    """The files of a folder, by their paths in it, each with the key of what it is made from.

    A file is claimed before it is made, so that whenever work is interrupted, it is known whose it is.
    """

    def __init__(self, folder: Path) -> None:
        """Read a folder's manifest, if there is one.

        Raises:
            FileError: if it cannot be read, or is none.
        """
        self._folder = folder
        self._files = _read(folder / NAME)

    def claim(self, keys: dict[str, str]) -> None:
        """Note files that will be made, by path, each with its key.

        Raises:
            FileError: if something that nnart did not make has such a path, or a folder of one is a link,
                through which files elsewhere would be written and removed.
        """
        for folder in sorted({(self._folder / path).parent for path in {*keys, *self._files}} - {self._folder}):
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                wrong = "is a link" if folder.is_symlink() else "is no folder"
                ways = "move it, or name another folder for the gallery"
                raise FileError(fault("kind", f"{shown_path(folder)} {wrong}", ways=ways))
        for path in keys:
            there = self._folder / path
            if there.is_symlink() or (path not in self._files and there.exists()):
                says = f"{shown_path(there)} is there, and not of this gallery"
                raise FileError(fault("exists", says, ways="move it, or name another folder"))
        for path, key in keys.items():
            if self._files.get(path, {}).get("key") != key:
                if path in self._files:  # what was begun is of another key
                    (self._folder / f"{path}{ENDING}").unlink(missing_ok=True)
                self._files[path] = {"key": key}
        self.write()

    def done(self, path: str) -> bool:
        """Return whether a file is there as it was made with the key that it is claimed with."""
        noted = self._files[path]
        try:
            return "crc" in noted and noted["crc"] == zlib.crc32((self._folder / path).read_bytes())
        except OSError:
            return False

    def finish(self, path: str) -> None:
        """Note that a file is made."""
        self._files[path]["crc"] = zlib.crc32((self._folder / path).read_bytes())

    def remove_others(self, kept: Iterable[str]) -> int:
        """Remove the files that are noted but not kept, folders that are empty then, and return how many.

        One that someone has changed since is left where it is, and noted no more.
        """
        gone = self._files.keys() - set(kept)
        for path in gone:
            noted, there = self._files.pop(path), self._folder / path
            with suppress(FileNotFoundError):
                if "crc" not in noted or noted["crc"] == zlib.crc32(there.read_bytes()):
                    there.unlink()
            (self._folder / f"{path}{ENDING}").unlink(missing_ok=True)
            with suppress(OSError):  # unless something is in it
                there.parent.rmdir()
        return len(gone)

    def write(self) -> None:
        """Write the manifest into its folder."""
        data = {"version": _VERSION, "files": self._files}
        with replacing(self._folder / NAME, force=True) as stream:
            stream.write(f"{json.dumps(data, indent=1, sort_keys=True)}\n".encode())


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        with path.open("rb") as stream:
            text = stream.read(MAX_BYTES)
        data = json.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise FileError(fault("access", error.strerror or str(error), where=path)) from None
    except (ValueError, RecursionError):
        data = None
    if not _is_manifest(data):
        says = f"{shown_path(path)} is not what nnart wrote"
        raise FileError(fault("damaged", says, ways="name a new folder"))
    files: dict[str, dict[str, Any]] = data["files"]
    return files


def _is_manifest(data: Any) -> bool:
    """Return whether data is a manifest's: of files in the folder alone, as they are removed by it."""
    if not isinstance(data, dict) or data.get("version") != _VERSION or not isinstance(data.get("files"), dict):
        return False
    return all(
        isinstance(noted, dict) and set(noted) <= {"key", "crc"} and _inside(path)
        for path, noted in data["files"].items()
    )


def _inside(path: str) -> bool:
    parts = path.split("/")
    return len(parts) <= 2 and all(part.strip(".") and not set(part) & set("\\:\0") for part in parts)
