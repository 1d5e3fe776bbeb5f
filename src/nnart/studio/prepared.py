"""Prepared networks: all that is found out about a look's network before its first pixel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from nnart.arrays import Array
from nnart.colour.tone import Tone, measured_tones, stretched_tones
from nnart.errors import InputError, fault
from nnart.exact.lattices import reference_points
from nnart.field.calibration import calibrate
from nnart.field.evaluator import Evaluator
from nnart.network.drawn import Drawing, draw_packed
from nnart.plane.inputs import Inputs
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.studio.cache import Cache
from nnart.threads import Cancel

if TYPE_CHECKING:
    from nnart.kernel.packing import Packed

_KEPT = 32 * 2**20  # bytes of networks


class Prepared:
    """A network that is drawn, with its answers at the points where tones are measured.

    Attributes:
        packed: the network in the kernel's layout.
        inputs: from places on the plane.
        sample: its answers at the reference points, float64 (outputs, P).
        roundings: of each output, as in `Evaluator`.
    """

    def __init__(self, drawing: Drawing, inputs: Inputs, cancel: Cancel) -> None:
        """Draw the network of a calibrated recipe, and evaluate it at the reference points."""
        self.packed: Packed = draw_packed(drawing)
        self.inputs = inputs
        evaluator = self.evaluator()
        with cancel.calling(evaluator.stop):
            self.sample: Array = evaluator.at(reference_points()).T
        self.roundings: Sequence[float] = evaluator.roundings

    def evaluator(self) -> Evaluator:
        """Return a new evaluator, which can be stopped without an effect on any other."""
        return Evaluator(self.packed, self.inputs)

    def tones(self, tone: str) -> list[Tone]:
        """Return the tone of each output, measured at the reference points; as `measured_tones`."""
        return measured_tones(tone, self.sample, self.roundings)

    def stretched(self, field: Array) -> list[Tone]:
        """Return the tones from the lowest to the highest number of each output of a field."""
        extremes = [(float(one.min()), float(one.max())) for one in field]
        return stretched_tones(extremes, self.roundings, linear=self.packed.is_linear)

    @property
    def bytes(self) -> int:
        """Bytes of the weights and the sample."""
        return int(self.packed.weights.nbytes + self.sample.nbytes)


_networks = Cache[Prepared](_KEPT, lambda one: one.bytes)


def prepare(recipe: Recipe, size: Size, cancel: Cancel) -> Prepared:
    """Return the prepared network of a recipe, which is calibrated first; kept for later calls.

    Args:
        recipe: of the look.
        size: of the picture, with whose sides a seamless plane repeats.
        cancel: ends the wait.

    Raises:
        InputError: if the network is too large, or cannot reach the recipe's detail.
        Cancelled: if the work is cancelled.
    """
    if Job(recipe, size).is_giant:
        says = "this network is too large to be looked at while it changes"
        ways = "lower layers or width, or export the picture"
        raise InputError(fault("limit", says, "layers", "width", ways=ways))
    inputs = Inputs.of(recipe, size)
    key = Drawing.of(recipe), recipe.detail, inputs
    found = _networks.get(key)
    if found is None:
        found = cancel.run(partial(_made, recipe, inputs, cancel))
        _networks.put(key, found)
    return found


def _made(recipe: Recipe, inputs: Inputs, cancel: Cancel) -> Prepared:
    """Calibrate and draw a network, on a thread that soon ends when the work is cancelled."""
    calibrated = calibrate(recipe, progress=lambda _: cancel.check())
    cancel.check()
    return Prepared(Drawing.of(calibrated), inputs, cancel)
