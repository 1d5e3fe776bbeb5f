"""Limits: what is taken for a slip, and refused before anything is painted, unless --huge allows it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.cli.console import amount, duration
from nnart.errors import InputError
from nnart.files.atomic import ENDING

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate
    from nnart.rendering.plan import Plan

_SECONDS = 3600.0  # longer than a poster of 16k takes at every pixel, on a slow machine
_DISK = 100 * 10**9  # bytes: more than most have left, and than most programs open
_SHARE = 2  # of the machine's memory, one part in so many: others need some too, and estimates err


def check_limits(
    plan: Plan,
    count: int = 1,
    folder: Path | None = None,
    threads: int | None = None,
    *,
    held: int = 0,
    alone: bool = True,
) -> None:
    """Refuse pictures that take more time, memory or disk than anyone wants without saying so.

    First by arithmetic alone, which costs nothing; only what may be too much is estimated, in about half a
    second. No giant network is drawn for it.

    Args:
        plan: a picture.
        count: how many such pictures there are.
        folder: where they are written; None for no folder.
        threads: as for `nnart.render_file`.
        held: bytes of disk that are taken already by what was interrupted.
        alone: whether this machine does it all; how long it takes is said of no other.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.rendering.estimate import bound, estimate

    def faults_of(found: Estimate, times: int) -> dict[str, str]:
        faults = _too_much(plan, found, times, folder, held)
        if not alone:
            faults.pop("time", None)
        return faults

    if not faults_of(bound(plan, threads), count):
        return
    found = estimate(plan, threads)
    faults = faults_of(found, count)
    if not faults:
        return
    rows, columns = plan.size
    samples = f" of {plan.recipe.samples**2} samples each" if plan.recipe.samples > 1 else ""
    if plan.giant:
        layers, width = plan.recipe.layers, plan.recipe.width
        what = f"layers and width: {layers} x {width} are {plan.weights // 10**6:,} million weights"
    elif count > 1 and not faults_of(found, 1):
        what = f"seed: {count:,} pictures of {columns} x {rows}{samples}"
    else:
        what = f"size: {columns} x {rows} is {rows * columns / 1e6:,.0f} megapixels{samples}"
        what += f", {count:,} times" if count > 1 else ""
    parts = [
        part + (f" ({faults[name]})" if name in faults else "")
        for name, part in zip(("time", "memory", "disk"), told(plan, found.times(count)), strict=True)
    ]
    raise InputError(f"{what}: {', '.join(parts if folder else parts[:2])}; --huge allows it")


def told(plan: Plan, found: Estimate) -> tuple[str, str, str]:
    """Return how an estimate's time, memory and disk are said."""
    most = "at most" if plan.giant else "about"
    return (
        f"{most} {duration(found.seconds)}",
        f"{amount(found.memory)} of memory",
        f"{amount(found.disk)} of disk",
    )


def check_output(plan: Plan, output: str, count: int, threads: int | None, *, alone: bool) -> None:
    """Refuse pictures written to files of a name, or to stdout; as `check_limits`."""
    folder = None if output == "-" else Path(output).parent
    check_limits(plan, count, folder, threads, held=held_by(Path(output + ENDING)), alone=alone)


def held_by(path: Path) -> int:
    """Return the bytes of a file or of all in a folder; 0 if there is none."""
    if not path.is_dir():
        return path.stat().st_size if path.is_file() else 0
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())


def _too_much(plan: Plan, one: Estimate, count: int, folder: Path | None, held: int = 0) -> dict[str, str]:
    """Return what is too much of pictures of which one takes that, and beyond what."""
    faults = {}
    every = one.times(count)
    if every.seconds > _SECONDS:
        faults["time"] = "the limit is 1 h"
    whole = _memory()
    if whole is not None and every.memory > whole / _SHARE:
        faults["memory"] = f"the limit is half of {amount(whole)}"
    if folder is not None:
        # The last file that is streamed is there twice for a moment.
        needed = max(0, every.disk + (one.disk if plan.copied else 0) - held)
        free = _free(folder)
        if free is not None and needed > free:
            twice = f", {amount(needed)} while it is painted" if plan.copied else ""
            faults["disk"] = f"{amount(free)} are free{twice}"
        elif every.disk > _DISK:
            faults["disk"] = f"the limit is {amount(_DISK)}"
    return faults


def _memory() -> int | None:
    """Return the bytes of memory of this machine; None where that is not known."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # of these, Windows has the first
        return None


def _free(folder: Path) -> int | None:
    """Return the bytes that are free in a folder; None if it is not there."""
    try:
        usage = shutil.disk_usage(folder)
        return usage.free if usage.total else None  # as of /proc, where nothing is written anyway
    except OSError:
        return None
