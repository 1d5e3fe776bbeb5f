"""Batch: several recipes rendered into files over a cluster; each worker renders whole small pictures."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

from nnart.checks.annotations import checked
from nnart.cluster.cluster import PIXELS, Cluster
from nnart.files.atomic import check_target, replacing
from nnart.files.formats import choose
from nnart.progress import AnyProgress
from nnart.recipe.sizes import check_dpi
from nnart.rendering.batch import Finished, save_jobs
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.rendering.save import save, write
from nnart.rendering.workers import Threads


@checked
def save_all(
    pictures: Sequence[tuple[Job, str | Path]],
    run: Run | None = None,
    *,
    dpi: int | None = None,
    progress: AnyProgress = None,
) -> Generator[Finished, None, None]:
    """Render several jobs into files, and yield each when its file is complete.

    The files are the same as from `save`. Small pictures are rendered side by side, one a thread, and yielded
    in order; large ones one after the other by all threads. On a cluster, each worker calibrates and renders
    whole pictures of up to 2048 x 2048 samples, which are yielded as soon as they are complete.

    Args:
        pictures: pairs of a job and a path, whose ending gives the format.
        run: how: by threads or by a `Cluster`.
        dpi, progress: as for `save`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if a file exists or cannot be written.
        NnartError: if the cluster fails.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    named = [(job, Path(path)) for job, path in pictures]
    if dpi is not None:
        check_dpi(dpi)
    for job, path in named:
        choose(path, job.size, job.bits, alpha=job.channels == 4)
        check_target(path, run.force)
    if not isinstance(run.workers, Cluster):
        yield from save_jobs(named, run, len(named), dpi=dpi)
        return

    def advance(share: float) -> None:
        if run.progress is not None:
            run.progress(share / len(named))

    small: list[tuple[Job, str]] = []
    large: list[tuple[Job, Path]] = []
    for job, path in named:
        if job.samples <= PIXELS:
            small.append((job, str(path)))
        else:
            large.append((job, path))
    with closing(run.workers.each(partial(_whole, dpi=dpi), small, run.cancel)) as results:
        for (_, name), (job, data, painted, seconds) in results:
            with replacing(Path(name), run.force, rescue=True) as stream:
                stream.write(data)
            advance(1)
            yield Finished(job, Path(name), painted, seconds)
    for job, path in large:
        started = time.perf_counter()
        painted = save(job, path, replace(run, progress=advance), dpi=dpi)
        yield Finished(job.calibrate(), path, painted, time.perf_counter() - started)


def _whole(picture: tuple[Job, str], dpi: int | None) -> tuple[Job, bytes, Painted, float]:
    """Return a picture's calibrated job, its file, remarks about it, and the seconds that it took."""
    started = time.perf_counter()
    job, name = picture
    job, stream = job.calibrate(), BytesIO()
    painted = write(job, stream, choose(Path(name), job.size, job.bits), Run(Threads(1)), dpi=dpi)
    return job, stream.getvalue(), painted, time.perf_counter() - started
