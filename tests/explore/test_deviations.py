"""Deviations: exactly 0 where all are equal, whatever their mean is rounded to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.explore.deviations import centred
from nnart.explore.diversity import places
from nnart.explore.measures import NAMES, Measures
from nnart.explore.sketch import BYTES
from nnart.explore.taste import standardise
from nnart.explore.words import PREFERENCES
from tests.explore.measured import measured, scored

NAMES_OF_ALL = st.sampled_from(sorted(PREFERENCES))
NUMBERS = st.floats(-1000, 1000).map(lambda number: round(number, 4))
COUNTS = st.integers(1, 60)


def test_the_mean_of_equal_numbers_may_be_another() -> None:
    table = np.full((3, 1), 22.2344)
    assert (table != table.mean(axis=0)).all()
    assert not centred(table).any()


@given(
    st.lists(NUMBERS, min_size=len(NAMES), max_size=len(NAMES)), COUNTS, st.sampled_from(sorted(PREFERENCES))
)
def test_equal_measures_score_0(values: list[float], count: int, name: str) -> None:
    found = [Measures(*values)] * count
    assert not standardise(found).any()
    assert not scored(found, name).any()


@given(st.lists(NUMBERS, min_size=2, max_size=40, unique=True), NUMBERS, COUNTS)
def test_a_measure_that_all_share_changes_no_score(values: list[float], shared: float, count: int) -> None:
    """Nor does a shift of all, by far more than they differ."""
    scores = scored([measured(entropy=value) for value in values * count], "striking")
    others = [measured(shared, entropy=value) for value in values * count]
    assert (scored(others, "striking") == scores).all()
    moved = [measured(entropy=round(value + 10_000, 4)) for value in values * count]
    assert scored(moved, "striking") == pytest.approx(scores, abs=1e-3)


@given(st.binary(min_size=BYTES, max_size=BYTES), COUNTS)
def test_equal_pictures_are_at_one_place(sketch: bytes, count: int) -> None:
    found = places([sketch] * count, np.full((count, 6), 0.1))
    assert not found.any()


@given(st.binary(min_size=BYTES, max_size=BYTES), COUNTS)
def test_what_all_share_moves_no_place(sketch: bytes, count: int) -> None:
    """Pictures with the same colours are as far apart as their measures, and no farther."""
    measures = np.linspace(-1, 1, 6 * (count + 1)).reshape(count + 1, 6)
    found = places([sketch] * (count + 1), measures)
    assert not found[:, :-6].any()
    pairs = found[:, None] - found[None]
    apart = (pairs**2).sum(axis=2)
    assert apart.mean() == pytest.approx(1)


def test_no_numbers_have_no_deviation() -> None:
    assert centred(np.zeros((0, 6))).shape == (0, 6)
    assert standardise([]).shape == (0, len(NAMES))
