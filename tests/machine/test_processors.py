"""Processors: how many a process may keep busy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from nnart.machine.processors import count_processors
from tests.machine.trees import V1, V2, tree

FIRST = "2:cpu,cpuacct:/a/b\n"


@pytest.mark.parametrize(
    ("groups", "mounts", "files", "count"),
    [
        ("0::/a/b\n", V2, {}, 8),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "max 100000\n"}, 8),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "200000 100000\n"}, 2),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "210000 100000\n"}, 3),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "10000 100000\n"}, 1),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "9900000 100000\n"}, 8),
        ("0::/a/b\n", V2, {"a/b/cpu.max": "500000 100000\n", "a/cpu.max": "150000 50000\n"}, 3),
        ("0::/a/b\n", V2, {"cpu.max": "100000 100000\n"}, 1),
        (FIRST, V1, {"a/b/cpu.cfs_quota_us": "-1\n", "a/b/cpu.cfs_period_us": "100000\n"}, 8),
        (FIRST, V1, {"a/b/cpu.cfs_quota_us": "150000\n", "a/b/cpu.cfs_period_us": "100000\n"}, 2),
        (FIRST, V1, {"a/cpu.cfs_quota_us": "50000\n", "a/cpu.cfs_period_us": "100000\n"}, 1),
        (FIRST, V1, {"a/cpu.cfs_quota_us": "50000\n"}, 8),
        (FIRST, V1, {"a/cpu.cfs_quota_us": "50000\n", "a/cpu.cfs_period_us": "0\n"}, 8),
    ],
)
def test_quotas_of_all_groups_count(
    groups: str,
    mounts: str,
    files: Mapping[str, str],
    count: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    folder = "cpu,cpuacct/" if mounts is V1 else ""
    root = tree(tmp_path, groups, mounts, {folder + name: text for name, text in files.items()})
    assert count_processors(root) == count


def test_a_process_has_no_more_than_the_machine() -> None:
    assert 1 <= count_processors() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux lets a process choose processors")
def test_the_processors_that_a_process_may_run_on_count() -> None:
    code = (
        "import os\n"
        "os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])\n"
        "from nnart.threads import thread_count\n"
        "print(thread_count(None))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "1\n"
