"""Evaluation: network + view → field, computed in bands by several threads."""

from __future__ import annotations

import math
import threading
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart.arrays import Field
from nnart.checks.annotations import checked
from nnart.errors import Cancelled, InputError, fault
from nnart.field.sharing import ROOM, Sharing
from nnart.kernel import loaded
from nnart.network.answers import check_points, packed
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.progress import AnyProgress, Progress, teller
from nnart.recipe.sizes import band_height
from nnart.threads import ordered_map

if TYPE_CHECKING:
    from nnart.kernel.packing import Packed

# Multiply-adds in one call of the kernel, which cannot be interrupted: they take a few hundredths of a second.
_CALL = 2**31
_POINTS = 2**16  # most points in one call: their inputs fit into the processor's caches
_SHARED = 2**12  # most points in one call in a symmetric picture: other threads may need the answers
_SMALL = 2**13  # weights of a network that is evaluated in about the time that pixels are compared in


class Evaluator:
    """A network made ready once, for any number of threads.

    Attributes:
        network: in the kernel's layout.
        inputs: from places on the plane; None if points are the network's inputs themselves.
    """

    @classmethod
    def of(cls, network: Network, inputs: Inputs | None = None, room: int = ROOM) -> Self:
        """Prepare any network; as `Evaluator`.

        Raises:
            InputError: if the network has a different number of inputs.
        """
        if inputs is not None and network.inputs != inputs.count:
            raise InputError(
                fault(
                    "count",
                    f"it is given {inputs.count} inputs, but {network!r} has {network.inputs}",
                    "network",
                    ways="take another network, other inputs or another symmetry",
                )
            )
        return cls(_packed(network), inputs, room)

    def __init__(self, network: Packed, inputs: Inputs | None = None, room: int = ROOM) -> None:
        """Take a network, and what computes its inputs from points.

        Args:
            network: what to evaluate.
            inputs: from places on the plane.
            room: bytes for answers to keep for later windows of a symmetric picture; 0 to evaluate every pixel.
        """
        kernel = loaded()
        self.network = network
        self.inputs = inputs
        self._forward, self._scratch = kernel.forward, kernel.Scratch
        tile = network.shape.tile
        self._points = max(tile, min(_POINTS, _CALL // len(network.weights) // tile * tile))
        self._stopped = threading.Event()
        self._room = room
        self._sharings: dict[View, Sharing] = {}
        self._making = threading.Lock()

    @cached_property
    def roundings(self) -> list[float]:
        """How far rounding the last hidden layer to float32 may shift each of the network's outputs."""
        rows = np.abs(self.network.final).tolist()
        return [2.0**-24 * math.fsum(row) for row in rows]

    def stop(self) -> None:
        """Stop all running evaluations, each after its current call of the kernel."""
        self._stopped.set()

    def at(self, points: NDArray[np.float64], tell: Progress | None = None) -> Field:
        """Return the network's outputs (P, outputs) at points (2 or inputs, P), computed on this thread.

        Args:
            points: where to evaluate.
            tell: called with the share of the work just done.

        Raises:
            Cancelled: after `stop`.
        """
        return self._run(points, None, tell)

    def swing(self, points: NDArray[np.float64]) -> float:
        """Return the largest change of any neuron's sum between two points; linear neurons are left out.

        Args:
            points: (2, P), in pairs: the first with the second, the third with the fourth and so on.
        """
        swing = np.zeros(1, np.float32)
        self._run(points, swing)
        return float(swing[0])

    def _run(
        self,
        points: NDArray[np.float64],
        swing: NDArray[np.float32] | None,
        tell: Progress | None = None,
    ) -> Field:
        count = points.shape[1]
        out = np.empty((count, self.network.outputs))
        scratch = self._scratch.of(self.network)
        for start in range(0, count, self._points):
            if self._stopped.is_set():
                raise Cancelled
            given = points[:, start : start + self._points]
            if self.inputs is not None:
                given = self.inputs(given)
            part = out[start : start + self._points]
            self._forward(self.network, scratch, np.ascontiguousarray(given), 0, len(part), part, swing)
            if tell is not None:
                tell(len(part) / count)
        return out

    def field(self, view: View) -> Field:
        """Return the field of a view, (rows, columns, outputs), computed on this thread; as `at`.

        Pixels with the same inputs are evaluated once.
        """
        points = _kept_points(view) if math.prod(view.shape) <= _POINTS else view.points()
        whole_rows = view.cols == (0, view.extent[1])
        return self.at_pixels(view, points, whole_rows=whole_rows).reshape(*view.shape, -1)

    def at_pixels(self, view: View, points: NDArray[np.float64], *, whole_rows: bool = False) -> Field:
        """Return the network's outputs at pixels with these places; as `at` and `Sharing.answers`.

        Args:
            view: any window of the picture.
            points: x and y of pixels, (2, P).
            whole_rows: whether they are all those of some rows.
        """
        sharing = self.sharing(view)
        if sharing is None:
            return self.at(points)
        return sharing.answers(points, self.at, min(self._points, _SHARED), whole_rows=whole_rows)

    def sharing(self, view: View) -> Sharing | None:
        """Return what the windows of a picture share; None where it would gain nothing."""
        if self.inputs is None or self.inputs.symmetry is None:
            return None
        if self.network.weights.size < _SMALL or not self._room:
            return None
        whole = view.shrunk(view.shrink)
        with self._making:
            if whole not in self._sharings:
                # All sizes in a file, 1/2, 1/4 and so on, have the room together.
                room = self._room * 3 // 4 // view.shrink**2
                self._sharings[whole] = Sharing(self.inputs, whole, self.network.outputs, room)
            return self._sharings[whole]


@lru_cache(maxsize=4)  # small pictures of one size are many, and lie in the same place
def _kept_points(view: View) -> NDArray[np.float64]:
    points = view.points()
    points.flags.writeable = False
    return points


_PACKINGS: WeakKeyDictionary[Network, Packed] = WeakKeyDictionary()


def _packed(network: Network) -> Packed:
    """Return a network in the kernel's layout, cached for everyone who evaluates it."""
    found = _PACKINGS.get(network)
    if found is None:
        found = packed(network.layers)
        _PACKINGS[network] = found
    return found


@checked
def evaluate(
    network: Network,
    view: View,
    threads: int | None = None,
    *,
    inputs: Inputs | None = None,
    progress: AnyProgress = None,
) -> Field:
    """Evaluate a network at every pixel of a view.

    Args:
        network: takes x and y, or the inputs that `inputs` computes from them.
        view: a whole picture or a window of it.
        inputs: computes the network's inputs from x and y; x and y themselves by default.
        threads: 1 … 1024; one for each processor by default. The result does not depend on it.
        progress: shows the work: True for a line on standard error, tqdm, or a function that is called with the
            share just done.

    Returns:
        The network's outputs, float64 (rows, columns, outputs).

    Raises:
        InputError: if the network has a different number of inputs.
    """
    tell = teller(progress) or (lambda _: None)
    evaluator = Evaluator.of(network, inputs or Inputs())
    field = np.empty((*view.shape, network.outputs))
    row = 0
    for part in ordered_map(evaluator.field, view.bands(band_height(view.size)), threads, evaluator.stop):
        field[row : row + len(part)] = part
        row += len(part)
        tell(len(part) / len(field))
    return field


@checked
def evaluate_at(network: Network, points: ArrayLike, *, progress: AnyProgress = None) -> Field:
    """Evaluate a network at single points.

    Args:
        network: with any number of inputs.
        points: one point a row, (P, inputs); converted to float64.
        progress: as for `evaluate`.

    Returns:
        The network's outputs, float64 (P, outputs).

    Raises:
        InputError: if the points' shape is wrong, or a number is not finite or its magnitude is above 2^40.
    """
    array = check_points(points, network.inputs)
    if array.ndim != 2:
        says = f"the shape (points, {network.inputs}) is needed, not {array.shape}"
        raise InputError(fault("type", says, "points", ways="call the network itself: network(points)"))
    return Evaluator.of(network).at(np.ascontiguousarray(array.T), teller(progress))
