"""Cache: the results that were used last, up to a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Cache(Generic[T]):
    """Results by their keys, for any number of threads; the one that was not used for longest goes first."""

    def __init__(self, most: int, size_of: Callable[[T], int]) -> None:
        """Keep results of up to `most` bytes together, as `size_of` counts them."""
        self._most, self._size_of = most, size_of
        self._kept = OrderedDict[Hashable, T]()
        self._bytes = 0
        self._lock = Lock()

    @property
    def bytes(self) -> int:
        """Bytes of all results."""
        return self._bytes

    def get(self, key: Hashable) -> T | None:
        """Return the result of a key; None if it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, result: T) -> None:
        """Keep a result, unless it is larger than all that may be kept."""
        with self._lock:
            self._drop(key)
            if self._size_of(result) > self._most:
                return
            self._kept[key] = result
            self._bytes += self._size_of(result)
            while self._bytes > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        gone = self._kept.pop(key, None)
        if gone is not None:
            self._bytes -= self._size_of(gone)
