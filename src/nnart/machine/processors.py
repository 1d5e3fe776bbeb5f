"""Processors: how many this process may keep busy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from nnart.machine.cgroups import group_folders, read_numbers
from nnart.machine.mounts import ROOT


def count_processors(root: Path = ROOT) -> int:
    """Return how many processors this process may use, 1 or more.

    The processors that it may run on, or fewer if a control group at any level has a time quota, rounded up.

    Args:
        root: of the file system that has /proc.
    """
    try:
        allowed = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no such call
        allowed = os.cpu_count() or 1
    return max(1, min([allowed, *_quotas(root)]))


def _quotas(root: Path) -> Iterator[int]:
    """Yield the quotas of all control groups that have one, in processors, rounded up."""
    for folder in group_folders("cpu", root):
        second = read_numbers(folder / "cpu.max")  # "250000 100000", or without a quota "max 100000"
        first = [
            number for name in ("quota", "period") for number in read_numbers(folder / f"cpu.cfs_{name}_us")
        ]
        for numbers in (second, first):
            if len(numbers) == 2 and min(numbers) > 0:  # without a quota, the first version says -1
                yield -(-numbers[0] // numbers[1])
