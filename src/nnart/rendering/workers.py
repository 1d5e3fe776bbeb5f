"""Workers: who paints the windows of a picture."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import Protocol, Self, TypeVar, runtime_checkable

from nnart.checks.annotations import checked
from nnart.plane.view import View
from nnart.threads import Cancel, ordered_map, thread_count


class Window(Protocol):
    """A part of a picture that is painted at a time."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        ...


class Paints(Protocol):
    """What windows are painted by.

    Attributes:
        view: of the whole picture.
    """

    view: View

    @property
    def remake(self) -> Callable[[], Self]:
        """What returns the same painter in another process; can be pickled."""
        ...

    def stop(self) -> None:
        """Make everything that is under way end soon."""
        ...


P = TypeVar("P", bound=Paints)
T = TypeVar("T", bound=Window)
R = TypeVar("R")


@runtime_checkable
class Workers(Protocol):
    """The interface of everything that paints windows: threads or a cluster.

    Attributes:
        count: how many items are worked on at a time.
        together: how many of them one process works on, and so holds in memory.
    """

    count: int
    together: int

    def map(
        self, function: Callable[[P, T], R], painter: P, items: Iterable[T], cancel: Cancel
    ) -> Generator[R, None, None]:
        """Yield function(painter, item) for every item, in order; function and items can be pickled.

        Raises:
            Cancelled: soon after `cancel` is called.
        """
        ...


class Alone:
    """The calling thread alone."""

    count = together = 1

    def map(
        self, function: Callable[[P, T], R], painter: P, items: Iterable[T], cancel: Cancel
    ) -> Generator[R, None, None]:
        """Yield function(painter, item) for every item, in order."""
        with cancel.calling(painter.stop):
            for item in items:
                yield function(painter, item)


class Threads:
    """Rendering by threads of this process: nnart.Run(workers=nnart.Threads(4))."""

    def __repr__(self) -> str:
        return f"Threads({self.count})"

    @checked
    def __init__(self, count: int | None = None) -> None:
        """Use this many threads, 1 … 1024; one for each processor by default.

        Raises:
            InputError: if the number is out of range.
        """
        self.count = self.together = thread_count(count)

    @checked
    def map(
        self, function: Callable[[P, T], R], painter: P, items: Iterable[T], cancel: Cancel
    ) -> Generator[R, None, None]:
        """Yield function(painter, item) for every item, in order."""
        return ordered_map(partial(function, painter), items, self.count, painter.stop, cancel)
