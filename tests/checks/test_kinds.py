"""Kinds of arguments: what they take, what becomes of it, and what they say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import numpy as np
import pytest

from nnart.checks.kinds import (
    ARRAY,
    FUNCTION,
    MAPPING,
    PLAIN,
    Kind,
    Writable,
    choice_of,
    either,
    row_of,
    several,
)
from tests.faults_of import refused


@pytest.mark.parametrize(
    ("kind", "given", "taken"),
    [
        (PLAIN[int], np.uint8(7), 7),
        (PLAIN[float], np.float32(0.5), 0.5),
        (PLAIN[float], np.int16(2), 2),
        (PLAIN[bool], np.bool_(True), True),
        (PLAIN[Path], PurePosixPath("a"), "a"),
        (several(PLAIN[int]), np.arange(2), [0, 1]),
        (several(PLAIN[int]), (np.int8(1),), (1,)),
        (row_of([PLAIN[int], PLAIN[str]]), [np.int8(1), "a"], (1, "a")),
        (either([PLAIN[int], PLAIN[str]], optional=True), None, None),
        (choice_of(["a", "b"]), "b", "b"),
    ],
)
def test_what_fits_is_taken_as_pythons(kind: Kind, given: object, taken: object) -> None:
    found = kind.check(given, "x")
    assert found == taken
    assert type(found) is type(taken)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (PLAIN[int], [True, 1.0, "1", None, np.array(1)]),
        (PLAIN[float], [True, "1", 1j, None]),
        (PLAIN[bool], [0, 1, "True"]),
        (PLAIN[str], [b"x", Path("x"), 7]),
        (PLAIN[Path], ["a\0b", 7, b"x"]),
        (PLAIN[BinaryIO], [io.StringIO(), io.BytesIO, "a.png", 7]),
        (PLAIN[Writable], [io.StringIO(), "a.png", 7]),
        (ARRAY, ["x", [[1], [1, 2]], [True]]),
        (FUNCTION, [7, "x"]),
        (MAPPING, [[("a", 1)], dict]),
        (several(None), ["ab", b"ab", 7, {1}, (one for one in "a"), np.array(1)]),
        (several(PLAIN[int], passing=True), [[1, "a"], {"a": 1}]),
        (row_of([PLAIN[int]]), [1, (1, 2), ("a",)]),
        (either([PLAIN[int], PLAIN[str]], optional=False), [None, 1.5]),
    ],
)
def test_what_does_not_fit_is_refused(kind: Kind, wrong: list[Any]) -> None:
    for one in wrong:
        with refused("type", "x"):
            kind.check(one, "x")
    with refused("choice", "x"):
        choice_of(["a"]).check("c", "x")


def test_what_can_be_gone_through_only_once_is_left_alone() -> None:
    def numbers() -> Iterator[int]:
        yield from range(3)

    assert list(several(PLAIN[int], passing=True).check(numbers(), "x")) == [0, 1, 2]
