"""The process: memory that is freed is kept, where the C library can be told so."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

import pytest

from nnart.cli.process import keep_freed_memory


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
