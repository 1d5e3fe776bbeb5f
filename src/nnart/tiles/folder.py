"""TileFolder: the files of a picture's tiles, and what else may be in their folder."""

from __future__ import annotations

import os
import shutil
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnart.errors import Fault, FileError, fault, in_file, shown_path
from nnart.files.atomic import ENDING
from nnart.files.spool import Surroundings
from nnart.tiles.block import Block, all_blocks
from nnart.tiles.layout import Layout
from nnart.tiles.page import PAGE, RECIPE

SPOOL = "unfinished"
UNFINISHED = SPOOL + ENDING  # what a folder holds until it is complete
_OURS = {UNFINISHED, f"{SPOOL}.lock"}
_CHECKSUM = struct.Struct("<I")


@dataclass(frozen=True)
class TileFolder(Surroundings):
    """A folder of tiles, complete or not, around the spool that says which of them are finished.

    Attributes:
        path: where it is.
        layout: which files are in it.
    """

    path: Path
    layout: Layout

    def check_early(self) -> None:
        """Refuse, before any work, a folder that holds something else or cannot be written.

        Raises:
            FileError: with the reason.
        """
        with in_file(self.path):
            there = self.path.is_dir()
            if not there and self.path.exists():
                raise FileError(fault("kind", "is no folder", ways="name a new one"))
            if not there and not self.path.parent.is_dir():
                says = f"there is no folder {shown_path(self.path.parent)}"
                raise FileError(fault("absent", says, ways="make it first"))
            if not os.access(self.path if there else self.path.parent, os.W_OK | os.X_OK):
                raise FileError(fault("access", "its folder cannot be written to"))
        if there:
            self.check((self.path / UNFINISHED).exists())

    def check(self, found: bool) -> None:
        """Refuse a folder that holds something else; as `Surroundings.check`."""
        with in_file(self.path):
            if not found and self.holds():
                raise FileError(self._taken())

    def clear(self) -> None:
        """Remove all that an unfinished folder holds beside its spool, of either layout."""
        for name in (PAGE, RECIPE, f"{self.layout.name}.dzi"):
            (self.path / name).unlink(missing_ok=True)
        for name in (f"{self.layout.name}_files", self.layout.name):
            if (self.path / name).exists():
                shutil.rmtree(self.path / name)

    def holds(self) -> bool:
        """Return whether anything is in it beside the spool: nobody would know whose tiles these are."""
        return not {path.name for path in self.path.iterdir()} <= _OURS

    def name(self, target: Path) -> Path:  # noqa: ARG002  - people know the folder
        """Return the folder."""
        return self.path

    def _taken(self) -> Fault:
        """Return what a folder holds that is not new, having looked."""
        if not all((self.path / name).is_file() for name in (PAGE, RECIPE)):
            return fault("exists", "is not empty", ways="name a new folder")
        ways = "name another folder, or remove it"
        for name, text in self.layout.descriptors().items():
            if not _is(self.path / name, text.encode()):
                return fault("exists", "tiles of another size or layout are there", ways=ways)
        paths = [path for block in all_blocks(self.layout) for path in self.files(block)]
        missing = sum(not _has_bytes(path) for path in paths)
        if missing:
            says = f"tiles are there, but {missing:,} of {len(paths):,} are missing"
            return fault("exists", says, ways=ways)
        return fault("exists", "tiles are there and complete", ways=ways)

    def files(self, block: Block) -> Iterator[Path]:
        """Yield the files of a block of tiles."""
        for tile in block.tiles():
            for path in self.layout.paths(block.level, tile):
                yield self.path / path

    def write(self, name: str | Path, data: bytes) -> None:
        """Write a file by its path in the folder, which is not made anew if it was moved or removed meanwhile.

        Raises:
            OSError: if that fails.
        """
        for parent in reversed(Path(name).parents[:-1]):
            (self.path / parent).mkdir(exist_ok=True)
        (self.path / name).write_bytes(data)

    def write_block(self, block: Block, files: Sequence[bytes]) -> None:
        """Write the files of a block of tiles."""
        for path, data in zip(self.files(block), files, strict=True):
            self.write(path.relative_to(self.path), data)

    @staticmethod
    def note(files: Sequence[bytes]) -> bytes:
        """Return what is noted of the files of a block of tiles."""
        return b"".join(_CHECKSUM.pack(zlib.crc32(data)) for data in files)

    def lost(self, block: Block, noted: bytes) -> int:
        """Return how many files of a block are not what was noted."""
        files = zip(self.files(block), _CHECKSUM.iter_unpack(noted), strict=True)
        return sum(_checksum(path) != checksum for path, (checksum,) in files)


def _checksum(path: Path) -> int | None:
    try:
        return zlib.crc32(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _is(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _has_bytes(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
