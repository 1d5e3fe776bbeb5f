"""The cache of the compiled kernel, as processes share it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from tests.commandline import SMALL
from tests.conftest import Run


@pytest.mark.slow
def test_where_nothing_can_be_kept_it_is_said_and_painted(nnart_: Run, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file where a folder should be")
    done = nnart_("render", "--seed", "8", *SMALL, NUMBA_CACHE_DIR=str(cache))
    assert done.returncode == 0
    assert done.stderr.count("\n") == 2
    assert done.stderr.startswith("nnart: the compiled kernel is not kept for the next time (")
    assert nnart.verify(tmp_path / "nnart-8.png") is None


@pytest.mark.slow
def test_processes_may_compile_at_once(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "nnart", "render", "--seed", str(seed), *SMALL],
            cwd=tmp_path, env=environment, stderr=subprocess.PIPE,
        )
        for seed in (1, 2)
    ]  # fmt: skip
    for process in running:
        _, stderr = process.communicate(timeout=100)
        assert (process.returncode, stderr.count(b"\n")) == (0, 1)
