"""Clusters on this machine: their workers are replaced, and end with whoever started them."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import psutil
import pytest

import nnart
from nnart.cluster.cluster import Cluster
from nnart.cluster.local import LocalCluster
from nnart.threads import thread_count
from tests.cluster.jobs import POSIX, SLOW, start_painting


@pytest.mark.slow
def test_what_killed_workers_were_at_is_done_again(own: Cluster, tmp_path: Path) -> None:
    """Also if they were all killed: others take their place."""
    assert own._local is not None
    nnart.save(nnart.Job(SLOW, (400, 400)), tmp_path / "here.png")
    for many in (1, own.count):
        left = list(own._local._workers)[:many]

        def kill(_: float, left: list[subprocess.Popen[str]] = left) -> None:
            for process in left:
                process.kill()
            left.clear()

        nnart.save(nnart.Job(SLOW, (400, 400)), tmp_path / f"{many}.png", nnart.Run(own, progress=kill))
        assert not left
        assert (tmp_path / "here.png").read_bytes() == (tmp_path / f"{many}.png").read_bytes()


@pytest.mark.slow
@POSIX
def test_workers_do_not_outlive_who_started_them(tmp_path: Path) -> None:
    process, children = start_painting(tmp_path)
    process.kill()
    process.communicate()
    assert not psutil.wait_procs(children, timeout=10)[1]


@pytest.mark.slow
def test_all_processes_end_when_it_is_closed() -> None:
    with LocalCluster() as local:
        assert local.count == len(local._workers) == thread_count(None)
        assert re.fullmatch(r"tcp://127\.0\.0\.1:\d+", local.address)
        started, folder = [*local._workers, local._scheduler], Path(local._folder.name)
        assert all(process.poll() is None for process in started)
        assert folder.is_dir()
    assert all(process.poll() is not None for process in started)
    assert not folder.exists()


@pytest.mark.slow
def test_a_worker_that_ends_is_replaced() -> None:
    with LocalCluster() as local:
        (first, *others) = local._workers
        first.kill()
        deadline = time.monotonic() + 30
        while first in local._workers and time.monotonic() < deadline:
            time.sleep(0.01)
        assert first not in local._workers
        with local._changing:
            assert len(local._workers) == local.count
            assert local._workers[: len(others)] == others
            assert local._workers[-1].poll() is None
