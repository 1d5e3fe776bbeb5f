"""Scoring: return the scores of seeds, from a file if it has them."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence, Set
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from nnart.colour.alpha import flatten
from nnart.errors import FileError, Kept, keep
from nnart.explore.measures import measure
from nnart.explore.scores import Score, Scores
from nnart.explore.sketch import sketch
from nnart.explore.structure import is_even
from nnart.explore.taste import dull
from nnart.files.atomic import check_target
from nnart.files.formats import PNG
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettechoices import expand, has_choices
from nnart.recipe.presets import recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail, thumbnails

SIZE = Size(128, 128)  # of what is measured


def base_of(values: Mapping[str, Any], seed: int = 0) -> dict[str, Any]:
    """Return the common values of all recipes, with all defaults, as plain data.

    Raises:
        RecipeError: if a value is not valid.
    """
    base = recipe_of(values, seed).to_dict()
    if "preset" in values:  # each seed's own
        base = dict(values)
    if has_choices(values):
        base["palette"] = expand(KNOBS["palette"].read(values["palette"]))
    left_out = {"seed"} if values.get("palette") is not None else {"seed", "palette"}
    return {name: value for name, value in base.items() if name not in left_out}


def recipe_of(values: Mapping[str, Any], seed: int) -> Recipe:
    """Return the recipe of a seed."""
    return recipe_from(values, {"seed": seed})


def score_seeds(
    database: Scores, seeds: Sequence[int], values: Mapping[str, Any], run: Run
) -> tuple[dict[int, Score], int]:
    """Return the scores of seeds, computing missing ones, and the number of these."""
    progress = run.progress or (lambda _: None)
    cancel = run.cancel
    try:
        known = _known(cancel.checking(database), set(seeds))
        missing = [seed for seed in seeds if seed not in known]
        if missing:
            run.check(Job(recipe_of(values, missing[0]), SIZE), PNG, count=len(missing))
        progress(len(known) / len(seeds))
        recipes = (recipe_of(values, seed) for seed in missing)
        done: Generator[Score, None, None] = thumbnails(recipes, SIZE, score_of, run)
        with closing(done):
            for score in done:
                database.add(score)
                known[score.seed] = score
                progress(1 / len(seeds))
    except BaseException as error:
        kept = _kept(database, seeds)
        if kept is not None:
            raise keep(error, kept) from error.__cause__
        raise
    return known, len(missing)


def _kept(database: Scores, seeds: Sequence[int]) -> Kept | None:
    """Return the scores of seeds in a file; None if there are none."""
    if database.path is None or not database.there:
        return None
    try:
        count = len(_known(database, set(seeds)))
    except FileError:
        return None
    return Kept(database.path, counted=(count, len(seeds), "scores")) if count else None


def _known(scores: Iterable[Score], wanted: Set[int]) -> dict[int, Score]:
    """Return the known scores among the wanted seeds."""
    return {score.seed: score for score in scores if score.seed in wanted}


def score_of(thumbnail: Thumbnail) -> Score:
    """Return the score of a picture."""
    pixels = flatten(thumbnail.pixels.astype(np.uint8, copy=False))
    measures = measure(pixels)
    recipe = thumbnail.recipe
    reason = dull(measures, flat=thumbnail.flat, even=is_even(pixels, recipe))
    return Score(recipe.seed, measures, recipe.gain, reason, sketch(pixels))


def unscored(seeds: Sequence[int], values: Mapping[str, Any], scores: Path) -> int:
    """Return how many seeds have no score in a file yet; creates no file.

    Raises:
        InputError: if a value is not valid.
        FileError: if the file cannot be read, or is not a file of scores.
    """
    wanted = set(seeds)
    check_target(scores, force=True)
    if not scores.exists():
        return len(wanted)
    with Scores(scores, base_of(values, seeds[0]), SIZE) as database:
        return len(wanted) - len(_known(database, wanted))
