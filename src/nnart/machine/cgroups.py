"""Control groups: the folders in which Linux keeps the limits of a process.

Sources: cgroups(7), and the kernel's documentation of both versions (admin-guide/cgroup-v1 and cgroup-v2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nnart.machine.mounts import ROOT, read_mounts, read_text


def group_folders(controller: str, root: Path = ROOT) -> Iterator[Path]:
    """Yield the folders of this process's control groups, from its own to the outermost that can be seen.

    A limit of any of them holds for the process. Nothing is yielded where there are no control groups.

    Args:
        controller: cpu or memory.
        root: of the file system that has /proc.
    """
    paths = _paths(controller, read_text(root / "proc/self/cgroup"))
    for mount in read_mounts(root):
        if mount.kind == "cgroup2" or (mount.kind == "cgroup" and controller in mount.options):
            folder = place = root / mount.place.lstrip("/")
            folder /= _below(paths.get(mount.kind, ""), mount.top)
            yield folder
            while folder != place:
                folder = folder.parent
                yield folder


def read_numbers(file: Path) -> list[int]:
    """Return the numbers in a control group's file; none if there is no file or no limit."""
    words = read_text(file).split()
    return [int(word) for word in words] if all(re.fullmatch("-?[0-9]{1,20}", word) for word in words) else []


def _paths(controller: str, text: str) -> dict[str, str]:
    """Return the paths of this process's groups, by the names of the file systems that they are in."""
    found = {}
    for line in text.splitlines():
        _, controllers, path = [*line.split(":", 2), "", ""][:3]
        if not controllers:
            found["cgroup2"] = path
        elif controller in controllers.split(","):
            found["cgroup"] = path
    return found


def _below(path: str, top: str) -> str:
    """Return a group's path below the folder of its file system that is mounted.

    Some paths lie outside the mounted folder: /../other for a process outside its namespace, or a path that
    only the host knows, in a container. For these, only the limits of the mounted folder are known.
    """
    top = top.rstrip("/")
    inside = path.startswith(f"{top}/") and ".." not in path.split("/")
    return path.removeprefix(top).strip("/") if inside else ""
