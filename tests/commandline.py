"""What the tests of the command line share."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from nnart.cli import main
from nnart.cli.app import app
from nnart.errors import NnartError
from nnart.sheets.files import read_sheet
from nnart.sheets.sheet import Sheet
from tests.faults_of import broken

TINY: dict[str, Any] = {"layers": 5, "width": 8}
SHEET = ("--layers", "5", "--width", "8", "--size", "12", "-q", "-o", "a.png")
SMALL = ("--layers", "3", "--width", "9", "--size", "40x30")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and devices")


def unmeasured() -> dict[str, str]:
    """Return the environment without what has coverage measured: it writes files, and loses an early Ctrl-C."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def sheet_of(run: Callable[..., subprocess.CompletedProcess[str]], folder: Path, *words: str) -> Sheet:
    """Return the sheet that a command paints as a.png in a folder."""
    done = run(*words, "--force")
    assert done.returncode == 0, done.stderr
    return read_sheet(folder / "a.png")


def refusal_of(*words: str) -> NnartError:
    """Return the error that a command ends with."""
    done = CliRunner().invoke(app, words)
    assert isinstance(done.exception, NnartError), done.output
    return done.exception


def faults_of(*words: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rules that a command finds broken, each with the names of the values at fault."""
    return broken(refusal_of(*words))


def run_here(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in this process, in a folder; a process of its own takes half a second more."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("COLUMNS", "100")
        patched.setattr(sys, "argv", ["nnart", *words])
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        patched.setattr(warnings, "formatwarning", warnings.formatwarning)
        patched.setattr(signal, "signal", lambda *_: None)
        with pytest.raises(SystemExit) as end:
            main()
    assert isinstance(end.value.code, int)
    said, told = (stream.buffer.getvalue() for stream in (out, err))
    return subprocess.CompletedProcess(["nnart", *words], end.value.code, said, told)
