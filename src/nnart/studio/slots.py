"""Slots: few pictures are painted at a time, few more wait, and none is painted for a browser that has gone."""

from __future__ import annotations

import asyncio
import gc
from asyncio import FIRST_COMPLETED, CancelledError, Future, Task, TimerHandle
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from nnart.errors import Cancelled, NnartError, fault
from nnart.machine.heap import give_back_freed
from nnart.threads import Cancel

T = TypeVar("T")

_SETTLED = 3.0  # seconds after which threads that were left alone have ended

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]  # of ASGI
Work = Callable[[Cancel, int], T]  # what is called with a switch that ends it, and its number of threads


class Busy(NnartError):  # noqa: N818  - a browser asks again
    """All slots are taken, and as many requests wait as may."""

    def __init__(self) -> None:
        super().__init__(
            fault("busy", "too many pictures are asked for at a time", ways="ask again in a second")
        )


class OverdueError(NnartError):
    """The work took longer than it may."""

    def __init__(self, seconds: float) -> None:
        says = f"this takes more than {seconds:g} seconds"
        super().__init__(fault("limit", says, ways="take fewer layers, or a smaller size"))


class Slots:
    """Places for work on threads, for the requests of one event loop.

    Attributes:
        count: how many there are.
        running: how many are taken.
    """

    def __init__(self, count: int, waiting: int = 32, seconds: float = 30.0) -> None:
        """Make slots.

        Args:
            count: how many work at a time.
            waiting: how many more requests may wait.
            seconds: after which work is ended, from the moment when it begins.
        """
        self.count, self._waiting, self._seconds = count, waiting, seconds
        self._pool = ThreadPoolExecutor(count, "nnart-studio")
        self._turns = asyncio.Semaphore(count)
        self._inside = 0
        self._tidying: TimerHandle | None = None
        self.running = 0

    async def run(self, receive: Receive, work: Work[T]) -> T:
        """Return what the work returns; end it as soon as the peer goes.

        Args:
            receive: of the request, whose body has been read.
            work: called on a thread.

        Raises:
            Busy: if too many requests wait.
            OverdueError: if the work takes too long.
            Cancelled: if the peer has gone.
        """
        if self._inside >= self.count + self._waiting:
            raise Busy
        self._inside += 1
        gone: Task[Any] = asyncio.create_task(_gone(receive))
        try:
            await self._turn(gone)
            return await self._worked(gone, work)
        finally:
            self._inside -= 1
            gone.cancel()

    async def _turn(self, gone: Task[Any]) -> None:
        """Wait for a slot, and take it."""
        turn: Task[Any] = asyncio.create_task(self._turns.acquire())
        try:
            await asyncio.wait({turn, gone}, return_when=FIRST_COMPLETED)
        except CancelledError:
            self._give_up(turn)
            raise
        if gone.done():
            self._give_up(turn)
            raise Cancelled

    def _give_up(self, turn: Task[Any]) -> None:
        if turn.done() and not turn.cancelled():
            self._turns.release()
        turn.cancel()

    async def _worked(self, gone: Task[Any], work: Work[T]) -> T:
        cancel = Cancel()
        self.running += 1
        threads = max(1, self.count // self.running)
        future = asyncio.get_running_loop().run_in_executor(self._pool, work, cancel, threads)
        future.add_done_callback(self._free)
        try:
            await asyncio.wait({future, gone}, return_when=FIRST_COMPLETED, timeout=self._seconds)
        finally:
            if not future.done():
                cancel()
        overdue = not future.done() and not gone.done()
        with suppress(Cancelled):
            return await future
        raise OverdueError(self._seconds) if overdue else Cancelled

    def _free(self, future: Future[Any]) -> None:
        """Give a slot back when its thread is free, whether or not anybody waits for the result."""
        self.running -= 1
        self._turns.release()
        if not future.cancelled() and isinstance(future.exception(), Cancelled):
            self._tidy_later()

    def _tidy_later(self) -> None:
        """Give back the memory of work that was cancelled, some time after the last of it."""
        loop = asyncio.get_running_loop()
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = loop.call_later(_SETTLED, loop.run_in_executor, None, _tidy)

    def close(self) -> None:
        """Let no more work begin."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _tidy() -> None:
    """Give back the memory of exceptions, which hold what they passed on their way, and of all else."""
    gc.collect()
    give_back_freed()


async def _gone(receive: Receive) -> None:
    """Return as soon as the peer has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
