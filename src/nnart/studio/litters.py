"""Litters: children of two looks, or variations of one, that differ from it and from one another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any, Final

from nnart.errors import InputError, fault
from nnart.explore.breeding import breed, check_parents, half_way_of, vary
from nnart.explore.diversity import farthest_first, places
from nnart.explore.taste import standardise
from nnart.field.calibration import calibrate
from nnart.recipe.kinds import Real, Whole
from nnart.recipe.knobs import MAX_SEED
from nnart.recipe.recipe import Recipe
from nnart.studio.compared import Compared, compare, pictured, read_named
from nnart.studio.looks import Look, write_look
from nnart.threads import Cancel, Never, ordered_map

MAX_COUNT: Final = 48
_CANDIDATES: Final = 2  # for each child that is wanted
_PARENTS: Final = ("one", "two")
_NUMBER: Final = re.compile(r"[0-9]{1,20}|[0-9]{1,9}\.[0-9]{1,9}", re.ASCII)
_COUNT, _SEED, _TURNS = Whole(1, MAX_COUNT), Whole(0, MAX_SEED), Real(0.0, 100.0)


def litter(look: Look, cancel: Cancel, threads: int = 1) -> dict[str, Any]:
    """Return the looks of children.

    Twice as many are born. Of those that are not dull, the ones stay that differ the most from their parents
    and from one another.

    Args:
        look: `one`, a parent as the query of an address; `two`, the other one, or else `one` is varied;
            `turns`, how far children go, in half-way turns of the parent that changes more easily (see
            `nnart.explore.distances`); `litter`, a number: another litter has other children; `count`.
        cancel: ends the work.
        threads: how many paint.

    Returns:
        `looks`, in the order in which they were born, each with its seed; `of`, how many were born.

    Raises:
        InputError: if a value is not valid, or a network is too large or cannot be bred.
        Cancelled: if the work is cancelled.
    """
    unknown = look.keys() - {*_PARENTS, "turns", "litter", "count"}
    if unknown:
        raise InputError(fault("unknown", "one, two, turns, litter, count", got=min(unknown)))
    if "one" not in look:
        raise InputError(fault("missing", "there is no parent", "one", ways="give one"))
    parents = [read_named(look[name], name) for name in _PARENTS if name in look]
    count = _number(look, "count", "12", _COUNT)
    born = cancel.run(partial(_born, parents, look, count * _CANDIDATES))
    end = Never()
    family = [*parents, *born]
    with cancel.calling(end), closing(ordered_map(partial(_seen, end), family, threads, end, cancel)) as found:
        seen = list(found)
    chosen = _chosen(seen, len(parents), count)
    return {"looks": [_entry(born[k]) for k in chosen], "of": len(born)}


def _born(parents: Sequence[Recipe], look: Look, count: int) -> list[Recipe]:
    turns, seed = _number(look, "turns", "2", _TURNS), _seed_of(parents, _number(look, "litter", "0", _SEED))
    check_parents(*parents)
    half = min(half_way_of(calibrate(parent)) for parent in parents)
    change = min(1.0, float(turns) * half)
    if len(parents) == 1:
        return list(vary(parents[0], count, seed, change=change))
    return list(breed(parents[0], parents[1], count, seed, change=change))


def _seed_of(parents: Sequence[Recipe], number: int) -> int:
    """Return what a litter is drawn from: else children would be turned as their parents were."""
    text = " ".join([*(parent.digest for parent in parents), str(number)])
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _seen(end: Cancel, recipe: Recipe) -> Compared:
    end.check()
    return compare(pictured(recipe, end), recipe)


def _chosen(seen: Sequence[Compared], parents: int, count: int) -> list[int]:
    """Return which children stay; dull ones only if there are too few others."""
    children = range(parents, len(seen))
    good = [k for k in children if not seen[k].dull]
    rest = [k for k in children if seen[k].dull]
    pool = [*range(parents), *good]
    points = places([seen[k].sketch for k in pool], standardise([seen[k].measures for k in pool]))
    apart = [pool[k] for k in farthest_first(points, len(pool))]
    found = [k for k in apart if k >= parents][:count]
    return sorted(k - parents for k in [*found, *rest[: count - len(found)]])


def _entry(child: Recipe) -> dict[str, Any]:
    return {"seed": str(child.seed), "look": write_look(child)}


def _number(look: Look, name: str, usual: str, kind: Whole | Real) -> Any:
    text = look.get(name, usual)
    try:
        return kind.read((float if "." in text else int)(text) if _NUMBER.fullmatch(text) else text)
    except InputError as error:
        raise error.about(name) from None
