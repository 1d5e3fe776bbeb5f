"""Memory: what a thread has just drawn, as long as it is to remember that.

A gain is found by trying some, with the same random numbers each time, and the picture is painted with the last
one: whoever paints thousands of small pictures does not want to draw them anew each time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

_ROOM = 2**21  # numbers that a thread remembers at most: those of a few networks of 20 layers of 100


class _Memory(threading.local):
    known: dict[Hashable, Any] | None = None
    room = 0


_memory = _Memory()


@contextmanager
def remembered() -> Iterator[None]:
    """Have this thread remember what is drawn as long as this lasts, if it is not too much."""
    if _memory.known is not None:
        yield
        return
    _memory.known, _memory.room = {}, _ROOM
    try:
        yield
    finally:
        _memory.known = None


def recall(key: Hashable, make: Callable[[], T], numbers: int) -> T:
    """Return what is known by a key, or else make it, and remember it if there is room for so many numbers."""
    if _memory.known is None:
        return make()
    if key in _memory.known:
        found: T = _memory.known[key]
        return found
    made = make()
    if numbers <= _memory.room:
        _memory.known[key] = made
        _memory.room -= numbers
    return made
