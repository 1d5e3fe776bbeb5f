"""Mounts: which file systems there are, and where, as Linux lists them.

Source: proc_pid_mountinfo(5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/")


@dataclass(frozen=True)
class Mount:
    """A file system at a place.

    Attributes:
        device: its numbers, such as 8:1.
        top: the folder in the file system that is seen at the place; / if all of it is.
        place: the folder where it is seen.
        kind: the file system's name, such as ext4.
        options: of the file system, among them the controllers of a cgroup.
    """

    device: str
    top: str
    place: str
    kind: str
    options: tuple[str, ...]


def read_mounts(root: Path = ROOT) -> Iterator[Mount]:
    """Yield what is mounted; nothing where there is no such list.

    Args:
        root: of the file system that has /proc.
    """
    for line in read_text(root / "proc/self/mountinfo").splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()
        if len(fields) >= 5 and len(kind) >= 3:
            top, place = map(_unescaped, fields[3:5])
            yield Mount(fields[2], top, place, kind[0], tuple(kind[2].split(",")))


def read_text(file: Path) -> str:
    """Return what a file of the kernel's says; nothing if it cannot be read."""
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""


def _unescaped(text: str) -> str:
    r"""Return a path, in which a blank is written \040."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
