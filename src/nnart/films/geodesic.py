"""Geodesic: the smoothest way from one view to another.

Source: J. J. van Wijk and W. A. A. Nuij, "Smooth and efficient zooming and panning", IEEE Symposium on
Information Visualization 2003: the shortest path where panning costs distance over the frame's width, and
zooming costs the logarithm of its width. Decimals, whose logarithms and exponentials are correctly rounded,
give the same way on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nnart.recipe.decimals import forty_digits

_RHO_SQUARED = Decimal(2)  # what zooming costs in comparison with panning; the paper's experiments found 1.42²
_SAME = Decimal("1e-12")  # of a frame's width


@dataclass(frozen=True)
class Frame:
    """What a view shows.

    Attributes:
        center: x and y of its middle.
        zoom: magnification: the shorter side is 2 / zoom.
        rotate: degrees.
    """

    center: tuple[float, float]
    zoom: float
    rotate: float = 0.0


class Geodesic:
    """The way from one view to another, at even speed; rotation goes along evenly."""

    def __init__(self, home: Frame, place: Frame) -> None:
        """Take both ends."""
        self._home, self._place = home, place
        with forty_digits():
            pairs = zip(home.center, place.center, strict=True)
            self._apart = [Decimal(there) - Decimal(here) for here, there in pairs]
            self._wide, self._end = 2 / Decimal(home.zoom), 2 / Decimal(place.zoom)
            self._distance = sum((one * one for one in self._apart), Decimal(0)).sqrt()
            self._rho = _RHO_SQUARED.sqrt()
            if self._distance > _SAME * max(self._wide, self._end):
                self._start = self._angle(self._wide, 1)
                self._length = self._angle(self._end, -1) - self._start
            else:
                self._distance = Decimal(0)
                self._length = (self._end / self._wide).ln()

    def _angle(self, width: Decimal, sign: int) -> Decimal:
        """Return r0 or r1 of the paper, ln(-b + sqrt(b² + 1))."""
        squares = self._end * self._end - self._wide * self._wide
        both = squares + sign * _RHO_SQUARED**2 * self._distance**2
        b = both / (2 * width * _RHO_SQUARED * self._distance)
        # Of two forms, the one without a difference of large numbers.
        root = (b * b + 1).sqrt()
        return (root - b).ln() if b < 0 else -(root + b).ln()

    @property
    def length(self) -> float:
        """Length of the way: 1 is zooming in by a factor of e^√2, or panning by half a frame's width."""
        return abs(float(self._length / self._rho))

    def at(self, share: float) -> Frame:
        """Return the view after a share of the way, 0 … 1; both ends are exact."""
        if share <= 0.0 or share >= 1.0:
            return self._home if share <= 0.0 else self._place
        with forty_digits():
            s = self._length * Decimal(share)
            if not self._distance:
                width, along = self._wide * s.exp(), Decimal(0)
            else:
                r = self._start
                width = self._wide * _cosh(r) / _cosh(r + s)
                moved = self._wide / _RHO_SQUARED * (_cosh(r) * _tanh(r + s) - _sinh(r))
                along = moved / self._distance
            x, y = (
                float(Decimal(here) + along * apart)
                for here, apart in zip(self._home.center, self._apart, strict=True)
            )
            turned = Decimal(self._place.rotate) - Decimal(self._home.rotate)
            rotate = float(Decimal(self._home.rotate) + turned * Decimal(share))
            return Frame((x, y), float(2 / width), rotate)


def _cosh(x: Decimal) -> Decimal:
    return (x.exp() + (-x).exp()) / 2


def _sinh(x: Decimal) -> Decimal:
    return (x.exp() - (-x).exp()) / 2


def _tanh(x: Decimal) -> Decimal:
    return _sinh(x) / _cosh(x)
