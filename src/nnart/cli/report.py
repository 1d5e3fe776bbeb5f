"""What the command line says: messages on stderr, data on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn


def fail(message: str, code: int) -> NoReturn:
    """Say what went wrong, in one line, and exit."""
    print(f"nnart: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(code)


def say(message: str, quiet: bool) -> None:
    """Tell a person something, on stderr."""
    if not quiet:
        print(message, file=sys.stderr)


@contextmanager
def progress_bar(title: str, rows: int, quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Yield a function that takes rows done and moves a bar, or None where nobody would see one."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=rows)
        yield lambda done: bar.advance(task, done)
