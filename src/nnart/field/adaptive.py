"""Adaptive evaluation: run the network where the picture needs it, and interpolate in between.

A picture is divided into square cells of 8 x 8 steps, aligned to its first pixel; a step is 1 to 32 pixels. The
network is evaluated at a cell's 9 x 9 nodes. If the values agree with polynomials, the pixels between the nodes
are interpolated. If not, the cell is divided into four cells with half the step, which reuse its nodes. At a
step of one pixel, every pixel is evaluated. A cell's pixels depend only on its own nodes, and these only on the
picture's recipe and size, never on windows, bands or threads.

Nodes agree if they pass two tests. All must lie within a limit of a fitted polynomial of degree 6. And the
polynomial of degree 4 through every other node must predict the rest within 20 times the limit, which compares
the step with one twice as wide. The limit is in colour, so distances are multiplied by the slope of the tone,
the steepest among the cell's nodes and 8 distances beyond. The network's rounding error counts as a distance
too: where a tone magnifies it, every pixel is evaluated. Pixels are then interpolated by a fit of degree 7,
whose error is below what was tested. A fit averages rounding errors; the polynomial of degree 8 through all
nodes would magnify them 3.5 times.

No test sees between the nodes. So the coarsest step is chosen first, at sample points, such that no neuron's
sum changes by more than 2 in one step: a smooth activation does not vary on a smaller scale than a few units.
Kinks and jumps have no width, so networks with such activations are evaluated at every pixel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.exact import fit
from nnart.exact.lattices import spread_points
from nnart.field.evaluator import Evaluator
from nnart.kernel import loaded
from nnart.plane.view import View

if TYPE_CHECKING:
    from nnart.kernel.calls import Curve

_NODES = 9  # a side of a cell
_MAX_STEP = 32  # pixels of the largest step; with wider ones, evaluation no longer takes most of the time
MAX_CELL = (_NODES - 1) * _MAX_STEP  # its side, in pixels
_SWING = 2.0
_PROBES = 2584  # maximum number of places where sums are compared
_PIXELS = 1024  # pixels for each place, which makes it 0.4 % of an exact picture's work
_MIN_PIXELS = 2**16  # minimum pixels of a picture; below, all this is not worthwhile
_TESTED, _USED = 6, 7  # degrees
_SHARE = 1 / 20
_BEYOND = 8.0
_SAFETY = 4  # of a cell's largest error over the error at its nodes

Indices = NDArray[np.int64]
Mask = NDArray[np.bool_]
Fields = NDArray[np.float64]


class Sampled(NamedTuple):
    """Fields, float64 (outputs, rows, columns), and a mask of evaluated pixels, (rows, columns)."""

    fields: Fields
    evaluated: Mask


class Sampler:
    """A network and the view of a whole picture, prepared for adaptive evaluation.

    Attributes:
        step: the coarsest, in pixels: 1, 2, 4, … 32. At 1, every pixel is evaluated.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        whole: View,
        curves: Sequence[Curve],
        tolerances: Sequence[float],
        *,
        step: int | None = None,
    ) -> None:
        """Find the coarsest step, unless it is known.

        Args:
            evaluator: of the network.
            whole: the whole picture, which decides the cells.
            curves: the tone of each output, in the kernel's form.
            tolerances: for each output, how far a pixel's position on the curve may be from the exact one; 0
                for not at all.
            step: the coarsest step, as another sampler with the same arguments found it.
        """
        self._evaluator = evaluator
        self._curves = list(curves)
        self._limits = [tolerance / _SAFETY for tolerance in tolerances]
        if step is None:
            smooth = all(one.smooth for one in evaluator.network.activations)
            step = _coarsest(evaluator, whole) if smooth and all(tolerances) else 1
        self.step = step

    @property
    def side(self) -> int:
        """Side of the largest cells in pixels; 1 without cells."""
        return (_NODES - 1) * self.step if self.step > 1 else 1

    def stop(self) -> None:
        """Make every evaluation that is under way end soon."""
        self._evaluator.stop()

    def field(self, view: View) -> Sampled:
        """Return the fields of a window of the picture, computed on this thread; as `Evaluator.at`."""
        if self.step == 1:
            fields = self._evaluator.field(view).transpose(2, 0, 1)
            return Sampled(np.ascontiguousarray(fields), np.ones(view.shape, np.bool_))
        patch = _Patch(self._evaluator, view, self.side)
        cells, step = patch.cells, self.step
        while step > 1 and len(cells):
            nodes = patch.nodes(cells, step)
            agreed = self._agreed(nodes, step)
            agreed &= patch.smooth(cells, step)
            patch.interpolate(nodes.compress(agreed, axis=1), cells[agreed], step)
            step //= 2
            cells = patch.quarters(cells[~agreed], (_NODES - 1) * step)
        if len(cells):
            patch.evaluate_pixels(cells)
        return patch.result()

    def _agreed(self, nodes: NDArray[np.float64], step: int) -> Mask:
        """Return for each cell whether its nodes, (outputs, cells, 9, 9), agree in all outputs."""
        agreed = np.ones(nodes.shape[1], np.bool_)
        outputs = zip(nodes, self._curves, self._evaluator.roundings, self._limits, strict=True)
        for answers, curve, rounding, limit in outputs:
            far = loaded().disagreements(
                answers, *_tests(), curve, share=_SHARE, least=rounding, beyond=_BEYOND
            )
            # At 2 pixels, no finer step could show a mistake.
            agreed &= far <= (limit / 2 if step == 2 else limit)
        return agreed


