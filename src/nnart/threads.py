"""Threads: how many, and an ordered map over them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from nnart.errors import Cancelled, InputError, fault

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

MAX_THREADS = 1024


class Cancel:
    """A switch by which one thread ends the work of another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._set = False
        self._actions: list[Callable[[], None]] = []

    def __call__(self) -> None:
        """End the work; a second call does nothing."""
        with self._lock:
            actions, self._actions, self._set = self._actions, [], True
        for action in actions:
            action()

    def check(self) -> None:
        """End here if the work is to end.

        Raises:
            Cancelled: after a call.
        """
        if self._set:
            raise Cancelled

    def checking(self, items: Iterable[T]) -> Iterator[T]:
        """Yield items, and end there if the work is to end.

        Raises:
            Cancelled: after a call.
        """
        for item in items:
            self.check()
            yield item

    def result_of(self, future: Future[R]) -> R:
        """Wait for a result, or for a call.

        Raises:
            Cancelled: after a call.
        """
        done = Event()
        future.add_done_callback(lambda _: done.set())
        with self.calling(done.set):
            done.wait()
        self.check()
        return future.result()

    def run(self, function: Callable[[], R]) -> R:
        """Return function(), run on a thread of its own that is left to itself after a call.

        Raises:
            Cancelled: after a call.
        """
        from concurrent.futures import Future

        future: Future[R] = Future()

        def work() -> None:
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)

        Thread(target=work, daemon=True).start()
        return self.result_of(future)

    @property
    def called(self) -> bool:
        """Whether the work is to end."""
        return self._set

    @contextmanager
    def calling(self, action: Callable[[], None]) -> Iterator[None]:
        """Have an action run when the work is cancelled within, at once if it is cancelled already."""
        with self._lock:
            late = self._set
            if not late:
                self._actions.append(action)
        if late:
            action()
        try:
            yield
        finally:
            with self._lock, suppress(ValueError):  # it was called
                self._actions.remove(action)


def thread_count(threads: int | None) -> int:
    """Return the number of threads to use: the given one, or one for each processor this process may use.

    Raises:
        InputError: if it is not from 1 to 1024.
    """
    if threads is None:
        try:
            return min(MAX_THREADS, len(os.sched_getaffinity(0)))
        except AttributeError:  # macOS and Windows have no such call
            return min(MAX_THREADS, os.cpu_count() or 1)
    return check_threads(threads)


def check_threads(threads: int) -> int:
    """Return a number of threads if it is from 1 to 1024.

    Raises:
        InputError: if it is not.
    """
    if isinstance(threads, bool) or not isinstance(threads, int) or not 1 <= threads <= MAX_THREADS:
        says = f"a whole number from 1 to {MAX_THREADS} is needed"
        raise InputError(fault("range", says, "threads", got=threads))
    return threads


def ordered_map(
    function: Callable[[T], R],
    items: Iterable[T],
    threads: int | None,
    stop: Callable[[], None],
    cancel: Cancel | None = None,
) -> Generator[R, None, None]:
    """Yield function(item) for every item, in order, from a pool of threads a few items ahead.

    When the consumer ends early or anything raises, `stop` is called and the pool is wound up. After a call of
    `cancel` that is not waited for: what threads are at is dropped.

    Raises:
        Cancelled: after a call of `cancel`.
    """
    from concurrent.futures import ThreadPoolExecutor  # not needed to print help

    cancel = cancel or Cancel()
    count = thread_count(threads)
    pool = ThreadPoolExecutor(count, thread_name_prefix="nnart")
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > 2 * count:
                yield cancel.result_of(waiting.popleft())
        while waiting:
            yield cancel.result_of(waiting.popleft())
    except BaseException:
        stop()
        raise
    finally:
        pool.shutdown(wait=not cancel.called, cancel_futures=True)


def in_thread(function: Callable[[], R]) -> R:
    """Return function(), run on a thread of its own.

    For calls into LLVM: a Ctrl-C is raised in the main thread, and would be lost in one of its callbacks.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()
