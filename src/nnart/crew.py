"""Crew: threads that make calls, as many as the system lets start; if it lets none, the thread that asks.

The standard library's pool of threads loses a call when no thread can be started for it, and its
`threading.Thread.start` waits without end for a thread that finds no memory to begin with.
"""

from __future__ import annotations

import _thread
import atexit
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Condition, Event, gettrace
from typing import TypeVar

R = TypeVar("R")

_LOOK = 0.5  # seconds between two looks at whether a thread is at work


class Crew:
    """Threads that make calls, in the order in which these were submitted.

    Attributes:
        count: how many calls are made at a time, at most: fewer than were asked for once the system has refused
            to start a thread.
    """

    def __init__(self, count: int) -> None:
        """Prepare a crew of up to `count` threads, at least 1; calls start them."""
        self.count = count
        self._started = 0
        self._at_work = 0  # threads that have begun, and not ended
        self._lost = False  # a call, as its thread ended
        self._changing = Condition()
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        atexit.register(self.close)

    def submit(self, function: Callable[[], R]) -> Future[R]:
        """Have function() called, and return where its result will be."""
        future: Future[R] = Future()
        self._calls.put(lambda: _call(function, future))
        self._start(1)
        if not self._started:
            self._help()
        return future

    def gather(self) -> int:
        """Start all threads, wait until they have begun, and return how many calls are made at a time."""
        self._start(self.count)
        with self._changing:
            self._changing.wait_for(lambda: self._at_work == self._started, 10 * _LOOK)
            self.count = max(1, self._at_work)
        return self.count

    def wait(self, future: Future[R], done: Event) -> None:
        """Wait until there is a result, or an event is set by another thread.

        Raises:
            MemoryError: if a thread found so little that it could not end its call.
        """
        future.add_done_callback(lambda _: done.set())
        while not done.wait(_LOOK):
            if self._lost:
                raise MemoryError
            if not self._at_work:  # all that were started found too little memory to begin
                self._help()

    def result(self, future: Future[R]) -> R:
        """Wait for a result and return it; as `wait`."""
        self.wait(future, Event())
        return future.result()

    def close(self, *, wait: bool = True) -> None:
        """Drop all calls that no thread has begun, and wait for the others unless that is not wanted."""
        with suppress(Empty):
            while True:
                self._calls.get_nowait()
        for _ in range(self._started):
            self._calls.put(None)
        if wait:
            with self._changing:
                self._changing.wait_for(lambda: not self._at_work)
        atexit.unregister(self.close)

    def _start(self, most: int) -> None:
        """Start up to so many threads, if there are not all yet."""
        for _ in range(min(most, self.count - self._started)):
            try:
                _thread.start_new_thread(self._work, ())
            except (RuntimeError, MemoryError):  # the system allows no more
                self.count = max(1, self._started)
                return
            self._started += 1

    def _work(self) -> None:
        """Make calls until there are no more."""
        sys.settrace(gettrace())  # as `threading` does, for debuggers
        with self._changing:
            self._at_work += 1
            self._changing.notify_all()
        try:
            while (call := self._calls.get()) is not None:
                call()
                del call  # and what it holds
        except BaseException:  # there was no memory to say what came of it
            self._lost = True
        finally:
            with self._changing:
                self._at_work -= 1
                self._changing.notify_all()

    def _help(self) -> None:
        """Make all calls that no thread has begun."""
        with suppress(Empty):
            while (call := self._calls.get_nowait()) is not None:
                call()


def _call(function: Callable[[], R], future: Future[R]) -> None:
    """Make a call and say what came of it."""
    try:
        result = function()
    except BaseException as error:
        future.set_exception(error)
        if not isinstance(error, Exception):  # a Ctrl-C ends the thread that asks at once
            raise
    else:
        future.set_result(result)
