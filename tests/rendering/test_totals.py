"""Totals: what many pictures take, of which a few are measured."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.rendering.estimate import Estimate, bound
from nnart.rendering.job import Job
from nnart.rendering.totals import MAX_MEASURED, side_by_side, spread, total_bound, total_estimate
from tests.rendering.cases import case


def jobs(count: int, **values: Any) -> list[Job]:
    return [case(size=(100, 100 + n), layers=1 + n % 30, seed=n, **values)[0] for n in range(count)]


def test_items_are_spread_from_the_first_to_the_last() -> None:
    assert spread(range(5), 12) == [0, 1, 2, 3, 4]
    assert spread(range(12), 12) == [*range(12)]
    found = spread(range(100_000), 12)
    assert (len(found), found[0], found[-1]) == (12, 0, 99_999)
    assert found == sorted(set(found))


def test_a_total_is_a_sum() -> None:
    some = jobs(5)
    found = total_bound(some, threads=2)
    each = [bound(job, threads=2) for job in some]
    assert found.seconds == pytest.approx(sum(one.seconds for one in each))
    assert found.memory == max(one.memory for one in each)
    assert found.disk == sum(one.disk for one in each)


@pytest.mark.parametrize(("count", "measured"), [(3, 3), (12, 12), (500, MAX_MEASURED)])
def test_of_many_a_few_are_measured(count: int, measured: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Job] = []

    def third(job: Job, *arguments: object, seconds: float) -> Estimate:
        asked.append(job)
        assert arguments and 0 < seconds < 1
        one = bound(job)
        return Estimate(one.seconds / 3, one.memory // 3, one.disk // 3)

    monkeypatch.setattr("nnart.rendering.totals.estimate", third)
    some = jobs(count)
    found, most = total_estimate(some), total_bound(some)
    assert len(asked) == measured
    assert found.seconds == pytest.approx(most.seconds / 3)
    assert found.memory == pytest.approx(most.memory / 3, rel=1e-3)
    assert found.disk == pytest.approx(most.disk / 3, rel=1e-3)


def test_of_giants_one_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Job] = []

    def look(job: Job, *_: object, **__: object) -> Estimate:
        asked.append(job)
        return bound(job)

    monkeypatch.setattr("nnart.rendering.totals.estimate", look)
    some = [*jobs(30), *jobs(30, width=1024)]
    total_estimate(some)
    assert len(asked) == 1
    assert asked[0].is_giant


def test_every_thread_has_its_network() -> None:
    assert side_by_side(Estimate(1, 1000, 10), 50, threads=4) == Estimate(1, 1000 + 3 * 12 * 50, 10)
