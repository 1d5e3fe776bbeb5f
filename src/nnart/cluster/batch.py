"""Batch: several recipes painted into files over a cluster, small pictures whole, one a worker."""

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
    """Render jobs into files, and yield each once it is there. The files are those of `save`.

    Small pictures are rendered by a thread each, which are yielded in their order; larger ones one after the
    other, by all threads. Over a cluster, pictures of up to 2048 x 2048 samples are rendered by a worker each,
    which finds their gain too, and are yielded as soon as they are there.

    Args:
        pictures: jobs, and paths with endings that say the format.
        run: how: by threads, or a `Cluster`.
        dpi, progress: as for `save`.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if a file exists or cannot be written.
        NnartError: if the cluster fails.
        Cancelled: after a call of the run's `cancel`.
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
    """Return a picture's job with its gain, file, what is to be said of it, and the seconds that it took."""
    started = time.perf_counter()
    job, name = picture
    job, stream = job.calibrate(), BytesIO()
    painted = write(job, stream, choose(Path(name), job.size, job.bits), Run(Threads(1)), dpi=dpi)
    return job, stream.getvalue(), painted, time.perf_counter() - started
