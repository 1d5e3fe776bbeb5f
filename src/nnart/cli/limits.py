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
    from nnart.rendering.estimate import Estimate, Written
    from nnart.rendering.job import Job

_SECONDS = 3600.0  # longer than a poster of 16k takes at every pixel, on a slow machine
_DISK = 100 * 10**9  # bytes: more than most have left, and than most programs open
_SHARE = 2  # of the machine's memory, one part in so many: others need some too, and estimates err


def check_limits(
    job: Job,
    written: Written | None = None,
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
        job: a picture.
        written: by which format, or into which tiles; PNG when not given.
        count: how many such pictures there are.
        folder: where they are written; None for no folder.
        threads: as for `nnart.render_file`.
        held: bytes of disk that are taken already by what was interrupted.
        alone: whether this machine does it all; how long it takes is said of no other.

    Raises:
        InputError: with what they would take, if that is too much.
    """
    from nnart.files.formats import PNG
    from nnart.rendering.estimate import bound, estimate, puts_together

    written = written or PNG

    def faults_of(found: Estimate, times: int) -> dict[str, str]:
        faults = _too_much(puts_together(written), found, times, folder, held)
        if not alone:
            faults.pop("time", None)
        return faults

    if not faults_of(bound(job, written, threads), count):
        return
    found = estimate(job, written, threads)
    faults = faults_of(found, count)
    if not faults:
        return
    rows, columns = job.size
    samples = f" of {job.recipe.samples**2} samples each" if job.recipe.samples > 1 else ""
    if job.is_giant:
        layers, width = job.recipe.layers, job.recipe.width
        what = f"layers and width: {layers} x {width} are {job.weights // 10**6:,} million weights"
    elif count > 1 and not faults_of(found, 1):
        what = f"seed: {count:,} pictures of {columns} x {rows}{samples}"
    else:
        what = f"size: {columns} x {rows} is {rows * columns / 1e6:,.0f} megapixels{samples}"
        what += f", {count:,} times" if count > 1 else ""
    parts = [
        part + (f" ({faults[name]})" if name in faults else "")
        for name, part in zip(("time", "memory", "disk"), told(job, found.times(count)), strict=True)
    ]
    raise InputError(f"{what}: {', '.join(parts if folder else parts[:2])}; --huge allows it")


def told(job: Job, found: Estimate) -> tuple[str, str, str]:
    """Return how an estimate's time, memory and disk are said."""
    most = "at most" if job.is_giant else "about"
    return (
        f"{most} {duration(found.seconds)}",
        f"{amount(found.memory)} of memory",
        f"{amount(found.disk)} of disk",
    )


def check_output(
    job: Job, written: Written, output: str, count: int, threads: int | None, *, alone: bool
) -> None:
    """Refuse pictures written to files of a name, or to stdout; as `check_limits`."""
    folder = None if output == "-" else Path(output).parent
    check_limits(job, written, count, folder, threads, held=held_by(Path(output + ENDING)), alone=alone)


def held_by(path: Path) -> int:
    """Return the bytes of a file or of all in a folder; 0 if there is none."""
    if not path.is_dir():
        return path.stat().st_size if path.is_file() else 0
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())


def _too_much(copied: bool, one: Estimate, count: int, folder: Path | None, held: int = 0) -> dict[str, str]:
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
        needed = max(0, every.disk + (one.disk if copied else 0) - held)
        free = _free(folder)
        if free is not None and needed > free:
            twice = f", {amount(needed)} while it is painted" if copied else ""
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
