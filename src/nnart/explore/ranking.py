"""Ranking: seeds → scores → those worth keeping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from nnart.colour.alpha import flatten
from nnart.errors import FileError, InputError, Kept, fault, keep
from nnart.explore.diversity import farthest_first, places
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.scores import Score, Scores
from nnart.explore.sketch import sketch
from nnart.explore.structure import is_nearly_one_colour
from nnart.explore.taste import DEFAULT, NEARLY_ONE_COLOUR, dull, scores_of, standardise, weights_of
from nnart.files.atomic import check_target
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettechoices import expand, has_choices
from nnart.recipe.presets import recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import number_of
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.threads import Cancel

SIZE = 128, 128  # rows and columns of what is measured
KEEP, MAX_KEEP = 24, 1000
_BEST = 4  # a quarter are among the best
_CHOICE = 2  # or twice as many as are kept, if that is more
_STANDS_OUT = 1.0  # standard deviations
_MAX_OUTSTANDING = 3  # measures that stand out


@dataclass(frozen=True)
class KeptSeed:
    """A seed worth keeping.

    Attributes:
        recipe: that paints it, with its gain.
        score: how well it suits what is preferred, in about standard deviations from the mean of all seeds.
        measures: of its picture of 128 x 128.
        deviations: how many standard deviations each measure is from the mean of all seeds.
    """

    recipe: Recipe
    score: float
    measures: Measures
    deviations: Mapping[str, float]

    @property
    def outstanding(self) -> dict[str, float]:
        """The up to three measures that stand out most, by a standard deviation or more."""
        order = sorted(self.deviations.items(), key=lambda item: -abs(item[1]))
        return {name: value for name, value in order[:_MAX_OUTSTANDING] if abs(value) >= _STANDS_OUT}


@dataclass(frozen=True)
class Ranking:
    """What was found among seeds.

    Attributes:
        kept: the seeds that are kept, best first.
        seeds: how many there were.
        scored: how many of them were scored now, and not before.
        rejected: how many were rejected for each reason.
    """

    kept: tuple[KeptSeed, ...]
    seeds: int
    scored: int
    rejected: Mapping[str, int]


def explore_seeds(
    seeds: Iterable[int],
    values: Mapping[str, Any] | None = None,
    *,
    keep: int = KEEP,
    prefer: str = DEFAULT,
    scores: str | Path | None = None,
    run: Run | None = None,
) -> Ranking:
    """Score seeds by what can be measured of their pictures, and keep a diverse set of the best.

    Every seed's picture is painted at 128 x 128, as `render` paints it, and measured; dull ones are rejected.
    Of the others' best quarter, by the preferences, the best is kept, and then always the one that differs
    most from all that are kept already.

    Args:
        seeds: 0 … 2^64 - 1 each; one given twice counts once.
        values: of the recipes, without the seed; what is left out gets its default.
        keep: how many, 1 … 1000; fewer are kept where there are no more.
        prefer: what the best are, such as `calm=2,colourful`: names of `nnart.explore.taste.PREFERENCES` or of
            measures, with weights.
        scores: an SQLite file, made if there is none, that keeps all scores: a seed that it has is not painted.
        run: how the pictures are painted; the answer does not depend on it.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the scores cannot be kept.
        Cancelled: if the work is cancelled.
    """
    run = run or Run()
    wanted = _seeds_of(seeds)
    check_keep(keep)
    weights = weights_of(prefer)
    given = _values_of(values)
    with Scores(_path_of(scores), base_of(given, wanted[0]), SIZE) as database:
        known, new = _score_seeds(database, wanted, given, run)
    found = [known[seed] for seed in wanted]
    rejected = Counter(score.reason for score in found if score.reason is not None)
    good = [score for score in found if score.reason is None]
    kept = run.wait(partial(_choose, good, keep, weights, given))
    return Ranking(kept, len(wanted), new, dict(rejected.most_common()))


def check_keep(keep: int) -> None:
    """Refuse a number of seeds to keep that is not from 1 to 1000.

    Raises:
        InputError: if it is not.
    """
    if isinstance(keep, bool) or not isinstance(keep, int) or not 1 <= keep <= MAX_KEEP:
        raise InputError(fault("range", f"a whole number from 1 to {MAX_KEEP} is needed", "keep", got=keep))


def unscored(seeds: Sequence[int], values: Mapping[str, Any], scores: Path) -> int:
    """Return how many of one or more seeds a file does not have the scores of; no file is made.

    Raises:
        InputError: if a value breaks its rule.
        FileError: if the file cannot be read, or is not one of scores.
    """
    wanted = set(seeds)
    check_target(scores, force=True)
    if not scores.exists():
        return len(wanted)
    with Scores(scores, base_of(values, seeds[0]), SIZE) as database:
        return len(wanted) - len(_known(database, wanted))


def _seeds_of(seeds: Iterable[int]) -> list[int]:
    """Return all seeds once, in order."""
    try:
        if isinstance(seeds, str):  # whose characters are no seeds
            raise TypeError
        wanted = list(dict.fromkeys(map(number_of, seeds)))
    except TypeError:  # no series, or one of what cannot be a seed, such as lists
        says = "whole numbers are needed, such as range(100)"
        raise InputError(fault("type", says, "seeds", got=seeds)) from None
    if not wanted:
        raise InputError(fault("missing", "there are none", "seeds", ways="give one or more, such as 0..99"))
    return wanted


def _values_of(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a recipe's values without the seed."""
    if values is not None and not isinstance(values, Mapping):
        raise InputError(fault("type", "a mapping is needed, such as {'layers': 5}", "values", got=values))
    given = {name: value for name, value in (values or {}).items() if name != "seed"}
    if given.get("genome") is not None:
        raise InputError(fault("conflict", "it takes the place of a seed", "genome", ways="leave it out"))
    return given


