"""Paths: even speed by the length of the arc."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.arrays import Array
from nnart.films.path import evened, measure

STEPS = st.lists(st.floats(0, 100).map(lambda step: round(step, 3)), min_size=1, max_size=60)


@given(STEPS)
def test_evened_moments_are_those_of_numpy(steps: list[float]) -> None:
    moments = [i / len(steps) for i in range(len(steps) + 1)]
    found = evened(moments, steps)
    assert (found[0], found[-1], len(found)) == (0.0, 1.0, len(moments))
    assert all(one <= other for one, other in pairwise(found))
    if sum(steps) == 0:
        assert found == moments
        return
    arcs = np.concatenate([[0.0], np.cumsum(steps)])
    # Where nothing moves, any moment is as good; what counts is how much of the arc lies before it.
    wanted = arcs[-1] * np.arange(len(arcs)) / len(steps)
    reached = np.interp(found, moments, arcs)
    assert reached == pytest.approx(wanted, abs=1e-6 * len(steps) * max(steps) + 1e-9)
    if min(steps) > 0.1:
        assert found == pytest.approx(np.interp(wanted, arcs, moments), abs=1e-6)


class Bent:
    """A path along which everything moves ever faster: positions go with the cube of the moment."""

    def positions(self, moment: float) -> Array:
        return np.full((1, 4), moment**3)


def test_a_path_is_cut_into_pieces_of_one_length() -> None:
    path, length = measure(Bent(), 32)
    cubes = np.array(path) ** 3
    assert np.diff(cubes) == pytest.approx(1 / 32, rel=0.02)
    assert length == pytest.approx(255, abs=0.01)


class Still:
    """A path along which nothing moves."""

    def positions(self, _: float) -> Array:
        return np.zeros((1, 4))


def test_a_path_without_length_stays_even() -> None:
    assert measure(Still(), 4) == ((0.0, 0.25, 0.5, 0.75, 1.0), 0.0)
