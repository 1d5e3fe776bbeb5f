"""The painter: one thing at a time, the last that was wanted."""

from __future__ import annotations

from threading import Event

import pytest

from nnart.notebook.painter import Painter
from nnart.threads import Cancel

SOON = 10.0  # seconds


def test_overtaken_work_is_cancelled_and_what_waited_is_never_begun() -> None:
    painter, began, ended, done = Painter(), Event(), Event(), Event()
    ran: list[int] = []

    def long(cancel: Cancel) -> None:
        stopped = Event()
        with cancel.calling(stopped.set):
            began.set()
            stopped.wait(SOON)
        ended.set()
        done.wait(SOON)
        cancel.check()
        ran.append(0)

    painter.want(long)
    assert began.wait(SOON)
    painter.want(lambda _: ran.append(1))
    assert ended.wait(SOON)
    last = Event()

    def finish(_: Cancel) -> None:
        ran.append(2)
        last.set()

    painter.want(finish)
    done.set()
    assert last.wait(SOON)
    assert ran == [2]


def test_nothing_follows_a_stop_until_something_is_wanted() -> None:
    painter, began, done = Painter(), Event(), Event()
    cancels: list[Cancel] = []

    def work(cancel: Cancel) -> None:
        cancels.append(cancel)
        began.set()
        done.wait(SOON)

    painter.want(work)
    assert began.wait(SOON)
    painter.stop()
    done.set()
    assert cancels[0].called
    again = Event()
    painter.want(lambda _: again.set())
    assert again.wait(SOON)


def test_an_idle_thread_ends_and_another_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.notebook.painter.IDLE", 0.01)
    painter, one, other = Painter(), Event(), Event()
    painter.want(lambda _: one.set())
    assert one.wait(SOON)
    thread = painter._thread
    if thread is not None:
        thread.join(SOON)
    assert painter._thread is None
    painter.want(lambda _: other.set())
    assert other.wait(SOON)
