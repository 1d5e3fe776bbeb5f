"""Threads: how many, in order, and cancelled."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import closing

import pytest

from nnart.crew import Crew
from nnart.errors import Cancelled, InputError
from nnart.threads import MAX_THREADS, Cancel, in_thread, kept_by_thread, ordered_map, thread_count
from tests.faults import few_threads


def test_numbers_of_threads_have_bounds() -> None:
    assert thread_count(3) == 3
    assert 1 <= thread_count(None) <= MAX_THREADS
    for wrong in (0, MAX_THREADS + 1, True, 2.0):
        with pytest.raises(InputError) as caught:
            thread_count(wrong)  # type: ignore[arg-type]
        assert (caught.value.faults[0].rule, caught.value.faults[0].names) == ("range", ("threads",))


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_answers_come_in_order(threads: int) -> None:
    stopped: list[int] = []
    found = list(ordered_map(lambda n: n * n, range(50), threads, lambda: stopped.append(1)))
    assert found == [n * n for n in range(50)]
    assert not stopped


def test_whoever_ends_early_stops_the_others() -> None:
    stopped = threading.Event()
    results = ordered_map(lambda n: n, range(10**9), 2, stopped.set)
    assert next(results) == 0
    results.close()
    assert stopped.is_set()


def test_a_cancelled_map_does_not_wait_for_what_is_under_way() -> None:
    cancel, release = Cancel(), threading.Event()

    def work(n: int) -> int:
        if n:
            threading.Thread(target=cancel).start()
            release.wait(60)
        return n

    results = ordered_map(work, range(10), 2, lambda: None, cancel)
    with pytest.raises(Cancelled):
        list(results)
    assert not release.is_set()
    release.set()


def test_a_cancelled_wait_ends_and_the_function_is_left_to_itself() -> None:
    cancel, begun, release, ended = Cancel(), threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        release.wait(60)
        ended.set()

    def call() -> None:
        begun.wait(60)
        cancel()

    threading.Thread(target=call).start()
    with pytest.raises(Cancelled):
        cancel.run(work)
    assert not ended.is_set()
    release.set()
    assert ended.wait(60)


def test_actions_are_called_once_and_only_within() -> None:
    cancel, called = Cancel(), []
    with cancel.calling(lambda: called.append("before")):
        pass
    with cancel.calling(lambda: called.append("within")):
        cancel()
        cancel()
    with cancel.calling(lambda: called.append("late")):
        pass
    assert called == ["within", "late"]
    assert cancel.called


def test_a_result_that_is_there_is_returned_unless_cancelled() -> None:
    future: Future[int] = Future()
    future.set_result(7)
    cancel, crew = Cancel(), Crew(1)
    assert cancel.result_of(future, crew) == 7
    assert cancel.run(lambda: 8) == 8
    assert list(cancel.checking([1, 2])) == [1, 2]
    cancel()
    for wait in (lambda: cancel.result_of(future, crew), lambda: list(cancel.checking([1])), cancel.check):
        with pytest.raises(Cancelled):
            wait()


def test_what_a_thread_raises_is_raised() -> None:
    def fail() -> None:
        raise KeyError("a")

    for run in (in_thread, Cancel().run):
        with pytest.raises(KeyError):
            run(fail)


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_work_goes_on_with_fewer_threads(allowed: int) -> None:
    with few_threads(allowed):
        assert list(ordered_map(lambda n: n * n, range(50), 7, lambda: None)) == [n * n for n in range(50)]
    for run in (in_thread, Cancel().run):
        with few_threads(allowed):
            assert run(lambda: 7) == 7


def test_without_threads_one_item_is_held_at_a_time() -> None:
    """What is finished must not pile up: it may be large."""
    made: list[int] = []
    with few_threads(0), closing(ordered_map(made.append, range(100), 64, lambda: None)) as results:
        next(results)
    assert len(made) <= 3


def test_each_thread_keeps_its_own_last_results() -> None:
    calls: list[int] = []

    @kept_by_thread(2)
    def double(number: int) -> int:
        calls.append(number)
        return 2 * number

    def work() -> list[int]:
        return [double(number) for number in (1, 2, 1, 2)]

    assert work() == [2, 4, 2, 4]
    assert list(ordered_map(lambda _: work(), range(1), 1, lambda: None)) == [[2, 4, 2, 4]]
    assert calls == [1, 2, 1, 2]
    assert [double(number) for number in (3, 1)] == [6, 2]
    assert calls[4:] == [3, 1]
