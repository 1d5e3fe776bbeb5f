"""Totals: the time, memory and disk that many pictures take together, estimated from some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import add
from typing import Final, TypeVar

from nnart.files.formats import PNG
from nnart.rendering.estimate import WEIGHT, Estimate, Written, bound, estimate
from nnart.rendering.job import Job
from nnart.threads import thread_count

MAX_MEASURED: Final = 12  # pictures to measure: enough for a few per cent of accuracy, within two seconds
_SECONDS = 0.6  # seconds for measuring all of them

T = TypeVar("T")


def total_bound(jobs: Sequence[Job], written: Written = PNG, threads: int | None = None) -> Estimate:
    """Return an upper bound of what pictures take one after the other, by arithmetic alone.

    Args:
        jobs: the pictures.
        written: by which format.
        threads: 1 … 1024; all processors when not given.
    """
    return reduce(add, [bound(job, written, threads) for job in jobs])


def total_estimate(jobs: Sequence[Job], written: Written = PNG, threads: int | None = None) -> Estimate:
    """Estimate what pictures take one after the other.

    Measures up to twelve of them, from the cheapest to the most expensive; with giant networks, only the most
    expensive. The others are scaled by their upper bounds.

    Args:
        jobs, written, threads: as for `total_bound`.

    Raises:
        InputError: if a detail is out of reach.
    """
    order = sorted(jobs, key=lambda job: bound(job, written, threads).seconds)
    some = order[-1:] if order[-1].is_giant else spread(order, MAX_MEASURED)
    seconds = _SECONDS / len(some)
    takes = reduce(add, [estimate(job, written, threads, seconds=seconds) for job in some])
    if len(some) == len(jobs):
        return takes
    whole, part = total_bound(jobs, written, threads), total_bound(some, written, threads)
    return Estimate(
        takes.seconds * whole.seconds / part.seconds,
        round(takes.memory * whole.memory / part.memory),
        round(takes.disk * whole.disk / part.disk),
    )


def side_by_side(takes: Estimate, weights: int, threads: int | None = None) -> Estimate:
    """Return what pictures take if each thread paints its own picture with its own network.

    Args:
        takes: what they take one after the other, each by all threads.
        weights: of the largest network.
        threads: as for `total_bound`.
    """
    return replace(takes, memory=takes.memory + (thread_count(threads) - 1) * WEIGHT * weights)


def spread(items: Sequence[T], most: int) -> list[T]:
    """Pick some items, evenly spread from the first to the last."""
    if len(items) <= most:
        return list(items)
    return [items[i * (len(items) - 1) // (most - 1)] for i in range(most)]
