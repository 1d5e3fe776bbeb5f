"""The process: memory that is freed is kept, and what there is too little of is said."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable

import pytest

from nnart.cli.process import describe_shortage, keep_freed_memory, make_room_for_numpy
from nnart.errors import FileError, fault


class Library:
    """A C library that notes what it is told."""

    def __init__(self) -> None:
        self.told: dict[int, int] = {}

    def mallopt(self, name: int, value: int) -> int:
        self.told[name] = value
        return 1


def test_the_c_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """M_TRIM_THRESHOLD is -1 and M_MMAP_THRESHOLD -3, of which 32 MB is the most that is taken."""
    library = Library()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    keep_freed_memory()
    assert library.told == {-1: 256 * 2**20, -3: 32 * 2**20}


def unable(_: object) -> object:
    raise OSError


@pytest.mark.parametrize("load", [lambda _: object(), unable], ids=["no mallopt", "no library"])
def test_other_libraries_are_left_alone(
    load: Callable[[object], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert keep_freed_memory() is None  # type: ignore[func-returns-value]


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library()
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    keep_freed_memory()
    assert library.told == {}


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
