"""Films for tests."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.field.calibration import calibrate
from nnart.films.film import Film, Keyframe, Place
from nnart.films.moments import Motion, distance
from nnart.films.settling import motion_of, settle_film
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size

SIZE = Size(32, 20)
ADAPTIVE = Size(272, 256)
SMALL: dict[str, Any] = {"layers": 4, "width": 12, "palette": "sundown"}


def small(seed: int = 7, **values: Any) -> Recipe:
    """Return a recipe that takes next to no time."""
    given = SMALL | values
    if given.get("colour", "palette") in ("rgb", "oklch"):
        del given["palette"]
    return Recipe(seed=seed, **given)


def smooth(kind: str) -> Film:
    """Return a film of a kind of which ADAPTIVE frames are interpolated."""
    return film_of(kind, *(small(seed, detail=2.0) for seed in ((7, 12) if kind == "morph" else (7,))))


@lru_cache(maxsize=64)
def settled(film: Film) -> Film:
    """Return a settled film; those of a session are settled once."""
    return settle_film(film)


def film_of(kind: str, *recipes: Recipe | Keyframe, **values: Any) -> Film:
    """Return a film of a kind, of pictures that take next to no time, with a path that is not measured."""
    usual = (small(7), small(12), small(3)) if kind == "morph" else (small(),)
    keyframes = tuple(_ready(one) for one in Film(recipes or usual, kind).keyframes)  # type: ignore[arg-type]
    known = {"seconds": 2.0, "path": (0.0, 1.0), "length": 100.0}
    if kind == "flight":
        known |= {"path": (), "to": Place((0.4, -0.3), 25.0)}
    return Film(keyframes, kind, **known | values)  # type: ignore[arg-type]


def _ready(keyframe: Keyframe) -> Keyframe:
    return keyframe if keyframe.network is not None else Keyframe(calibrate(keyframe.recipe))


def steps_of(film: Film) -> NDArray[np.float64]:
    """Return the distances of neighbouring frames; of a loop, also of the last one to the first."""
    motion: Motion = motion_of(film)  # type: ignore[assignment]  # of those that are measured
    frames = film.frames + (film.course == "loop")
    shown = [motion.positions(film.moment(k)) for k in range(frames)]
    return np.array([distance(one, other) for one, other in pairwise(shown)])


def by_hand(hidden: int = 2) -> Network:
    """Return a network by hand of hidden layers of three neurons, which all fit its output layer."""
    weights = [[[4.0, 2.0], [-1.0, 3.0], [2.0, -2.5]]]
    weights += [[[1.0, -2.0, 0.5], [0.5, 1.0, -1.0], [-2.0, 0.25, 1.0]]] * (hidden - 1)
    layers = [*weights, [[1.0, -1.0, 0.5]]]
    biases = [[0.5, 0.0, -0.5]] * hidden + [[0.25]]
    return Network.of(layers, biases, ["tanh"] * hidden + ["linear"])
