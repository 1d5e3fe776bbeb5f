"""Fields: the numbers behind a picture before tone and colour, kept so that other colours take no time.

Where a picture is interpolated, its colours differ from the exact ones by no more than its recipe's tolerance.
A kept field that is shown in other colours may be off by four times as much: by default by one level of 255.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from nnart.arrays import Array
from nnart.colour.colouring import Colouring
from nnart.colour.tone import Tone
from nnart.field.adaptive import MAX_CELL, Sampler
from nnart.plane.view import View
from nnart.recipe.knob import FRAME, NETWORK, PLANE
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.recipe.size import Size
from nnart.studio.cache import Cache
from nnart.studio.prepared import Prepared
from nnart.threads import Cancel, ordered_map

MOST = 2**22  # numbers of a field that is kept: 32 MB
_KEPT = 64 * 2**20  # bytes of all of them
_FINE = 1.25e-4  # of a tone, how far positions may be off with the usual tolerance and the steepest palettes
_LOOSER = 4  # times a limit, how far those of a kept field may be off
_CUT = 2.5  # how much steeper the tone of an opacity is made
_PART = 2**15  # samples of a part that is worth a thread of its own; of deep networks, fewer are
_PART_WORK = 2**29  # multiply-adds of such a part
_SHAPING = [name for name, knob in KNOBS.items() if knob.group in (NETWORK, PLANE, FRAME)]


@dataclass(frozen=True, eq=False)
class Field:
    """The answers of a network at every sample of a picture.

    Attributes:
        numbers: float64 (outputs, rows, columns).
        limits: how far the position of each output on its tone may be from the exact one; 0 for exact.
    """

    numbers: Array
    limits: Sequence[float]

    def serves(self, limits: Sequence[float]) -> bool:
        """Return whether the field is about as exact as these limits ask for."""
        return all(own <= _LOOSER * asked for own, asked in zip(self.limits, limits, strict=True))


_fields = Cache[Field](_KEPT, lambda one: one.numbers.nbytes)


def limits_of(recipe: Recipe, colouring: Colouring) -> list[float]:
    """Return how far positions on the tones, before contrast, may be off so that colours keep the tolerance."""
    assert recipe.tolerance is not None  # a recipe has every default worked out
    steeper = max(recipe.contrast, 1 / recipe.contrast)
    limits = [limit / steeper for limit in colouring.limits(recipe.tolerance, recipe.alpha)]
    return [*limits[:-1], limits[-1] / _CUT] if recipe.alpha == "field" else limits


def key_of(recipe: Recipe, size: Size) -> tuple[object, ...]:
    """Return a key that is equal for recipes that differ only in tone and colour."""
    shaping = (getattr(recipe, name) for name in _SHAPING)
    return (*shaping, outputs_of(vars(recipe)), recipe.samples, size)


def kept_field(recipe: Recipe, size: Size) -> Array | None:
    """Return the field of a picture as it is kept, for whatever limits; None if it is not."""
    found = _fields.get(key_of(recipe, size))
    return None if found is None else found.numbers


def field_of(
    recipe: Recipe,
    size: Size,
    prepared: Prepared,
    tones: Sequence[Tone],
    limits: Sequence[float],
    cancel: Cancel,
    threads: int = 1,
) -> Array:
    """Return the field of a picture, float64 (outputs, rows, columns) of samples; kept for later calls.

    Args:
        recipe, size: of the picture, with `MOST` samples at most.
        prepared: its network.
        tones: of each output, before contrast.
        limits: as `limits_of` returns them.
        cancel: ends the work.
        threads: how many evaluate.

    Raises:
        Cancelled: if the work is cancelled.
    """
    key = key_of(recipe, size)
    found = _fields.get(key)
    if found is None or not found.serves(limits):
        finer = [min(limit, _FINE) for limit in limits]
        view = View.of(recipe, Size(*(side * recipe.samples for side in size)))
        found = Field(evaluate(prepared, view, tones, finer, cancel, threads), finer)
        _fields.put(key, found)
    return found.numbers


def evaluate(
    prepared: Prepared,
    view: View,
    tones: Sequence[Tone],
    limits: Sequence[float],
    cancel: Cancel,
    threads: int = 1,
) -> Array:
    """Return the field of a window, float64 (outputs, rows, columns); as `field_of`."""
    evaluator = prepared.evaluator()
    with cancel.calling(evaluator.stop):
        whole = view.shrunk(view.shrink)
        sampler = Sampler(evaluator, whole, [tone.curve for tone in tones], limits)
        worth = max(1, min(_PART, _PART_WORK // prepared.packed.weights.size))
        parts = list(_parts(view, sampler.side, threads, worth))
        if len(parts) == 1:
            return sampler.field(view).fields
        numbers = np.empty((len(tones), *view.shape))
        fields = ordered_map(partial(_field, sampler), parts, threads, evaluator.stop, cancel)
        for part, field in zip(parts, fields, strict=True):
            numbers[:, *part.within(view)] = field
        return numbers


def _field(sampler: Sampler, part: View) -> Array:
    return sampler.field(part).fields


def _parts(view: View, side: int, threads: int, worth: int) -> list[View]:
    """Cut a window into parts for threads to share, of whole cells with this side where it begins with one.

    Args:
        view: the window.
        side: of the cells, in samples.
        threads: how many share.
        worth: samples that are worth a thread of their own.
    """
    rows, columns = view.shape
    count = 1 if threads == 1 else min(4 * threads, math.ceil(rows * columns / worth))
    height = min(MAX_CELL, -(-rows // count // side) * side or side)
    width = max(side, MAX_CELL * MAX_CELL * 4 // height // side * side)
    return [part for band in view.bands(max(height, side)) for part in band.columns(width)]
