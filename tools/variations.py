"""How much a turn changes pictures: the table in docs/guides/breeding.md.

python tools/variations.py

For each start, 12 seeds with 4 variations each at 64 x 64: root mean square differences to the picture itself,
in 8-bit levels, as a share of those of unrelated pictures; then how far the first and the last variation of
`nnart vary` are turned, as the median over the seeds.
"""

from __future__ import annotations

from dataclasses import replace
from statistics import mean, median
from typing import Any

import numpy as np

import nnart
from nnart.explore.breeding import half_way_of
from nnart.explore.distances import NEAREST, WORDS
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe

SHARES = (0.001, 0.004, 0.016, 0.06, 0.25)
SEEDS, VARIATIONS, SIZE = range(1, 13), 4, (64, 64)
STARTS: dict[str, dict[str, Any]] = {
    "default": {},
    "`--layers 2`": {"layers": 2},
    "`--layers 200 --width 40`": {"layers": 200, "width": 40},
    **{name: nnart.preset(name).values for name in ("panes", "silk", "deep", "strata", "islands", "mandala")},
}


def difference(recipe: Recipe, share: float) -> float:
    """Return how much a picture changes where it is turned by a share of a right angle."""
    pixels = nnart.render(recipe, SIZE).pixels.astype(float)
    squares = []
    for number in range(VARIATIONS):
        own = 10**9 + number
        turned = replace(recipe, seed=own, genome=f"mix({recipe.genes},{own},{share})")
        squares.append(((nnart.render(turned, SIZE).pixels - pixels) ** 2).mean())
    return float(np.sqrt(mean(squares)))


def main() -> None:
    print("| start | unrelated |", *(f"{share} |" for share in SHARES), "first | last |")
    print("| --- " * (len(SHARES) + 4) + "|")
    for name, values in STARTS.items():
        recipes = [calibrate(Recipe(**values | {"seed": seed})) for seed in SEEDS]
        unrelated = [difference(recipe, 1.0) for recipe in recipes]
        cells = [f"{mean(unrelated):.0f}"]
        for share in SHARES:
            ratios = [difference(one, share) / most for one, most in zip(recipes, unrelated, strict=True)]
            cells.append(f"{mean(ratios):.2f}")
        half = median(half_way_of(recipe) for recipe in recipes)
        cells += [f"{half * turns:.2g}" for turns in (NEAREST, WORDS["some"])]
        print("|", name, "|", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
