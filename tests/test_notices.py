"""Notices: told, filtered like warnings, and never an error."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from nnart.notices import Tick, tell, waiting, watching


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


def test_the_last_who_watches_is_told_of_waits() -> None:
    told: list[str] = []

    @contextmanager
    def show(message: str) -> Iterator[Tick]:
        told.append(message)
        yield lambda: told.append("tick")
        told.append("end")

    def never(_: str) -> AbstractContextManager[Tick]:
        raise AssertionError

    with watching(never), watching(show), waiting("a") as tick:
        tick()
    with waiting("nobody") as tick:
        tick()
    assert told == ["a", "tick", "end"]
