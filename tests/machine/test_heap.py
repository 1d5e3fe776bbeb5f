"""The heap: the C library is told what to give back and what to keep, where it can be told."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

import pytest

from nnart.machine.heap import give_back_freed, give_back_large, keep_freed


class Library:
    """A C library that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []

    def mallopt(self, name: int, value: int) -> int:
        self.told.append((f"mallopt {name}", value))
        return 1

    def malloc_trim(self, pad: int) -> int:
        self.told.append(("malloc_trim", pad))
        return 1


def test_the_c_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """M_TRIM_THRESHOLD is -1 and M_MMAP_THRESHOLD -3, of which 32 MB is the most that is taken."""
    library = Library()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    give_back_large()
    give_back_freed()
    assert library.told == [("mallopt -3", 2**20), ("malloc_trim", 0)]
    library.told.clear()
    keep_freed()
    assert library.told == [("mallopt -3", 32 * 2**20), ("mallopt -1", 256 * 2**20)]


def unable(_: object) -> object:
    raise OSError


@pytest.mark.parametrize("load", [lambda _: object(), unable], ids=["no mallopt", "no library"])
@pytest.mark.parametrize("function", [keep_freed, give_back_large, give_back_freed])
def test_other_libraries_are_left_alone(
    function: Callable[[], None], load: Callable[[object], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", load)
    function()


@pytest.mark.parametrize("function", [keep_freed, give_back_large, give_back_freed])
def test_other_systems_are_left_alone(function: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", unable)
    function()
