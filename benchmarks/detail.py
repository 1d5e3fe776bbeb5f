"""Have pictures the detail that was asked for, at any depth and width? `python -m benchmarks.detail [--write]`.

Features are counted along all rows and columns of a picture of 96 x 96 pixels, not as calibration counts them,
which is at pairs of places. A picture with fewer than a quarter of the wanted features is called flat, one with
more than four times as many noise: then neighbouring pixels are a seventh of the palette apart.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from benchmarks.report import deliver, table
from nnart.field.calibration import calibrate, network_of
from nnart.field.evaluator import evaluate
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.defaults import DETAIL
from nnart.recipe.recipe import Recipe

SEEDS = 200
DEPTHS = (5, 20, 100, 1000)
WIDTHS = (16, 32, 100)
SIDE = 96


def features(recipe: Recipe) -> float:
    """Return how many features lie across a picture, on average along its rows and columns."""
    view = View.of(recipe, (SIDE, SIDE))
    field = evaluate(network_of(recipe), view, inputs=Inputs.of(recipe))[..., 0]
    ranks = np.empty(field.size)
    ranks[np.argsort(field, axis=None, kind="stable")] = np.arange(field.size) / field.size
    if (field == field.flat[0]).all():
        return 0.0
    picture = ranks.reshape(field.shape)
    changes = [np.abs(np.diff(picture, axis=axis)).mean() for axis in (0, 1)]
    return 1.7 * SIDE * float(np.mean(changes))


def row(layers: int, width: int) -> list[str]:
    started = time.perf_counter()
    recipes = [Recipe(seed=seed, layers=layers, width=width) for seed in range(SEEDS)]
    found = np.array([features(calibrate(recipe)) for recipe in recipes])
    low, middle, high = np.quantile(found, [0.1, 0.5, 0.9])
    near = np.mean((found > DETAIL / 2) & (found < DETAIL * 2))
    sys.stderr.write(f"{layers} x {width}: {time.perf_counter() - started:.0f} s\n")
    return [
        f"{layers} x {width}",
        *(f"{share:.1%}" for share in (np.mean(found < DETAIL / 4), np.mean(found > DETAIL * 4))),
        *(f"{number:.1f}" for number in (low, middle, high)),
        f"{near:.1%}",
    ]


def main() -> None:
    fewest, most = "10 % have fewer than", "10 % have more than"
    head = ["layers x width", "flat", "noise", fewest, "median", most, "within a factor of 2"]
    deliver("detail", table(head, [row(layers, width) for layers in DEPTHS for width in WIDTHS]))


if __name__ == "__main__":
    main()
