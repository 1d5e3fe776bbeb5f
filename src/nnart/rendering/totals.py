"""Totals: what many pictures take together. Some of them are measured, and stand for all."""

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

MAX_MEASURED: Final = (
    12  # pictures: enough to be right by a few per cent, and few enough to be done in two seconds
)
_SECONDS = 0.6  # in which all of them are measured

T = TypeVar("T")


def total_bound(jobs: Sequence[Job], written: Written = PNG, threads: int | None = None) -> Estimate:
    """Return what one or more pictures take at most, one after the other, by arithmetic alone.

    Args:
        jobs: the pictures.
        written: by which format.
        threads: 1 … 1024; all processors when not given.
    """
    return reduce(add, [bound(job, written, threads) for job in jobs])


def total_estimate(jobs: Sequence[Job], written: Written = PNG, threads: int | None = None) -> Estimate:
    """Return about what one or more pictures take, one after the other.

    Up to twelve of them are measured, from the least to the most laborious; of giant networks, only the most
    laborious. All take as many times longer as arithmetic says.

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
    """Return what pictures take when every thread paints one: each needs a network of its own.

    Args:
        takes: what they take one after the other, each by all threads.
        weights: of the largest network.
        threads: as for `total_bound`.
    """
    return replace(takes, memory=takes.memory + (thread_count(threads) - 1) * WEIGHT * weights)


def spread(items: Sequence[T], most: int) -> list[T]:
    """Return up to so many of one or more items, evenly spread from the first to the last."""
    if len(items) <= most:
        return list(items)
    return [items[i * (len(items) - 1) // (most - 1)] for i in range(most)]
