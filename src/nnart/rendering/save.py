"""Saving: render a job into memory, a file or a stream."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from nnart.checks.annotations import checked
from nnart.checks.kinds import Writable
from nnart.errors import InputError, Way, fault
from nnart.files.atomic import check_target, follow_link, replacing
from nnart.files.codec import Codec, Frame, StreamCodec
from nnart.files.formats import PNG, choose, find_for_field, named
from nnart.files.note import Note
from nnart.files.picture import Picture
from nnart.files.spool import Spool
from nnart.files.surroundings import Target
from nnart.network import origin
from nnart.progress import AnyProgress
from nnart.recipe.sizes import check_dpi
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted, Painting
from nnart.rendering.resume import contents_of, resume
from nnart.rendering.run import Run


def render_job(job: Job, run: Run | None = None, held: int = 1) -> Picture:
    """Render a job into memory; a map of samples carries no recipe.

    Args:
        job: what to render.
        run: how.
        held: number of such pictures in memory at a time, for the limits.

    Raises:
        InputError: if it is a field, or more than the run's limits allow.
        Cancelled: if the run's `cancel` is called.
    """
    if job.show == "field":
        raise InputError(
            fault("no-effect", "a field is no picture", "show", ways=Way("writes one", call="save"))
        )
    run = run or Run()
    run.check(job, PNG, held=held * job.bytes)
    return _picture(Painting(job, run))


@checked
def save(
    job: Job,
    target: str | Path | Writable,
    run: Run | None = None,
    *,
    format: str | None = None,  # noqa: A002  - as Pillow calls it
    dpi: int | None = None,
    progress: AnyProgress = None,
) -> Painted:
    """Render a job into a file, which is complete or not there at all, or a stream; as `nnart.save`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the file exists or cannot be written, or something else was started there.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    dpi = job.size.dpi if dpi is None else check_dpi(dpi)
    if not isinstance(target, (str, Path)):
        if job.show == "field":
            says = "a field goes into a file, not into a stream"
            raise InputError(fault("kind", says, "target", ways="give a path"))
        codec = named(format or "png")
        codec.check(job.size, job.bits, alpha=job.channels == 4)
        run.check(job, codec, held=0 if codec is PNG else job.bytes)
        if codec is PNG:
            return write(job, cast(BinaryIO, target), codec, run, dpi=dpi)
        memory = BytesIO()  # in which the others may seek
        painted = write(job, memory, codec, run, dpi=dpi)
        target.write(memory.getvalue())
        return painted
    path = Path(target)
    if job.show == "field":
        codec = find_for_field(path)
    elif format is not None:
        codec = named(format)
        codec.check(job.size, job.bits, alpha=job.channels == 4)
    else:
        codec = choose(path, job.size, job.bits, alpha=job.channels == 4)
    check_target(path, run.force)
    run.check(job, codec, path.parent)
    stream_codec = codec.for_size(job.size)
    if stream_codec is not None:
        return to_file(job, path, stream_codec, run, dpi=dpi)
    with replacing(path, run.force, rescue=True) as stream:
        return write(job, stream, codec, run, dpi=dpi)


def write(job: Job, stream: BinaryIO, codec: Codec, run: Run, *, dpi: int | None = None) -> Painted:
    """Render a job in any format into a binary stream, which some formats seek in; as `save`."""
    painting = Painting(job, run)
    stream_codec = codec.for_size(job.size)
    if stream_codec is not None:
        with closing(_pieces(painting, stream_codec)) as results:
            pieces = (piece for pieces, _ in results for piece in pieces)
            stream_codec.write(stream, pieces, _frame(painting, dpi))
        return painting.painted
    encode(_picture(painting), stream, codec, run, dpi=dpi)
    return painting.painted


def encode(picture: Picture, stream: BinaryIO, codec: Codec, run: Run, *, dpi: int | None = None) -> None:
    """Write a picture that is in memory in any format into a binary stream; as `write`."""
    memory = BytesIO()  # an abandoned thread must not use a file that others close
    run.wait(partial(picture.write, memory, codec, dpi=dpi))
    stream.write(memory.getvalue())


def to_file(
    job: Job,
    path: Path,
    codec: StreamCodec,
    run: Run,
    *,
    dpi: int | None = None,
    placing: Callable[[Path, bool], AbstractContextManager[BinaryIO]] | None = None,
) -> Painted:
    """Render a job piece by piece into a file; the same call resumes it after an interruption; as `save`.

    `placing`, if given, puts the finished file into its place.
    """
    path = follow_link(path)
    job = run.wait(job.calibrate)
    contents = contents_of(job) | {"format": codec.word}
    with Spool(path, contents, run.restart, Target(path, run.force), run.keep_after) as spool:
        painting = resume(job, run, spool)
        with closing(_pieces(painting, codec, spool.pieces)) as results:
            for pieces, note in results:
                spool.append(pieces, note)
        placing = placing or partial(replacing, rescue=True)
        with placing(path, run.force) as stream:
            codec.write(stream, painting.cancel.checking(spool), _frame(painting, dpi))
    return painting.painted


def _pieces(
    painting: Painting, codec: StreamCodec, done: int = 0
) -> Generator[tuple[list[bytes], Note], None, None]:
    """Yield a job's remaining pieces, window by window, with a note of each."""
    view = painting.painter.view
    pixels = sum(math.prod(level.extent) for level in codec.levels(view))
    return painting.windows(codec.encode, codec.windows(view, painting.height, done), pixels)


def _frame(painting: Painting, dpi: int | None) -> Frame:
    """Return the description of the pixels for a file, with their origin if there is room for it."""
    job = painting.painter.job
    text = None if job.show == "samples" else origin.carried(job.recipe, job.network)
    if job.show == "field":
        return Frame(job.size.shape, job.channels, job.kind, text)
    return Frame(job.size.shape, job.channels, job.kind, text, job.recipe.space, dpi)


def _picture(painting: Painting) -> Picture:
    job = painting.painter.job
    if job.show == "samples":
        return Picture(painting.pixels(), None, job.recipe.space, dpi=job.size.dpi)
    return Picture(painting.pixels(), job.recipe, job.recipe.space, job.network, job.size.dpi)
