"""Threads: their number, cancelling, and an ordered map over them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache, partial, wraps
from threading import Event, Lock, local
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from nnart.checks.annotations import checked
from nnart.errors import Cancelled, InputError, fault
from nnart.machine.memory import check_room
from nnart.machine.processors import count_processors

if TYPE_CHECKING:
    from concurrent.futures import Future

    from nnart.crew import Crew

T = TypeVar("T")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")

MAX_THREADS = 1024
LLVM = 320 * 10**6  # bytes of addresses, measured: its library, what it links, and two threads to paint


class Cancel:
    """A switch by which one thread ends the work of another: run.cancel()."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._set = False
        self._actions: list[Callable[[], None]] = []

    def __repr__(self) -> str:
        return "<Cancel, called>" if self._set else "<Cancel>"

    def __call__(self) -> None:
        """Cancel the work; a second call does nothing."""
        with self._lock:
            actions, self._actions, self._set = self._actions, [], True
        for action in actions:
            action()

    def check(self) -> None:
        """Raise `Cancelled` if the work has been cancelled.

        Raises:
            Cancelled: if it has been cancelled.
        """
        if self._set:
            raise Cancelled

    @checked
    def checking(self, items: Iterable[T]) -> Iterator[T]:
        """Yield items until the work is cancelled.

        Raises:
            Cancelled: if it has been cancelled.
        """
        for item in items:
            self.check()
            yield item

    @checked
    def result_of(self, future: Future[R], crew: Crew) -> R:
        """Wait for a crew's result, or until the work is cancelled.

        Raises:
            Cancelled: if it has been cancelled.
            MemoryError: if the crew lacked memory.
        """
        done = Event()
        with self.calling(done.set):
            crew.wait(future, done)
        self.check()
        return future.result()

    @checked
    def run(self, function: Callable[[], R]) -> R:
        """Return function(), run on its own thread, which is abandoned if the work is cancelled.

        If the system allows no more threads, the calling thread runs it to its end.

        Raises:
            Cancelled: if it has been cancelled.
        """
        from nnart.crew import Crew  # not needed to print help

        crew = Crew(1)
        future = crew.submit(function)
        try:
            return self.result_of(future, crew)
        finally:
            crew.close(wait=future.done())  # and not after a Ctrl-C either

    @property
    def called(self) -> bool:
        """Whether the work has been cancelled."""
        return self._set

    @contextmanager
    @checked
    def calling(self, action: Callable[[], None]) -> Iterator[None]:
        """Run an action if the work is cancelled within this block, or has been cancelled already."""
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


class Never(Cancel):
    """The switch of work that only its caller can end, which is on a thread of its own already."""

    def run(self, function: Callable[[], R]) -> R:
        """Return function()."""
        return function()


def thread_count(threads: int | None) -> int:
    """Return the number of threads to use: the given one, or one for each processor this process may use.

    Raises:
        InputError: if it is not from 1 to 1024.
    """
    if threads is None:
        return min(MAX_THREADS, count_processors())
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


def kept_by_thread(count: int) -> Callable[[Callable[[*Ts], R]], Callable[[*Ts], R]]:
    """Make a function keep its last results, for each thread by itself, so that no other's push them out.

    Args:
        count: how many results a thread keeps, until it ends.
    """

    def keeping(function: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
        class Kept(local):
            def __init__(self) -> None:
                self.function = lru_cache(count)(function)

        kept = Kept()

        @wraps(function)
        def called(*args: *Ts) -> R:
            return kept.function(*args)

        return called

    return keeping


def ordered_map(
    function: Callable[[T], R],
    items: Iterable[T],
    threads: int | None,
    stop: Callable[[], None],
    cancel: Cancel | None = None,
) -> Generator[R, None, None]:
    """Yield function(item) for every item, in order; threads work a few items ahead.

    If the consumer stops early or anything raises, calls `stop` and waits for the threads. After `cancel`, does
    not wait: running calls are abandoned. If the system allows fewer threads, those do all the work; if none,
    the calling thread does.

    Raises:
        Cancelled: soon after `cancel` is called.
        MemoryError: if there is too little memory.
    """
    from nnart.crew import Crew  # not needed to print help

    cancel = cancel or Cancel()
    crew = Crew(thread_count(threads))
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(crew.submit(partial(function, item)))
            while len(waiting) > 2 * crew.count:
                yield cancel.result_of(waiting.popleft(), crew)
        while waiting:
            yield cancel.result_of(waiting.popleft(), crew)
    except BaseException:
        stop()
        raise
    finally:
        crew.close(wait=not cancel.called)


def in_thread(function: Callable[[], R], room: int = LLVM) -> R:
    """Return function(), run on its own thread if the system allows one more.

    Meant for calls into LLVM. Its callbacks would swallow a Ctrl-C, which Python raises in the main thread.
    LLVM also ends the process if it lacks memory, so this checks for more than it needs first.

    Args:
        function: what to call.
        room: bytes of address space that must be left, where `ulimit` limits them.

    Raises:
        MemoryError: if less is left.
    """
    from nnart.crew import Crew

    check_room(room)
    with closing(Crew(1)) as crew:
        return crew.result(crew.submit(function))
