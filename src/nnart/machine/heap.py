"""Heap: when the C library gives freed memory back to the system. A process that runs for days asks for it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, Final

_MMAP_THRESHOLD: Final = -3  # of mallopt(3), of the GNU C library
_LARGE: Final = 2**20  # bytes


def give_back_large() -> None:
    """Have the C library give back every piece of 1 MB or more as soon as it is freed, where it can be told to.

    Otherwise it keeps pieces of up to 32 MB for each thread, and a process with many threads grows.
    """
    with suppress(AttributeError):  # of other libraries than GNU's
        if library := _library():
            library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back_freed() -> None:
    """Have the C library give back all that is freed now, where it can be told to; takes a few milliseconds."""
    with suppress(AttributeError):
        if library := _library():
            library.malloc_trim(0)


def _library() -> Any:
    """Return the C library; None where it is not known."""
    if sys.platform != "linux":
        return None
    import ctypes

    with suppress(OSError):
        return ctypes.CDLL(None)
    return None
