"""Measure the pictures among which the studio ranks others, and print the tables of nnart.studio.ranks.

python -m tools.rank_pictures
"""

from __future__ import annotations

import numpy as np

from nnart.colour.alpha import flatten
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.words import word_of
from nnart.recipe.presets import ANY, recipe_from
from nnart.recipe.size import Size
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.studio.ranks import SIDE

SEEDS = range(2000)


def main() -> None:
    """Print means and deviations of the measures, and the quantiles of both qualities."""
    recipes = (recipe_from({"preset": ANY}, {"seed": seed}) for seed in SEEDS)
    found = list(thumbnails(recipes, Size(SIDE, SIDE), _measured))
    table = {name: np.array([getattr(one, name) for one in found]) for name in NAMES}
    busy = np.zeros(len(found))
    for name, weight in word_of("busy").weights.items():
        mean, deviation = round(table[name].mean(), 4), round(table[name].std(), 4)
        print(f'    "{name}": ({mean}, {deviation}),')
        busy += weight * (table[name] - mean) / deviation
    for quality in (busy, table["colourfulness"]):
        print(tuple(np.quantile(quality, np.linspace(0, 1, 21)).round(3).tolist()))


def _measured(thumbnail: Thumbnail) -> Measures:
    return measure(flatten(thumbnail.pixels.astype(np.uint8, copy=False)))


if __name__ == "__main__":
    main()
