"""Batch: many pictures, one after the other; small ones side by side, each by one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from nnart.amounts import duration
from nnart.files.picture import Picture
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.rendering.save import render_job, save
from nnart.rendering.workers import Alone, Threads
from nnart.threads import Cancel, Never, ordered_map

SMALL = 2**20  # samples: of larger pictures, every thread paints a part

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, repr=False)
class Finished:
    """A finished picture of a batch.

    Attributes:
        job: calibrated.
        path: of the file.
        painted: remarks about the picture, such as how much of it was evaluated.
        seconds: the time it took.
    """

    job: Job
    path: Path
    painted: Painted
    seconds: float

    def __repr__(self) -> str:
        return f"<Finished {self.path}, {self.job.size}, {duration(self.seconds)}>"


def render_jobs(jobs: Iterable[Job], run: Run, count: int) -> Generator[Picture, None, None]:
    """Render pictures in order, a few ahead of the consumer.

    Args:
        jobs: what to render; may be infinite.
        run: how to render.
        count: number of jobs, for the progress.
    """
    ahead = 2 * run.workers.count + 1  # as `ordered_map` has them

    def work(job: Job, run: Run) -> Picture:
        return render_job(job, run, ahead if isinstance(run.workers, Alone) else 1)

    return _each(work, jobs, lambda job: job.samples, run, count)


def save_jobs(
    pictures: Iterable[tuple[Job, Path]], run: Run, count: int, *, dpi: int | None = None
) -> Generator[Finished, None, None]:
    """Render jobs into files, and yield each in order when its file is complete; as `render_jobs`."""
    return _each(partial(_saved, dpi=dpi), pictures, lambda one: one[0].samples, run, count)


def _saved(picture: tuple[Job, Path], run: Run, dpi: int | None) -> Finished:
    started = time.perf_counter()
    job, path = run.wait(picture[0].calibrate), picture[1]
    return Finished(job, path, save(job, path, run, dpi=dpi), time.perf_counter() - started)


def _each(
    work: Callable[[T, Run], R], items: Iterable[T], samples: Callable[[T], int], run: Run, count: int
) -> Generator[R, None, None]:
    """Yield work(item, run) for every item, in order."""
    advance = run.progress or (lambda _: None)
    cancel = run.cancel
    alone = replace(run, workers=Alone(), progress=None, cancel=Never())
    shared = replace(run, progress=lambda share: advance(share / count))

    def is_small(item: T) -> bool:
        return isinstance(run.workers, Threads) and samples(item) <= SMALL

    for small, group in groupby(items, is_small):
        if not small:
            yield from (work(item, shared) for item in cancel.checking(group))
            continue
        end = Cancel()  # also where the consumer ends early
        with closing(
            ordered_map(partial(_unless, end, work, alone), group, run.workers.count, end, cancel)
        ) as done:
            for result in done:
                yield result
                advance(1 / count)


def _unless(end: Cancel, work: Callable[[T, Run], R], run: Run, item: T) -> R:
    end.check()
    return work(item, run)
