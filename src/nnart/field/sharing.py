"""Sharing: pixels that give the network the same inputs are evaluated once.

A symmetry gives a point and its images the same inputs, to the bit, where pixels map onto pixels, and the
network's answer depends on nothing else. So this module looks at bits and knows no symmetry. It never decides
a pixel: a pair that it misses is evaluated twice.

The pixels of a window are compared with each other, and then with those of earlier windows, whose answers are
kept until there is no more room. Both are done by hash tables, in whole arrays; keys are compared in full.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Field, Points
from nnart.plane.inputs import Inputs, keys_of
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import power_of_two

ROOM = 2**28  # bytes of answers to keep for a picture, and their keys
_SLOTS = 4  # of a table, for each of its entries, or up to half as many
_PROBES = 8  # slots in which an entry may be
_MAX_KEYS = 4  # of any symmetry
_COUNTED = 2**16  # pixels of a small picture that stands for a large one
_WORTHWHILE = 1 / 32  # of pixels that share; to look for them takes about as long as to evaluate 1 in 50

Keys = NDArray[np.uint64]
Indices = NDArray[np.int32]


class Sharing:
    """The answers of a network at the pixels of a picture, for windows on any number of threads.

    Attributes:
        found: whether enough pixels share their answers.
        afar: whether pixels of different rows do.
    """

    def __init__(self, inputs: Inputs, whole: View, outputs: int, room: int = ROOM) -> None:
        """Look at four lines of pixels, whose images most symmetries have there, too.

        Args:
            inputs: of the network.
            whole: the whole picture.
            outputs: of the network.
            room: bytes for answers to keep.
        """
        self._inputs, self._whole, self._outputs, self._room = inputs, whole, outputs, room
        rows, cols = _lines(*whole.extent)
        first = _alike(*_keyed(inputs, whole.points_at(rows, cols)))
        self.found = bool(np.mean(first != np.arange(len(first))) > _WORTHWHILE)
        self.afar = bool(np.mean(rows[first] != rows) > _WORTHWHILE)
        self._kept: _Kept | None = None
        self._making = Lock()

    def answers(
        self, points: Points, evaluate: Callable[[Points], Field], most: int, *, whole_rows: bool = False
    ) -> Field:
        """Return evaluate(points), (P, outputs); evaluate points with the same inputs once.

        Args:
            points: x and y of pixels, (2, P).
            evaluate: returns the network's answers.
            most: points to evaluate until other threads can have the answers.
            whole_rows: whether the points are all those of some rows.
        """
        if not self.found:
            return evaluate(points)
        keys, hashes = _keyed(self._inputs, points)
        first = _alike(keys, hashes)
        own = np.flatnonzero(first == np.arange(len(first), dtype=np.int32))
        ranks = np.empty(len(first), np.int32)
        ranks[own] = np.arange(len(own), dtype=np.int32)
        if self.afar or not whole_rows:
            parts = (own[start : start + most] for start in range(0, len(own), most))
            found = np.concatenate([self._known(keys, hashes, points, part, evaluate) for part in parts])
        else:
            found = evaluate(points.take(own, axis=1))
        return found.take(ranks.take(first), axis=0)

    def _known(
        self,
        keys: Keys,
        hashes: Keys,
        points: Points,
        part: NDArray[np.intp],
        evaluate: Callable[[Points], Field],
    ) -> Field:
        """Return the answers at a part of the points, with different keys; evaluate and keep what is new."""
        kept, keys, hashes = self._keeping(len(keys)), keys.take(part, axis=1), hashes.take(part)
        entries = kept.find(keys, hashes)
        found = kept.answers.take(entries, axis=0)
        if len(new := np.flatnonzero(entries == 0)):
            found[new] = answers = evaluate(points.take(part[new], axis=1))
            kept.add(keys.take(new, axis=1), hashes.take(new), answers)
        return found

    @cached_property
    def share(self) -> float:
        """The share of the picture's pixels that are evaluated, about: as counted in a small picture."""
        if not self.found:
            return 1.0
        small = _smaller(self._whole)
        keys = keys_of(self._inputs, small.points())
        rows = np.repeat(np.arange(small.extent[0], dtype=np.uint64), small.extent[1])
        within, whole = (_distinct(np.vstack(each)) for each in ([keys, rows], [keys]))
        kept = min(1.0, self._entries(len(keys)) / (whole * math.prod(self._whole.extent)))
        return kept * whole + (1 - kept) * within

    def _keeping(self, keys: int) -> _Kept:
        with self._making:
            if self._kept is None:
                self._kept = _Kept(keys, self._outputs, self._entries(keys) + 1)
            return self._kept

    def _entries(self, keys: int) -> int:
        """Return how many answers there is room for."""
        pixels = math.prod(self._whole.extent)
        return min(self._room, most_room(pixels, self._outputs, keys)) // _entry(keys, self._outputs)


