"""The operations of the 17 wallpaper groups, held against the International Tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.arrays import Array
from nnart.plane.groups import GENERATORS, Group, Operation, Term
from tests.plane.international import TABLES, every

POINTS = {
    "p1": 1, "p2": 2, "pm": 2, "pg": 2, "cm": 2, "pmm": 4, "pmg": 4, "pgg": 4, "cmm": 4, "p4": 4, "p4m": 8,
    "p4g": 8, "p3": 3, "p3m1": 6, "p31m": 6, "p6": 6, "p6m": 12,
}  # fmt: skip


def test_there_are_17() -> None:
    assert list(GENERATORS) == list(TABLES)
    assert len(TABLES) == 17


@every
def test_the_operations_are_a_group(name: str) -> None:
    operations = Group(name).operations
    assert len(set(operations)) == len(operations) == len(TABLES[name].split())
    assert len({one[:4] for one in operations}) == POINTS[name]
    assert {one.after(other) for one in operations for other in operations} == set(operations)
    identity = Operation(1, 0, 0, 1, 0, 0)
    assert operations[0] == identity
    assert all(any(one.after(other) == identity for other in operations) for one in operations)


@every
def test_waves_are_left_as_they_are(name: str) -> None:
    """By every operation, in lattice coordinates."""
    group = Group(name)
    s, t = np.random.default_rng(0).uniform(0, 1, (2, 40))
    assert len(group.waves) >= 6
    for wave in group.waves:
        expected = _value(wave, s, t)
        for a, b, c, d, u, v in group.operations:
            image = _value(wave, a * s + b * t + u / 2, c * s + d * t + v / 2)
            assert image == pytest.approx(expected, abs=1e-12)


def _value(wave: tuple[Term, ...], s: Array, t: Array) -> Array:
    total = np.zeros(len(s))
    for weight, s_sine, m, t_sine, n in wave:
        one, other = (np.sin if sine else np.cos for sine in (s_sine, t_sine))
        total += weight * one(2 * np.pi * m * s) * other(2 * np.pi * n * t)
    return total


@given(st.sampled_from(list(TABLES)), st.data())
def test_one_operation_after_another(name: str, data: st.DataObject) -> None:
    """Halves of a cell are kept modulo a cell."""
    one, other = (data.draw(st.sampled_from(Group(name).operations)) for _ in range(2))
    place = data.draw(st.tuples(*[st.integers(-9, 9)] * 2))

    def moved(by: Operation, at: tuple[int, int]) -> tuple[int, int]:
        """Return the image of a place in halves of a cell."""
        return by.a * at[0] + by.b * at[1] + by.u, by.c * at[0] + by.d * at[1] + by.v

    both, twice = moved(one.after(other), place), moved(one, moved(other, place))
    assert all((x - y) % 2 == 0 for x, y in zip(both, twice, strict=True))