class _Patch:
    """The whole cells around a window, in progress.

    Attributes:
        cells: the first pixels of the largest ones, (cells, 2); places are (row, column) within the patch.
    """

    def __init__(self, evaluator: Evaluator, view: View, side: int) -> None:
        self._evaluator, self._view = evaluator, view
        self._top, self._left = view.rows[0] // side * side, view.cols[0] // side * side
        rows, cols = -(-(view.rows[1] - self._top) // side), -(-(view.cols[1] - self._left) // side)
        self.cells = np.indices((rows, cols)).reshape(2, -1).T * side
        # One more row and column, for the last nodes of the last cells. Other cells may know values on a cell's
        # border, but pixels show only values of their own cell's nodes.
        shape = rows * side + 1, cols * side + 1
        outputs = evaluator.network.outputs
        self._answers, self._fields = np.empty((outputs, *shape)), np.empty((outputs, *shape))
        self._known, self._shown = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        top, left = view.rows[0] - self._top, view.cols[0] - self._left
        self._window = slice(top, top + view.shape[0]), slice(left, left + view.shape[1])

    def nodes(self, cells: Indices, step: int) -> NDArray[np.float64]:
        """Return the network's answers at the nodes of cells, (outputs, cells, 9, 9)."""
        places = self._places(cells, step * np.arange(_NODES))
        wanted = np.zeros_like(self._known)
        wanted.reshape(-1)[places] = True
        self._evaluate(wanted, lambda _, points: self._evaluator.at(points))  # few nodes are images of others
        return np.take(self._answers.reshape(len(self._answers), -1), places, axis=1)

    def smooth(self, cells: Indices, step: int) -> Mask | bool:
        """Return which cells have no crease of the inputs inside; creases are straight, so testing corners is
        enough.
        """
        places = self._places(cells, (_NODES - 1) * step * np.arange(2)).ravel()
        inputs = self._evaluator.inputs
        sheets = None if inputs is None else inputs.sheets(self._points(places))
        if sheets is None:
            return True
        of_corners = sheets.reshape(-1, 4)
        same: Mask = (of_corners == of_corners[:, :1]).all(axis=1)
        return same

    def interpolate(self, nodes: NDArray[np.float64], cells: Indices, step: int) -> None:
        """Write the pixels of cells; nodes keep their exact values."""
        rows = self._window[0]
        own = self._places(cells, step * np.arange(_NODES - 1))
        for answers, field in zip(nodes, self._fields, strict=True):
            loaded().interpolate(answers, cells, _between(step), (rows.start, rows.stop), field)
            field.reshape(-1)[own] = answers[:, :-1, :-1]
        self._shown.reshape(-1)[own] = True

    def quarters(self, cells: Indices, side: int) -> Indices:
        """Return the quarters of cells with this side that the window shows."""
        quarters = (cells[:, None] + np.array([[0, 0], [0, side], [side, 0], [side, side]])).reshape(-1, 2)
        rows, cols = self._window
        before = (quarters < [rows.stop, cols.stop]).all(axis=1)
        shown: Indices = quarters[before & (quarters + side > [rows.start, cols.start]).all(axis=1)]
        return shown

    def evaluate_pixels(self, cells: Indices) -> None:
        """Evaluate every pixel of cells of 8 x 8 that the window shows."""
        pixels, window = np.zeros_like(self._known), np.zeros_like(self._known)
        pixels.reshape(-1)[self._places(cells, np.arange(_NODES - 1))] = True
        window[self._window] = True
        self._evaluate(pixels & window, self._evaluator.at_pixels)
        np.copyto(self._fields, self._answers, where=pixels)
        self._shown |= pixels

    def result(self) -> Sampled:
        """Return what the window shows."""
        return Sampled(self._fields[:, *self._window], self._shown[self._window])

    def _places(self, cells: Indices, offsets: Indices) -> Indices:
        """Return flat indices of all pairs of offsets from the first pixels of cells, (cells, n, n)."""
        columns = self._shown.shape[1]
        first = cells[:, 0] * columns + cells[:, 1]
        places: Indices = np.add.outer(first, np.add.outer(offsets * columns, offsets))
        return places

    def _points(self, places: Indices) -> NDArray[np.float64]:
        """Return x and y of flat indices, (2, P)."""
        rows, cols = np.divmod(places, self._shown.shape[1])
        return self._view.points_at(rows + self._top, cols + self._left)

    def _evaluate(self, wanted: Mask, evaluate: Callable[[View, Fields], Fields]) -> None:
        """Evaluate the network at wanted pixels that are not known yet."""
        new = np.flatnonzero(wanted & ~self._known)
        self._answers.reshape(len(self._answers), -1)[:, new] = evaluate(self._view, self._points(new)).T
        self._known |= wanted


def _coarsest(evaluator: Evaluator, whole: View) -> int:
    """Return the coarsest step in which no sum under an activation changes too much."""
    pixels = math.prod(whole.extent)
    if pixels < _MIN_PIXELS:
        return 1
    probes = spread_points(min(_PROBES, pixels // _PIXELS))
    rows, cols = (probes * np.array(whole.extent)[:, None]).astype(np.int64)
    pairs = np.stack([rows, rows, rows, rows + 1]), np.stack([cols, cols + 1, cols, cols])
    swing = evaluator.swing(whole.points_at(*(places.T.ravel() for places in pairs)))
    most = min(_MAX_STEP, min(whole.extent) // (_NODES - 1))  # a cell is no larger than the picture
    step = 1
    while 2 * step <= most and 2 * step * swing <= _SWING:
        step *= 2
    return step


@cache
def _tests() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights of the fit, (9, 9), and of the polynomial through every other node, (5, 9)."""
    nodes = np.arange(_NODES, dtype=np.float64)
    return fit.weights(_NODES, _TESTED, nodes), fit.weights(_NODES // 2 + 1, _NODES // 2, nodes / 2)


@cache
def _between(step: int) -> NDArray[np.float64]:
    """Return the weights of a cell's pixels, (9, 8 * step)."""
    return fit.weights(_NODES, _USED, np.arange((_NODES - 1) * step) / step)
