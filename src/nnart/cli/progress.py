"""Progress: a bar on a terminal, that moves with the work, and says what is waited for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nnart.cli.console import printable, say
from nnart.notices import Tick

if TYPE_CHECKING:
    from rich.progress import Progress

_REDRAW = 0.1  # seconds between two pictures of a bar
_bars: list[Progress] = []  # those that are shown, of which a wait uses the last one


@contextmanager
def progress_bar(
    title: str, quiet: bool, takes_long: Callable[[], bool] = lambda: True, *, resumed: bool = False
) -> Iterator[Callable[[float], None] | None]:
    """Yield what takes shares of the work and moves a bar, or None where nobody would see one.

    Resumed work says so where there is no bar, whose first step would show it.
    """
    if quiet or not _is_terminal() or not takes_long():
        yield _first_share(title) if resumed and not quiet else None
        return
    with _bar() as bar:
        task = bar.add_task(printable(title), total=1.0)
        bar.refresh()
        drawn = time.monotonic()

        def advance(done: float) -> None:
            nonlocal drawn
            bar.advance(task, done)
            if time.monotonic() - drawn > _REDRAW or bar.finished:
                bar.refresh()
                drawn = time.monotonic()

        yield advance


@contextmanager
def show_wait(message: str) -> Iterator[Tick]:
    """Say what is waited for, and on a terminal move a bar to and fro at every tick."""
    if _bars:
        _bars[-1].console.print(printable(message), markup=False, highlight=False)
    else:
        say(message)
    if not _is_terminal():
        yield lambda: None
        return
    with _bar() as bar:
        hidden = [task.id for task in bar.tasks]
        for task in hidden:
            bar.update(task, visible=False)
        wait = bar.add_task("", total=None)  # without an end, so that Rich lets it pulse
        bar.refresh()
        try:
            yield bar.refresh
        finally:
            bar.remove_task(wait)
            for task in hidden:
                bar.update(task, visible=True)
            bar.refresh()


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def _bar() -> Iterator[Progress]:
    """Yield the bar that is shown already, as a terminal has room for one, or a new one."""
    if _bars:
        yield _bars[-1]
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    # Drawn by whoever tells of progress, not by a thread of its own, which the system may not allow.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        _bars.append(bar)
        try:
            yield bar
        finally:
            _bars.remove(bar)


def _first_share(title: str) -> Callable[[float], None]:
    """Return what says the first share of the work, which is there already."""
    shares: list[float] = []

    def tell(share: float) -> None:
        if not shares:
            say(f"{title}: resuming, {share:.0%} is there")
        shares.append(share)

    return tell
