"""What all tests share."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from nnart.cli import main
from tests.browser import Browser, browser

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
def main_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process, in an empty folder: it takes half a second less than `nnart_`.

    For what it paints and says. What a process has of its own is for `nnart_`: streams, signals, settings, what
    it loads.
    """

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2))
        with monkeypatch.context() as patched:
            patched.chdir(tmp_path)
            patched.setenv("COLUMNS", "100")
            patched.setattr(sys, "argv", ["nnart", *arguments])
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            patched.setattr(warnings, "formatwarning", warnings.formatwarning)
            patched.setattr(signal, "signal", lambda *_: None)
            with pytest.raises(SystemExit) as end:
                main()
        assert isinstance(end.value.code, int)
        said, told = (stream.buffer.getvalue().decode() for stream in (out, err))
        return subprocess.CompletedProcess(["nnart", *arguments], end.value.code, said, told)

    return run
