"""The process: what the operating system is asked for, and what it refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

_NUMPY = 150 * 10**6  # bytes of addresses, measured
# What errors say that are of no type of their own: of Python's threads, and of libraries that are not loaded.
_NO_THREAD = "can't start new thread"
_NO_ROOM = "failed to map segment", "cannot allocate memory", "error return without exception"


def make_room_for_numpy() -> None:
    """Have NumPy's linear algebra start no threads when it is loaded, unless the environment says how many.

    nnart only multiplies matrices of three columns. Every thread would take addresses, and where one cannot be
    started OpenBLAS interrupts the process. With too little memory it ends the process in its own words.

    Raises:
        MemoryError: if fewer than 150 MB of addresses are left, where they are limited.
    """
    from nnart.machine.memory import check_room  # not needed to answer a shell

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    check_room(_NUMPY)


def describe_shortage(error: BaseException) -> str | None:
    """Return what there was too little of, as a sentence; None if the error is of another kind."""
    for cause in _causes(error):
        number, text = getattr(cause, "errno", None), str(cause).lower()
        if isinstance(cause, MemoryError) or number == errno.ENOMEM or any(part in text for part in _NO_ROOM):
            return "there is not enough memory; --threads 1 takes the least"
        # Streams that would block have the same number, but say something else.
        if _NO_THREAD in text or (number == errno.EAGAIN and os.strerror(errno.EAGAIN).lower() in text):
            return "the system allows no more processes or threads; ulimit -u says how many"
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
