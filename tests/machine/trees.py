"""Trees: files of the kernel's, made up below a folder that stands for /."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

V2 = "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n"
V1 = (
    "30 23 0:25 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
    "32 30 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "35 30 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
    "36 30 0:33 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset\n"
)


def tree(root: Path, groups: str, mounts: str, files: Mapping[str, str]) -> Path:
    """Make a tree.

    Args:
        root: its folder.
        groups: what /proc/self/cgroup says.
        mounts: what /proc/self/mountinfo says.
        files: others, by their paths below /sys/fs/cgroup.
    """
    found = {"proc/self/cgroup": groups, "proc/self/mountinfo": mounts}
    found |= {f"sys/fs/cgroup/{name}": text for name, text in files.items()}
    for name, text in found.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root
