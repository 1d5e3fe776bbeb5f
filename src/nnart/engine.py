"""The engine: network + view → field, bands over threads."""

from __future__ import annotations

import threading
from functools import cache
from types import ModuleType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart.errors import InputError, shown
from nnart.network import Network
from nnart.sizes import band_height
from nnart.threads import in_thread, ordered_map
from nnart.view import View

Field = NDArray[np.float64]

# One call of the kernel cannot be interrupted: so many multiply-adds take a few hundredths of a second.
_CALL = 2**31


class Evaluator:
    """A network made ready for the kernel once, for any number of threads."""

    def __init__(self, network: Network) -> None:
        kernel = loaded_kernel()
        self.network = network
        self._forward, self._scratch = kernel.forward, kernel.Scratch
        self._packed = kernel.packed(network.weights, network.biases, network.activations)
        tile = kernel.SHAPE.points
        self._points = max(tile, _CALL // len(self._packed.weights) // tile * tile)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Make every evaluation that is under way end within a call of the kernel."""
        self._stopped.set()

    def at(self, points: NDArray[np.float64]) -> Field:
        """Return the network's answers (P, outputs) at points (inputs, P), computed on this thread.

        Raises:
            Stopped: after `stop`.
        """
        return self._run(points, None)

    def swing(self, points: NDArray[np.float64]) -> float:
        """Return the most that any sum changes between two points, if its activation is not linear.

        Args:
            points: (2, P); the first and the second, the third and the fourth and so on are compared.
        """
        swing = np.zeros(1, np.float32)
        self._run(points, swing)
        return float(swing[0])

    def _run(self, points: NDArray[np.float64], swing: NDArray[np.float32] | None) -> Field:
        count = points.shape[1]
        out = np.empty((count, self.network.outputs))
        scratch = self._scratch.of(self._packed)
        for start in range(0, count, self._points):
            if self._stopped.is_set():
                raise Stopped
            self._forward(self._packed, scratch, points, start, min(start + self._points, count), out, swing)
        return out

    def field(self, view: View) -> Field:
        """Return the field of a view, (rows, columns, outputs), computed on this thread; as `at`."""
        return self.at(view.points()).reshape(*view.shape, -1)


@cache
def loaded_kernel() -> ModuleType:
    """Return the kernel, ready to be called: linked, and compiled before that if it never was."""

    def load() -> ModuleType:
        from nnart import kernel

        kernel.ready()
        return kernel

    return in_thread(load)


class Stopped(Exception):  # noqa: N818  - it is no error
    """An evaluation ended early because it was asked to."""


def evaluate(network: Network, view: View, threads: int | None = None) -> Field:
    """Return what a network of two inputs answers at every pixel of a view.

    Args:
        network: with the inputs x and y.
        view: a whole picture or a window of one.
        threads: how many, 1 … 1024; all processors when not given. The answer does not depend on it.

    Returns:
        float64 (rows, columns, outputs).

    Raises:
        InputError: if the network has not two inputs.
    """
    if network.inputs != 2:
        raise InputError(f"network: a view has two inputs, x and y, but {network!r} has {network.inputs}")
    evaluator = Evaluator(network)
    field = np.empty((*view.shape, network.outputs))
    row = 0
    for part in ordered_map(evaluator.field, view.bands(band_height(view.size)), threads, evaluator.stop):
        field[row : row + len(part)] = part
        row += len(part)
    return field


def evaluate_at(network: Network, points: ArrayLike) -> Field:
    """Return what a network answers at single points.

    Args:
        network: of any number of inputs.
        points: numbers (P, inputs), taken as float64.

    Returns:
        float64 (P, outputs).

    Raises:
        InputError: if points have another shape, or are not finite or above 2^40.
    """
    try:
        array = np.asarray(points, np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(f"points: {shown(str(error))}") from None
    if array.ndim != 2 or array.shape[1] != network.inputs or not (np.abs(array) <= 2.0**40).all():
        raise InputError(
            f"points: finite numbers up to 2^40 in shape (points, {network.inputs}) are needed, "
            f"not {array.shape}"
        )
    return Evaluator(network).at(np.ascontiguousarray(array.T))
