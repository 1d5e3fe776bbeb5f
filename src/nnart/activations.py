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
        form: `bent`, which is smooth; `kinked`, of straight pieces; `broken`, which jumps; or `straight`.
        gain: bias → the gain that keeps a deep network alive, where none adds detail, since scaling z
            only scales the result, or for a step changes nothing; None where `criticality` solves for it.
    """

    name: str
    value: Callable[[float], float]
    slope: Callable[[float], float]
    form: str
    gain: Callable[[float], float] | None = None


def _sigmoid(z: float) -> float:
    return 0.5 + 0.5 * math.tanh(z / 2)


ACTIVATIONS = (
    Activation("tanh", math.tanh, lambda z: 1 - math.tanh(z) ** 2, "bent"),
    Activation("sin", math.sin, math.cos, "bent"),
    Activation("sigmoid", _sigmoid, lambda z: _sigmoid(z) * _sigmoid(-z), "bent"),
    Activation("relu", lambda z: max(z, 0.0), lambda z: float(z > 0), "kinked", lambda _: 1.4142),
    Activation("gauss", lambda z: math.exp(-z * z), lambda z: -2 * z * math.exp(-z * z), "bent"),
    Activation("softsign", lambda z: z / (1 + abs(z)), lambda z: (1 + abs(z)) ** -2, "bent"),
    Activation("abs", abs, lambda z: math.copysign(1.0, z), "kinked", lambda _: 1.0),
    Activation(
        "step", lambda z: float(z > 0), lambda _: 0.0, "broken", lambda bias: min(2 * bias, 1000.0) or 1.0
    ),
    Activation("linear", lambda z: z, lambda _: 1.0, "straight", lambda _: 1.0),
)

BY_NAME = {activation.name: activation for activation in ACTIVATIONS}
