"""The activations: one table of name, value and slope.

`value` and `slope` are for theory (`criticality`), in plain floats. Pixels are computed by the compiled
forms in `kernel`, which go by a row's index in this table.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Activation:
    """A function applied to every neuron's sum z.

    Attributes:
        name: what a recipe calls it.
        value: the function itself.
        slope: its derivative, the left one where it jumps.
        smooth: whether it has neither kinks nor jumps, so that neighbours tell what lies between them.
        gain: bias → the gain that keeps a deep network alive, where none adds detail, since scaling z
            only scales the result, or for a step changes nothing; None where `criticality` solves for it.
    """

    name: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    smooth: bool
    gain: Callable[[float], float] | None = None


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
