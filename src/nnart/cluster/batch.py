"""Batch: several recipes painted into files over a cluster, small pictures whole, one a worker."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from nnart.cluster.cluster import PIXELS, Cluster
from nnart.files.atomic import check_target, replacing
from nnart.files.formats import choose
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import SQUARE, check_dpi
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted, Progress
from nnart.rendering.save import render_file, to_any_stream
from nnart.rendering.workers import Threads


@dataclass(frozen=True)
class Finished:
    """A picture of several that is finished.

    Attributes:
        recipe: with its gain.
        path: its file.
        painted: what is to be said of it.
        seconds: that it took whoever painted it.
    """

    recipe: Recipe
    path: Path
    painted: Painted
    seconds: float


def render_files(
    pictures: Sequence[tuple[Recipe, str | Path]],
    size: tuple[int, int] = SQUARE,
    *,
    workers: Cluster,
    bits: int = 8,
    dpi: int | None = None,
    show_samples: bool = False,
    force: bool = False,
    restart: bool = False,
    progress: Progress | None = None,
) -> Generator[Finished, None, None]:
    """Paint recipes into files, and yield each as soon as it is there.

    Pictures of up to 2048 x 2048 samples are painted by a worker each, which finds their gain too; larger ones
    one after the other, by all of them. The files are those of `render_file`.

    Args:
        pictures: recipes, and paths whose endings say the format.
        workers: who paints.
        size, bits, dpi, show_samples, force, restart, progress: as for `render_file`.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if a file exists or cannot be written.
        NnartError: if the cluster fails.
    """
    named = [(recipe, str(path)) for recipe, path in pictures]
    if dpi is not None:
        check_dpi(dpi)
    for recipe, path in named:
        choose(Path(path), size, bits, alpha=recipe.alpha != "none" and not show_samples)
        check_target(Path(path), force)

    def told(share: float) -> None:
        if progress is not None:
            progress(share / len(named))

    small: list[tuple[Recipe, str]] = []
    large: list[tuple[Recipe, str]] = []
    for one in named:
        (small if math.prod(size) * one[0].samples ** 2 <= PIXELS else large).append(one)
    function = partial(_whole, size=size, bits=bits, dpi=dpi, show_samples=show_samples)
    with closing(workers.each(function, small)) as results:
        for (_, path), (recipe, data, painted, seconds) in results:
            with replacing(Path(path), force) as stream:
                stream.write(data)
            told(1)
            yield Finished(recipe, Path(path), painted, seconds)
    for recipe, path in large:
        started = time.perf_counter()
        painted = render_file(
            recipe,
            path,
            size,
            bits=bits,
            dpi=dpi,
            show_samples=show_samples,
            workers=workers,
            force=force,
            restart=restart,
            progress=told,
        )
        settled = Job(recipe).recipe
        yield Finished(settled, Path(path), painted, time.perf_counter() - started)


def _whole(
    picture: tuple[Recipe, str], size: tuple[int, int], bits: int, dpi: int | None, show_samples: bool
) -> tuple[Recipe, bytes, Painted, float]:
    """Return a picture's recipe, file, what is to be said of it, and the seconds that it took."""
    started = time.perf_counter()
    recipe, path = picture
    codec = choose(Path(path), size, bits)
    job, stream = Job(recipe, size, bits, show_samples=show_samples), BytesIO()
    painted = to_any_stream(job, stream, codec, dpi=dpi, workers=Threads(1))
    return job.recipe, stream.getvalue(), painted, time.perf_counter() - started
