"""Play: one of the endless command lines is run in a playground, and judged."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import pytest

from nnart.cli.app import SUMMARIES, load_command
from tests.commandline import run_here
from tests.commandlines import line
from tests.outcome import Outcome, complaints, tree_of
from tests.playground import RECIPE, copy_playground

LIMIT: Final = 60.0  # seconds in which a line has to end: none takes more than two on an idle machine
PROCESSES: Final = 10  # every so many lines, one is a process of its own


class TimedOut(BaseException):
    """A line that does not end."""


def play(number: int, made: Path, folder: Path) -> list[str]:
    """Run the N-th line in copies of a playground, with one and two threads, and return what is wrong.

    Args:
        number: of the line.
        made: the playground.
        folder: an empty one, for the copies.
    """
    words = line(number)
    first = _run(_with_threads(words, 1), made, folder / "1", alone=number % PROCESSES == 0)
    found = list(complaints(first, folder / "1" / "playground"))
    if first.code == 0 and _with_threads(words, 1) != words and not (first.drawn or "--dry-run" in words):
        second = _run(_with_threads(words, 2), made, folder / "2")
        if second.comparable() != first.comparable():
            found.append("two threads have another outcome than one")
    if found:
        found.append(f"exit code {first.code}, stdout {first.stdout[:200]!r}, stderr {first.stderr[:300]!r}")
    return found


def _with_threads(words: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Return a line with a number of threads, if its command takes one and it does not say."""
    says = any(word.startswith(("--threads", "--cluster")) or word == "--" for word in words)
    if says or not words or words[0] not in SUMMARIES:
        return words
    takes = any(parameter.name == "threads" for parameter in load_command(words[0]).params)
    return (*words[:1], f"--threads={count}", *words[1:]) if takes else words


def _run(words: tuple[str, ...], made: Path, folder: Path, *, alone: bool = False) -> Outcome:
    folder.mkdir()
    place = folder / "playground"
    copy_playground(made, place)
    before = tree_of(place)
    run = _run_alone if alone or {"-", "/dev/stdin"} & {*words} else _run_here
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("NNART_FAVOURITES", "favourites")
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))  # of a line that runs here
        done = run(place, words)
    return Outcome(words, done.returncode, done.stdout, done.stderr.decode(), before, tree_of(place))


def _run_here(folder: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    with _limited(LIMIT):
        return run_here(folder, *words)


def _run_alone(folder: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    """Run a line as a process of its own, which is given a recipe to read."""
    return subprocess.run(
        [sys.executable, "-m", "nnart", *words],
        cwd=folder,
        env=os.environ | {"COLUMNS": "100"},
        capture_output=True,
        input=RECIPE.to_toml().encode(),
        timeout=LIMIT,
        check=False,
    )


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TimedOut after some seconds, beside the alarm that pytest may have set."""

    def end(_: int, __: FrameType | None) -> NoReturn:
        raise TimedOut(f"after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, end)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)
