"""Tiles: a recipe painted as a folder of tiles at all sizes, for viewers that show any part of it at once."""

from __future__ import annotations

import io
import itertools
import math
import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from nnart.arrays import Answer
from nnart.errors import FileError, InputError, Way, fault, in_file, shown_path
from nnart.files.atomic import ENDING
from nnart.files.formats import PICTURES
from nnart.files.note import Note
from nnart.files.picture import Picture
from nnart.files.spool import Spool
from nnart.plane.view import View
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.painting import Painted, Painting
from nnart.rendering.reproduce import toml_of
from nnart.rendering.resume import contents_of, resume
from nnart.rendering.run import Run
from nnart.tiles.deepzoom import DeepZoom
from nnart.tiles.iiif import BASE, IIIF
from nnart.tiles.layout import Layout
from nnart.tiles.page import PAGE, RECIPE, render_page, viewer_files
from nnart.tiles.pyramid import Level, Tile

_SPOOL = "unfinished"
UNFINISHED = _SPOOL + ENDING  # what a folder holds until it is complete
_BLOCK = 4  # tiles both ways that are painted at a time
_CHECKSUM = struct.Struct("<I")


def render_tiles(job: Job, folder: str | Path, layout: Layout | None = None, run: Run | None = None) -> Painted:
    """Render a job into a folder of tiles, with a page to look at it, and its recipe as TOML.

    Every size is rendered, not shrunk from a larger one. Tiles are there once they are rendered; the page and
    the descriptor come last. If that is interrupted, the same call resumes it.

    Args:
        job: a picture, with 8 bits a channel.
        folder: a new or an empty one, or one that was started.
        layout: how the files lie in it, for the job's size; Deep Zoom with JPEGs when not given.
        run: how; no pixel depends on it.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the folder holds something else or cannot be written.
        Cancelled: after a call of the run's `cancel`.
    """
    folder, run = Path(folder), run or Run()
    layout = layout or DeepZoom(size=job.size)
    check_job(job, layout)
    _check(folder)
    job = run.wait(job.calibrate)
    new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        contents = contents_of(job) | {"layout": layout.as_data()}
        with Spool(folder / _SPOOL, contents, run.restart, partial(_clear, folder, layout)) as spool:
            painting = resume(job, run, spool)
            spool.keep = True  # or nobody knew whose tiles these are
            _paint(painting, folder, layout, spool)
            _finish(job, folder, layout)
    except OSError as error:
        raise FileError(fault("access", error.strerror or str(error), where=folder)) from error
    finally:
        if new:
            with suppress(OSError):  # unless something is in it
                folder.rmdir()
    return painting.painted


def check_job(job: Job, layout: Layout) -> None:
    """Refuse a job that tiles cannot show.

    Raises:
        InputError: if its size is another, it is no picture with 8 bits a channel, or tiles hold no alpha.
    """
    if job.size != layout.size:
        raise InputError(fault("conflict", f"the job has {job.size}, the layout {layout.size}", "size"))
    if job.show == "field" or job.bits != 8:
        raise InputError(fault("kind", "tiles are pictures with 8 bits a channel", "job"))
    if job.channels == 4 and not PICTURES[f".{layout.ending}"].alpha:
        way = Way("holds it", "ending", "png")
        raise InputError(fault("kind", f"{layout.ending} holds no alpha", "ending", ways=way))


class Blocks:
    """Blocks of tiles, an `Encoder`: what is rendered at a time, and what becomes of it."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def levels(self, whole: View) -> list[View]:
        """Return a picture at all sizes, the full one first."""
        return [whole.shrunk(level.step) for level in reversed(self._layout.levels())]

    def windows(self, whole: View, _: int) -> Iterator[View]:
        """Yield the windows of all blocks, the full size's first."""
        for level in reversed(self._layout.levels()):
            yield from (block.view(whole) for block in _Block.of(level))

    def encode(self, pixels: Answer, _: View) -> list[bytes]:
        """Return some pixels as files of tiles."""
        rows, columns = (range(0, length, self._layout.side) for length in pixels.shape[:2])
        side = self._layout.side
        parts = (pixels[row : row + side, column : column + side] for row in rows for column in columns)
        return [_encoded(part, self._layout, "srgb") for part in parts]


def _clear(folder: Path, layout: Layout) -> None:
    """Remove all that an unfinished folder holds beside its spool, of either layout."""
    for name in (PAGE, RECIPE, f"{layout.name}.dzi"):
        (folder / name).unlink(missing_ok=True)
    for name in (f"{layout.name}_files", layout.name):
        if (folder / name).exists():
            shutil.rmtree(folder / name)


def layout_for(
    size: tuple[int, int], *, iiif: bool = False, base: str | None = None, ending: str = "jpg"
) -> Layout:
    """Return how the files of a picture of a size lie in its folder.

    Args:
        size: rows and columns, 1 … 1,000,000 each.
        iiif: as the IIIF Image API 3 wants them (level 0), and not as a Deep Zoom image (DZI).
        base: the address at which an IIIF folder will be published; https://example.com/iiif when not given.
        ending: of the names of tiles, their format: "jpg", "png" or "webp".

    Raises:
        InputError: if an argument breaks its rule.
    """
    if iiif:
        return IIIF(size=size, ending=ending, base=base or BASE)
    if base is not None:
        ways = (Way("has one", "iiif"), "leave it out")
        raise InputError(fault("no-effect", "only IIIF's descriptor says where it is", "base", ways=ways))
    return DeepZoom(size=size, ending=ending)


