"""Answers: evaluate layers at points, without a view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart.errors import InputError, fault
from nnart.kernel import loaded
from nnart.threads import ordered_map

if TYPE_CHECKING:
    from nnart.kernel.packing import Packed

_MAX = 2.0**40  # of what a network is given
_POINTS = 2**14  # of a call


class _Layer(Protocol):
    @property
    def weights(self) -> NDArray[np.float32]: ...
    @property
    def biases(self) -> NDArray[np.float32]: ...
    @property
    def activation(self) -> str: ...
    @property
    def carry(self) -> float: ...


def packed(layers: Sequence[_Layer]) -> Packed:
    """Return layers as the kernel takes them."""
    rows = ((one.weights, one.biases, one.activation, one.carry) for one in layers)
    found: Packed = loaded().packed(*zip(*rows, strict=True))
    return found


def answers_of(layers: Sequence[_Layer], points: ArrayLike) -> NDArray[np.float64]:
    """Return the last layer's outputs, float64 (…, outputs), at points (…, inputs).

    Raises:
        InputError: if the points' shape is wrong, or a number is not finite or its magnitude is above 2^40.
    """
    given = check_points(points, layers[0].weights.shape[1])
    flat = given.reshape(math.prod(given.shape[:-1]), given.shape[-1]).T
    network, kernel = packed(layers), loaded()
    answers = np.empty((flat.shape[1], len(layers[-1].biases)))

    def answer(start: int) -> None:
        part = answers[start : start + _POINTS]
        columns = np.ascontiguousarray(flat[:, start : start + _POINTS])
        kernel.forward(network, kernel.Scratch.of(network), columns, 0, len(part), part, None)

    for _ in ordered_map(answer, range(0, len(answers), _POINTS), None, lambda: None):
        pass
    return answers.reshape(*given.shape[:-1], answers.shape[1])


def check_points(points: ArrayLike, inputs: int) -> NDArray[np.float64]:
    """Return points (…, inputs) as float64.

    Raises:
        InputError: if their shape is wrong, or a number is not finite or its magnitude is above 2^40.
    """
    says = f"finite numbers up to 2^40 in the shape (…, {inputs}) are needed"
    try:
        array = np.asarray(points, np.float64)
    except (TypeError, ValueError, OverflowError):
        raise InputError(fault("type", says, "points", got=points)) from None
    if array.ndim == 0 or array.shape[-1] != inputs or not (np.abs(array) <= _MAX).all():
        raise InputError(fault("type", f"{says}, not {array.shape}", "points"))
    return array
