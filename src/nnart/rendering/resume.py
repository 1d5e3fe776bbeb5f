"""Resuming: continue a job after the finished pieces in its spool."""

from __future__ import annotations

from dataclasses import replace

from nnart.files.spool import Spool
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run


def contents_of(job: Job) -> dict[str, object]:
    """Return everything that decides the pieces of a job, in words for people, too."""
    return {"job": job.digest, "seed": job.recipe.seed, "size": str(job.size)}


def resume(job: Job, run: Run, spool: Spool) -> Painting:
    """Return the painting of a job, continuing after the pieces in its spool."""

    def advance(share: float) -> None:
        spool.share += share
        if run.progress is not None:
            run.progress(share)

    painting = Painting(job, replace(run, progress=advance), spool.extremes)
    spool.add_extremes(painting.painter.extremes)
    painting.note = spool.note
    return painting
