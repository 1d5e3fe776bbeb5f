"""Limits: what is probably a typo, and refused before anything is painted, unless --huge allows it."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nnart.cli.console import amount, duration
from nnart.errors import InputError, Way, fault, shown
from nnart.files.atomic import ENDING

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate, Written
    from nnart.rendering.job import Job

MAX_SECONDS: Final = 3600.0  # longer than a poster of 16k takes at every pixel, on a slow machine
MAX_DISK: Final = 100 * 10**9  # bytes: more than most have left, and than most programs open
MAX_SHARE_OF_MEMORY: Final = 0.5  # of the machine's: others need some too, and estimates err
MAX_TILES: Final = 1024  # of a sheet
MAX_ESTIMATED: Final = 8  # pictures of many, each in about a second
_HUGE: Final = Way("allows it", "huge")


@dataclass(frozen=True)
class Limits:
    """What there is for pictures.

    Attributes:
        seconds: the longest they may take; infinite where others than this machine do the work.
        memory: bytes of the machine; None where that is not known.
        written: whether they go to a disk of this machine.
        free: bytes of that disk; None where that is not known.
        held: bytes of it that an unfinished picture has taken already.
    """

    seconds: float = MAX_SECONDS
    memory: int | None = None
    written: bool = False
    free: int | None = None
    held: int = 0

    def alone(self, alone: bool) -> Limits:
        """Return the limits of work that this machine does alone, or not."""
        return self if alone else replace(self, seconds=math.inf)

    def exceeded(self, takes: Estimate, count: int = 1, *, copied: bool = False) -> dict[str, str]:
        """Return which of time, memory and disk a number of pictures exceed, each with its limit in words.

        Args:
            takes: what one of them takes.
            count: how many they are.
            copied: whether a file is put together of pieces that lie beside it until then.
        """
        found = {}
        total = takes.times(count)
        if total.seconds > self.seconds:
            found["time"] = f"the limit is {self.seconds / 3600:g} h"
        if self.memory is not None and total.memory > self.memory * MAX_SHARE_OF_MEMORY:
            found["memory"] = f"the limit is half of {amount(self.memory)}"
        if self.written:
            # The last file that is streamed is there twice for a moment.
            needed = max(0, total.disk + (takes.disk if copied else 0) - self.held)
            if self.free is not None and needed > self.free:
                twice = f", {amount(needed)} while it is painted" if copied else ""
                found["disk"] = f"{amount(self.free)} are free{twice}"
            elif total.disk > MAX_DISK:
                found["disk"] = f"the limit is {amount(MAX_DISK)}"
        return found


def find_limits(folder: Path | None = None, held: int = 0) -> Limits:
    """Return the limits of this machine, for pictures that are written to a folder if one is given."""
    free = None if folder is None else free_in(folder)
    return Limits(memory=memory_here(), written=folder is not None, free=free, held=held)


def check_limits(
    job: Job, written: Written, limits: Limits, count: int = 1, threads: int | None = None
) -> None:
    """Refuse pictures that exceed limits.

    First by arithmetic alone, which costs nothing; only what may be too much is estimated, in about half a
    second. No giant network is drawn for it.

    Args:
        job: a picture.
        written: by which format, or into which tiles.
        limits: what there is.
        count: how many such pictures there are.
        threads: 1 … 1024; all processors when not given.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.rendering.estimate import bound, estimate, puts_together

    exceeded = partial(limits.exceeded, copied=puts_together(written))
    if not exceeded(bound(job, written, threads), count):
        return
    takes = estimate(job, written, threads)
    found = exceeded(takes, count)
    if not found:
        return
    names, what = _too_much(job, count, one_by_one=not exceeded(takes))
    says = f"{what}: {_say(job, takes.times(count), limits, found)}"
    raise InputError(fault("limit", says, *names, ways=_HUGE))


