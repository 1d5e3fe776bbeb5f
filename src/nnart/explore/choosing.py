"""Choosing: a varied set of the seeds that match the wishes best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.explore.diversity import farthest_first, places, without
from nnart.explore.likeness import Grid, correlations, orientation, turns_of
from nnart.explore.measures import NAMES, Measures
from nnart.explore.scores import Score
from nnart.explore.scoring import SIZE, recipe_of, score_of
from nnart.explore.taste import marks_of, scaled, scores_of, standardise
from nnart.explore.telling import explain, places_of
from nnart.explore.words import Wish, Word
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import thumbnails

# Limits for candidates if wishes were given: the minimum share of the best score, and the maximum share of all
# seeds, one in ten.
_MUCH, _FEW = 0.65, 10
# Without wishes, variety counts more: the candidates are a quarter of all seeds, or twice as many as are kept.
_QUARTER, _TWICE = 4, 2
_REVERSED = 2  # seeds to paint in reversed colours, for each that is kept, to compare with the target


@dataclass(frozen=True)
class KeptSeed:
    """A seed worth keeping.

    Attributes:
        recipe: calibrated.
        score: how well it matches the preferences, in about standard deviations from the mean of all seeds.
        measures: of its picture at 128 x 128.
        deviations: each measure's deviation from the mean of all seeds, in standard deviations.
        places: its rank among all seeds for each word asked for; 1 is the best.
        likeness: its correlation with the target picture, -1 … 1; None without a target.
        words: all this in words, such as `3rd calmest, 12th bluest; also bright`.
    """

    recipe: Recipe
    score: float
    measures: Measures
    deviations: Mapping[str, float]
    places: Mapping[str, int]
    likeness: float | None
    words: str

    @property
    def seed(self) -> int:
        """The recipe's seed."""
        return self.recipe.seed


@dataclass(frozen=True)
class Look:
    """A seed's picture in its best orientation.

    Attributes:
        score: of the picture, perhaps with reversed colours.
        likeness: its best correlation with the target, if there is a target.
        turn: rotation in right angles, counter-clockwise.
        reverse: whether its colours are reversed.
    """

    score: Score
    likeness: float | None = None
    turn: int = 0
    reverse: bool = False

    @property
    def reminds(self) -> str:
        """How much it resembles the target, and how it is turned for that, in words; empty without a target."""
        if self.likeness is None:
            return ""
        done = [f"turned by {90 * self.turn}°"] * bool(self.turn) + ["colours reversed"] * self.reverse
        return f"reminds of it {self.likeness:.2f}" + (f" ({', '.join(done)})" if done else "")


def remind(looks: Sequence[Look], target: Grid, keep: int, values: Mapping[str, Any], run: Run) -> list[Look]:
    """Rotate looks, and reverse their colours if that brings them closer to a target.

    A picture with reversed colours must be painted to be compared, since not all palettes run from dark to
    light. Paints those that would resemble the target most if their palettes did.
    """
    if not looks:
        return []
    turns = turns_of(values)
    found = correlations(target, [look.score.sketch for look in looks], turns)
    turned = [_turned(look, row, turns) for look, row in zip(looks, found, strict=True)]
    hoped = -found.min(axis=1)
    order = sorted(range(len(looks)), key=lambda k: (-hoped[k], looks[k].score.seed))
    tried = [k for k in order if hoped[k] > found[k].max()][: _REVERSED * keep]
    recipes = (_recipe_for(replace(looks[k], reverse=True), values) for k in tried)
    with closing(thumbnails(recipes, SIZE, score_of, replace(run, progress=None))) as scores:
        for k, score in zip(tried, scores, strict=True):
            (row,) = correlations(target, [score.sketch], turns)
            if row.max() > found[k].max():
                turned[k] = _turned(Look(score, reverse=True), row, turns)
    return turned


def _turned(look: Look, row: NDArray[np.float64], turns: Sequence[int]) -> Look:
    """Return a look in its best rotation, given the correlations of all."""
    best = int(row.argmax())
    return replace(look, likeness=float(row[best]), turn=turns[best])


def _recipe_for(look: Look, values: Mapping[str, Any]) -> Recipe:
    """Return the recipe that paints a look, with its gain."""
    recipe = recipe_of(values, look.score.seed)
    changes = orientation(recipe, look.turn, look.reverse)
    if look.score.gain is not None:
        changes["gain"] = look.score.gain
    return Recipe.from_dict(recipe.to_dict() | changes) if changes else recipe


def choose(
    looks: Sequence[Look], keep: int, wishes: Sequence[Wish], asked: bool, values: Mapping[str, Any]
) -> tuple[KeptSeed, ...]:
    """Return a varied set of the best seeds, best first.

    Args:
        looks: of all seeds that were not rejected.
        keep: maximum number.
        wishes: the preferences.
        asked: whether the user gave them; variety then ignores these qualities.
        values: of the recipes, without the seed.
    """
    if not looks:
        return ()
    table = standardise([look.score.measures for look in looks])
    marks = [marks_of(table, wish.word.weights) for wish in wishes]
    alike = _marks_of_likeness(looks)
    weights = [wish.weight for wish in wishes]
    if alike is not None:
        marks, weights = [*marks, alike], [*weights, max(weights, default=1.0)]
    scores = scores_of(marks, weights)
    # Of equal scores, the smaller seed comes first.
    order = sorted(range(len(looks)), key=lambda k: (-scores[k], looks[k].score.seed))
    best = order[: _count_best(scores, keep) if asked else max(len(order) // _QUARTER, _TWICE * keep)]
    points = places([looks[k].score.sketch for k in best], table[best])
    if asked:
        points = without(points, [column[best] for column in marks])
    ranks = places_of(marks[: len(wishes)])
    found = []
    for k in (best[i] for i in sorted(farthest_first(points, keep))):
        had = {wish.word: int(column[k]) for wish, column in zip(wishes, ranks, strict=True)}
        found.append(_kept(looks[k], float(scores[k]), had, table[k], values))
    return tuple(found)


def _count_best(scores: NDArray[np.float64], keep: int) -> int:
    """Return the number of candidates: seeds that match the wishes well, but at least as many as are kept."""
    much = int(np.count_nonzero(scores >= _MUCH * scores.max()))
    return max(min(much, len(scores) // _FEW), keep)


def _marks_of_likeness(looks: Sequence[Look]) -> NDArray[np.float64] | None:
    """Return how much pictures resemble a target, in standard deviations; None without a target."""
    found = np.array([look.likeness for look in looks if look.likeness is not None])
    return np.asarray(np.round(scaled(found[:, None])[:, 0], 4)) if len(found) else None


def _kept(
    look: Look,
    score: float,
    ranks: Mapping[Word, int],
    deviations: NDArray[np.float64],
    values: Mapping[str, Any],
) -> KeptSeed:
    measures = look.score.measures
    return KeptSeed(
        recipe=_recipe_for(look, values),
        score=score,
        measures=measures,
        deviations={name: round(float(value), 2) for name, value in zip(NAMES, deviations, strict=True)},
        places={word.name: place for word, place in ranks.items()},
        likeness=look.likeness,
        words=explain(ranks, look.reminds, deviations, measures),
    )