def _path_of(scores: str | Path | None) -> Path | None:
    if scores is None:
        return None
    if not isinstance(scores, str | Path) or "\0" in str(scores):
        raise InputError(fault("type", "the name of a file is needed", "scores", got=scores))
    return Path(scores)


def base_of(values: Mapping[str, Any], seed: int = 0) -> dict[str, Any]:
    """Return what the recipes of all seeds have in common, every default worked out, as plain data.

    Raises:
        RecipeError: if they break a rule.
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


def _score_seeds(
    database: Scores, seeds: Sequence[int], values: Mapping[str, Any], run: Run
) -> tuple[dict[int, Score], int]:
    """Return the scores of seeds, after finding those that are not known yet, and how many these are."""
    progress = run.progress or (lambda _: None)
    cancel = run.cancel or Cancel()
    try:
        known = _known(cancel.checking(database), set(seeds))
        missing = [seed for seed in seeds if seed not in known]
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
    """Return what a file has of the scores of seeds, after looking; None if that is nothing."""
    if database.path is None or not database.there:
        return None
    try:
        count = len(_known(database, set(seeds)))
    except FileError:
        return None
    return Kept(database.path, counted=(count, len(seeds), "scores")) if count else None


def _known(scores: Iterable[Score], wanted: Set[int]) -> dict[int, Score]:
    """Return those of the wanted seeds' scores that are there."""
    return {score.seed: score for score in scores if score.seed in wanted}


def score_of(thumbnail: Thumbnail) -> Score:
    """Return the score of a picture."""
    pixels = flatten(thumbnail.pixels.astype(np.uint8, copy=False))
    measures = measure(pixels)
    recipe = thumbnail.recipe
    reason = dull(measures, flat=thumbnail.flat)
    if reason is None and recipe.family == "lecture" and is_nearly_one_colour(pixels):
        reason = NEARLY_ONE_COLOUR
    return Score(recipe.seed, measures, recipe.gain, reason, sketch(pixels))


def _choose(
    good: Sequence[Score], keep: int, weights: Mapping[str, float], values: Mapping[str, Any]
) -> tuple[KeptSeed, ...]:
    """Return a diverse set of the best, best first."""
    if not good:
        return ()
    table = standardise([score.measures for score in good])
    marks = scores_of(table, weights)
    # Of equal marks, the smaller seed comes first.
    order = sorted(range(len(good)), key=lambda k: (-marks[k], good[k].seed))
    best = order[: max(len(order) // _BEST, _CHOICE * keep)]
    points = places([good[k].sketch for k in best], table[best])
    chosen = sorted(farthest_first(points, keep))
    kept = []
    for k in (best[i] for i in chosen):
        score = good[k]
        recipe = recipe_of(values, score.seed)
        if score.gain is not None:
            recipe = Recipe.from_dict(recipe.to_dict() | {"gain": score.gain})
        deviations = {name: round(float(value), 2) for name, value in zip(NAMES, table[k], strict=True)}
        kept.append(KeptSeed(recipe, float(marks[k]), score.measures, deviations))
    return tuple(kept)
