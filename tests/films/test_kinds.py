"""Kinds: a table that agrees with itself."""

from __future__ import annotations

from typing import get_args

from nnart.films.kinds import COURSES, KINDS, PACES, KindName, PaceName


def test_names_are_those_of_the_types() -> None:
    assert tuple(KINDS) == get_args(KindName)
    assert tuple(PACES) == get_args(PaceName)
    assert all(kind.name == name for name, kind in KINDS.items())


def test_every_kind_runs_by_default() -> None:
    for kind in KINDS.values():
        assert kind.course in COURSES
        assert kind.closes or kind.course != "loop"
        assert 1 <= kind.least <= kind.most
        assert kind.reason.endswith(".")
        assert repr(kind) == f"<Kind {kind.name}>"
