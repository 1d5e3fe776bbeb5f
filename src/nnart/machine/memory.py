"""Memory: how much this process may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from nnart.machine.cgroups import group_folders, read_numbers
from nnart.machine.mounts import ROOT

# Of a control group, of both versions. Above memory.high, a process is slowed down until it hardly moves.
_FILES = ("memory.max", "memory.high", "memory.limit_in_bytes")
# Bytes, measured: addresses that Python, its libraries and two threads have and never touch.
_UNTOUCHED = 300 * 2**20


def count_memory(root: Path = ROOT) -> int | None:
    """Return how many bytes of memory this process may use; None where that is not known.

    That is the machine's memory, or less where a control group at any level, or `ulimit`, has a limit.

    Args:
        root: of the file system that has /proc.
    """
    return min([*_physical(), *_of_groups(root), *_of_process()], default=None)


def _physical() -> Iterator[int]:
    try:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # of these, Windows has the first
        return


def _of_groups(root: Path) -> Iterator[int]:
    for folder in group_folders("memory", root):
        for name in _FILES:
            yield from (number for number in read_numbers(folder / name) if number > 0)


def _of_process() -> Iterator[int]:
    """Yield what a process's limits leave for memory; they are limits of addresses."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        limit, _ = resource.getrlimit(kind)
        if limit != resource.RLIM_INFINITY:
            yield max(0, limit - _UNTOUCHED)
