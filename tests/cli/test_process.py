"""The process: what there is too little of is said."""

from __future__ import annotations

import errno
import os

import pytest

from nnart.cli.process import describe_shortage, make_room_for_numpy
from nnart.errors import FileError, fault


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "lacking"),
    [
        (MemoryError(), "memory"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "memory"),
        (ImportError("libx.so: failed to map segment from shared object"), "memory"),
        (caused(OSError("could not load"), OSError("libx.so: failed to map segment")), "memory"),
        (SystemError("error return without exception set"), "memory"),
        (RuntimeError("can't start new thread"), "threads"),
        (BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN)), "threads"),
        (BlockingIOError(errno.EAGAIN, "write could not complete without blocking"), None),
        (OSError(errno.ENOSPC, "No space left on device"), None),
        (RuntimeError("another"), None),
        (caused(FileError(fault("access", "refused")), OSError("libx.so: failed to map segment")), "memory"),
        (FileError(fault("access", "refused")), None),
        (ImportError("no module named x"), None),
    ],
)
def test_what_there_is_too_little_of_is_said(error: Exception, lacking: str | None) -> None:
    said = describe_shortage(error)
    assert (said is None) if lacking is None else (said is not None and lacking in said)


def test_linear_algebra_starts_no_threads_unless_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    make_room_for_numpy()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    make_room_for_numpy()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
