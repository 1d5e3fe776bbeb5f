"""Scarcity: few threads, little memory, small files, odd terminals. Commands go on, or say it in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commandline import SMALL, unmeasured
from tests.conftest import Run, names

PAINT = ("render", "--seed", "7", *SMALL, "-o")
LIMITS = pytest.mark.skipif(sys.platform != "linux", reason="limits are set and kept as Linux does")
# A process in which only so many threads can be started, by whom soever.
FEW = """
import _thread, sys, threading
left = iter(range(int(sys.argv.pop(1))))
def few(start):
    def refuse(*arguments, **options):
        if next(left, None) is None:
            raise RuntimeError("can't start new thread")
        return start(*arguments, **options)
    return refuse
_thread.start_new_thread = _thread.start_new = few(_thread.start_new_thread)
for name in ("_start_new_thread", "_start_joinable_thread"):  # until Python 3.12, and since 3.13
    if hasattr(threading, name):
        setattr(threading, name, few(getattr(threading, name)))
from nnart.cli import main
main()
"""


def run(folder: Path, *command: str, **limits: int) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder, under limits such as AS=2**30."""

    def limit() -> None:
        import resource

        for name, value in limits.items():
            kind = getattr(resource, f"RLIMIT_{name}")
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))

    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=unmeasured() if limits else None,
        preexec_fn=limit if limits else None,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def painted(tmp_path: Path) -> Callable[..., bytes]:
    """Run a command that has to paint a.png, and return its bytes."""

    def painted(*command: str, **limits: int) -> bytes:
        done = run(tmp_path, *command, "a.png", "--force", **limits)
        assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
        assert names(tmp_path) == ["a.png"]
        return (tmp_path / "a.png").read_bytes()

    return painted


@pytest.mark.parametrize("threads", ["0", "1", "2"])
def test_the_threads_that_start_paint_the_same_picture(threads: str, painted: Callable[..., bytes]) -> None:
    assert painted("-c", FEW, threads, *PAINT) == painted("-m", "nnart", *PAINT)


@pytest.mark.parametrize(
    "command",
    [
        ("sheet", "--seeds", "1..5", *SMALL, "-q", "-o", "a.png"),
        ("explore", "--seeds", "1..5", "--layers", "2", "--width", "4", "-q", "-o", "a.png"),
        ("render", "--seed", "7", "--dry-run"),
        ("render", "--seed", "7", *SMALL, "-o", "a.webp"),
        ("tiles", "7", "--size", "600", "-q", "-o", "d"),
    ],
)
def test_commands_need_no_thread(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(tmp_path, "-c", FEW, "0", *command)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


def test_what_cannot_go_on_without_threads_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", FEW, "0", *PAINT, "a.png", "--cluster", "local")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nnart: the system allows no more processes or threads; ulimit -u says how many\n"
    assert names(tmp_path) == []


@LIMITS
@pytest.mark.parametrize(
    ("limit", "megabytes"), [("AS", 40), ("AS", 100), ("AS", 250), ("DATA", 20), ("DATA", 40), ("DATA", 80)]
)
def test_too_little_memory_is_said_in_one_line(limit: str, megabytes: int, tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "nnart", *PAINT, "a.png", **{limit: megabytes * 10**6})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "nnart: there is not enough memory; --threads 1 takes the least\n"
    assert names(tmp_path) == []


@LIMITS
def test_enough_memory_is_enough(painted: Callable[..., bytes]) -> None:
    assert painted("-m", "nnart", *PAINT, AS=2 * 10**9) == painted("-m", "nnart", *PAINT)


@LIMITS
def test_help_needs_little(tmp_path: Path) -> None:
    assert run(tmp_path, "-m", "nnart", "render", "--help", AS=100 * 10**6).returncode == 0


@LIMITS
def test_a_picture_that_needs_more_memory_than_ulimit_leaves_is_not_begun(tmp_path: Path) -> None:
    command = ("-m", "nnart", "render", "--seed", "7", "--layers", "1", "--width", "1", "--size", "12000x8000")
    done = run(tmp_path, *command, "-o", "a.webp", AS=10**9)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nnart: --size: 12000 x 8000 is 96 megapixels: ")
    assert "of memory (the limit is " in done.stderr and "--huge" in done.stderr
    assert names(tmp_path) == []


@LIMITS
def test_a_file_that_is_larger_than_ulimit_allows_is_not_begun(tmp_path: Path) -> None:
    command = ("-m", "nnart", "render", "--seed", "7", "--layers", "1", "--width", "1", "--size")
    done = run(tmp_path, *command, "4000", "-o", "a.npy", FSIZE=10**6)
    assert (done.returncode, done.stdout) == (2, "")
    assert "of disk (a file may have 1.0 MB there); --huge allows it\n" in done.stderr
    assert names(tmp_path) == []
    assert run(tmp_path, *command, "40", "-o", "a.npy", FSIZE=10**6).returncode == 0


@pytest.mark.parametrize("columns", ["0", "-1", "abc", "1", "9" * 25, ""])
def test_an_odd_terminal_is_no_crash(columns: str, nnart_: Run) -> None:
    """Help is as wide as usual, and errors are what they are."""
    helped = nnart_("render", "--help", COLUMNS=columns, LINES=columns)
    assert (helped.returncode, helped.stderr) == (0, "")
    assert max(map(len, helped.stdout.splitlines())) >= 60
    failed = nnart_("render", "--nosuch", COLUMNS=columns, LINES=columns)
    assert (failed.returncode, failed.stderr.count("\n")) == (2, 1)


def test_linear_algebra_does_not_start_threads_that_are_not_used(tmp_path: Path) -> None:
    code = "import os, nnart.cli\ntry: nnart.cli.main()\nfinally: print(os.environ['OPENBLAS_NUM_THREADS'])"
    done = run(tmp_path, "-c", code, "knobs")
    assert done.stdout.splitlines()[-1] == os.environ.get("OPENBLAS_NUM_THREADS", "1")
