"""Limits: what pictures exceed, by their estimates."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnart.rendering.estimate import Estimate
from nnart.rendering.limits import Disk, Limits, MachineLimits

MACHINE = MachineLimits(there=16 * 10**9, disk=Disk(free=50 * 10**9))


@pytest.mark.parametrize(
    ("takes", "exceeded"),
    [
        (Estimate(3599, 10**9, 10**9), set()),
        (Estimate(3601, 10**9, 10**9), {"time"}),
        (Estimate(1, 9 * 10**9, 10**9), {"memory"}),
        (Estimate(1, 10**9, 24 * 10**9), set()),
        (Estimate(1, 10**9, 26 * 10**9), {"disk"}),  # as it is there twice
    ],
)
def test_each_limit(takes: Estimate, exceeded: set[str]) -> None:
    assert MACHINE.exceeded(takes, copied=True).keys() == exceeded
    if exceeded <= {"disk"}:
        assert replace(MACHINE, disk=None).exceeded(takes, copied=True) == {}


def test_pictures_count_together() -> None:
    unknown = MachineLimits(disk=Disk())
    one = Estimate(3, 10**12, 10**8)
    assert unknown.exceeded(one, 1000) == {}
    assert unknown.exceeded(one, 1201).keys() == {"time", "disk"}


@pytest.mark.parametrize(
    ("memory", "most"),
    [
        (100 * 2**20 + 8 * 10**9, 100 * 2**20 + 4 * 10**9),
        (500 * 10**6, 300 * 10**6),
        (200 * 10**6, 150 * 10**6),
        (10**6, 138 * 10**6),  # what every picture needs is not refused: it may still fit
    ],
)
def test_half_of_the_memory_beside_the_program_is_the_limit(memory: int, most: int) -> None:
    limits = MachineLimits(there=memory)
    assert limits.memory == pytest.approx(most, rel=0.02)
    assert limits.memory is not None
    below, above = (Estimate(1, int(share * limits.memory), 1) for share in (0.99, 1.01))
    assert limits.exceeded(below) == {}
    assert limits.exceeded(above).keys() == {"memory"}


def test_a_file_may_be_too_large_where_there_is_room() -> None:
    limits = replace(MACHINE, disk=Disk(50 * 10**9, largest=2**32 - 1))
    takes = Estimate(1, 10**8, 5 * 10**9)
    assert limits.exceeded(takes).keys() == {"disk"}
    assert limits.exceeded(takes, one_file=False) == {}  # as a folder of tiles
    assert limits.exceeded(Estimate(1, 10**8, 10**9), 10) == {}  # each is small enough


def test_a_limit_of_memory_is_that_of_the_process() -> None:
    assert Limits(memory=10**9).exceeded(Estimate(1, 10**9, 1)) == {}
    assert Limits(memory=10**9).exceeded(Estimate(1, 10**9 + 1, 1)) == {"memory": "the limit is 1.0 GB"}


def test_what_is_not_limited_is_not_shown() -> None:
    assert repr(Limits()) == "Limits()"
    assert repr(Limits(10, pixels=5)) == "Limits(seconds=10, pixels=5)"