def most_room(pixels: int, outputs: int, keys: int = _MAX_KEYS) -> int:
    """Return the most bytes to keep for a picture: one of two pixels, or more, has an answer of its own."""
    return (pixels // 2 + 1) * _entry(keys, outputs)


def _entry(keys: int, outputs: int) -> int:
    """Return the bytes of an entry."""
    return 8 * (keys + outputs) + 4 * _SLOTS


class _Kept:
    """Answers by keys. Threads may find while others add.

    Attributes:
        answers: of the entries, (entries, outputs); that of entry 0 has no meaning.
    """

    def __init__(self, keys: int, outputs: int, entries: int) -> None:
        self.answers = np.zeros((entries, outputs))
        self._keys = np.zeros((keys, entries), np.uint64)
        self._table = np.zeros(power_of_two(_SLOTS * entries), np.int32)
        self._count = 1
        self._lock = Lock()

    def find(self, keys: Keys, hashes: Keys) -> Indices:
        """Return the entries of keys; 0 for those that are not there."""
        found = np.zeros(len(hashes), np.int32)
        rest = np.arange(len(hashes))
        for probe in range(_PROBES):
            entries = self._table.take(self._slots(hashes.take(rest), probe))
            same = (entries > 0) & _equal(self._keys, entries, keys, rest)
            found[rest[same]] = entries[same]
            rest = rest[(entries > 0) & ~same]
        return found

    def add(self, keys: Keys, hashes: Keys, answers: Field) -> None:
        """Add entries, as many as there is room for."""
        with self._lock:
            start = self._count
            self._count = stop = min(start + len(hashes), len(self.answers))
        self._keys[:, start:stop] = keys[:, : stop - start]
        self.answers[start:stop] = answers[: stop - start]
        with self._lock:
            pass  # no thread sees what follows, the places in the table, before the entries themselves
        # Two threads may put entries into one slot. One of them is lost, and evaluated again.
        rest = np.arange(start, stop, dtype=np.int32)
        for probe in range(_PROBES):
            slots = self._slots(hashes[rest - start], probe)
            free = self._table[slots] == 0
            self._table[slots[free]] = rest[free]
            rest = rest[self._table[slots] != rest]

    def _slots(self, hashes: Keys, probe: int) -> NDArray[np.intp]:
        slots = hashes >> np.uint64(65 - len(self._table).bit_length())
        slots += np.uint64(probe)
        slots &= np.uint64(len(self._table) - 1)
        return slots.view(np.intp)


def _smaller(whole: View) -> View:
    """Return the same part of the plane with fewer pixels, if possible each in place of whole ones."""
    least = math.ceil(math.sqrt(math.prod(whole.extent) / _COUNTED))
    factor = next((one for one in range(least, 2 * least) if min(whole.size) % one == 0), least)
    size = Size(*(max(1, side // factor) for side in whole.size))
    return replace(whole.shrunk(1), size=size, rows=(0, size.height), cols=(0, size.width))


def _lines(height: int, width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows and columns of the pixels of two rows and two columns, all as far from the middle."""
    away = min(height, width) // 6
    rows, cols = ([side // 2 - away, side - 1 - (side // 2 - away)] for side in (height, width))
    across = np.add.outer(np.array(rows) * width, np.arange(width))
    down = np.add.outer(np.arange(height) * width, np.array(cols))
    return np.divmod(np.unique(np.concatenate([across.ravel(), down.ravel()])), width)


def _keyed(inputs: Inputs, points: Points) -> tuple[Keys, Keys]:
    """Return the keys of points, (N, P), and their hashes, (P,)."""
    keys = keys_of(inputs, points)
    return keys, _hashed(keys)


def _hashed(keys: Keys) -> Keys:
    """Return a hash of each point's keys, whose highest bits are the best."""
    hashes = np.zeros(keys.shape[1], np.uint64)
    for key in keys:
        hashes ^= key
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        hashes ^= hashes >> np.uint64(32)
    hashes *= np.uint64(0xD6E8FEB86659FD93)
    return hashes


def _distinct(keys: Keys) -> float:
    """Return the share of points whose keys no point before them has."""
    return float(np.mean(_alike(keys, _hashed(keys)) == np.arange(keys.shape[1])))


def _alike(keys: Keys, hashes: Keys) -> Indices:
    """Return for each point the index of a point with the same keys: the same one for all of them.

    Points whose hashes collide twice get their own index.
    """
    bits = (_SLOTS * len(hashes)).bit_length()
    table = np.empty(1 << bits, np.int32)
    first = np.arange(len(hashes), dtype=np.int32)
    rest = first
    for skipped in (0, bits):
        slots = (hashes.take(rest) << np.uint64(skipped) >> np.uint64(64 - bits)).view(np.intp)
        table[slots] = rest
        others = table.take(slots)
        same = _equal(keys, others, keys, rest)
        first[rest[same]] = others[same]
        rest = rest[~same]
    return first


def _equal(some: Keys, ones: NDArray[Any], more: Keys, others: NDArray[Any]) -> NDArray[np.bool_]:
    """Return whether the keys some[:, ones] and more[:, others] are equal, one after the other."""
    same = np.ones(len(ones), np.bool_)
    for row, another in zip(some, more, strict=True):
        same &= row.take(ones) == another.take(others)
    return same
