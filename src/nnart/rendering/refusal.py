"""Refusal: work that exceeds the limits is refused before anything is painted, with what it would take."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from nnart.amounts import amount, duration
from nnart.errors import InputError, Way, fault, shown
from nnart.rendering.limits import Limits

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate, Written
    from nnart.rendering.job import Job

MAX_ESTIMATED: Final = 8  # pictures of many, each in about a second
LESS: Final = Way("take less")


def check_limits(
    job: Job,
    written: Written,
    limits: Limits,
    count: int = 1,
    threads: int | None = None,
    *,
    held: int = 0,
    way: Way = LESS,
) -> None:
    """Refuse pictures that exceed limits.

    Checks an upper bound first, which costs nothing. If that is too much, estimates the picture, in about half
    a second. Never draws a giant network for this.

    Args:
        job: a picture.
        written: by which format, or into which tiles.
        limits: what there is.
        count: how many such pictures there are.
        threads: 1 … 1024; all processors when not given.
        held: bytes of memory that finished ones take.
        way: out of it, as the error says.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.files.codec import Codec
    from nnart.rendering.estimate import bound, estimate, puts_together

    if limits.pixels is not None and math.prod(job.size) > limits.pixels:
        says = f"{job.size} is more than {limits.pixels:,} pixels"
        raise InputError(fault("limit", says, "size", ways=way))
    exceeded = partial(limits.exceeded, copied=puts_together(written), one_file=isinstance(written, Codec))
    if not exceeded(bound(job, written, threads).holding(held), count):
        return
    takes = estimate(job, written, threads).holding(held)
    if found := exceeded(takes, count):
        names, what = _too_much(job, count, one_by_one=not exceeded(takes))
        raise _refused(names, what, describe(job, takes.times(count)), found, limits, way)


def check_many(
    jobs: Sequence[Job],
    limits: Limits,
    threads: int | None = None,
    *,
    held: int = 0,
    what: str = "pictures",
    way: Way = LESS,
) -> None:
    """Refuse small pictures that together exceed limits; each is painted by one thread, all into one file.

    As `check_limits`; of many, some are measured.

    Args:
        jobs: one or more, all of one size.
        limits: what there is.
        threads: 1 … 1024; all processors when not given.
        held: bytes of memory that finished ones take.
        what: they are called.
        way: out of it, as the error says.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.files.formats import PNG
    from nnart.rendering.totals import side_by_side, total_bound, total_estimate

    largest = max(jobs, key=lambda job: job.weights)

    def takes(total: Callable[..., Estimate]) -> Estimate:
        return side_by_side(total(jobs, PNG, threads), largest.weights, threads).holding(held)

    if not limits.exceeded(takes(total_bound)):
        return
    total = takes(total_estimate)
    if found := limits.exceeded(total):
        said = f"{len(jobs):,} {what} of {largest.size}"
        names: tuple[str, ...] = ("size",)
        if largest.is_giant:
            names, said = _too_much(largest, len(jobs), one_by_one=False)
        raise _refused(names, said, describe(largest, total), found, limits, way)


def _refused(
    names: tuple[str, ...],
    what: str,
    takes: tuple[str, str, str],
    found: dict[str, str],
    limits: Limits,
    way: Way,
) -> InputError:
    """Return the error with the estimate and the exceeded limits."""
    parts = [
        part + (f" ({found[name]})" if name in found else "")
        for name, part in zip(("time", "memory", "disk"), takes, strict=True)
    ]
    return InputError(
        fault(
            "limit",
            f"{what}: {', '.join(parts if getattr(limits, 'disk', None) else parts[:2])}",
            *names,
            ways=way,
        )
    )


def check_all(
    pictures: Sequence[tuple[str, Job, Written]],
    limits: Limits,
    name: str,
    threads: int | None = None,
    *,
    way: Way = LESS,
) -> None:
    """Refuse many pictures if one of them, or all together, would exceed limits.

    Checks upper bounds first. If these are too much, estimates the largest pictures, and scales down the bounds
    of the others accordingly.

    Args:
        pictures: of each, what it is called, its job, and by which format it is written.
        limits: what there is.
        name: of the value that asks for them.
        threads: 1 … 1024; all processors when not given.
        way: out of it, as the error says.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.rendering.estimate import bound

    bounds = [bound(job, written, threads) for _, job, written in pictures]
    if not limits.exceeded(_sum(bounds)):
        return
    order = sorted(range(len(pictures)), key=lambda number: bounds[number].seconds, reverse=True)
    order.insert(0, max(order, key=lambda number: bounds[number].memory))
    measured: dict[int, Estimate] = {}
    for number in list(dict.fromkeys(order))[:MAX_ESTIMATED]:
        takes = _estimate_alone(*pictures[number], limits, threads, way)
        if takes is not None:
            measured[number] = takes
        if limits.exceeded(_sum(measured.values())):
            break
    if not measured:
        return
    takes, most, every = _sum(measured.values()), _sum(bounds[number] for number in measured), _sum(bounds)
    seconds, disk = takes.seconds * every.seconds / most.seconds, takes.disk * every.disk / most.disk
    takes = replace(takes, seconds=seconds, disk=math.ceil(disk))
    if found := limits.exceeded(takes):
        said = describe(pictures[order[0]][1], takes)
        raise _refused((name,), f"{len(pictures):,} files to paint", said, found, limits, way)


def _estimate_alone(
    title: str, job: Job, written: Written, limits: Limits, threads: int | None, way: Way
) -> Estimate | None:
    """Estimate one of many pictures; None if it cannot be painted and will be left out.

    Raises:
        InputError: if it alone is too much.
    """
    from nnart.rendering.estimate import estimate, puts_together

    try:
        takes = estimate(job, written, threads)
    except InputError:  # such as a detail that is out of its network's reach
        return None
    if found := limits.exceeded(takes, copied=puts_together(written)):
        names, what = _too_much(job, 1, one_by_one=False)
        raise _refused(names, what, describe(job, takes), found, limits, way).inside(shown(title))
    return takes


def _sum(takes: Iterable[Estimate]) -> Estimate:
    """Add up what pictures take one after the other."""
    from nnart.rendering.estimate import Estimate

    total = Estimate(0.0, 0, 0)
    for each in takes:
        memory = max(total.memory, each.memory)
        total = Estimate(total.seconds + each.seconds, memory, total.disk + each.disk)
    return total


def _too_much(job: Job, count: int, *, one_by_one: bool) -> tuple[tuple[str, ...], str]:
    """Return the values that ask for too much, and what they ask for in words.

    Args:
        job: one of the pictures.
        count: how many they are.
        one_by_one: whether each alone would not be too much.
    """
    samples = f" of {job.recipe.samples**2} samples each" if job.recipe.samples > 1 else ""
    if job.is_giant:
        layers, width = job.recipe.layers, job.recipe.width
        return ("layers", "width"), f"{layers} x {width} are {job.weights // 10**6:,} million weights"
    if count > 1 and one_by_one:
        return ("seed",), f"{count:,} pictures of {job.size}{samples}"
    times = f", {count:,} times" if count > 1 else ""
    return ("size",), f"{job.size} is {math.prod(job.size) / 1e6:,.0f} megapixels{samples}{times}"


def describe(job: Job, takes: Estimate) -> tuple[str, str, str]:
    """Return an estimate's time, memory and disk in words."""
    most = "at most" if job.is_giant else "about"
    return (
        f"{most} {duration(takes.seconds)}",
        f"{amount(takes.memory)} of memory",
        f"{amount(takes.disk)} of disk",
    )
