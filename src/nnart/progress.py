"""Progress: report the share of work done to a function, a bar such as tqdm's, or a line."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from typing import Annotated, Protocol, runtime_checkable

from nnart.amounts import duration
from nnart.errors import InputError, fault
from nnart.notices import Tick, watch_always

Progress = Callable[[float], object]  # called with the share of the work just done; the shares add up to 1

_REDRAW = 0.1  # seconds between two states of a line
_WIDTH = 30  # characters of a bar
_DONE = 1 - 1e-6  # shares are rounded


@runtime_checkable
class Bar(Protocol):
    """A progress bar like tqdm's."""

    def update(self, n: float, /) -> object:
        """Advance the bar."""
        ...


AnyProgress = Annotated[Progress | Bar | type[Bar] | bool | None, "read by `teller`"]


@dataclass(frozen=True)
class Told:
    """A progress function as an argument of a cached function; all of them are equal, so the cache ignores
    them.

    Attributes:
        progress: called with shares of the work; None for nobody.
        share: share of this work in a larger one.
    """

    progress: Progress | None = field(default=None, compare=False)
    share: float = field(default=1.0, compare=False)

    def __call__(self, share: float) -> None:
        """Report a share of the work."""
        if self.progress is not None:
            self.progress(share * self.share)


NOBODY = Told()


def teller(given: AnyProgress) -> Progress | None:
    """Turn any progress argument into a function that is called with shares.

    Args:
        given: True for a line on standard error; tqdm, or another class of bars with `total` and `update`; such
            a bar, whose total stands for all of the work; or a function, which is called with shares.

    Raises:
        InputError: if it is none of these.
    """
    if given is None or given is False:
        return None
    if given is True:
        watch_always(_say_wait)
        return _Renewed(Line, _Count)
    if isinstance(given, type) and hasattr(given, "update"):
        watch_always(_say_wait)
        return _Renewed(lambda: _Percent(given), lambda: given(unit=" pictures"))
    if isinstance(given, Bar) and not isinstance(given, (Mapping, Set)):
        return _scaled(given)
    if not callable(given) or isinstance(given, type):
        says = "a function, a bar such as tqdm's, or True is needed"
        raise InputError(fault("type", says, "progress", got=given))
    return given


class Line:
    """A line on standard error, which is overwritten in terminals and notebooks."""

    def __init__(self) -> None:
        self._done, self._started, self._drawn = 0.0, time.monotonic(), 0.0

    def update(self, share: float) -> None:
        """Advance by a share of the work."""
        self._done = min(1.0, self._done + share)
        now = time.monotonic()
        if sys.stderr is not None and (now - self._drawn > _REDRAW or self._done >= _DONE):
            self._drawn = now
            full = round(_WIDTH * self._done)
            spent = now - self._started
            left = duration(spent / self._done - spent) if self._done else "?"
            bar = f"{'━' * full}{'─' * (_WIDTH - full)}"
            sys.stderr.write(f"\r{bar} {self._done:4.0%}, {left} left  ")
            sys.stderr.flush()

    def close(self) -> None:
        """End the line."""
        if sys.stderr is not None:
            sys.stderr.write("\n")


@contextmanager
def _say_wait(message: str) -> Iterator[Tick]:
    """Print on standard error what nnart waits for; on a terminal, with a mark that turns at every tick."""
    if sys.stderr is None:
        yield lambda: None
        return
    marks = cycle("|/-\\") if sys.stderr.isatty() else None
    sys.stderr.write(message)

    def turn() -> None:
        if marks is not None:
            sys.stderr.write(f"\r{message} {next(marks)}")
            sys.stderr.flush()

    try:
        yield turn
    finally:
        sys.stderr.write(f"\r{message}  \n" if marks else "\n")


class _Percent:
    """A bar of a class such as tqdm, with a hundred steps."""

    def __init__(self, kind: type[Bar]) -> None:
        self._bar: Bar = kind(total=100, unit="%")  # type: ignore[call-arg]  # as tqdm has it
        self._done, self._shown = 0.0, 0

    def update(self, share: float) -> None:
        self._done += share
        steps = min(100, round(100 * self._done)) - self._shown
        if steps:
            self._shown += steps
            self._bar.update(steps)

    def close(self) -> None:
        if hasattr(self._bar, "close"):
            self._bar.close()


class _Count:
    """A line on standard error that counts finished pictures, if the total is unknown."""

    def __init__(self) -> None:
        self._shown = 0

    def update(self, pictures: float) -> None:
        self._shown += round(pictures)
        if sys.stderr is not None:
            sys.stderr.write(f"\r{self._shown:,} done  ")
            sys.stderr.flush()

    def close(self) -> None:
        if sys.stderr is not None and self._shown:
            sys.stderr.write("\n")


class _Renewed:
    """A bar that is made at the first share of each piece of work, and closed at the last.

    Attributes:
        counting: makes a bar that counts pictures, if the total is unknown.
    """

    _bar: Line | _Percent | None

    def __init__(self, make: Callable[[], Line | _Percent], counting: Callable[[], Bar]) -> None:
        self._make, self.counting = make, counting
        self._bar, self._done = None, 0.0

    def __repr__(self) -> str:
        return "True" if self._make is Line else "a bar"

    def __call__(self, share: float) -> None:
        if self._bar is None:
            self._bar, self._done = self._make(), 0.0
        self._bar.update(share)
        self._done += share
        if self._done >= _DONE:
            self._bar.close()
            self._bar = None


@contextmanager
def counting(progress: Progress | None) -> Iterator[Progress | None]:
    """Report pictures whose total is unknown: lines and bars count finished ones.

    A function, or a bar made by the caller, gets shares of a picture.
    """
    if not isinstance(progress, _Renewed):
        yield progress
        return
    bar, done, shown = progress.counting(), 0.0, 0

    def advance(share: float) -> None:
        nonlocal done, shown
        done += share
        if new := math.floor(done + 1e-6) - shown:
            shown += new
            bar.update(new)

    try:
        yield advance
    finally:
        if hasattr(bar, "close"):
            bar.close()


@contextmanager
def whole(given: AnyProgress) -> Iterator[Progress]:
    """Report work that may end early: the rest then counts as done."""
    tell, left = teller(given), 1.0

    def advance(share: float) -> None:
        nonlocal left
        left -= share
        if tell is not None:
            tell(share)

    yield advance
    if left > 0:
        advance(left)


def _scaled(bar: Bar) -> Progress:
    total = getattr(bar, "total", None) or 1.0
    return lambda share: bar.update(share * total)
