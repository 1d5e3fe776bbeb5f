"""What all tests share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from nnart.kernel import loaded
from tests.browser import Browser, browser
from tests.commandline import run_here

# What passes here passes everywhere: examples are the same each time, unless --hypothesis-profile=random asks
# for random ones. All that decides on them is said: hypothesis has other defaults where CI is set, replays what
# has failed on this machine before, and gives up on what is slow, as on a machine that others use too.
_DEFAULT = settings.get_profile("default")
_NEVER_SLOW: Any = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow], "print_blob": True}
settings.register_profile("nnart", _DEFAULT, **_NEVER_SLOW, max_examples=50, derandomize=True, database=None)
settings.register_profile("random", _DEFAULT, **_NEVER_SLOW, max_examples=200)
settings.load_profile("nnart")
# It would also draw numbers and texts that stand in those modules of nnart that happen to be loaded: in each of
# two processes that share the tests, others each time.
providers._get_local_constants = lambda: providers._local_constants

# Shells let what runs behind & ignore Ctrl-C, and so would the processes that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Whichever shape is fastest here, the tests take the same one everywhere.
os.environ.setdefault("NNART_SHAPE", "default")

# Hundreds of processes are started here; each would compile every module anew, as in no one's daily use.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the kernel before all tests: the first command that needs it would say so, whichever that is."""
    if not hasattr(config, "workerinput"):  # of pytest-xdist, whose processes come later
        loaded()


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
