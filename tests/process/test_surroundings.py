"""Surroundings: a process without a home, or with a terminal that cannot be, ends as any other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

NOBODY = ("unshare", "--user", "--map-user=54321", "--map-group=54321")  # whom /etc/passwd does not have


@pytest.mark.parametrize("words", ["show nosuch.png", "render --from nosuch.png", "vary nosuch.png"])
def test_a_user_without_a_home_is_told_what_is_missing(tmp_path: Path, words: str) -> None:
    if shutil.which("unshare") is None or subprocess.run([*NOBODY, "true"], check=False).returncode:
        pytest.skip("no other user can be had here")
    gone = ("HOME", "NNART_FAVOURITES", "XDG_DATA_HOME")
    done = subprocess.run(
        [*NOBODY, sys.executable, "-m", "nnart", *words.split()],
        env={name: value for name, value in os.environ.items() if name not in gone},
        cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    said = "nnart: 'nosuch.png': there is no such file, favourite or preset\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


@pytest.mark.parametrize("width", ["0", "²", "99999999"])
@pytest.mark.parametrize("words", ["render --help", "palettes ink"])
def test_a_width_that_cannot_be_is_no_matter(nnart_: Run, words: str, width: str) -> None:
    done = nnart_(*words.split(), COLUMNS=width)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) < 1000
