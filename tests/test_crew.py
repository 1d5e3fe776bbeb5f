"""Crews: calls made by threads, by fewer than were wanted, or by none."""

from __future__ import annotations

import _thread
import sys
import threading
from contextlib import closing
from typing import Any

import pytest

from nnart.crew import Crew
from tests.faults import few_threads


@pytest.mark.parametrize(
    ("wanted", "allowed", "count"), [(4, 9, 4), (4, 4, 4), (4, 3, 3), (4, 1, 1), (4, 0, 1)]
)
def test_all_calls_are_made_by_the_threads_that_start(wanted: int, allowed: int, count: int) -> None:
    makers = set()

    def call(n: int) -> int:
        makers.add(threading.get_ident())
        return n * n

    with few_threads(allowed), closing(Crew(wanted)) as crew:
        crew.gather()  # or on a busy machine, whoever waits helps before they begin
        futures = [crew.submit(lambda n=n: call(n)) for n in range(50)]  # type: ignore[misc]
        assert [crew.result(future) for future in futures] == [n * n for n in range(50)]
        assert crew.count == count
    assert len(makers) <= count
    assert (threading.get_ident() in makers) == (not allowed)


@pytest.mark.parametrize(
    ("allowed", "unborn", "count"), [(4, 0, 4), (2, 0, 2), (0, 0, 1), (4, 1, 3), (4, 4, 1)]
)
def test_a_crew_knows_how_many_it_is(allowed: int, unborn: int, count: int) -> None:
    with few_threads(allowed, unborn), closing(Crew(4)) as crew:
        assert crew.gather() == count
        meeting = threading.Barrier(count)
        for future in [crew.submit(meeting.wait) for _ in range(count)]:  # each by a thread of its own
            crew.result(future)


def test_threads_that_never_begin_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.crew._LOOK", 0.01)
    with few_threads(2, unborn=2), closing(Crew(2)) as crew:
        futures = [crew.submit(threading.get_ident) for _ in range(5)]
        assert {crew.result(future) for future in futures} == {threading.get_ident()}


def test_a_thread_without_memory_for_its_result_ends_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.crew._LOOK", 0.01)

    def fail(*_: object) -> None:
        raise MemoryError

    with closing(Crew(1)) as crew:
        future = crew.submit(lambda: 1)
        crew.result(future)
        monkeypatch.setattr("nnart.crew._call", fail)
        with pytest.raises(MemoryError):
            crew.result(crew.submit(lambda: 2))


@pytest.mark.parametrize("allowed", [1, 0])
def test_an_error_is_a_result(allowed: int) -> None:
    with few_threads(allowed), closing(Crew(1)) as crew, pytest.raises(ZeroDivisionError):
        crew.result(crew.submit(lambda: 1 // 0))


def test_a_ctrl_c_ends_a_thread_that_helps_itself() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with few_threads(0), closing(Crew(1)) as crew, pytest.raises(KeyboardInterrupt):
        crew.submit(interrupted)


def test_closing_waits_for_what_is_under_way_and_drops_the_rest() -> None:
    begun, release, done = threading.Event(), threading.Event(), []

    def work() -> None:
        begun.set()
        release.wait(60)
        done.append("first")

    crew = Crew(1)
    crew.submit(work)
    crew.submit(lambda: done.append("second"))
    assert begun.wait(60)
    crew.close(wait=False)
    assert done == []
    release.set()
    crew.close()
    assert done == ["first"]


def test_an_interrupt_just_after_a_thread_was_started_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    crew, start, begun = Crew(1), _thread.start_new_thread, threading.Event()

    def interrupted(function: Any, arguments: tuple[Any, ...]) -> int:
        start(function, arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(_thread, "start_new_thread", interrupted)
    with pytest.raises(KeyboardInterrupt):
        crew.submit(begun.set)
    monkeypatch.undo()
    assert begun.wait(10)
    closing = threading.Thread(target=crew.close, daemon=True)
    closing.start()
    closing.join(10)
    assert not closing.is_alive()


def test_threads_set_no_trace_where_nobody_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several threads that do so at once, Python ends some."""
    traced: list[Any] = []
    monkeypatch.setattr(sys, "settrace", traced.append)
    before = threading.gettrace()
    for hook, wanted in ((None, []), (_trace, [_trace])):
        threading.settrace(hook)
        try:
            crew = Crew(1)
            assert crew.result(crew.submit(lambda: 7)) == 7
            crew.close()
        finally:
            threading.settrace(before)
        assert traced == wanted


def _trace(*_: Any) -> None:
    """Trace nothing."""
