"""Surroundings: where nothing else lies, nothing is refused, removed or held."""

from __future__ import annotations

from pathlib import Path

from nnart.files.surroundings import Surroundings


def test_nothing_lies_around() -> None:
    around = Surroundings()
    around.check(begun=False, again=False)
    around.clear()
    assert not around.holds()
    assert around.name(Path("a.png")) == Path("a.png")
