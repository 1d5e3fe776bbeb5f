"""What nnart tells while it goes on: warnings, for programs that filter warnings too, and what it waits for."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Tick = Callable[[], None]  # called several times a second, while something is waited for
Watcher = Callable[[str], AbstractContextManager[Tick]]  # shows a message for as long as the wait lasts
_watchers: list[Watcher] = []


def tell(message: str) -> None:
    """Warn of something that stops no work, and return.

    Filters decide whether the warning is shown. Where they make errors of warnings, it is shown, and the work
    goes on all the same.
    """
    try:
        warnings.warn(message, RuntimeWarning, stacklevel=3)
    except RuntimeWarning as warning:
        warnings.showwarning(warning, RuntimeWarning, __file__, 0)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Have long waits shown within this block, whatever thread waits."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def watch_always(watcher: Watcher) -> None:
    """Have long waits shown from now on, outside of blocks that have a watcher of their own."""
    if watcher not in _watchers:
        _watchers.insert(0, watcher)


@contextmanager
def waiting(message: str) -> Iterator[Tick]:
    """Show that nnart waits within this block, if someone watches, and yield what is to be called meanwhile."""
    if not _watchers:
        yield lambda: None
        return
    with _watchers[-1](message) as tick:
        yield tick
