"""The activations: one table of name, value and slope.

Functions and derivatives are for theory (`criticality`), in plain floats. Pixels are computed by the compiled
forms in `kernel`, which go by a row's index in this table.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import groupby, pairwise
from typing import Any

from nnart.display import Named
from nnart.errors import InputError, fault
from nnart.words import did_you_mean, match


@dataclass(frozen=True)
class Activation(Named):
    """A function applied to every neuron's sum z.

    Attributes:
        name: what a recipe calls it.
        function: of a number.
        derivative: the left one where it jumps.
        smooth: whether it has neither kinks nor jumps, which allows interpolation.
        gain: function from a bias to the gain of a deep network, for activations where no gain adds detail,
            since scaling z only scales the result, or for a step changes nothing; None if `criticality`
            computes the gain.
    """

    name: str
    function: Callable[[float], float]
    derivative: Callable[[float], float]
    smooth: bool
    gain: Callable[[float], float] | None = None

    def __call__(self, z: Any) -> Any:
        """Return the function of a number, or of each in an array."""
        return _of_each(self.function, z)

    def value(self, z: Any) -> Any:
        """Return the function of a number, or of each in an array."""
        return _of_each(self.function, z)

    def slope(self, z: Any) -> Any:
        """Return the derivative at a number, or at each in an array; the left one where it jumps."""
        return _of_each(self.derivative, z)

    def __repr__(self) -> str:
        return f"<Activation {self.name}>"


def _of_each(function: Callable[[float], float], z: Any) -> Any:
    """Return a function of a number as a number, and of an array as an array of float64."""
    if isinstance(z, (int, float)):
        return function(z)
    np = import_module("numpy")  # which recipes do without
    try:
        return np.vectorize(function, otypes=[float])(np.asarray(z, dtype=float))
    except (TypeError, ValueError):
        raise InputError(fault("type", "numbers are needed", "z", got=z)) from None


def _sigmoid(z: float) -> float:
    return 0.5 + 0.5 * math.tanh(z / 2)


ACTIVATIONS = (
    Activation("tanh", math.tanh, lambda z: 1 - math.tanh(z) ** 2, True),
    Activation("sin", math.sin, math.cos, True),
    Activation("sigmoid", _sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z), True),
    Activation("relu", lambda z: max(z, 0.0), lambda z: float(z > 0), False, lambda _: 1.4142),
    Activation("gauss", lambda z: math.exp(-z * z), lambda z: -2 * z * math.exp(-z * z), True),
    Activation("softsign", lambda z: z / (1 + abs(z)), lambda z: (1 + abs(z)) ** -2, True),
    Activation("abs", abs, lambda z: math.copysign(1.0, z), False, lambda _: 1.0),
    Activation("step", lambda z: float(z > 0), lambda _: 0.0, False, lambda bias: min(2 * bias, 1000.0) or 1.0),
    Activation("linear", lambda z: z, lambda _: 1.0, True, lambda _: 1.0),
)

BY_NAME = {activation.name: activation for activation in ACTIVATIONS}


@lru_cache(maxsize=256)
def mix(text: str) -> tuple[Activation, ...]:
    """Return the activations in a text such as `tanh`, or `tanh,sin` for a layer with both.

    Raises:
        InputError: if a name is unknown.
    """
    names = []
    for part in text.split(","):
        if (name := match(part, BY_NAME)) is None:
            ways = did_you_mean(part, BY_NAME)
            raise InputError(fault("choice", ", ".join(BY_NAME), got=part.strip(), ways=ways))
        names.append(name)
    return tuple(BY_NAME[name] for name in names)


def runs_of(text: str, neurons: int) -> list[tuple[Activation, int]]:
    """Return the activations of a layer's neurons, as runs (activation, neurons) in order.

    Neuron n of N has the name with index n * names // N: each name has an equal share of neighbours.
    """
    names = mix(text)
    ends = [-(-neurons * n // len(names)) for n in range(len(names) + 1)]
    shares = [(name, end - start) for name, (start, end) in zip(names, pairwise(ends), strict=True)]
    runs = groupby((share for share in shares if share[1]), key=lambda share: share[0])
    return [(activation, sum(count for _, count in run)) for activation, run in runs]
