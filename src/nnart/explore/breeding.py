"""Breeding: recipes made of others, by crossing, small changes, and steps from one to another.

A child's genome (see `nnart.recipe.genome`) says what it is drawn from, so it needs no file of its parents.
Measured by looking: the first layers decide where shapes lie, even the first two of twenty, and the later ones
how they are lit. So a child has its shapes from one parent, its light from the other.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Annotated, Any

from nnart.checks.annotations import checked
from nnart.colour.oklab import from_oklab, to_oklab
from nnart.colour.tables import blend, to_sixteen_bits
from nnart.errors import InputError, fault
from nnart.exact import streams
from nnart.explore.distances import NEAREST, WORDS, half_way
from nnart.field.calibration import calibrate
from nnart.progress import NOBODY, AnyProgress, Told, whole
from nnart.recipe import palettes
from nnart.recipe.changes import apply_changes
from nnart.recipe.defaults import WITHOUT_PALETTE, without_detail
from nnart.recipe.genome import MAX_DEPTH, MAX_SEEDS, Cross, Genome, Mix, depth_of, seeds_of
from nnart.recipe.kinds import Whole, plain
from nnart.recipe.knob import Blend, Parent
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.recipes import Recipes
from nnart.words import did_you_mean, match

CHANGE = 0.03  # of a right angle: how far a child is turned towards a seed of its own
GENTLE = "some"  # how far the farthest variation is
_FIRST = 1 / 4  # of a number that says how far the last variation is turned, how far the first is
_COUNT = Whole(1, 10_000)  # of children
Count = Annotated[int, "read by `_check`"]
Share = Annotated[float, "read by `_check`"]
Change = Annotated[float | str, "read by `_check`"]
_LITTER = 2**32 + 5  # of a litter's seed, the stream by which its children are drawn
_DRAWS = 8  # numbers a child
_FRESH = 1 / 8
_STOPS = 17  # colours of a palette between two others
_DIGITS = 4  # of numbers between two others


@checked
def breed(
    one: Recipe,
    other: Recipe,
    count: Count,
    seed: int | str,
    *,
    change: Change = CHANGE,
    progress: AnyProgress = None,
) -> Recipes:
    """Return children of two recipes.

    `nnart.breed` says what a child has from whom.

    Args:
        one, other: the parents.
        count: 1 … 10,000.
        seed: of the litter; with another one, the children are others.
        change: how far each is turned, 0 … 1 of a right angle; or slight, some or much, as in `vary`.
        progress: told of the work, as for `vary`.

    Raises:
        InputError: if an argument breaks its rule, or a parent is of the family lecture.
    """
    count, change = _check(count, change, one, other)
    litter = KNOBS["seed"].read(seed)
    with whole(progress) as advance:
        told = Told(advance, 0.5)  # of each parent
        share = min(reach(parent, change, told)[1] for parent in (one, other))
    return Recipes(_child((one, other), i, litter, share) for i in range(count))


@checked
def vary(
    recipe: Recipe,
    count: Count,
    seed: int | str,
    *,
    change: Change = GENTLE,
    progress: AnyProgress = None,
) -> Recipes:
    """Return variations of a recipe, each turned towards a seed of its own, and farther than the one before.

    The first just differs visibly. All else, the gain too, is as it was.

    Args:
        recipe: what to vary.
        count: 1 … 10,000.
        seed: with another one, the variations are others.
        change: how far the last is turned: slight, some or much, which is measured by pictures (see
            `nnart.explore.distances`); or 0 … 1 of a right angle, of which the first has a quarter.
        progress: told of the work, which is to paint those pictures; of a number, there are none.

    Raises:
        InputError: as `breed`.
    """
    count, change = _check(count, change, recipe)
    kept, litter = calibrate(recipe), KNOBS["seed"].read(seed)
    with whole(progress) as advance:
        first, last = reach(kept, change, Told(advance))
    found = Recipes()
    for i in range(count):
        nearness = (count - 1 - i) / max(1, count - 1)
        share = _rounded(last * (first / last) ** nearness if last else 0.0)
        own = _drawn(litter, i)[0]
        found.append(replace(kept, seed=own, genome=str(_mixed(kept.genes, own, share))))
    return found


def reach(recipe: Recipe, change: float | str, told: Told = NOBODY) -> tuple[float, float]:
    """Return how far the first and the last variation are turned, 0 … 1 of a right angle; as `vary`."""
    if not isinstance(change, str):
        return change * _FIRST, change
    half = half_way_of(calibrate(recipe), told)
    return half * NEAREST, min(1.0, half * WORDS[change])


def half_way_of(recipe: Recipe, told: Told = NOBODY) -> float:
    """Return `nnart.explore.distances.half_way` of a recipe with its gain, turned towards seeds of its own."""
    return _half_way_of(recipe, told)


@lru_cache(maxsize=16)  # as a sheet's heading needs it too
def _half_way_of(recipe: Recipe, told: Told) -> float:
    def turn(number: int, share: float) -> Recipe:
        own = _drawn(0, number)[0]
        return replace(recipe, seed=own, genome=str(_mixed(recipe.genes, own, share)))

    return half_way(recipe, turn, told)


@checked
def between(one: Recipe, other: Recipe, share: Share) -> Recipe:
    """Return the recipe that lies a share of the way, 0 … 1, from one to another; at the ends, one of them.

    Weights, gain, bias, framing, z and palettes are in between; what has no between changes at the half. Gains
    are found first, so that small steps are small changes.

    Raises:
        InputError: as `breed`.
    """
    share = plain(share)
    if not _is_share(share):
        raise InputError(fault("range", "a number from 0 to 1 is needed", "share", got=share))
    _check(1, share, one, other)
    one, other = calibrate(one), calibrate(other)
    if share in (0, 1):
        return other if share else one
    near, far = (one, other) if share < 0.5 else (other, one)
    values = near.to_dict()
    fixed = ("zoom", "rotate") if near.seamless != "none" else ()  # where edges fit each other
    for name, knob in KNOBS.items():
        ends = getattr(one, name), getattr(other, name)
        if knob.blend in ("linear", "log") and None not in ends and name not in fixed:
            values[name] = _value_between(*ends, share=share, blend=knob.blend)
    if None not in (one.palette, other.palette) and near.colour == far.colour:
        values["palette"] = _palette_between(one, other, share)
    values["genome"] = str(_mixed(one.genes, other.genes, share))
    return Recipe.from_dict(_fitting(values))


def _check(count: int, change: float | str, *parents: Recipe) -> tuple[int, float | str]:
    """Return a number of children and how far they are turned, if they are right, and the parents, too."""
    try:
        count = _COUNT.read(count)
    except InputError as error:
        raise error.about("count") from None
    change = check_change(change)
    for parent in parents:
        if parent.family != "nnart":
            says = f"{parent.family} draws its weights in one go, so they cannot be crossed"
            raise InputError(fault("conflict", says, "family", ways="take parents of the family nnart"))
    return count, change


def check_change(change: float | str) -> float | str:
    """Return how far children are turned.

    Raises:
        InputError: if it is neither a number from 0 to 1 nor one of the words.
    """
    change = plain(change)
    if isinstance(change, str) and (word := match(change, WORDS)):
        return word
    if not _is_share(change):
        says = f"a number from 0 to 1, or one of {', '.join(WORDS)}, is needed"
        raise InputError(fault("range", says, "change", got=change, ways=did_you_mean(change, WORDS)))
    return change


def _is_share(change: object) -> bool:
    return isinstance(change, (int, float)) and 0 <= change <= 1


def _of_parent(recipe: Recipe, part: Parent) -> dict[str, Any]:
    """Return the values that a child has from that one of its parents."""
    return {name: getattr(recipe, name) for name, knob in KNOBS.items() if knob.parent == part}


def _child(parents: tuple[Recipe, Recipe], number: int, seed: int, change: float) -> Recipe:
    own, draws = _drawn(seed, number)
    shapes, light = parents if number % 2 == 0 else parents[::-1]
    layers = 1 + int(draws[0] * shapes.layers)
    genome = _mixed(Cross(shapes.genes, light.genes, layers), own, _rounded(change))
    painted = (shapes, light)[int(draws[1] * 2)]
    changes: dict[str, Any] = {"seed": own, "genome": str(genome)}
    for name, draw in (("bias", draws[2]), ("detail", draws[3])):
        ends = getattr(shapes, name), getattr(light, name)
        if None not in ends and ends[0] != ends[1] and (name == "bias" or not without_detail(vars(shapes))):
            changes[name] = _value_between(*ends, share=draw, blend=KNOBS[name].blend)
    values = shapes.to_dict() | _of_parent(parents[0], "first")
    colours = _of_parent(painted, "colours")
    if draws[4] < _FRESH and painted.palette is not None and shapes.palette != light.palette:
        colours["palette"] = palettes.choose_palette(own)
    values = {name: value for name, value in (values | colours).items() if value is not None}
    return Recipe.from_dict(apply_changes(_fitting(values), changes))


def _fitting(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without those that do not go with others."""
    if values.get("colour") in WITHOUT_PALETTE:
        values.pop("palette", None)
    if values.get("colour") != "palette":
        values.pop("steps", None)
        values.pop("neuron", None)
    elif values.get("alpha") == "field":
        values.pop("neuron", None)
    if values.get("samples", 1) > 1:
        values.pop("sampling", None)
    return apply_changes(values, {})


