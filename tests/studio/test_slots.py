"""Slots: how many work, who waits, and how soon a slot is free when its peer goes."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from nnart.errors import Cancelled, InputError, fault
from nnart.studio import slots as module
from nnart.studio.slots import Busy, OverdueError, Slots
from nnart.threads import Cancel


class Peer:
    """The other end of a request, which may go."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}


def until_cancelled(cancel: Cancel, _: int) -> None:
    done = threading.Event()
    with cancel.calling(done.set):
        assert done.wait(10)
    cancel.check()


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a thread of its own: in this one, Playwright's loop may run."""

    async def timed() -> None:
        await asyncio.wait_for(test(), 20)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, timed()).result()


def test_the_result_is_handed_on() -> None:
    async def test() -> None:
        assert await Slots(1).run(Peer().receive, lambda _, threads: threads) == 1

    run(test)


def test_an_error_is_handed_on_and_the_slot_is_free() -> None:
    def wrong(_: Cancel, __: int) -> None:
        raise InputError(fault("range", "wrong"))

    async def test() -> None:
        slots = Slots(1)
        with pytest.raises(InputError):
            await slots.run(Peer().receive, wrong)
        await asyncio.sleep(0)
        assert slots.running == 0
        assert await slots.run(Peer().receive, lambda *_: 7) == 7

    run(test)


def test_one_who_works_alone_has_all_threads() -> None:
    async def test() -> None:
        slots, peer = Slots(4), Peer()
        other = asyncio.create_task(slots.run(peer.receive, until_cancelled))
        await asyncio.sleep(0.05)
        assert await slots.run(Peer().receive, lambda _, threads: threads) == 2
        peer.gone.set()
        with pytest.raises(Cancelled):
            await other
        assert await slots.run(Peer().receive, lambda _, threads: threads) == 4

    run(test)


def test_a_slot_is_free_as_soon_as_its_peer_has_gone() -> None:
    async def test() -> None:
        slots, peer = Slots(1), Peer()
        work = asyncio.create_task(slots.run(peer.receive, until_cancelled))
        await asyncio.sleep(0.05)
        began = time.monotonic()
        peer.gone.set()
        assert await slots.run(Peer().receive, lambda *_: 7) == 7
        assert time.monotonic() - began < 1  # 150 ms on an idle machine
        with pytest.raises(Cancelled):
            await work

    run(test)


def test_who_waits_and_goes_takes_no_slot() -> None:
    async def test() -> None:
        slots, first, second = Slots(1), Peer(), Peer()
        running = asyncio.create_task(slots.run(first.receive, until_cancelled))
        waiting = asyncio.create_task(slots.run(second.receive, until_cancelled))
        await asyncio.sleep(0.05)
        second.gone.set()
        with pytest.raises(Cancelled):
            await waiting
        first.gone.set()
        with pytest.raises(Cancelled):
            await running
        assert await slots.run(Peer().receive, lambda *_: 7) == 7

    run(test)


def test_a_row_that_is_full_takes_no_more() -> None:
    async def test() -> None:
        slots, peer = Slots(1, waiting=1), Peer()
        tasks = [asyncio.create_task(slots.run(peer.receive, until_cancelled)) for _ in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(Busy):
            await slots.run(Peer().receive, until_cancelled)
        peer.gone.set()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(one) for one in ended] == [Cancelled, Cancelled]
        assert await slots.run(Peer().receive, lambda *_: 7) == 7

    run(test)


def test_what_takes_too_long_is_ended() -> None:
    async def test() -> None:
        slots = Slots(1, seconds=0.1)
        with pytest.raises(OverdueError, match=r"0\.1 seconds"):
            await slots.run(Peer().receive, until_cancelled)
        assert slots.running == 0

    run(test)


def test_a_handler_that_is_ended_ends_the_work() -> None:
    async def test() -> None:
        slots = Slots(1)
        task = asyncio.create_task(slots.run(Peer().receive, until_cancelled))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await slots.run(Peer().receive, lambda *_: 7) == 7

    run(test)


def test_a_closed_row_begins_nothing() -> None:
    async def test() -> None:
        slots = Slots(1)
        slots.close()
        with pytest.raises(RuntimeError):
            await slots.run(Peer().receive, lambda *_: 7)

    run(test)


def test_memory_of_cancelled_work_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, after the last of it."""
    tidied: list[None] = []
    monkeypatch.setattr(module, "_tidy", lambda: tidied.append(None))
    monkeypatch.setattr(module, "_SETTLED", 0.1)

    async def test() -> None:
        slots, peer = Slots(2), Peer()
        tasks = [asyncio.create_task(slots.run(peer.receive, until_cancelled)) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert await Slots(1).run(Peer().receive, lambda *_: 7) == 7
        peer.gone.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(100):
            await asyncio.sleep(0.02)
            if tidied:
                break
        await asyncio.sleep(0.2)

    run(test)
    assert tidied == [None]
