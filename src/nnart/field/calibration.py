"""Calibration: the gain with which a seed's network has the wanted detail.

Mean-field theory tells it for networks without end in their width (`criticality`). A network of some width
scatters around that, the more so the narrower it is, so its features are counted, and the gain corrected.

How many features lie across the frame is how often a straight line across it goes from the darkest tone to the
lightest or back, on average: the mean change of a pixel's rank among all between two near places, over their
distance. Ranks do not care how the field is spread, and nothing but whole numbers is added up.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.activation import mix
from nnart.checks.annotations import checked
from nnart.errors import RecipeError, fault
from nnart.exact.lattices import spread_points
from nnart.field.criticality import DECIMALS, solve_gain
from nnart.field.evaluator import Evaluator
from nnart.network.drawn import draw_network
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.progress import AnyProgress, Progress, Told, whole
from nnart.recipe.defaults import without_detail
from nnart.recipe.knobs import MAX_GAIN
from nnart.recipe.recipe import Recipe

_PAIRS = 512
_APART = 16  # pairs of places in the width of a feature
# So many features are counted where there is one full change of tone, so that at the default width and depth
# and a bias of 2, the median seed needs no correction.
_PER_CHANGE = 1.7
# Details for which features are counted: below, a picture is little more than one slope; above, distances
# come near to what float32 tells apart.
_MIN_CORRECTED, _MAX_CORRECTED = 2.0, 1000.0
_NEAR = 1.25  # a count within this factor of the wanted one is right
_MAX_TRIALS = 10
_MAX_FACTOR = 2.0  # from the theory's gain: a network too simple for a detail gets steeper, but no richer


@checked
def calibrate(recipe: Recipe, *, progress: AnyProgress = None) -> Recipe:
    """Return a recipe with its gain, found if it was not given; the same one if there is nothing to find.

    That takes hundredths of a second; of networks with millions of weights, minutes.

    Args:
        recipe: of any family.
        progress: told of the work: True for a line on standard error, tqdm, or a function of shares.

    Raises:
        RecipeError: if its detail is out of reach.
    """
    with whole(progress) as advance:
        return calibrated(recipe, Told(advance))


@lru_cache(maxsize=256)
def calibrated(recipe: Recipe, told: Told) -> Recipe:
    """As `calibrate`; what was found is kept for a while."""
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
        gain = _corrected(recipe, gain, told)
    return replace(recipe, gain=gain)


@checked
def network_of(recipe: Recipe, *, progress: AnyProgress = None) -> Network:
    """Return the network that a recipe stands for, with the gain found first if it has none; as `calibrate`."""
    return draw_network(calibrate(recipe, progress=progress))


def count_features(recipe: Recipe) -> float:
    """Return how many features a recipe with a gain and a detail has, at most 9 times its detail."""
    recipe = _plain(recipe)
    assert recipe.detail is not None
    evaluator = Evaluator(draw_network(recipe), Inputs.of(recipe))
    distance = 2 / (_APART * recipe.detail)
    field = evaluator.at(_pairs(distance))[:, 0]
    _, order, counts = np.unique(field, return_inverse=True, return_counts=True)
    ranks = (2 * np.cumsum(counts) - counts)[order]  # twice the middle of those with the same answer
    change = int(np.abs(ranks[:_PAIRS] - ranks[_PAIRS:]).sum()) / (2 * len(field) * _PAIRS)
    return _PER_CHANGE * change * 2 / distance


def _plain(recipe: Recipe) -> Recipe:
    """Return a recipe with one cell in the frame, z = 0 and all layers: its gain is to hold for any of them."""
    if not (recipe.z or recipe.cells or recipe.after or recipe.neuron):
        return recipe
    return replace(recipe, z=(), cells=None if recipe.cells is None else 1.0, after=None, neuron=None)


@lru_cache(maxsize=16)
def _pairs(distance: float) -> NDArray[np.float64]:
    """Return places all over the home frame, then as many at a distance from them, by turns right and up."""
    places = 2 * spread_points(_PAIRS) - 1
    apart = np.zeros_like(places)
    apart[0, ::2] = apart[1, 1::2] = distance
    return np.concatenate([places, places + apart], axis=1)


def _corrected(recipe: Recipe, start: float, tell: Progress) -> float:
    """Return the gain, near the one to start with, that gives the wanted detail or comes nearest to it.

    Logarithms and powers end in a gain of few decimals, as the theory's does, and recipes keep that.
    """
    assert recipe.detail is not None
    # Gains with too few and with too many features.
    low, high = start / _MAX_FACTOR, min(start * _MAX_FACTOR, MAX_GAIN)
    best, least = start, math.inf
    gain = start
    for _ in range(_MAX_TRIALS):
        count = count_features(replace(recipe, gain=gain))
        tell(1 / _MAX_TRIALS)
        off = math.log(max(count, 1e-3) / recipe.detail)
        if abs(off) < least:
            best, least = gain, abs(off)
        if least <= math.log(_NEAR):
            break
        if off > 0:
            high = gain
        else:
            low = gain
        # Features grow with a power of the gain of about a third of the number of layers that renew the sums.
        step = -off / max(1.5, min(recipe.layers, 16) / 3)
        gain = gain * math.exp(max(-0.3, min(0.3, step)))
        if not low < gain < high:
            gain = (low + high) / 2
        gain = round(gain, DECIMALS)
    return best
