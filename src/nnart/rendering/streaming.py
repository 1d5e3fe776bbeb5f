"""Streaming: a job painted into a file or a stream piece by piece, at constant memory."""

from __future__ import annotations

import math
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from nnart.files.atomic import check_target, followed, replacing
from nnart.files.codec import Frame, StreamCodec
from nnart.files.note import Note
from nnart.files.spool import Spool
from nnart.network import origin
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted, Painting, Progress
from nnart.rendering.workers import Workers


def to_file(
    job: Job,
    path: Path,
    codec: StreamCodec,
    *,
    dpi: int | None = None,
    workers: Workers | None = None,
    force: bool = False,
    restart: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a job into a file; if that is interrupted, the same call goes on where it was.

    Args:
        job: what is painted.
        path: where to.
        codec: how the format is streamed.
        dpi, workers, force, restart, progress: as for `nnart.render_file`.

    Raises:
        FileError: if the file exists or cannot be written, or something else was begun there.
    """
    check_target(path, force)
    path = followed(path)
    with Spool(path, contents_of(job) | {"format": codec.word}, restart) as spool:
        painting = resumed(job, workers, progress, spool)
        with closing(_pieces(painting, codec, spool.pieces)) as results:
            for pieces, note in results:
                spool.append(pieces, note)
        with replacing(path, force) as stream:
            codec.write(stream, iter(spool), _frame(painting, dpi))
    return painting.painted


def contents_of(job: Job) -> dict[str, object]:
    """Return what decides the pieces of a job, in words that people know too."""
    rows, columns = job.size
    return {"job": job.digest, "seed": job.recipe.seed, "size": f"{columns} x {rows}"}


def resumed(job: Job, workers: Workers | None, progress: Progress | None, spool: Spool) -> Painting:
    """Return a job under way, after what a spool holds of it."""

    def told(share: float) -> None:
        spool.share += share
        if progress is not None:
            progress(share)

    painting = Painting(job, workers, told, spool.extremes)
    spool.measured(painting.painter.extremes)
    painting.note = spool.note
    return painting


def to_stream(
    job: Job,
    stream: BinaryIO,
    codec: StreamCodec,
    *,
    dpi: int | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> Painted:
    """Paint a job into a binary stream; arguments and answer are those of `to_file`."""
    painting = Painting(job, workers, progress)
    with closing(_pieces(painting, codec)) as results:
        codec.write(stream, (piece for pieces, _ in results for piece in pieces), _frame(painting, dpi))
    return painting.painted


def _pieces(
    painting: Painting, codec: StreamCodec, done: int = 0
) -> Generator[tuple[list[bytes], Note], None, None]:
    """Yield a job's pieces after so many, window by window, and what is to be remembered of each."""
    view = painting.painter.view
    pixels = sum(math.prod(level.extent) for level in codec.levels(view))
    return painting.windows(codec.encode, codec.windows(view, painting.height, done), pixels)


def _frame(painting: Painting, dpi: int | None) -> Frame:
    """Return what a file says of its pixels, with what they are painted from if there is room for it."""
    job, painter = painting.painter.job, painting.painter
    text = None if job.show_samples else origin.carried(job.recipe, job.network)
    if job.raw:
        return Frame(job.size, painter.outputs, "f4", text)
    return Frame(job.size, painter.channels, f"u{job.bits // 8}", text, job.recipe.space, dpi)
