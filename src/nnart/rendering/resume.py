"""Resuming: a job that goes on where a spool of its finished pieces ends."""

from __future__ import annotations

from dataclasses import replace

from nnart.files.spool import Spool
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run


def contents_of(job: Job) -> dict[str, object]:
    """Return what decides the pieces of a job, in words that people know too."""
    return {"job": job.digest, "seed": job.recipe.seed, "size": str(job.size)}


def resume(job: Job, run: Run, spool: Spool) -> Painting:
    """Return a job under way, after what a spool holds of it."""

    def advance(share: float) -> None:
        spool.share += share
        if run.progress is not None:
            run.progress(share)

    painting = Painting(job, replace(run, progress=advance), spool.extremes)
    spool.add_extremes(painting.painter.extremes)
    painting.note = spool.note
    return painting
