"""Memory: how much this process may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from nnart.machine.cgroups import group_folders, read_numbers
from nnart.machine.mounts import ROOT, read_text

# Of a control group, of both versions. Above memory.high, a process is slowed down until it hardly moves.
_FILES = ("memory.max", "memory.high", "memory.limit_in_bytes")
PROGRAM = 100 * 2**20  # bytes, measured: Python with nnart's libraries
# Bytes, measured: addresses that Python, its libraries and two threads have and never touch.
_UNTOUCHED = 300 * 2**20


def count_memory(root: Path = ROOT) -> int | None:
    """Return how many bytes of memory this process may use; None where that is not known.

    The machine's memory, or less if a control group at any level or `ulimit` limits it.

    Args:
        root: of the file system that has /proc.
    """
    return min([*_physical(), *_of_groups(root), *_of_process()], default=None)


def check_room(needed: int, root: Path = ROOT) -> None:
    """Refuse work for which `ulimit` leaves too little address space.

    For libraries that end the process, or crash, instead of raising a MemoryError.

    Args:
        needed: bytes.
        root: of the file system that has /proc.

    Raises:
        MemoryError: if there is too little.
    """
    words = read_text(root / "proc/self/statm").split()  # pages: of all addresses, …, of data and stacks
    if len(words) < 6:
        return  # only Linux says
    for limit, pages in zip(_limits(), (words[0], words[5]), strict=False):
        if limit is not None and limit - int(pages) * os.sysconf("SC_PAGE_SIZE") < needed:
            raise MemoryError(f"{needed // 10**6} MB are needed, and ulimit leaves less")


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
    """Yield the memory that the process's limits leave."""
    yield from (max(0, limit - _UNTOUCHED) for limit in _limits() if limit is not None)


def _limits() -> Iterator[int | None]:
    """Yield a process's limits of all its addresses, and of those of data; None is no limit."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        limit, _ = resource.getrlimit(kind)
        yield None if limit == resource.RLIM_INFINITY else limit
