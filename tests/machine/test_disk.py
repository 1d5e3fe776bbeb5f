"""Disk: how much there is room for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnart.machine.disk import count_free, largest_file
from tests.machine.trees import tree


def test_a_folder_says_what_is_free(tmp_path: Path) -> None:
    free = count_free(tmp_path)
    assert free is not None and free > 0
    assert count_free(tmp_path / "not there") is None


@pytest.mark.skipif(sys.platform != "linux", reason="read as Linux lists file systems")
@pytest.mark.parametrize(("kind", "most"), [("vfat", 2**32 - 1), ("ext4", None), ("tmpfs", None)])
def test_a_file_system_may_limit_files(kind: str, most: int | None, tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    numbers = f"{os.major(device)}:{os.minor(device)}"
    others = "30 23 1:250 / /mnt/other rw - vfat /dev/x rw\n"
    root = tree(tmp_path, "", f"{others}31 23 {numbers} / / rw - {kind} /dev/sda rw\n", {})
    assert largest_file(tmp_path, root) == most
    assert largest_file(tmp_path / "not there", root) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_process_may_limit_its_files(tmp_path: Path) -> None:
    code = (
        "import resource, pathlib\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))\n"
        "from nnart.machine.disk import largest_file\n"
        "print(largest_file(pathlib.Path()))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=tmp_path) == "4096\n"
