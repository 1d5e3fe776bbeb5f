"""TileFolder: the folder of a picture's tiles, with the files that may be in it."""

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
UNFINISHED = SPOOL + ENDING  # the files of an incomplete folder
_OURS = {UNFINISHED, f"{SPOOL}.lock"}
_CHECKSUM = struct.Struct("<I")
# All files that nnart makes in such a folder, in either layout; no other file is ever removed.
_NAMES = re.compile(
    r"index\.html|recipe\.toml|openseadragon/[^/]+|[^/]+\.dzi|[^/]+_files/\d+/\d+_\d+\.(jpg|png|webp)"
    r"|[^/]+/(info\.json|(full|\d+,\d+,\d+,\d+)/(max|\d+,\d+)/0/default\.(jpg|png|webp))"
)


@dataclass(frozen=True)
class TileFolder(Surroundings):
    """A folder of tiles, complete or not; its spool records the finished ones.

    Attributes:
        path: where it is.
        layout: which files are in it.
    """

    path: Path
    layout: Layout

    def check_early(self, restart: bool) -> None:
        """Refuse a folder that holds other files or cannot be written, before any work.

        Args:
            restart: whether to replace unfinished tiles without a spool.

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
        """Refuse a folder that holds other files; as `Surroundings.check`."""
        with in_file(self.path):
            if not begun and self.holds() and not (again and self._is_unfinished()):
                raise FileError(self._taken())

    def clear(self) -> None:
        """Remove all files that nnart makes in such a folder, in either layout, except the spool."""
        files = self._ours()
        folders = {folder for path in files for folder in path.relative_to(self.path).parents[:-1]}
        for path in files:
            path.unlink()
        for folder in sorted(folders, reverse=True):  # the innermost first
            with suppress(OSError):  # unless something is in it
                (self.path / folder).rmdir()

    def _ours(self) -> list[Path]:
        """Return the files with names that nnart gives, except the spool."""
        found = []
        for path in self.path.rglob("*"):
            relative = path.relative_to(self.path).as_posix()
            if _NAMES.fullmatch(relative) and path.is_file() and not path.is_symlink():
                found.append(path)
        return found

    def _is_unfinished(self) -> bool:
        """Return whether the folder holds tiles without the files that complete a picture."""
        files = {path for path in self.path.rglob("*") if not path.is_dir() or path.is_symlink()}
        spool = {self.path / name for name in _OURS}
        complete = {self.path / name for name in (PAGE, RECIPE, *self.layout.descriptors())}
        return files <= {*self._ours(), *spool} and not files & complete

    def holds(self) -> bool:
        """Return whether other files are in the folder: without the spool, nobody would know whose tiles these
        are.
        """
        return not {path.name for path in self.path.iterdir()} <= _OURS

    def name(self, target: Path) -> Path:  # noqa: ARG002  - people know the folder
        """Return the folder."""
        return self.path

    def _taken(self) -> Fault:
        """Return the fault of a folder that is not new, after looking into it."""
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
        """Write a file by its path in the folder; fail if the folder was moved or removed meanwhile.

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
        """Return the record of a block's files."""
        return b"".join(_CHECKSUM.pack(zlib.crc32(data)) for data in files)

    def lost(self, block: Block, noted: bytes) -> int:
        """Return how many files of a block do not match their record."""
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
    """Return whether a tile's file is complete."""
    try:
        with path.open("rb") as stream:
            return has_end(stream, name)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
