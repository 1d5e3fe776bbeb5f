"""What all tests share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser import Browser, browser
from tests.commandline import run_here

# A machine that others use too may pause a test for longer than hypothesis expects of one. What passes here
# passes everywhere: examples are the same each time, unless --hypothesis-profile=random asks for random ones.
settings.register_profile("nnart", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("random", deadline=None, max_examples=200, print_blob=True)
settings.load_profile("nnart")

# Shells let what runs behind & ignore Ctrl-C, and so would the processes that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Hundreds of processes are started here; each would compile every module anew, as in no one's daily use.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

Run = Callable[..., subprocess.CompletedProcess[str]]


def names(folder: Path) -> list[str]:
    """Return the names of all files in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def nnart_(tmp_path: Path) -> Run:
    """Run the command line as a process of its own in an empty folder."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "nnart", *arguments],
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "100"} | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests: it takes more than a second to start."""
    with browser() as opened:
        yield opened


@pytest.fixture
def main_(tmp_path: Path) -> Run:
    """Run the command line in this process, in an empty folder: it takes half a second less than `nnart_`.

    For what it paints and says. What a process has of its own is for `nnart_`: streams, signals, settings, what
    it loads.
    """

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = run_here(tmp_path, *arguments)
        said, told = done.stdout.decode(), done.stderr.decode()
        return subprocess.CompletedProcess(done.args, done.returncode, said, told)

    return run
