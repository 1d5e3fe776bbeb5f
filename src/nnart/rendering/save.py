"""Rendering: a recipe painted whole, into a file, or into a stream."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from nnart.files.atomic import check_target, replacing
from nnart.files.codec import Codec
from nnart.files.formats import PNG, choose
from nnart.files.picture import Picture
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import SQUARE, check_dpi
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted, Painting, Progress
from nnart.rendering.streaming import to_file, to_stream
from nnart.rendering.workers import Threads, Workers


def render(
    recipe: Recipe,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
) -> Picture:
    """Paint a recipe.

    Args:
        recipe: what to paint.
        size: rows and columns, 1 … 1,000,000 each; all pixels are in memory.
        bits: 8 or 16 a channel.
        threads: 1 … 1024; all processors when not given. The picture does not depend on it.
        network: one given by hand, to paint instead of the recipe's own, with as many inputs and outputs;
            the recipe then decides framing, tone, colour and tolerance, and the picture carries both.
        show_samples: paint where the network is evaluated, white on the darkened picture; it carries no
            recipe then.

    Raises:
        InputError: if an argument breaks its rule.
    """
    return _picture(Painting(Job(recipe, size, bits, network, show_samples), Threads(threads)))


def render_file(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
    workers: Workers | None = None,
    force: bool = False,
    restart: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe into a file, which is complete or not there at all.

    A PNG or TIFF is painted piece by piece, so that memory does not grow with the picture. If that takes long
    and is interrupted, its finished pieces stay in a file beside it, named as it with .part, and the same call
    goes on from there to the same bytes. A TIFF with 2048 pixels a side or more has tiles and several sizes.

    Args:
        recipe, size, bits, threads, network, show_samples: as for `render`; a network that takes more than
            65,280 characters as JSON is painted too, but the file then carries neither it nor the recipe.
        path: its ending says the format: .png, .jpg, .webp, .avif or .tif.
        dpi: dots per inch of a print, 1 … 100,000, for the file to say; it says none when not given.
        workers: who paints instead of threads of this process, such as a `Cluster`.
        force: whether a file of that name may be replaced.
        restart: whether to begin anew, and not to go on with what is there.
        progress: called with the share of the work that was just done; all of them add up to 1.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists or cannot be written, or something else was begun there.
    """
    path = Path(path)
    codec = choose(path, size, bits, alpha=recipe.alpha != "none" and not show_samples)
    if dpi is not None:
        check_dpi(dpi)
    workers = workers or Threads(threads)
    check_target(path, force)
    job = Job(recipe, size, bits, network, show_samples)
    streamed = codec.for_size(size)
    if streamed is not None:
        return to_file(
            job, path, streamed, dpi=dpi, workers=workers, force=force, restart=restart, progress=progress
        )
    with replacing(path, force) as stream:
        return to_any_stream(job, stream, codec, dpi=dpi, workers=workers, progress=progress)


def to_any_stream(
    job: Job,
    stream: BinaryIO,
    codec: Codec,
    *,
    dpi: int | None = None,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> Painted:
    """Paint a job in any format into a binary stream, which some formats seek in; as `render_stream`."""
    streamed = codec.for_size(job.size)
    if streamed is not None:
        return to_stream(job, stream, streamed, dpi=dpi, workers=workers, progress=progress)
    painting = Painting(job, workers, progress)
    _picture(painting).write(stream, codec, dpi=dpi)
    return painting.painted


def render_stream(
    recipe: Recipe,
    stream: BinaryIO,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    network: Network | None = None,
    show_samples: bool = False,
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe as a PNG into a binary stream; arguments and answer are those of `render_file`."""
    if dpi is not None:
        check_dpi(dpi)
    job = Job(recipe, size, bits, network, show_samples)
    return to_any_stream(job, stream, PNG, dpi=dpi, workers=workers or Threads(threads), progress=progress)


def _picture(painting: Painting) -> Picture:
    job = painting.painter.job
    if job.show_samples:
        return Picture(painting.pixels(), None, job.recipe.space)
    return Picture(painting.pixels(), job.recipe, job.recipe.space, job.network)
