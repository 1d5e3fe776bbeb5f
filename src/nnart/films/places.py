"""Places: where a flight goes when nobody says: the most detailed place that keeps its colours."""

from __future__ import annotations

import math

import numpy as np

from nnart.colour.tone import measured_tones
from nnart.errors import InputError, fault
from nnart.exact.lattices import reference_points, spread_points
from nnart.field.evaluator import Evaluator
from nnart.films.film import Keyframe, Place
from nnart.films.sources import network_of
from nnart.plane.inputs import Inputs

ZOOM = 10.0  # times the picture's; at twice as much, many places are but an edge between two colours
_CANDIDATES = 512
_REACH = 0.8  # of the frame, so that what surrounds a place is seen on the way
_SIDE = 9  # points of a window that is looked at
_DEPTHS = (1.0, 0.25, 0.0625)  # of the zoom, where a place has to have detail


def find_place(keyframe: Keyframe, zoom: float | None = None) -> Place:
    """Return the place whose windows, on the way down, have the most changes of colour at the poorest of them.

    Args:
        keyframe: with a known gain.
        zoom: magnification at the place; 10 times the picture's by default.

    Raises:
        InputError: if the picture has a single colour at every place.
    """
    recipe = keyframe.recipe
    zoom = ZOOM * recipe.zoom if zoom is None else zoom
    evaluator = Evaluator.of(network_of(keyframe), Inputs.of(recipe))
    tone, *_ = measured_tones(recipe.tone, evaluator.at(reference_points()).T, evaluator.roundings)
    places = (2 * spread_points(_CANDIDATES) - 1) * (_REACH / recipe.zoom)
    decimals = 6 + max(0, math.frexp(recipe.zoom)[1] // 3)  # short, but far from a pixel's place
    centers = np.round(places + np.array(recipe.center)[:, None], decimals)
    grid = (2 * np.indices((_SIDE, _SIDE)).reshape(2, -1) + 1) / _SIDE - 1.0
    poorest = np.full(_CANDIDATES, np.inf)
    for depth in _DEPTHS:
        points = centers[:, :, None] + grid[:, None, :] / (zoom * depth)
        fields = evaluator.at(points.reshape(2, -1))[:, 0]
        levels = np.rint(tone(fields) * 2**16).astype(np.int64).reshape(_CANDIDATES, _SIDE, _SIDE)
        # A single edge changes once along each line, folds change again and again; integers are exact.
        changes = sum(np.abs(np.diff(levels, axis=axis)).sum(axis=(1, 2)) for axis in (1, 2))
        poorest = np.minimum(poorest, changes)
    if not poorest.any():
        says = "nothing moves: the picture has a single colour wherever a flight goes"
        raise InputError(fault("unreachable", says, "kind", ways="take another seed"))
    x, y = centers[:, int(poorest.argmax())].tolist()
    return Place((x, y), zoom, recipe.rotate)