def _check(folder: Path) -> None:
    """Refuse, before any work, a folder that holds something else or cannot be written."""
    with in_file(folder):
        if folder.is_dir():
            there = {entry.name for entry in folder.iterdir()}
            if there and UNFINISHED not in there:
                if PAGE in there and RECIPE in there:
                    way = "name another folder, or remove it"
                    raise FileError(fault("exists", "tiles are there and complete", ways=way))
                raise FileError(fault("exists", "is not empty", ways="name a new folder"))
        elif folder.exists():
            raise FileError(fault("kind", "is no folder", ways="name a new one"))
        elif not folder.parent.is_dir():
            raise FileError(
                fault("absent", f"there is no folder {shown_path(folder.parent)}", ways="make it first")
            )
        if not os.access(folder if folder.is_dir() else folder.parent, os.W_OK | os.X_OK):
            raise FileError(fault("access", "its folder cannot be written to"))


@dataclass(frozen=True)
class _Block:
    """Some tiles of a level that are painted at a time."""

    level: Level
    rows: tuple[int, int]
    columns: tuple[int, int]
    again: bool = False  # whether it was painted before and then lost

    @classmethod
    def of(cls, level: Level) -> Iterator[_Block]:
        """Yield those of a level, row by row."""
        down, across = level.grid
        for row in range(0, down, _BLOCK):
            for column in range(0, across, _BLOCK):
                yield cls(level, (row, min(row + _BLOCK, down)), (column, min(column + _BLOCK, across)))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of its window."""
        rows, columns = self.level.window(self.rows, self.columns)
        return rows[1] - rows[0], columns[1] - columns[0]

    def view(self, whole: View) -> View:
        """Return its window."""
        return whole.shrunk(self.level.step).crop(*self.level.window(self.rows, self.columns))

    def tiles(self) -> Iterator[Tile]:
        """Yield its tiles."""
        return self.level.tiles(self.rows, self.columns)


def _paint(painting: Painting, folder: Path, layout: Layout, spool: Spool) -> None:
    """Paint what is not there of a folder, and note in the spool what is."""
    # The smallest level first, so that there is something to look at.
    blocks = (block for level in layout.levels() for block in _Block.of(level))
    # Blocks come after what is noted of them; a power cut may have lost some all the same.
    lost = [
        replace(block, again=True)
        for noted, block in zip(spool, blocks, strict=False)
        if not _there(folder, layout, block, noted)
    ]
    todo = itertools.chain(lost, blocks)
    with closing(painting.map(partial(_tiles, layout), todo, _pixels(layout))) as results:
        for (block, tiles), note in results:
            for path, data in zip(_files(folder, layout, block), tiles, strict=True):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            if not block.again:
                spool.append([b"".join(_CHECKSUM.pack(zlib.crc32(data)) for data in tiles)], note)


def _tiles(layout: Layout, painter: Painter, block: _Block) -> tuple[tuple[_Block, list[bytes]], Note]:
    """Return what the files of a block of tiles hold, and what is to be remembered of it."""
    view = block.view(painter.view)
    pixels, note = painter.band(view)
    files = []
    for tile in block.tiles():
        data = _encoded(pixels[tile.within((view.rows, view.cols))], layout, painter.job.recipe.space)
        files += [data] * len(layout.paths(block.level, tile))
    return (block, files), Note() if block.again else note


def _encoded(pixels: Answer, layout: Layout, space: str) -> bytes:
    stream = io.BytesIO()
    Picture(pixels, space=space).write(stream, PICTURES[f".{layout.ending}"])
    return stream.getvalue()


def _files(folder: Path, layout: Layout, block: _Block) -> Iterator[Path]:
    """Yield the files of a block of tiles."""
    for tile in block.tiles():
        for path in layout.paths(block.level, tile):
            yield folder / path


def _there(folder: Path, layout: Layout, block: _Block, noted: bytes) -> bool:
    """Return whether all files of a block are what was noted."""
    files = zip(_files(folder, layout, block), _CHECKSUM.iter_unpack(noted), strict=True)
    try:
        return all(zlib.crc32(path.read_bytes()) == checksum for path, (checksum,) in files)
    except FileNotFoundError:
        return False


def _pixels(layout: Layout) -> int:
    """Return how many pixels all blocks have, their overlaps included."""
    found = 0
    for level in layout.levels():
        down, across = level.grid
        rows = (level.window((row, min(row + _BLOCK, down)), (0, 1))[0] for row in range(0, down, _BLOCK))
        columns = (level.window((0, 1), (at, min(at + _BLOCK, across)))[1] for at in range(0, across, _BLOCK))
        lengths = (sum(stop - start for start, stop in windows) for windows in (rows, columns))
        found += math.prod(lengths)
    return found


def _finish(job: Job, folder: Path, layout: Layout) -> None:
    """Write what makes a folder of tiles a picture: recipe, page, and last of all the descriptor."""
    title = "nnart" if job.network is not None else f"nnart, seed {job.recipe.seed}"
    files = viewer_files()
    for name, text in {RECIPE: toml_of(job.recipe, job.network), PAGE: render_page(title, layout)}.items():
        files[name] = text.encode()
    for name, text in layout.descriptors().items():
        files[name] = text.encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    if hasattr(os, "sync"):
        os.sync()  # hundreds of thousands of files one by one would take as long as to paint them
