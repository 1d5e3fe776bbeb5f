"""Run: how work is done. No pixel depends on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from nnart.rendering.workers import Threads, Workers
from nnart.threads import Cancel

Progress = Callable[[float], None]  # called with the share of the work that was just done; in all, that is 1


@dataclass(frozen=True)
class Run:
    """How work is done; no pixel depends on it.

    Attributes:
        workers: who renders: threads of this process, one for each processor when not given; or a `Cluster`.
        progress: called with the share of the work that was just done; all of them add up to 1.
        force: whether files that exist may be replaced.
        restart: whether to begin anew, instead of resuming what was interrupted.
        cancel: called from another thread, it ends the work, which then raises `Cancelled`.
    """

    workers: Workers = field(default_factory=Threads)
    progress: Progress | None = None
    force: bool = False
    restart: bool = False
    cancel: Cancel | None = None