def _drawn(seed: int, number: int) -> tuple[int, list[float]]:
    """Return the seed of one of a litter's children, of 32 bits, and numbers in 0 … 1 by which it is made."""
    numbers = (streams.draw_uniform(seed, _LITTER, (number + 1) * _DRAWS)[-_DRAWS:] + 1) / 2
    return int(numbers[-1] * 2**32), numbers[:-1].tolist()


def _mixed(one: Genome, other: Genome, share: float) -> Mix:
    """Return two genomes mixed.

    Raises:
        InputError: if they have too many seeds.
    """
    mixed = Mix(one, other, share)
    count, deep = sum(1 for _ in seeds_of(mixed)), depth_of(mixed)
    if count > MAX_SEEDS or deep > MAX_DEPTH:
        seeds, steps = f"{count} seeds, more than {MAX_SEEDS}", f"{deep} steps, more than {MAX_DEPTH}"
        says = f"of {seeds if count > MAX_SEEDS else steps}"
        raise InputError(fault("limit", says, "genome", ways="take parents with fewer ancestors"))
    return mixed


def _value_between(one: Any, other: Any, *, share: float, blend: Blend) -> Any:
    """Return the number or the row of numbers between two; a shorter row goes on with zeros."""
    if isinstance(one, tuple):
        pairs = zip_longest(one, other, fillvalue=0.0)
        return [_value_between(*pair, share=share, blend=blend) for pair in pairs]
    if one == other:
        return one
    if blend == "log" and min(one, other) > 0:
        return _rounded(math.exp(math.log(one) + (math.log(other) - math.log(one)) * share))
    return _rounded(one + (other - one) * share)


def _rounded(number: float) -> float:
    """Return a number as short as it is needed."""
    return float(f"{number:.{_DIGITS}g}")


def _palette_between(one: Recipe, other: Recipe, share: float) -> str:
    """Return the palette that lies so far from one recipe's to another's, both as they are painted."""
    assert one.palette is not None and other.palette is not None
    if one.palette == other.palette:
        return one.palette
    labs = [to_oklab(blend(palette, _STOPS) / 65535) for palette in (one.palette, other.palette)]
    colours = to_sixteen_bits(from_oklab(labs[0] + (labs[1] - labs[0]) * share))
    return ",".join(palettes.write_colour(tuple(colour)) for colour in (colours // 257 * 257).tolist())
