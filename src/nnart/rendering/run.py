"""Run: how to render. No pixel depends on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.errors import InputError, fault
from nnart.files.spool import KEEP_AFTER
from nnart.progress import AnyProgress, Progress, teller
from nnart.rendering.budget import Budget, budget_here
from nnart.rendering.limits import Limits, find_limits
from nnart.rendering.refusal import check_limits
from nnart.rendering.workers import Alone, Threads, Workers
from nnart.threads import MAX_THREADS, Cancel

if TYPE_CHECKING:
    from nnart.rendering.estimate import Written
    from nnart.rendering.job import Job

R = TypeVar("R")


@answering
@hinting(threads="run.workers")
@dataclass(frozen=True, repr=False)
class Run:
    """How to render: threads or a cluster, progress, limits, cancelling. No pixel depends on it.

    Attributes:
        workers: `Threads` of this process (by default one for each processor), or a `Cluster`.
        progress: True for a line on standard error, tqdm or one of its bars, or a function that is called with
            the share of the work just done; the shares add up to 1. If the function raises `Cancelled`, the
            work ends.
        force: whether to overwrite existing files.
        restart: whether to start over instead of resuming an interrupted picture.
        cancel: call run.cancel() from another thread to end the work within 150 ms; the work then raises
            `Cancelled`. A cancelled run stays cancelled. By default each run has its own switch.
        budget: memory to use; chosen for this machine by default.
        keep_after: seconds of work on a file after which it is kept, and can be resumed, if interrupted.
        limits: refuse pictures that would take more, before any work. True for the command line's limits: an
            hour, half the memory, 100 GB and the free disk space. Off by default.
    """

    workers: Workers = field(default_factory=Threads)
    progress: Annotated[Progress | None, "read by `teller`"] = None
    force: bool = False
    restart: bool = False
    cancel: Cancel = field(default_factory=Cancel, compare=False)
    budget: Budget = field(default_factory=budget_here)
    keep_after: float = KEEP_AFTER
    limits: Limits | bool = False

    if TYPE_CHECKING:  # it takes more kinds of progress than it has

        def __init__(
            self,
            workers: Workers = ...,
            progress: AnyProgress = None,
            force: bool = False,
            restart: bool = False,
            cancel: Cancel | None = None,
            budget: Budget = ...,
            keep_after: float = KEEP_AFTER,
            limits: Limits | bool = False,
        ) -> None: ...

    def __repr__(self) -> str:
        """Return Python code for the run, without defaults."""
        shown = [f"{self.workers!r}"] if self.workers.count != Threads().count else []
        usual = {"progress": None, "force": False, "restart": False, "limits": False}
        given = {name: getattr(self, name) for name in usual}
        shown += [f"{name}={value!r}" for name, value in given.items() if value is not usual[name]]
        return f"Run({', '.join(shown)})"

    def __post_init__(self) -> None:
        if self.cancel is None:
            object.__setattr__(self, "cancel", Cancel())
        object.__setattr__(self, "progress", teller(self.progress))
        check_fields(self)

    def told(self, progress: AnyProgress) -> Run:
        """Return the run with the progress given beside it.

        Raises:
            InputError: if the run has progress already.
        """
        if progress is None or progress is False:
            return self
        if self.progress is not None:
            raise InputError(
                fault("conflict", "only one of them can be told", "run", "progress", ways="give one")
            )
        return replace(self, progress=teller(progress))

    def check(
        self, job: Job, written: Written, folder: Path | None = None, count: int = 1, held: int = 0
    ) -> None:
        """Refuse pictures that would take more than the limits allow.

        Args:
            job: one of the pictures.
            written: the format or tile layout they are written in.
            folder: of the files; None if pictures stay in memory.
            count: number of pictures.
            held: bytes of memory that finished pictures take.

        Raises:
            InputError: with an estimate, if they would take too much.
        """
        if self.limits is not False:
            limits = find_limits(folder) if self.limits is True else self.limits
            here = isinstance(self.workers, (Threads, Alone))
            threads = min(self.workers.count, MAX_THREADS)
            check_limits(job, written, limits.alone(here), count, threads, held=held)

    @checked
    def wait(self, function: Callable[[], R]) -> R:
        """Return function(); cancelling the work ends only the wait, not the function.

        Raises:
            Cancelled: soon after `cancel` is called.
        """
        return self.cancel.run(function)
