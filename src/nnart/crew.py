"""Crew: as many worker threads as the system allows; without any, the calling thread works.

The standard library's thread pool loses a call if no thread can be started for it, and its
`threading.Thread.start` waits for ever for a thread that lacks the memory to begin.
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
    """Threads that make calls in the order of submission.

    Attributes:
        count: maximum number of simultaneous calls; lower than requested once the system has refused to start a
            thread.
    """

    def __init__(self, count: int) -> None:
        """Prepare up to `count` threads, at least 1; calls start them."""
        self.count = count
        self._started = 0
        self._at_work = 0  # threads that have begun, and not ended
        self._lost = False  # a call, as its thread ended
        self._changing = Condition()
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        atexit.register(self.close)

    def submit(self, function: Callable[[], R]) -> Future[R]:
        """Submit function(), and return a future for its result."""
        future: Future[R] = Future()
        self._calls.put(lambda: _call(function, future))
        self._start(1)
        if not self._started:
            self._help()
        return future

    def gather(self) -> int:
        """Start all threads, wait until they run, and return the number of simultaneous calls."""
        self._start(self.count)
        with self._changing:
            self._changing.wait_for(lambda: self._at_work == self._started, 10 * _LOOK)
            self.count = max(1, self._at_work)
        return self.count

    def wait(self, future: Future[R], done: Event) -> None:
        """Wait until there is a result, or another thread sets an event.

        Raises:
            MemoryError: if a thread lacked the memory to finish its call.
        """
        future.add_done_callback(lambda _: done.set())
        while not done.wait(_LOOK):
            if self._lost:
                raise MemoryError
            if not self._at_work:  # all started threads lacked the memory to begin
                self._help()

    def result(self, future: Future[R]) -> R:
        """Wait for a result and return it; as `wait`."""
        self.wait(future, Event())
        return future.result()

    def close(self, *, wait: bool = True) -> None:
        """Drop all pending calls, and wait for running ones unless `wait` is false."""
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
        """Start threads, up to the maximum."""
        for _ in range(min(most, self.count - self._started)):
            self._started += 1  # first: a thread that an interrupt left uncounted would never be told to end
            try:
                _thread.start_new_thread(self._work, ())
            except (RuntimeError, MemoryError):  # the system allows no more
                self._started -= 1
                self.count = max(1, self._started)
                return

    def _work(self) -> None:
        """Make calls until there are no more."""
        if trace := gettrace():  # for debuggers, as `threading` does; two threads may not take one away at once
            sys.settrace(trace)
        with self._changing:
            self._at_work += 1
            self._changing.notify_all()
        try:
            while (call := self._calls.get()) is not None:
                call()
                del call  # and what it holds
        except BaseException:  # no memory was left to report the result
            self._lost = True
        finally:
            with self._changing:
                self._at_work -= 1
                self._changing.notify_all()

    def _help(self) -> None:
        """Make all pending calls on this thread."""
        with suppress(Empty):
            while (call := self._calls.get_nowait()) is not None:
                call()


def _call(function: Callable[[], R], future: Future[R]) -> None:
    """Make a call and report its result."""
    try:
        result = function()
    except BaseException as error:
        future.set_exception(error)
        if not isinstance(error, Exception):  # a Ctrl-C ends the calling thread at once
            raise
    else:
        future.set_result(result)
