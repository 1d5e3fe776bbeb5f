"""Notes: they add up, and come back from bytes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.files.note import Note, join_extremes

NUMBERS = st.floats(allow_nan=False)
PAIRS = st.tuples(NUMBERS, NUMBERS)
COUNTS = st.integers(0, 2**62)


@given(st.lists(PAIRS, max_size=4), COUNTS, COUNTS)
def test_a_note_comes_back_from_its_bytes(
    pairs: list[tuple[float, float]], evaluated: int, samples: int
) -> None:
    note = Note(tuple(pairs), evaluated, samples)
    assert Note.from_bytes(note.to_bytes()) == note


def test_notes_of_halves_add_up_to_that_of_the_whole() -> None:
    fields = np.random.default_rng(0).normal(size=(2, 8, 9))
    evaluated = fields[0] > 0
    halves = [Note.of(fields[:, part], evaluated[part]) for part in (slice(0, 3), slice(3, 8))]
    assert halves[0] + halves[1] == Note.of(fields, evaluated)
    assert Note() + halves[0] == halves[0]


def test_empty_windows_do_not_count() -> None:
    assert join_extremes([(), [(1.0, 2.0)], (), [(0.0, 1.5)]]) == ((0.0, 2.0),)
    assert join_extremes([]) == ()
