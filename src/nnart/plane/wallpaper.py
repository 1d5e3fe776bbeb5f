"""Wallpaper: from the plane to waves of a wallpaper group, with exactly the same inputs at all images of a
point.

A point is rounded once to fixed point (`nnart.exact.turns`) on the group's lattice, where every operation of
the group is exact. The smallest of its images represents the point, so images cannot differ by a bit. The
inputs are the group's waves at this image, which are smooth across the borders of cells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnart.exact import turns
from nnart.exact.turns import Array, Turns
from nnart.plane.groups import HEXAGONAL, Group

_CHUNK = 2**14  # points to work on at a time; few enough to fit into the processor's caches
_LYING = frozenset({"p31m"})  # its lattice is turned by 90°, which makes one of its mirrors vertical


@dataclass(frozen=True)
class Wallpaper:
    """A wallpaper group and how large its cells are.

    The origin is a centre of rotation of the group's highest order. In groups with mirrors (except p4g), x = 0
    is a mirror. Cells are squares, or rhombs of 60° in groups with threefold rotations; one side is horizontal
    (in p31m vertical).

    Attributes:
        name: p1, p2, pm, pg, cm, pmm, pmg, pgg, cmm, p4, p4m, p4g, p3, p3m1, p31m, p6 or p6m, as in the
            International Tables for Crystallography.
        cells: number of cells along the frame -1 … 1, above 0.
    """

    name: str
    cells: float = 2.0
    folds = False

    @cached_property
    def group(self) -> Group:
        """Its operations and waves."""
        return Group(self.name)

    @property
    def count(self) -> int:
        """Number of inputs."""
        return len(self.group.waves)

    def inputs(self, points: Array) -> Array:
        """Return the inputs at points (2, P), float64 (count, P): the same bits at a point and its images.

        Points are rounded to 2^-32 of a cell. Images are then exact if coordinates and a cell's side are
        multiples of a common unit, as for the pixels of a picture whose side is a whole number of cells.
        """
        found = np.empty((self.count, points.shape[1]))
        for start in range(0, points.shape[1], _CHUNK):
            part = slice(start, start + _CHUNK)
            self._write(*self.representative(*self.coordinates(points[:, part])), found[:, part])
        return found

    def keys(self, points: Array) -> NDArray[np.uint64]:
        """Return the representatives of points (2, P), uint64 (1, P), from which the inputs follow."""
        found = np.empty((1, points.shape[1]), np.uint64)
        for start in range(0, points.shape[1], _CHUNK):
            part = slice(start, start + _CHUNK)
            found[0, part] = self._least(*self.coordinates(points[:, part]))
        return found

    def sheets(self, points: Array) -> NDArray[np.int64] | None:  # noqa: ARG002
        """Return None: the inputs are smooth everywhere."""
        return None

    def coordinates(self, points: Array) -> tuple[Turns, Turns]:
        """Return lattice coordinates of points (2, P), modulo 1 in fixed point.

        On the hexagonal lattice, x and y / √3 are rounded, and all else is in integers, which makes both
        mirrors along the axes exact.
        """
        x, y = points[::-1] if self.name in _LYING else points
        x, y = x * (self.cells / 2), y * (self.cells / 2)
        if self.name not in HEXAGONAL:
            return turns.to_fixed_point(x), turns.to_fixed_point(y)
        v = turns.to_fixed_point(y / math.sqrt(3))
        return turns.to_fixed_point(x) - v, v + v

    def representative(self, s: Turns, t: Turns) -> tuple[Turns, Turns]:
        """Return the smallest image of every point (s, t), by s, then by t."""
        least = self._least(s, t)
        return (least >> np.uint64(32)).astype(np.uint32), least.astype(np.uint32)

    def _least(self, s: Turns, t: Turns) -> NDArray[np.uint64]:
        """Return the smallest image of every point, s in the higher 32 bits and t in the lower ones."""
        firsts: dict[tuple[int, int, int], NDArray[np.uint64]] = {}
        seconds: dict[tuple[int, int, int], NDArray[np.uint64]] = {}
        least: NDArray[np.uint64] | None = None
        image = np.empty(len(s), np.uint64)
        for a, b, c, d, u, v in self.group.operations:
            if (a, b, u) not in firsts:
                firsts[a, b, u] = _moved(s, t, a, b, u) << np.uint64(32)
            if (c, d, v) not in seconds:
                seconds[c, d, v] = _moved(s, t, c, d, v)
            np.bitwise_or(firsts[a, b, u], seconds[c, d, v], out=image)
            least = image.copy() if least is None else np.minimum(least, image, out=least)
        assert least is not None  # every group has its identity
        return least

    def _write(self, s: Turns, t: Turns, found: Array) -> None:
        """Write the waves at points, (count, P)."""
        waves = self.group.waves
        highest = max(max(term.m, term.n) for wave in waves for term in wave)
        along_s, along_t = _multiples(s, highest), _multiples(t, highest)
        product = np.empty(len(s))
        found.fill(0.0)
        for row, wave in enumerate(waves):
            for weight, s_sine, m, t_sine, n in wave:
                if m and n:
                    np.multiply(along_s[s_sine][m - 1], along_t[t_sine][n - 1], out=product)
                    product *= weight
                else:
                    np.multiply(along_s[s_sine][m - 1] if m else along_t[t_sine][n - 1], weight, out=product)
                found[row] += product


def _moved(s: Turns, t: Turns, a: int, b: int, half: int) -> NDArray[np.uint64]:
    """Return a s + b t + half / 2, with a and b of -1, 0 and 1."""
    moved = np.full(len(s), half * turns.HALF, np.uint32)
    for factor, one in ((a, s), (b, t)):
        if factor:
            (np.add if factor == 1 else np.subtract)(moved, one, out=moved)
    return moved.astype(np.uint64)


def _multiples(angle: Turns, highest: int) -> tuple[list[Array], list[Array]]:
    """Return cosines and sines of an angle's multiples 1 … highest."""
    c, s = turns.cosines_and_sines(angle)
    cosines, sines = [c], [s]
    for _ in range(highest - 1):
        before, beside = cosines[-1], sines[-1]
        cosines.append(before * c - beside * s)
        sines.append(beside * c + before * s)
    return cosines, sines
