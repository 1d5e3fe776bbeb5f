"""Calibration: find the gain at which a seed's network has the wanted detail.

Mean-field theory gives the gain for infinitely wide networks (`criticality`). Networks of finite width scatter
around it, narrow ones more, so nnart counts the features of the network at hand and corrects the gain.

The number of features is how often, on average, a straight line across the frame runs from the darkest tone to
the lightest or back. It is measured as the mean difference between the ranks of two nearby pixels, divided by
their distance. Ranks do not depend on how the field's values are distributed, and only whole numbers are added,
so every machine gets the same count.
"""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.activation import mix
from nnart.checks.annotations import checked
from nnart.errors import RecipeError, fault
from nnart.exact.lattices import spread_points
from nnart.field.criticality import DECIMALS, solve_gain
from nnart.field.evaluator import Evaluator
from nnart.network.drawn import Drawing, draw_network, draw_packed
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.progress import AnyProgress, Told, whole
from nnart.recipe.decimals import forty_digits
from nnart.recipe.defaults import without_detail
from nnart.recipe.knobs import MAX_GAIN
from nnart.recipe.recipe import Recipe

_PAIRS = 512
_APART = 16  # pairs of places in the width of a feature
# One full change of tone counts as this many features. With this factor, the median seed needs no correction at
# the default width and depth and a bias of 2.
_PER_CHANGE = 1.7
# Features are counted for details in this range. Below it, a picture is hardly more than one slope; above it,
# distances come close to the resolution of float32.
_MIN_CORRECTED, _MAX_CORRECTED = 2.0, 1000.0
_NEAR = 1.25  # a count within this factor of the wanted one is accepted
_MAX_TRIALS = 10
_MAX_FACTOR = 2.0  # largest correction: a network too simple for a detail gets steeper, but no richer


@checked
def calibrate(recipe: Recipe, *, progress: AnyProgress = None) -> Recipe:
    """Return a recipe with its gain calibrated; unchanged if it already has one or needs none.

    The gain is the strength of the weights at which the picture has the wanted `detail`. Finding it takes
    hundredths of a second, or minutes for networks with millions of weights.

    Args:
        recipe: of any family.
        progress: shows the work: True for a line on standard error, tqdm, or a function that is called with the
            share just done.

    Raises:
        RecipeError: if the network cannot reach the recipe's detail.
    """
    with whole(progress) as advance:
        return calibrated(recipe, Told(advance))


def calibrated(recipe: Recipe, told: Told) -> Recipe:
    """Calibrate as `calibrate` does."""
    if recipe.gain is not None or recipe.detail is None:
        return recipe
    assert recipe.bias is not None and recipe.residual is not None
    activations = mix(recipe.activation)
    gain = solve_gain(activations, recipe.layers, recipe.detail, recipe.bias, recipe.residual)
    if not gain <= MAX_GAIN:
        raise RecipeError(
            fault(
                "unreachable",
                f"{recipe.detail:g} is out of reach in {recipe.layers} layers of {recipe.activation}",
                "detail",
                ways="lower it or add layers",
            )
        )
    if not without_detail(vars(recipe)) and _MIN_CORRECTED <= recipe.detail <= _MAX_CORRECTED:
        gain = corrected(*plain(recipe), recipe.detail, gain, told)
    found = object.__new__(Recipe)
    vars(found).update(vars(recipe), gain=gain)  # the other values are checked, and stay
    return found


@checked
def network_of(recipe: Recipe, *, progress: AnyProgress = None) -> Network:
    """Return the network that a recipe draws, calibrated first as by `calibrate`."""
    return draw_network(calibrate(recipe, progress=progress))


def count_features(drawing: Drawing, inputs: Inputs, detail: float) -> float:
    """Count the features of a network, up to 9 times the detail."""
    evaluator = Evaluator(draw_packed(drawing), inputs)
    distance = 2 / (_APART * detail)
    field = evaluator.at(_pairs(distance))[:, 0]
    _, order, counts = np.unique(field, return_inverse=True, return_counts=True)
    ranks = (2 * np.cumsum(counts) - counts)[order]  # twice the middle of those with the same answer
    change = int(np.abs(ranks[:_PAIRS] - ranks[_PAIRS:]).sum()) / (2 * len(field) * _PAIRS)
    return _PER_CHANGE * change * 2 / distance


def plain(recipe: Recipe) -> tuple[Drawing, Inputs]:
    """Return a recipe's network with z = 0, all layers and one field, and its inputs with one cell.

    Its gain serves any z, number of layers or cells, and fields.
    """
    if recipe.cells is not None and recipe.cells != 1.0:
        recipe = replace(recipe, cells=1.0)
    return Drawing.of(recipe)._replace(z=(), after=None, neuron=None, outputs=1), Inputs.of(recipe)


@lru_cache(maxsize=16)
def _pairs(distance: float) -> NDArray[np.float64]:
    """Return points all over the home frame, then a neighbour for each, alternately to the right and above."""
    places = 2 * spread_points(_PAIRS) - 1
    apart = np.zeros_like(places)
    apart[0, ::2] = apart[1, 1::2] = distance
    return np.concatenate([places, places + apart], axis=1)


@lru_cache(maxsize=256)  # recipes that differ in colours or framing have the same gain
def corrected(drawing: Drawing, inputs: Inputs, detail: float, start: float, told: Told) -> float:
    """Return the gain, searched near a first guess, that gives the wanted detail or comes nearest to it.

    Every machine tries the same gains. They are rounded to a few decimals, as recipes have them.
    """
    # Gains with too few and with too many features.
    low, high = start / _MAX_FACTOR, min(start * _MAX_FACTOR, MAX_GAIN)
    best, least = start, math.inf  # how many times too many or too few
    gain = start
    for _ in range(_MAX_TRIALS):
        count = count_features(drawing._replace(gain=gain), inputs, detail)
        told(1 / _MAX_TRIALS)
        ratio = max(count, 1e-3) / detail
        if max(ratio, 1 / ratio) < least:
            best, least = gain, max(ratio, 1 / ratio)
        if least <= _NEAR:
            break
        if ratio > 1:
            high = gain
        else:
            low = gain
        # The count grows as a power of the gain; the exponent is about a third of the number of layers that
        # renew the sums.
        with forty_digits():  # libm's logarithms differ between machines
            step = -float(Decimal(ratio).ln()) / max(1.5, min(drawing.layers, 16) / 3)
            gain *= float(Decimal(max(-0.3, min(0.3, step))).exp())
        if not low < gain < high:
            gain = (low + high) / 2
        gain = round(gain, DECIMALS)
    return best
