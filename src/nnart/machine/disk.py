"""Disk: free space of a folder, and the largest possible file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from nnart.machine.mounts import ROOT, read_mounts

_MAX_FILE = {"vfat": 2**32 - 1, "msdos": 2**32 - 1}  # bytes, by file systems


def count_free(folder: Path) -> int | None:
    """Return how many bytes this user may still write into a folder; None if it is not there."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return usage.free if usage.total else None  # as for /proc, where nothing is written anyway


def largest_file(folder: Path, root: Path = ROOT) -> int | None:
    """Return the maximum size of a file in a folder, by file system and `ulimit`; None for no limit.

    Args:
        folder: where the file is to be.
        root: of the file system that has /proc.
    """
    return min([*_of_file_system(folder, root), *_of_process()], default=None)


def _of_file_system(folder: Path, root: Path) -> Iterator[int]:
    try:
        device = folder.stat().st_dev
        numbers = f"{os.major(device)}:{os.minor(device)}"
    except (OSError, AttributeError):  # Windows has no such numbers
        return
    for mount in read_mounts(root):
        if mount.device == numbers and mount.kind in _MAX_FILE:
            yield _MAX_FILE[mount.kind]


def _of_process() -> Iterator[int]:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if limit != resource.RLIM_INFINITY:
        yield limit
