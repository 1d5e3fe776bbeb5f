"""Notices during work: warnings, which programs can filter, and what nnart waits for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Tick = Callable[[], None]  # called several times a second during a wait
Watcher = Callable[[str], AbstractContextManager[Tick]]  # shows a message during a wait
_watchers: list[Watcher] = []


def tell(message: str) -> None:
    """Show a warning, and continue.

    Filters decide whether the warning is shown. If they turn warnings into errors, it is only shown, and work
    continues.
    """
    try:
        warnings.warn(message, RuntimeWarning, stacklevel=3)
    except RuntimeWarning as warning:
        warnings.showwarning(warning, RuntimeWarning, __file__, 0)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Show long waits of any thread within this block."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def watch_always(watcher: Watcher) -> None:
    """Show long waits from now on, except in blocks with their own watcher."""
    if watcher not in _watchers:
        _watchers.insert(0, watcher)


@contextmanager
def waiting(message: str) -> Iterator[Tick]:
    """Show that nnart waits within this block, if there is a watcher; yield a function to call meanwhile."""
    if not _watchers:
        yield lambda: None
        return
    with _watchers[-1](message) as tick:
        yield tick
