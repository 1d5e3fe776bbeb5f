"""Control groups: which folders have the limits of a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.machine.cgroups import group_folders, read_numbers
from tests.machine.trees import V1, V2, tree


@pytest.mark.parametrize(
    ("groups", "mounts", "folders"),
    [
        ("0::/a/b/c\n", V2, ["a/b/c", "a/b", "a", ""]),
        ("0::/\n", V2, [""]),
        # A name with a colon in it, and one that begins as its neighbour's.
        ("0::/a:b\n", V2, ["a:b", ""]),
        # Of a container without a namespace of its own, only its group is mounted.
        ("0::/docker/12/x\n", V2.replace(" / ", " /docker/12 ", 1), ["x", ""]),
        ("0::/docker/12\n", V2.replace(" / ", " /docker/12 ", 1), [""]),
        ("0::/docker/123\n", V2.replace(" / ", " /docker/12 ", 1), [""]),
        # Of a process that is outside of its namespace.
        ("0::/../other\n", V2, [""]),
        ("4:memory:/m\n2:cpu,cpuacct:/c/d\n0::/\n", V1, ["cpu,cpuacct/c/d", "cpu,cpuacct/c", "cpu,cpuacct"]),
        # Both versions at once: the second has no controller of processors, but may limit what is in it.
        (
            "2:cpu,cpuacct:/c\n0::/u\n",
            V1 + V2.replace("cgroup ", "cgroup/unified ", 1),
            ["cpu,cpuacct/c", "cpu,cpuacct", "unified/u", "unified"],
        ),
        ("", V2, [""]),
        ("0::/a\n", "", []),
        ("nonsense\n", "nonsense - x\n", []),
    ],
)
def test_groups_are_found_from_the_innermost_to_the_outermost(
    groups: str, mounts: str, folders: list[str], tmp_path: Path
) -> None:
    root = tree(tmp_path, groups, mounts, {})
    assert list(group_folders("cpu", root)) == [root / "sys/fs/cgroup" / folder for folder in folders]


def test_a_system_without_groups_has_none(tmp_path: Path) -> None:
    assert list(group_folders("memory", tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("max\n", []), ("max 100000\n", []), ("150000 100000\n", [150000, 100000]), ("-1\n", [-1]), ("", [])],
)
def test_limits_are_numbers(text: str, numbers: list[int], tmp_path: Path) -> None:
    (tmp_path / "a").write_text(text)
    assert read_numbers(tmp_path / "a") == numbers
    assert read_numbers(tmp_path / "b") == []
