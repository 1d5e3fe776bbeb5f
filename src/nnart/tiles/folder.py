"""TileFolder: the files of a picture's tiles, and what else may be in their folder."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nnart.errors import Fault, FileError, Way, fault, in_file
from nnart.files.atomic import ENDING, no_folder
from nnart.files.formats import PICTURES
from nnart.files.surroundings import Surroundings
from nnart.files.whole import has_end
from nnart.tiles.block import Block, all_blocks
from nnart.tiles.layout import Layout
from nnart.tiles.page import PAGE, RECIPE

SPOOL = "unfinished"
UNFINISHED = SPOOL + ENDING  # what a folder holds until it is complete
_OURS = {UNFINISHED, f"{SPOOL}.lock"}
_CHECKSUM = struct.Struct("<I")
# All that nnart makes in such a folder, of either layout: nothing else in it is ever removed.
_NAMES = re.compile(
    r"index\.html|recipe\.toml|openseadragon/[^/]+|[^/]+\.dzi|[^/]+_files/\d+/\d+_\d+\.(jpg|png|webp)"
    r"|[^/]+/(info\.json|(full|\d+,\d+,\d+,\d+)/(max|\d+,\d+)/0/default\.(jpg|png|webp))"
)


@dataclass(frozen=True)
class TileFolder(Surroundings):
    """A folder of tiles, complete or not, around the spool that says which of them are finished.

    Attributes:
        path: where it is.
        layout: which files are in it.
    """

    path: Path
    layout: Layout

    def check_early(self, restart: bool) -> None:
        """Refuse, before any work, a folder that holds something else or cannot be written.

        Args:
            restart: whether unfinished tiles may be replaced that no spool tells of.

        Raises:
            FileError: with the reason.
        """
        with in_file(self.path):
            there = self.path.is_dir()
            if not there and self.path.exists():
                raise FileError(fault("kind", "is no folder", ways="name a new one"))
            if not there and not self.path.parent.is_dir():
                raise FileError(no_folder(self.path.parent))
            if not os.access(self.path if there else self.path.parent, os.W_OK | os.X_OK):
                raise FileError(fault("access", "its folder cannot be written to"))
        if there and not (self.path / UNFINISHED).exists():
            self.check(begun=False, again=restart)

    def check(self, begun: bool, again: bool) -> None:
        """Refuse a folder that holds something else; as `Surroundings.check`."""
        with in_file(self.path):
            if not begun and self.holds() and not (again and self._is_unfinished()):
                raise FileError(self._taken())

    def clear(self) -> None:
        """Remove what nnart makes in such a folder, of either layout, and nothing else; the spool stays."""
        files = self._ours()
        folders = {folder for path in files for folder in path.relative_to(self.path).parents[:-1]}
        for path in files:
            path.unlink()
        for folder in sorted(folders, reverse=True):  # the innermost first
            with suppress(OSError):  # unless something is in it
                (self.path / folder).rmdir()

    def _ours(self) -> list[Path]:
        """Return the files in it whose names nnart gives, but for the spool."""
        found = []
        for path in self.path.rglob("*"):
            relative = path.relative_to(self.path).as_posix()
            if _NAMES.fullmatch(relative) and path.is_file() and not path.is_symlink():
                found.append(path)
        return found

    def _is_unfinished(self) -> bool:
        """Return whether it holds tiles alone, and not yet what makes them a picture."""
        files = {path for path in self.path.rglob("*") if not path.is_dir() or path.is_symlink()}
        spool = {self.path / name for name in _OURS}
        complete = {self.path / name for name in (PAGE, RECIPE, *self.layout.descriptors())}
        return files <= {*self._ours(), *spool} and not files & complete

    def holds(self) -> bool:
        """Return whether anything is in it beside the spool: nobody would know whose tiles these are."""
        return not {path.name for path in self.path.iterdir()} <= _OURS

    def name(self, target: Path) -> Path:  # noqa: ARG002  - people know the folder
        """Return the folder."""
        return self.path

    def _taken(self) -> Fault:
        """Return what a folder holds that is not new, having looked."""
        if not all((self.path / name).is_file() for name in (PAGE, RECIPE)):
            if self._is_unfinished():
                says = "holds tiles, but no record of what they are"
                return fault("exists", says, ways=(Way("begins anew", "restart"), "another name leaves them"))
            return fault("exists", "is not empty", ways="name a new folder")
        ways = "name another folder, or remove it"
        for name, text in self.layout.descriptors().items():
            if not _is(self.path / name, text.encode()):
                return fault("exists", "tiles of another size or layout are there", ways=ways)
        paths = [path for block in all_blocks(self.layout) for path in self.files(block)]
        name = PICTURES[f".{self.layout.ending}"].name
        missing = sum(not _is_whole(path, name) for path in paths)
        if missing:
            says = f"tiles are there, but {missing:,} of {len(paths):,} are missing or damaged"
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


def _is_whole(path: Path, name: str) -> bool:
    """Return whether a tile is there to its end."""
    try:
        with path.open("rb") as stream:
            return has_end(stream, name)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
