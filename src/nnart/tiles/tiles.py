"""Tiles: a recipe rendered as a folder of tiles at all sizes, for viewers that zoom."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from nnart.arrays import Answer
from nnart.checks.annotations import checked
from nnart.errors import FileError, InputError, Way, fault, refused
from nnart.files.formats import PICTURES
from nnart.files.note import Note
from nnart.files.picture import Picture
from nnart.files.spool import Spool
from nnart.plane.view import View
from nnart.progress import AnyProgress
from nnart.recipe.sizes import AnySize
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.painting import Painted, Painting
from nnart.rendering.reproduce import toml_of
from nnart.rendering.resume import contents_of, resume
from nnart.rendering.run import Run
from nnart.tiles.block import Block, all_blocks, blocks_of, count_pixels
from nnart.tiles.deepzoom import DeepZoom
from nnart.tiles.folder import SPOOL, TileFolder
from nnart.tiles.iiif import BASE, IIIF
from nnart.tiles.layout import Layout
from nnart.tiles.page import PAGE, RECIPE, render_page, viewer_files


@checked
def render_tiles(
    job: Job,
    folder: str | Path,
    layout: Layout | None = None,
    run: Run | None = None,
    *,
    progress: AnyProgress = None,
) -> Painted:
    """Render a picture into a folder of tiles, with a page that shows it and its recipe as TOML.

    Every zoom level is rendered, not shrunk from a larger one. Page and descriptor are written last. To resume
    an interrupted call, repeat it.

    Args:
        job: the picture, with 8 bits a channel; see `job_of`.
        folder: a new or empty folder, or one that an interrupted call left.
        layout: a `DeepZoom` or `IIIF` of the job's size; Deep Zoom with JPEG tiles by default.
        run: how to render; no pixel depends on it.
        progress: shows the work; as in `Run`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the folder holds other files or cannot be written.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    there = TileFolder(Path(folder), layout or DeepZoom(size=job.size))
    check_job(job, there.layout)
    run.check(job, Blocks(there.layout), there.path.parent)
    there.check_early(run.restart)
    job = run.wait(job.calibrate)
    new = not there.path.exists()
    try:
        there.path.mkdir(exist_ok=True)
        contents = contents_of(job) | {"layout": there.layout.as_data()}
        with Spool(there.path / SPOOL, contents, run.restart, there) as spool:
            painting = resume(job, run, spool)
            _paint(painting, there, spool)
            _check_complete(there, spool)
            _finish(job, there)
    except OSError as error:
        raise refused(error, there.path) from error
    finally:
        if new:
            with suppress(OSError):  # unless something is in it
                there.path.rmdir()
    return painting.painted


def check_job(job: Job, layout: Layout) -> None:
    """Refuse a job that the layout cannot hold.

    Raises:
        InputError: if the sizes differ, the job is not a picture with 8 bits a channel, or the tiles' format
            has no alpha.
    """
    if job.size != layout.size:
        raise InputError(fault("conflict", f"the job has {job.size} pixels, the layout {layout.size}", "size"))
    if job.show == "field" or job.bits != 8:
        raise InputError(fault("kind", "tiles are pictures with 8 bits a channel", "job"))
    if job.channels == 4 and not PICTURES[f".{layout.ending}"].alpha:
        way = Way("holds it", "ending", "png")
        raise InputError(fault("kind", f"{layout.ending} holds no alpha", "ending", ways=way))


class Blocks:
    """An `Encoder` for tiles, which renders and encodes a block of tiles at a time."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def levels(self, whole: View) -> list[View]:
        """Return the picture at all sizes, full size first."""
        return [whole.shrunk(level.step) for level in reversed(self._layout.levels())]

    def windows(self, whole: View, _: int) -> Iterator[View]:
        """Yield the windows of all blocks, full size first."""
        for level in reversed(self._layout.levels()):
            yield from (block.view(whole) for block in blocks_of(level))

    def encode(self, pixels: Answer, _: View) -> list[bytes]:
        """Encode some pixels as files of tiles."""
        rows, columns = (range(0, length, self._layout.side) for length in pixels.shape[:2])
        side = self._layout.side
        parts = (pixels[row : row + side, column : column + side] for row in rows for column in columns)
        return [_encoded(part, self._layout, "srgb") for part in parts]


def layout_for(size: AnySize, *, iiif: bool = False, base: str | None = None, ending: str = "jpg") -> Layout:
    """Return the layout for a picture of this size.

    Args:
        size: takes what `Job` takes.
        iiif: IIIF Image API 3, level 0, instead of Deep Zoom (DZI).
        base: the address where you will publish an IIIF folder; https://example.com/iiif by default.
        ending: the tiles' format: "jpg", "png" or "webp".

    Raises:
        InputError: if an argument is not valid.
    """
    if iiif:
        return IIIF(size=size, ending=ending, base=base or BASE)
    if base is not None:
        ways = (Way("makes IIIF tiles", "iiif"), "leave it out")
        raise InputError(fault("no-effect", "only IIIF needs an address", "base", ways=ways))
    return DeepZoom(size=size, ending=ending)


def _paint(painting: Painting, folder: TileFolder, spool: Spool) -> None:
    """Render the tiles that are missing from a folder, and record finished ones in the spool."""
    # A block is written before it is recorded; a power cut may still have lost some.
    blocks = all_blocks(folder.layout)
    lost = [replace(block, again=True) for block, noted in _noted(blocks, spool) if folder.lost(block, noted)]
    todo = itertools.chain(lost, blocks)
    with closing(painting.map(partial(_tiles, folder.layout), todo, count_pixels(folder.layout))) as results:
        for (block, tiles), note in results:
            _check_there(folder, spool)
            folder.write_block(block, tiles)
            if not block.again:
                spool.append([folder.note(tiles)], note)


def _noted(blocks: Iterator[Block], spool: Spool) -> Iterator[tuple[Block, bytes]]:
    """Yield the blocks that a spool records, with their records, and leave the others in the iterator."""
    for noted, block in zip(spool, blocks, strict=False):  # in this order: else zip takes one block too many
        yield block, noted


def _check_there(folder: TileFolder, spool: Spool) -> None:
    if not spool.is_there():
        ways = "put it back, and the same command resumes it"
        raise FileError(fault("absent", "was moved or removed meanwhile", ways=ways, where=folder.path))


def _check_complete(folder: TileFolder, spool: Spool) -> None:
    """Check that every recorded tile is there."""
    _check_there(folder, spool)
    lost = sum(folder.lost(block, noted) for block, noted in _noted(all_blocks(folder.layout), spool))
    if lost:
        says = f"{lost:,} of its tiles were changed or removed meanwhile"
        raise FileError(fault("damaged", says, where=folder.path))


def _tiles(layout: Layout, painter: Painter, block: Block) -> tuple[tuple[Block, list[bytes]], Note]:
    """Return the contents of a block's files, and a note of its pixels."""
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


def _finish(job: Job, folder: TileFolder) -> None:
    """Complete a folder of tiles: write the recipe, the page and, last, the descriptor."""
    title = "nnart" if job.network is not None else f"nnart, seed {job.recipe.seed}"
    files = viewer_files()
    texts = {RECIPE: toml_of(job.recipe, job.network), PAGE: render_page(title, folder.layout)}
    for name, text in (texts | folder.layout.descriptors()).items():
        files[name] = text.encode()
    for name, data in files.items():
        folder.write(name, data)
    if hasattr(os, "sync"):
        os.sync()  # syncing hundreds of thousands of files one by one would take as long as painting them
