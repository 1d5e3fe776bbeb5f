"""Limits: how much time, memory and disk pictures may take; larger work is refused at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from nnart.amounts import amount, duration
from nnart.checks.annotations import answering, check_counts, check_fields, checked
from nnart.errors import InputError, Way, fault, shown
from nnart.machine.disk import count_free, largest_file
from nnart.machine.memory import PROGRAM, count_memory

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate, Written
    from nnart.rendering.job import Job

_HOUR: Final = 3600.0  # seconds
MAX_SECONDS: Final = _HOUR  # longer than a poster of 16k takes at every pixel, on a slow machine
MAX_DISK: Final = 100 * 10**9  # bytes: more than most have left, and than most programs open
MAX_SHARE_OF_MEMORY: Final = 0.5  # of what there is beside the program: others need some too, and estimates err
MIN_MEMORY: Final = 32 * 2**20  # bytes beside the program, which are taken to be there: no picture needs less
MAX_ESTIMATED: Final = 8  # pictures of many, each in about a second
LESS: Final = Way("take less")


@answering
@dataclass(frozen=True, repr=False)
class Limits:
    """The most that pictures may take: nnart.Run(limits=nnart.Limits(seconds=60, pixels=10**8)).

    Attributes:
        seconds: time on this machine; unlimited on a cluster.
        memory: bytes of this process, including its pictures; None for no limit.
        pixels: of one picture; None for no limit.
    """

    seconds: float = MAX_SECONDS
    memory: int | None = None
    pixels: int | None = None

    def __post_init__(self) -> None:
        check_counts(self, "memory", "pixels")
        check_fields(self)
        if not self.seconds >= 0:  # nor what is no number
            raise InputError(fault("range", "a number from 0 is needed", "seconds", got=self.seconds))

    def __repr__(self) -> str:
        """Return it as Python writes it, without what is not limited."""
        given = {"seconds": self.seconds, "memory": self.memory, "pixels": self.pixels}
        told = [f"{name}={value!r}" for name, value in given.items() if value not in (None, MAX_SECONDS)]
        return f"Limits({', '.join(told)})"

    @checked
    def alone(self, alone: bool) -> Self:
        """Return the limits for work that this machine does alone, or with others."""
        return self if alone else replace(self, seconds=math.inf)

    @checked
    def exceeded(
        self,
        takes: Estimate,
        count: int = 1,
        *,
        copied: bool = False,  # noqa: ARG002  - of a disk
        one_file: bool = True,  # noqa: ARG002
    ) -> dict[str, str]:
        """Return which limits on time, memory and disk some pictures exceed, in words.

        Args:
            takes: the estimate of one picture.
            count: number of pictures.
            copied: whether files are joined from pieces that lie beside them until then.
            one_file: whether each picture is a single file.
        """
        found, total = {}, takes.times(count)
        if total.seconds > self.seconds:
            limit = f"{self.seconds / 3600:g} h" if self.seconds >= _HOUR else duration(self.seconds)
            found["time"] = f"the limit is {limit}"
        if self.memory is not None and total.memory > self.memory:
            found["memory"] = f"the limit is {amount(self.memory)}"
        return found


@dataclass(frozen=True)
class Disk:
    """Space on a disk of this machine.

    Attributes:
        free: bytes; None if unknown.
        held: bytes that an unfinished picture occupies already.
        largest: maximum bytes of a file; None for no limit.
    """

    free: int | None = None
    held: int = 0
    largest: int | None = None

    def exceeded(self, takes: Estimate, count: int, *, copied: bool, one_file: bool) -> str:
        """Return in words what pictures exceed, empty if they fit; as `Limits.exceeded`."""
        # The last streamed file exists twice for a moment.
        total = takes.times(count).disk
        needed = max(0, total + (takes.disk if copied else 0) - self.held)
        if self.free is not None and needed > self.free:
            twice = f", {amount(needed)} while it is painted" if copied else ""
            return f"{amount(self.free)} are free{twice}"
        if self.largest is not None and one_file and takes.disk > self.largest:
            return f"a file may have {amount(self.largest)} there"
        return f"the limit is {amount(MAX_DISK)}" if total > MAX_DISK else ""


@dataclass(frozen=True, repr=False)
class MachineLimits(Limits):
    """The command line's limits: an hour, half the memory, 100 GB and the free disk space; more is probably a
    typo.

    Attributes:
        there: bytes of memory that this process may use; None if unknown.
        disk: where pictures are written; None if they stay in memory.
    """

    there: int | None = None
    disk: Disk | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.there is not None:
            share = max(MIN_MEMORY, math.floor(MAX_SHARE_OF_MEMORY * (self.there - PROGRAM)))
            object.__setattr__(self, "memory", PROGRAM + share)

    def exceeded(
        self, takes: Estimate, count: int = 1, *, copied: bool = False, one_file: bool = True
    ) -> dict[str, str]:
        """Return what some pictures exceed; as `Limits.exceeded`."""
        found = super().exceeded(takes, count, copied=copied, one_file=one_file)
        if "memory" in found and self.there is not None and self.there > (self.memory or 0):
            found["memory"] += f" of {amount(self.there)}"
        if self.disk is not None and (
            full := self.disk.exceeded(takes, count, copied=copied, one_file=one_file)
        ):
            found["disk"] = full
        return found


def find_limits(folder: Path | None = None, held: int = 0) -> MachineLimits:
    """Return this machine's limits, including the disk if pictures are written to a folder."""
    disk = None if folder is None else Disk(count_free(folder), held, largest_file(folder))
    return MachineLimits(there=count_memory(), disk=disk)


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
