"""The process: what the operating system is asked for."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

# Of mallopt(3), of the GNU C library.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3


def keep_freed_memory() -> None:
    """Have the C library keep what is freed, up to 256 MB, where it can be told to.

    Thousands of small pictures need the same few megabytes again and again. Returning and requesting them page
    by page took a tenth of the time.
    """
    if sys.platform != "linux":
        return
    with suppress(AttributeError, OSError):  # as with other libraries than GNU's
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, 2**25)
        library.mallopt(_TRIM_THRESHOLD, 2**28)
