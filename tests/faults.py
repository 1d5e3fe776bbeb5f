"""Faults: file operations that fail, as they do on a full disk, and threads that do not start."""

from __future__ import annotations

import _thread
import builtins
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest


class Fragile:
    """Wraps what touches a disk so that the n-th operation fails."""

    def __init__(self, n: int) -> None:
        self.left = n

    def count(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise OSError(28, "No space left on device")

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count()
            result = function(*arguments, **options)
            return Stream(result, self) if hasattr(result, "write") else result

        return call


class Stream:
    """A file whose operations are counted."""

    def __init__(self, stream: Any, fragile: Fragile) -> None:
        self._stream, self._fragile = stream, fragile

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._stream, name)
        if name in ("write", "flush", "truncate", "seek", "read", "readline"):
            return self._fragile.wrap(found)
        return found

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()


@contextmanager
def failing(n: int) -> Iterator[Fragile]:
    """Let the n-th operation on files fail while it lasts."""
    fragile = Fragile(n)
    with pytest.MonkeyPatch.context() as patch:
        paths = [(Path, name) for name in ("replace", "open", "mkdir")]
        owners: list[tuple[Any, str]] = [(builtins, "open"), (os, "fsync"), (os, "link"), *paths]
        for owner, name in owners:
            patch.setattr(owner, name, fragile.wrap(getattr(owner, name)))
        yield fragile


@contextmanager
def refusing(owner: Any, name: str, number: int) -> Iterator[None]:
    """Let a function fail while it lasts, as a file system does that cannot do that."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, refuse)
        yield


def without_locks() -> AbstractContextManager[None]:
    """Take locks away while it lasts, as on some network file systems."""
    import fcntl

    return refusing(fcntl, "flock", errno.ENOLCK)


@contextmanager
def few_threads(allowed: int, unborn: int = 0) -> Iterator[None]:
    """Let the system start no more than so many threads for crews.

    Args:
        allowed: how many.
        unborn: of these, how many find no memory to begin with.
    """
    start = _thread.start_new_thread
    left = iter(range(allowed))

    def refuse(function: Callable[..., Any], arguments: tuple[Any, ...]) -> int:
        number = next(left, None)
        if number is None:
            raise RuntimeError("can't start new thread")
        return start(function, arguments) if number >= unborn else 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_thread, "start_new_thread", refuse)
        yield
