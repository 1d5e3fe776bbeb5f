"""Batch: several recipes painted into files over a cluster, small pictures whole, one a worker."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

from nnart.cluster.cluster import PIXELS, Cluster
from nnart.errors import InputError, fault
from nnart.files.atomic import check_target, replacing
from nnart.files.formats import choose
from nnart.recipe.sizes import check_dpi
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.rendering.save import save, write
from nnart.rendering.workers import Threads


@dataclass(frozen=True)
class Finished:
    """A picture of several that is finished.

    Attributes:
        job: with its gain.
        path: its file.
        painted: what is to be said of it.
        seconds: that it took whoever painted it.
    """

    job: Job
    path: Path
    painted: Painted
    seconds: float


def save_all(
    pictures: Sequence[tuple[Job, str | Path]], run: Run, *, dpi: int | None = None
) -> Generator[Finished, None, None]:
    """Render jobs into files over a cluster, and yield each as soon as it is there.

    Pictures of up to 2048 x 2048 samples are rendered by a worker each, which finds their gain too; larger ones
    one after the other, by all of them. The files are those of `save`.

    Args:
        pictures: jobs, and paths with endings that say the format.
        run: how; its workers are a `Cluster`.
        dpi: as for `save`.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if a file exists or cannot be written.
        NnartError: if the cluster fails.
        Cancelled: after a call of the run's `cancel`.
    """
    if not isinstance(run.workers, Cluster):
        raise InputError(fault("type", "a cluster is needed", "workers", got=run.workers))
    named = [(job, Path(path)) for job, path in pictures]
    if dpi is not None:
        check_dpi(dpi)
    for job, path in named:
        choose(path, job.size, job.bits, alpha=job.channels == 4)
        check_target(path, run.force)

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
