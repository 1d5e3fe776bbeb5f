"""Kinds: what they take, and how they describe themselves."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole, write_number
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused

COLOURS = ("red", "green", "blue")
KINDS: list[tuple[Kind, list[tuple[Any, Any]], list[tuple[Any, str]]]] = [
    (
        Whole(1, 8),
        [(1, 1), (8, 8), (np.int8(3), 3)],
        [(0, "range"), (9, "range"), (2.0, "range"), (True, "range"), ("2", "range"), (None, "range")],
    ),
    (Whole(2, 8, also=0), [(0, 0), (2, 2)], [(1, "range"), (-1, "range"), (9, "range")]),
    (
        Real(0, 8),
        [(0, 0.0), (-0.0, 0.0), (8, 8.0), (np.float32(0.5), 0.5)],
        [(-1, "range"), (8.1, "range"), (math.nan, "range"), (False, "range"), ("2", "range")],
    ),
    (Flag(), [(True, True), (False, False)], [(1, "type"), ("yes", "type"), (None, "type")]),
    (
        Choice(dict.fromkeys(COLOURS, "")),
        [("red", "red"), (" RED", "red")],
        [("pink", "choice"), (["red"], "choice")],
    ),
    (
        Names(COLOURS, 3),
        [("red", "red"), (" blue, red", "blue,red"), ("Blue,RED", "blue,red"), (["red", "red"], "red,red")],
        [("pink", "choice"), ("", "choice"), (3, "type"), ("red,red,red,red", "count")],
    ),
    (Names(COLOURS, 3, unique=True), [("blue,red", "red,blue")], [("red,red", "count")]),
    (Text("word", str.lower, "a word is needed"), [("A", "a"), (["A", "b"], "a,b")], [(3, "type")]),
    (Reals(2, 0, 1), [([], ()), ([0, 1], (0.0, 1.0))], [([2], "range"), ([0, 0, 0], "count"), (1, "count")]),
    (Point(-1, 1), [([0, 1], (0.0, 1.0))], [([0], "count"), ([0, 2], "range"), ("0,1", "count")]),
]


@pytest.mark.parametrize(("kind", "taken", "wrong"), KINDS, ids=lambda kind: getattr(kind, "name", ""))
def test_a_kind_reads_what_it_takes_and_refuses_the_rest(kind: Kind, taken: Any, wrong: Any) -> None:
    for value, kept in taken:
        assert kind.read(value) == kept
        assert type(kind.read(value)) is type(kept)
    for value, rule in wrong:
        with refused(rule):
            kind.read(value)


def test_neurons_are_told_from_pixels() -> None:
    for width, size in ((1920, "1920x1080"), (2000, "2000")):
        with refused("range", "width") as found:
            KNOBS["width"].read(width)
        assert f"size={size!r} sets the pixels; these are neurons" in str(found.value)
    with refused("range", "width") as found:
        KNOBS["width"].read(0)
    assert "size" not in str(found.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"activation": "TANH, Gaussian"}, "tanh,gauss"),
        ({"tone": "Equalized"}, "equalised"),
        ({"symmetry": "Mirror Y"}, "mirror-y"),
        ({"symmetry": "Kaleidoscope6"}, "kaleidoscope-6"),
        ({"palette": "INK"}, "ink"),
        ({"space": "Display P3"}, "p3"),
        ({"seamless": "both"}, "xy"),
    ],
)
def test_a_recipe_keeps_nnarts_own_names(given: dict[str, str], kept: str) -> None:
    (name,) = given
    assert Recipe(**given).to_dict()[name] == kept  # type: ignore[arg-type]
    assert Recipe.from_dict(given) == Recipe(**{name: kept})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [kind for kind, _, _ in KINDS], ids=lambda kind: kind.name)
def test_a_kind_is_described_as_data(kind: Kind) -> None:
    data = kind.as_data()
    assert data["kind"] == kind.name
    assert json.loads(json.dumps(data)) is not None
    assert kind.words.isprintable()


@given(st.sampled_from(list(KNOBS)), st.none() | st.booleans() | st.integers() | st.floats() | st.text())
def test_what_was_read_is_read_as_it_is(name: str, value: object) -> None:
    try:
        kept = KNOBS[name].read(value)
    except ValueError:
        return
    assert KNOBS[name].read(kept) == kept


def test_numbers_are_written_as_people_do() -> None:
    assert [write_number(number) for number in (1e6, 1e-6, 0.25, 2.0, 0)] == ["1e6", "1e-6", "0.25", "2", "0"]
