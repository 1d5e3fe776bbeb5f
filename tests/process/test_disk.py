"""A full disk: what is said, and that nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline import POSIX, unmeasured


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.avif", "a.npy"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    """The shell limits files to 8 KiB, less than the picture takes."""
    python = sys.executable
    picture = f"--seed 7 --width 9 --size 400 --huge -o {name}"  # which otherwise is refused before it begins
    command = f"trap '' XFSZ; ulimit -f 16; exec '{python}' -m nnart render {picture}"
    # Nothing else may write: neither Python's own cache nor a tool that measures coverage.
    environment = unmeasured() | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False, env=environment
    )
    assert done.returncode == 1
    assert done.stderr == f"nnart: '{name}': File too large\n"
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_full_disk_behind_stdout_is_said() -> None:
    full = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m nnart render --seed 7 --width 9 --size 400 -o - >/dev/full"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (full.returncode, full.stderr) == (1, "nnart: No space left on device\n")