def check_all(
    pictures: Sequence[tuple[str, Job, Written]], limits: Limits, name: str, threads: int | None = None
) -> None:
    """Refuse many pictures of which one alone exceeds limits, or which do together, one after the other.

    First by arithmetic alone. If that may be too much, the largest are estimated, and the others are taken to
    be as far below their bounds as these.

    Args:
        pictures: of each, what it is called, its job, and by which format it is written.
        limits: what there is.
        name: of the value that asks for them.
        threads: 1 … 1024; all processors when not given.

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
        takes = _estimate_alone(*pictures[number], limits, threads)
        if takes is not None:
            measured[number] = takes
        if limits.exceeded(_sum(measured.values())):
            break
    if not measured:
        return
    takes, most, every = _sum(measured.values()), _sum(bounds[number] for number in measured), _sum(bounds)
    seconds, disk = takes.seconds * every.seconds / most.seconds, takes.disk * every.disk / most.disk
    takes = replace(takes, seconds=seconds, disk=math.ceil(disk))
    found = limits.exceeded(takes)
    if found:
        says = f"{len(pictures):,} files to paint: {_say(pictures[order[0]][1], takes, limits, found)}"
        raise InputError(fault("limit", says, name, ways=_HUGE))


def _estimate_alone(
    title: str, job: Job, written: Written, limits: Limits, threads: int | None
) -> Estimate | None:
    """Return what one of many pictures takes; None if it cannot be painted, so that it will be left out.

    Raises:
        InputError: if it alone is too much.
    """
    from nnart.rendering.estimate import estimate, puts_together

    try:
        takes = estimate(job, written, threads)
    except InputError:  # such as a detail that is out of its network's reach
        return None
    found = limits.exceeded(takes, copied=puts_together(written))
    if found:
        names, what = _too_much(job, 1, one_by_one=False)
        error = InputError(fault("limit", f"{what}: {_say(job, takes, limits, found)}", *names, ways=_HUGE))
        raise error.inside(shown(title))
    return takes


def _say(job: Job, takes: Estimate, limits: Limits, found: dict[str, str]) -> str:
    """Return what pictures such as a job take, and by which limits it is too much, in words."""
    said = zip(("time", "memory", "disk"), describe(job, takes), strict=True)
    parts = [part + (f" ({found[name]})" if name in found else "") for name, part in said]
    return ", ".join(parts if limits.written else parts[:2])


def _sum(takes: Iterable[Estimate]) -> Estimate:
    """Return what pictures take one after the other."""
    from nnart.rendering.estimate import Estimate

    total = Estimate(0.0, 0, 0)
    for each in takes:
        memory = max(total.memory, each.memory)
        total = Estimate(total.seconds + each.seconds, memory, total.disk + each.disk)
    return total


def _too_much(job: Job, count: int, *, one_by_one: bool) -> tuple[tuple[str, ...], str]:
    """Return the values that ask for too much, and in words what they ask for.

    Args:
        job: one of the pictures.
        count: how many they are.
        one_by_one: whether each alone would not be too much.
    """
    rows, columns = job.size
    samples = f" of {job.recipe.samples**2} samples each" if job.recipe.samples > 1 else ""
    if job.is_giant:
        layers, width = job.recipe.layers, job.recipe.width
        return ("layers", "width"), f"{layers} x {width} are {job.weights // 10**6:,} million weights"
    if count > 1 and one_by_one:
        return ("seed",), f"{count:,} pictures of {columns} x {rows}{samples}"
    times = f", {count:,} times" if count > 1 else ""
    return ("size",), f"{columns} x {rows} is {rows * columns / 1e6:,.0f} megapixels{samples}{times}"


def describe(job: Job, takes: Estimate) -> tuple[str, str, str]:
    """Return an estimate's time, memory and disk in words."""
    most = "at most" if job.is_giant else "about"
    return (
        f"{most} {duration(takes.seconds)}",
        f"{amount(takes.memory)} of memory",
        f"{amount(takes.disk)} of disk",
    )


def limits_of(output: str) -> Limits:
    """Return the limits of this machine for a file that may be painted in part already, or for stdout."""
    if output == "-":
        return find_limits()
    return find_limits(Path(output).parent, count_bytes(Path(output + ENDING)))


def count_bytes(path: Path) -> int:
    """Return the bytes of a file or of all in a folder; 0 if there is none."""
    if not path.is_dir():
        return path.stat().st_size if path.is_file() else 0
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())


def check_tiles(count: int, *, force: bool) -> None:
    """Refuse more tiles than fit a sheet well, before any recipe is made of them."""
    if isinstance(count, int) and count > MAX_TILES and not force:
        says = f"{count} tiles are more than {MAX_TILES} on one sheet"
        raise InputError(fault("limit", says, ways=Way("allows it", "force")))


def memory_here() -> int | None:
    """Return the bytes of memory of this machine; None where that is not known."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # of these, Windows has the first
        return None


def free_in(folder: Path) -> int | None:
    """Return the bytes that are free in a folder; None if it is not there."""
    try:
        usage = shutil.disk_usage(folder)
        return usage.free if usage.total else None  # as of /proc, where nothing is written anyway
    except OSError:
        return None
