"""The 17 wallpaper groups: their operations, and the waves that are invariant under them.

Everything is in integers except the heights of waves. The waves are sums of a plane wave over the group, as in
Frank Farris, "Creating Symmetry" (2015).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_WAVES = 6  # minimum of waves: with fewer, distant points of some groups' cells get nearly the same inputs
_MAX_MULTIPLE = 4  # multiple of a turn that is looked at for them

Wave = tuple[int, int]  # repetitions along the two sides of a cell


class Operation(NamedTuple):
    """(s, t) → (a s + b t + u/2, c s + d t + v/2), in lattice coordinates modulo 1."""

    a: int
    b: int
    c: int
    d: int
    u: int = 0
    v: int = 0

    def after(self, other: Operation) -> Operation:
        """Compose: return the operation that applies the other one first."""
        return Operation(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            (self.a * other.u + self.b * other.v + self.u) % 2,
            (self.c * other.u + self.d * other.v + self.v) % 2,
        )


_HALF_TURN = Operation(-1, 0, 0, -1)
_QUARTER_TURN = Operation(0, -1, 1, 0)
_MIRROR = Operation(-1, 0, 0, 1)  # left and right
_CENTRED = Operation(1, 0, 0, 1, 1, 1)
# In the hexagonal lattice, whose second side is the first one turned by 60°.
_SIXTH_TURN = Operation(0, -1, 1, 1)
_THIRD_TURN = Operation(-1, -1, 1, 0)
_UPRIGHT = Operation(-1, -1, 0, 1)  # the mirror across the first side
_ALONG = Operation(1, 1, 0, -1)  # the mirror along the first side

# The generators of each group, besides translations by a cell. Groups with mirrors have one on the vertical
# axis, which makes pictures stand upright; the exception is p4g, whose mirrors are diagonal.
GENERATORS: dict[str, tuple[Operation, ...]] = {
    "p1": (),
    "p2": (_HALF_TURN,),
    "pm": (_MIRROR,),
    "pg": (Operation(-1, 0, 0, 1, 0, 1),),
    "cm": (_MIRROR, _CENTRED),
    "pmm": (_MIRROR, _HALF_TURN),
    "pmg": (_MIRROR, Operation(1, 0, 0, -1, 1, 0)),
    "pgg": (_HALF_TURN, Operation(-1, 0, 0, 1, 1, 1)),
    "cmm": (_MIRROR, _HALF_TURN, _CENTRED),
    "p4": (_QUARTER_TURN,),
    "p4m": (_QUARTER_TURN, _MIRROR),
    "p4g": (_QUARTER_TURN, Operation(-1, 0, 0, 1, 1, 1)),
    "p3": (_THIRD_TURN,),
    "p3m1": (_THIRD_TURN, _UPRIGHT),
    "p31m": (_THIRD_TURN, _ALONG),
    "p6": (_SIXTH_TURN,),
    "p6m": (_SIXTH_TURN, _UPRIGHT),
}
HEXAGONAL = frozenset({"p3", "p3m1", "p31m", "p6", "p6m"})


class Term(NamedTuple):
    """weight * (cosine or sine of 2π m s) * (cosine or sine of 2π n t)."""

    weight: float
    s_sine: bool
    m: int
    t_sine: bool
    n: int


@dataclass(frozen=True)
class Group:
    """A wallpaper group.

    Attributes:
        name: one of `GENERATORS`, as in the International Tables for Crystallography.
    """

    name: str

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The group modulo translations by a cell, the identity first."""
        found = [Operation(1, 0, 0, 1)]
        for known in found:  # which grows
            for generator in GENERATORS[self.name]:
                if (image := generator.after(known)) not in found:
                    found.append(image)
        return tuple(found)

    @cached_property
    def waves(self) -> tuple[tuple[Term, ...], ...]:
        """Six or more invariant waves, each a sum of terms; all waves of a length are included, longest first.

        Each is as steep as x and y would be if the cell spanned -1 … 1: its mean squared slope is 4 / cell².
        The detail of a network with waves as inputs therefore counts features in a cell.
        """
        found: dict[tuple[bool, tuple[tuple[Wave, int], ...]], float] = {}
        for square, shell in self._shells():
            if len(found) >= _WAVES:
                break
            for wave, sine in itertools.product(shell, (False, True)):
                if summed := self._summed(wave, sine):
                    steepness = square * sum(factor * factor for factor in summed.values())
                    found.setdefault((sine, tuple(summed.items())), math.sqrt(2 / steepness) / math.pi)
        return tuple(_terms(dict(summed), sine, scale) for (sine, summed), scale in found.items())

    def _shells(self) -> Iterator[tuple[float, list[Wave]]]:
        """Yield the waves by length, one of k and -k, with the square of their number along a cell."""
        mixed, scale = (1, 4 / 3) if self.name in HEXAGONAL else (0, 1.0)

        def square(k: Wave) -> int:
            return k[0] * k[0] - mixed * k[0] * k[1] + k[1] * k[1]

        reach = range(-_MAX_MULTIPLE, _MAX_MULTIPLE + 1)
        halves = [k for k in itertools.product(reach, reach) if k > (0, 0)]
        for size, shell in itertools.groupby(sorted(halves, key=lambda k: (square(k), k)), square):
            yield size * scale, list(shell)

    def _summed(self, wave: Wave, sine: bool) -> dict[Wave, int]:
        """Sum a wave's cosine or sine over the group; return factors of waves, {} if it vanishes."""
        total: dict[Wave, int] = {}
        for a, b, c, d, u, v in self.operations:
            sign = -1 if (wave[0] * u + wave[1] * v) % 2 else 1
            image = a * wave[0] + c * wave[1], b * wave[0] + d * wave[1]
            if image < (0, 0):
                image = -image[0], -image[1]
                sign = -sign if sine else sign
            total[image] = total.get(image, 0) + sign
        total = {image: factor for image, factor in sorted(total.items()) if factor}
        first = next(iter(total.values()), 1)  # by which the others divide, but for a sign
        return {image: factor // first for image, factor in total.items()}


def _terms(factors: dict[Wave, int], sine: bool, scale: float) -> tuple[Term, ...]:
    """Rewrite a sum of waves as products of a function of s and one of t, by the formulae for sums of
    angles.
    """
    total: dict[tuple[bool, int, bool, int], int] = {}
    for (m, n), factor in factors.items():
        sign = -1 if n < 0 else 1
        parts = (
            ((True, m, False, abs(n)), 1), ((False, m, True, abs(n)), sign)
        ) if sine else (
            ((False, m, False, abs(n)), 1), ((True, m, True, abs(n)), -sign)
        )  # fmt: skip
        for part, one in parts:
            total[part] = total.get(part, 0) + one * factor
    return tuple(
        Term(factor * scale, *part)
        for part, factor in total.items()
        if factor and not (part[0] and not part[1]) and not (part[2] and not part[3])
    )
