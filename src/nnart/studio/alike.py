"""Alike: of many seeds, the looks whose pictures resemble a look's the most.

Compares small pictures by their colours at 8 x 8 places and by their measures. Each seed's picture may be
rotated by right angles and have its colours reversed. That makes eight pictures, for little more than the price
of one, and the nearest of them counts. The wall's values decide manner and palette. They should be those of the
look: pictures of other manners hardly ever resemble it.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final

from nnart.explore.likeness import differences, nearest_turn, orientation, rotated, turns_of
from nnart.explore.sketch import sketch
from nnart.recipe.recipe import Recipe
from nnart.studio.compared import Compared, compare, pictured, read_named, weigh
from nnart.studio.looks import Look
from nnart.studio.wall import LIKE, Candidate, candidates, count_of, next_seed
from nnart.threads import Cancel, Never, ordered_map

MAX_POOL: Final = 192  # seeds that are compared at once
_WORK: Final = MAX_POOL * 200_000  # weights of all their networks: about a second on two processors


def looks_like(look: Look, cancel: Cancel, threads: int = 1) -> dict[str, Any]:
    """Return the looks that resemble one the most, of seeds in a row; the nearest comes first.

    The look's own picture is not among them, however it is turned. Dull pictures come last, so they are shown
    only if there are too few others.

    Args:
        look: `like`, a look as the query of an address; the rest as for `looks_from`.
        cancel: ends the work.
        threads: how many paint.

    Returns:
        `looks`, as of `looks_from`, each with `differs`: 0 not at all, about 1 as much as any two of the seeds;
        `of`, the number of seeds; `next`, the seed that follows them.

    Raises:
        InputError: if a value is not valid, or a network is too large.
        Cancelled: if the work is cancelled.
    """
    wanted, like = count_of(look), read_named(look[LIKE], LIKE)
    pool = pool_of(look, wanted, like)
    target = compare(pictured(like, cancel), like)
    end = Never()
    work = partial(_turned, target.sketch, end)
    with cancel.calling(end), closing(ordered_map(work, pool, threads, end, cancel)) as compared:
        found = list(compared)
    return {"looks": _nearest(target, found, wanted), "of": len(pool), "next": next_seed(pool[-1])}


def pool_of(look: Look, wanted: int, like: Recipe) -> Sequence[Candidate]:
    """Return the seeds to compare: as many as take about a second, but at least as many as are wanted.

    The picture that they are compared with is not among them.

    Raises:
        InputError: if a value is not valid, or a network is too large.
    """
    pool, work = list[Candidate](), 0
    others = (one for one in candidates(look) if not _is_same(one.recipe, like))
    for one in islice(others, max(MAX_POOL, wanted)):
        work += weigh(one.recipe)
        if work > _WORK and len(pool) >= wanted:
            break
        pool.append(one)
    return pool


def _is_same(recipe: Recipe, like: Recipe) -> bool:
    """Return whether recipes paint the same picture, if it may be turned and its colours reversed."""
    data = like.to_dict()
    return recipe.to_dict() | {name: data[name] for name in ("rotate", "reverse")} == data


def _turned(target: bytes, end: Cancel, candidate: Candidate) -> tuple[Candidate, Compared]:
    """Paint a seed in its own and in reversed colours, and turn it so that it resembles the target the most."""
    end.check()
    recipe = candidate.recipe
    both = [pictured(recipe, end, **orientation(recipe, 0, reverse)) for reverse in (False, True)]
    sketches = [sketch(one) for one in both]
    which, turn = nearest_turn(target, sketches, turns_of(vars(recipe)))
    turned = recipe.replace(**orientation(recipe, turn, bool(which)))
    found = compare(both[which], recipe)
    return replace(candidate, recipe=turned), replace(found, sketch=rotated(found.sketch, turn))


def _nearest(
    target: Compared, found: Sequence[tuple[Candidate, Compared]], wanted: int
) -> list[dict[str, Any]]:
    apart = differences((target.sketch, target.measures), [(one.sketch, one.measures) for _, one in found])
    order = sorted(range(len(found)), key=lambda k: (found[k][1].dull, apart[k]))
    return [found[k][0].entry | {"differs": apart[k]} for k in order[:wanted]]
