"""Workers of this process: they keep the order, take no more than they need, and can be cancelled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

import nnart
from nnart.arrays import Pixels
from nnart.errors import Cancelled
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.workers import Alone, Threads, Workers
from nnart.threads import MAX_THREADS, Cancel, thread_count
from tests.faults_of import refused

JOB = Job(Recipe(seed=3, layers=2, width=5, gain=2.0), (20, 60))
every = pytest.mark.parametrize("workers", [Alone(), Threads(1), Threads(3)], ids=["alone", "1", "3"])


@pytest.fixture
def painter() -> Painter:
    """One to stop."""
    return Painter(JOB)


def paint(painter: Painter, view: View) -> Pixels:
    return painter.band(view)[0]


@every
def test_what_they_paint_comes_in_order(workers: Workers, painter: Painter) -> None:
    bands = list(workers.map(paint, painter, painter.view.bands(7), Cancel()))
    assert len(bands) == 9
    assert np.array_equal(np.concatenate(bands), nnart.render(JOB.recipe, JOB.size).pixels)


@every
def test_no_items_are_no_work(workers: Workers, painter: Painter) -> None:
    assert list(workers.map(paint, painter, list[View](), Cancel())) == []


@every
def test_items_are_taken_as_they_are_needed(workers: Workers, painter: Painter) -> None:
    taken: list[View] = []

    def endless() -> Iterator[View]:
        for band in itertools.cycle(painter.view.bands(7)):
            taken.append(band)
            yield band

    found = workers.map(paint, painter, endless(), Cancel())
    assert len(list(itertools.islice(found, 5))) == 5
    found.close()
    assert 5 <= len(taken) <= 5 + 2 * workers.count


@every
def test_a_call_of_cancel_ends_the_work(workers: Workers, painter: Painter) -> None:
    cancel = Cancel()
    found = workers.map(paint, painter, itertools.repeat(painter.view), cancel)
    next(found)
    cancel()
    with pytest.raises(Cancelled):
        list(found)


@every
def test_what_is_cancelled_already_does_not_begin(workers: Workers, painter: Painter) -> None:
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        list(workers.map(paint, painter, [painter.view], cancel))


@every
def test_an_error_comes_as_it_is(workers: Workers, painter: Painter) -> None:
    def fail(_: Painter, __: View) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        list(workers.map(fail, painter, [painter.view], Cancel()))


def test_how_many_they_are() -> None:
    assert (Alone().count, Alone().together) == (1, 1)
    assert (Threads(3).count, Threads(3).together) == (3, 3)
    assert Threads().count == thread_count(None)


@pytest.mark.parametrize("count", [0, -1, MAX_THREADS + 1])
def test_there_cannot_be_any_number_of_threads(count: int) -> None:
    with refused("range", "threads"):
        Threads(count)
