"""Notices: told, filtered like warnings, and never an error."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pytest

from nnart import notices
from nnart.notices import Tick, Watcher, tell, waiting, watch_always, watching


def test_a_notice_is_a_warning() -> None:
    with pytest.warns(RuntimeWarning, match="something is odd"):
        tell("something is odd")


def test_where_warnings_are_errors_it_is_shown_and_work_goes_on() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("error")
        tell("something is odd")
    assert [(one.category, str(one.message)) for one in shown] == [(RuntimeWarning, "something is odd")]


def test_a_notice_can_be_filtered_out() -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("ignore")
        tell("something is odd")
    assert not shown


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def show(told: list[str]) -> Watcher:
    @contextmanager
    def show(message: str) -> Iterator[Tick]:
        told.append(message)
        yield lambda: told.append("tick")
        told.append("end")

    return show


def test_the_last_who_watches_is_told_of_waits(told: list[str], show: Watcher) -> None:
    def never(_: str) -> AbstractContextManager[Tick]:
        raise AssertionError

    with watching(never), watching(show), waiting("a") as tick:
        tick()
    with waiting("nobody") as tick:
        tick()
    assert told == ["a", "tick", "end"]


def test_who_always_watches_is_told_where_nobody_else_is(
    told: list[str], show: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "_watchers", [])
    for _ in range(2):
        watch_always(show)
    with waiting("a"):
        pass
    with watching(lambda _: nullcontext(lambda: None)), waiting("b"):
        pass
    assert told == ["a", "end"]
    assert len(notices._watchers) == 1
