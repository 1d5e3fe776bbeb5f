"""Ranking: score seeds, and choose a varied set of the best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Any, SupportsIndex, overload

from nnart.checks.annotations import checked
from nnart.checks.attributes import hinting
from nnart.display import Displayed
from nnart.errors import InputError, fault
from nnart.explore.choosing import KeptSeed, Look, choose, remind
from nnart.explore.likeness import read_target
from nnart.explore.scores import Score, Scores
from nnart.explore.scoring import SIZE, base_of, score_seeds
from nnart.explore.taste import NEARLY_ONE_COLOUR, ONE_COLOUR, dull
from nnart.explore.words import DEFAULT, Wish, wishes_of
from nnart.inputfiles import File
from nnart.progress import AnyProgress
from nnart.recipe.kinds import Whole, plain
from nnart.recipe.presets import ANY, find_listed
from nnart.recipe.recipes import Recipes
from nnart.recipe.seeds import number_of
from nnart.rendering.run import Run

KEEP, MAX_KEEP = 24, 1000


@hinting(best="ranking[0]", seed="ranking[0].seed", recipe="ranking.recipes", scores="ranking.kept")
@dataclass(frozen=True)
class Ranking(Displayed):
    """The result of `explore_seeds`: the kept seeds, best first, each with seed, recipe and score.

    Attributes:
        kept: the kept seeds, best first.
        seeds: number of seeds given.
        scored: number of seeds scored now, not taken from the file.
        rejected: number of rejected seeds for each reason.
    """

    kept: tuple[KeptSeed, ...]
    seeds: int
    scored: int
    rejected: Mapping[str, int]

    @property
    def recipes(self) -> Recipes:
        """The recipes of the kept seeds, best first."""
        return Recipes(one.recipe for one in self.kept)

    def __len__(self) -> int:
        """Return the number of kept seeds."""
        return len(self.kept)

    def __iter__(self) -> Iterator[KeptSeed]:
        """Yield the kept seeds, best first."""
        return iter(self.kept)

    @overload
    def __getitem__(self, place: SupportsIndex) -> KeptSeed: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[KeptSeed, ...]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> KeptSeed | tuple[KeptSeed, ...]:
        """Return a kept seed by its index, or several by a slice."""
        return self.kept[place]

    def __repr__(self) -> str:
        return f"<Ranking: {len(self.kept)} of {self.seeds} seeds>"


@checked
def explore_seeds(
    seeds: Iterable[int | str],
    values: Mapping[str, Any] | None = None,
    *,
    keep: Annotated[int, "read by `check_keep`"] = KEEP,
    prefer: str | None = None,
    like: File | None = None,
    scores: str | Path | None = None,
    run: Run | None = None,
    progress: AnyProgress = None,
    **others: Any,
) -> Ranking:
    """Find a varied set of the best among many seeds: nnart.explore_seeds(range(1000), prefer="calm,blue").

    Renders every seed at 128 x 128, measures the picture, and rejects dull ones, unless the preferences ask for
    them. From the seeds that match the preferences best, keeps the best one, then repeatedly the one that
    differs most, in other respects, from those already kept.

    Args:
        seeds: each 0 … 2^64 - 1; duplicates count once.
        values: of the recipes, without the seed; all others are at their defaults.
        keep: how many seeds to keep, 1 … 1000.
        prefer: preferences such as "calm=2,blue": words or measures, with optional weights;
            docs/guides/explore.md lists them. "striking" by default, unless `like` is given.
        like: any picture's file; prefers seeds that resemble it, by light and dark at 8 x 8 places. The kept
            recipes may be rotated by right angles and have their colours reversed.
        scores: an SQLite file for the scores, created if needed; seeds with a score are not rendered again.
        run: how to render; the result does not depend on it.
        progress: shows the work; as in `Run`.
        others: more values, such as `palette="reef"`, or a preset, `preset="silk"`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the scores cannot be written, or the picture cannot be read.
        Cancelled: if the work is cancelled.
    """
    run = (run or Run()).told(progress)
    wanted = _seeds_of(seeds)
    keep = check_keep(keep)
    asked = prefer is not None or like is not None
    wishes = [] if prefer is None and like is not None else wishes_of(DEFAULT if prefer is None else prefer)
    given = _values_of(values, others)
    target = None if like is None else read_target(like)
    with Scores(_path_of(scores), base_of(given, wanted[0]), SIZE) as database:
        known, new = score_seeds(database, wanted, given, run)
    found = [known[seed] for seed in wanted]
    reasons = {score.seed: _reason(score, wishes) for score in found}
    rejected = Counter(reason for reason in reasons.values() if reason is not None)
    good = [Look(score) for score in found if reasons[score.seed] is None]
    if target is not None:
        good = remind(good, target, keep, given, run)
    kept = run.wait(partial(choose, good, keep, wishes, asked, given))
    return Ranking(kept, len(wanted), new, dict(rejected.most_common()))


def check_keep(keep: int) -> int:
    """Return a number of seeds to keep if it is from 1 to 1000.

    Raises:
        InputError: if it is not.
    """
    try:
        return Whole(1, MAX_KEEP).read(keep)
    except InputError as error:
        raise error.about("keep") from None


def _seeds_of(seeds: Iterable[int | str]) -> list[int]:
    """Return all seeds once, in order."""
    try:
        if isinstance(seeds, str):  # a text's characters are not seeds
            raise TypeError
        wanted = list(dict.fromkeys(map(number_of, seeds)))
    except TypeError:  # not a series, or a series of something that cannot be a seed, such as lists
        says = "whole numbers are needed, such as range(100)"
        raise InputError(fault("type", says, "seeds", got=seeds)) from None
    if not wanted:
        raise InputError(fault("missing", "there are none", "seeds", ways="give one or more, such as 0..99"))
    return wanted


def _values_of(values: Mapping[str, Any] | None, others: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without the seed, with those of a preset unless the seed chooses it."""
    if values is not None and not isinstance(values, Mapping):
        raise InputError(fault("type", "a mapping is needed, such as {'layers': 5}", "values", got=values))
    both = {**(values or {}), **others}
    given = {name: plain(value) for name, value in both.items() if name != "seed"}
    if "preset" in given and (preset := find_listed(given["preset"])).name != ANY:
        given = preset.values | {name: value for name, value in given.items() if name != "preset"}
    elif "preset" in given:
        given["preset"] = ANY
    if given.get("genome") is not None:
        raise InputError(fault("conflict", "it takes the place of a seed", "genome", ways="leave it out"))
    return given


def _path_of(scores: str | Path | None) -> Path | None:
    if scores is None:
        return None
    if not isinstance(scores, str | Path) or "\0" in str(scores):
        raise InputError(fault("type", "the name of a file is needed", "scores", got=scores))
    return Path(scores)


def _reason(score: Score, wishes: Sequence[Wish]) -> str | None:
    """Return why a seed is rejected, given the wishes."""
    flat, even = (score.reason == reason for reason in (ONE_COLOUR, NEARLY_ONE_COLOUR))
    return dull(score.measures, flat=flat, even=even, wishes=wishes)
