"""Heap: when the C library gives freed memory back to the system, or keeps it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, Final

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3), of the GNU C library
_LARGE: Final = 2**20  # bytes


def keep_freed() -> None:
    """Have the C library keep what is freed, up to 256 MB, where it can be told to.

    Thousands of small pictures need the same few megabytes again and again. Returning and requesting them page
    by page took a tenth of the time.
    """
    with suppress(AttributeError):  # of other libraries than GNU's
        if library := _library():
            library.mallopt(_MMAP_THRESHOLD, 2**25)
            library.mallopt(_TRIM_THRESHOLD, 2**28)


def give_back_large() -> None:
    """Have the C library give back every piece of 1 MB or more as soon as it is freed, where it can be told to.

    Otherwise it keeps pieces of up to 32 MB for each thread, and a process with many threads that runs for days
    grows.
    """
    with suppress(AttributeError):
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
