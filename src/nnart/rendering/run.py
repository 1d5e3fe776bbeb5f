"""Run: how work is done. No pixel depends on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from nnart.files.spool import KEEP_AFTER
from nnart.rendering.budget import Budget, budget_here
from nnart.rendering.workers import Threads, Workers
from nnart.threads import Cancel

R = TypeVar("R")
Progress = Callable[[float], None]  # called with the share of the work that was just done; in all, that is 1


@dataclass(frozen=True)
class Run:
    """How work is done; no pixel depends on it.

    Attributes:
        workers: who renders: threads of this process, one for each processor when not given; or a `Cluster`.
        progress: called with the share of the work that was just done; all of them add up to 1.
        force: whether files that exist may be replaced.
        restart: whether to begin anew, instead of resuming what was interrupted.
        cancel: called from another thread, it ends the work within 150 ms, which then raises `Cancelled`.
        budget: how much memory may be taken; what fits this machine when not given.
        keep_after: seconds of work on a file, from which on it is kept and resumed if it is interrupted.
    """

    workers: Workers = field(default_factory=Threads)
    progress: Progress | None = None
    force: bool = False
    restart: bool = False
    cancel: Cancel | None = None
    budget: Budget = field(default_factory=budget_here)
    keep_after: float = KEEP_AFTER

    def wait(self, function: Callable[[], R]) -> R:
        """Return function(); where the work can be cancelled, that ends the wait, not the function.

        Raises:
            Cancelled: after a call of `cancel`.
        """
        return function() if self.cancel is None else self.cancel.run(function)
