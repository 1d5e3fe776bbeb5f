"""Memory: how much a process may use."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from nnart.machine.memory import count_memory
from tests.machine.trees import V1, V2, tree

UNLIMITED = "9223372036854771712\n"


@pytest.mark.parametrize(
    ("groups", "mounts", "files", "memory"),
    [
        ("0::/a/b\n", V2, {"a/b/memory.max": "500000000\n"}, 500_000_000),
        ("0::/a/b\n", V2, {"a/b/memory.max": "max\n", "a/memory.max": "400000000\n"}, 400_000_000),
        ("0::/a/b\n", V2, {"a/b/memory.max": "700000000\n", "a/memory.max": "400000000\n"}, 400_000_000),
        ("0::/a/b\n", V2, {"a/b/memory.max": "400000000\n", "memory.max": "700000000\n"}, 400_000_000),
        ("0::/a/b\n", V2, {"a/b/memory.max": "400000000\n", "a/memory.high": "300000000\n"}, 300_000_000),
        ("9:memory:/a/b\n", V1, {"memory/a/b/memory.limit_in_bytes": "300000000\n"}, 300_000_000),
        (
            "9:memory:/a/b\n",
            V1,
            {"memory/a/b/memory.limit_in_bytes": UNLIMITED, "memory/a/memory.limit_in_bytes": "200000000\n"},
            200_000_000,
        ),
        ("0::/a/b\n", V2, {"a/b/memory.max": "max\n"}, None),
        ("9:memory:/a\n", V1, {"memory/a/memory.limit_in_bytes": UNLIMITED}, None),
        ("9:memory:/a\n", V1, {"memory/a/memory.limit_in_bytes": "-1\n"}, None),
    ],
)
def test_limits_of_all_groups_count(
    groups: str, mounts: str, files: Mapping[str, str], memory: int | None, tmp_path: Path
) -> None:
    whole = count_memory(tmp_path / "nothing")
    assert count_memory(tree(tmp_path, groups, mounts, files)) == (whole if memory is None else memory)


def test_a_machine_says_what_it_has() -> None:
    memory = count_memory()
    assert memory is None or 2**27 < memory < 2**50


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("kind", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_a_process_limits_itself(kind: str) -> None:
    """All addresses are limited, of which libraries take a part that is no memory."""
    code = (
        "import resource\n"
        f"resource.setrlimit(resource.{kind}, (900_000_000, resource.getrlimit(resource.{kind})[1]))\n"
        "from nnart.machine.memory import count_memory\n"
        "print(count_memory())"
    )
    found = int(subprocess.check_output([sys.executable, "-c", code]))
    assert 500_000_000 < found < 900_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says how many addresses a process has")
@pytest.mark.parametrize("kind", ["RLIMIT_AS", "RLIMIT_DATA"])
def test_room_is_what_a_limit_leaves(kind: str) -> None:
    code = (
        "import resource\n"
        "from nnart.machine.memory import check_room\n"
        "check_room(10**15)\n"  # no limit
        f"resource.setrlimit(resource.{kind}, (400_000_000, resource.getrlimit(resource.{kind})[1]))\n"
        "check_room(200_000_000)\n"
        "check_room(400_000_000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "MemoryError: 400 MB are needed, and ulimit leaves less"
