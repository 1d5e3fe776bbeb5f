"""Breeding: new recipes from others, by crossing, small changes, and steps between two.

A child's genome (see `nnart.recipe.genome`) holds everything it is drawn from, so its parents' files are not
needed. Comparing pictures showed that the first layers, even the first two of twenty, decide where shapes lie,
and later layers how they are lit. So a child takes its shapes from one parent and its light from the other.
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
from nnart.explore.thinning import thin
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

CHANGE = 0.03  # of a right angle: how far a child is turned towards its own seed
GENTLE = "some"  # how far the last variation is turned
_FIRST = 1 / 4  # how far the first variation is turned, as a share of the last, if that is a number
_COUNT = Whole(1, 10_000)  # of children
Count = Annotated[int, "read by `_check`"]
Share = Annotated[float, "read by `_check`"]
Change = Annotated[float | str, "read by `_check`"]
_LITTER = 2**32 + 5  # stream of the litter's seed from which its children are drawn
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

    `nnart.breed` explains what a child takes from which parent.

    Args:
        one, other: the parents.
        count: how many children, 1 … 10,000.
        seed: of the litter; another seed gives other children.
        change: how far each child is turned, 0 … 1, where 1 is a right angle; or "slight", "some" or "much", as
            in `vary`.
        progress: as for `vary`.

    Raises:
        InputError: if an argument is not valid, or a parent is of the family lecture.
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
    """Return variations of a recipe, each turned towards its own seed, and farther than the one before.

    All other values, including the gain, stay the same. The first variation is just visibly different.

    Args:
        recipe: what to vary.
        count: how many variations, 1 … 10,000.
        seed: another seed gives other variations.
        change: how far the last is turned: "slight", "some" or "much", which are measured on pictures (see
            `nnart.explore.distances`); or 0 … 1, where 1 is a right angle and the first is turned a quarter as
            far.
        progress: shows the painting of those pictures.

    Raises:
        InputError: as `breed`.
    """
    count, change = _check(count, change, recipe)
    kept, litter = calibrate(recipe), KNOBS["seed"].read(seed)
    genes = thin(kept.genes, kept.layers)
    with whole(progress) as advance:
        first, last = reach(kept, change, Told(advance))
    found = Recipes()
    for i in range(count):
        nearness = (count - 1 - i) / max(1, count - 1)
        share = _rounded(last * (first / last) ** nearness if last else 0.0)
        own = _drawn(litter, i)[0]
        found.append(replace(kept, seed=own, genome=str(_mixed(genes, own, share))))
    return found


def reach(recipe: Recipe, change: float | str, told: Told = NOBODY) -> tuple[float, float]:
    """Return how far to turn the first and the last variation, in right angles, 0 … 1; as `vary`."""
    if not isinstance(change, str):
        return change * _FIRST, change
    half = half_way_of(calibrate(recipe), told)
    return half * NEAREST, min(1.0, half * WORDS[change])


def half_way_of(recipe: Recipe, told: Told = NOBODY) -> float:
    """Return the half-way turn of a calibrated recipe (see `nnart.explore.distances.half_way`)."""
    return _half_way_of(recipe, told)


@lru_cache(maxsize=16)  # the heading of a sheet needs it again
def _half_way_of(recipe: Recipe, told: Told) -> float:
    genes = thin(recipe.genes, recipe.layers)

    def turn(number: int, share: float) -> Recipe:
        own = _drawn(0, number)[0]
        return replace(recipe, seed=own, genome=str(_mixed(genes, own, share)))

    return half_way(recipe, turn, told)


@checked
def between(one: Recipe, other: Recipe, share: Share) -> Recipe:
    """Return the recipe that lies at a share, 0 … 1, of the way from one to another.

    Blends weights, gain, bias, framing, z and palettes; values that cannot be blended switch halfway. Both
    recipes are calibrated first, so small steps make small changes.

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
    fixed = ("zoom", "rotate") if near.seamless != "none" else ()  # seamless edges
    for name, knob in KNOBS.items():
        ends = getattr(one, name), getattr(other, name)
        if knob.blend in ("linear", "log") and None not in ends and name not in fixed:
            values[name] = _value_between(*ends, share=share, blend=knob.blend)
    if None not in (one.palette, other.palette) and near.colour == far.colour:
        values["palette"] = _palette_between(one, other, share)
    values["genome"] = str(_mixed(one.genes, other.genes, share))
    return Recipe.from_dict(_fitting(values))


def _check(count: int, change: float | str, *parents: Recipe) -> tuple[int, float | str]:
    """Check the parents; return the number of children and how far to turn them."""
    try:
        count = _COUNT.read(count)
    except InputError as error:
        raise error.about("count") from None
    change = check_change(change)
    check_parents(*parents)
    return count, change


def check_parents(*parents: Recipe) -> None:
    """Refuse parents that cannot be bred.

    Raises:
        InputError: if one is of the family lecture.
    """
    for parent in parents:
        if parent.family != "nnart":
            says = f"{parent.family} draws its weights in one go, so they cannot be crossed"
            raise InputError(fault("conflict", says, "family", ways="take parents of the family nnart"))


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
    """Return the values that a child takes from this parent."""
    return {name: getattr(recipe, name) for name, knob in KNOBS.items() if knob.parent == part}


def _child(parents: tuple[Recipe, Recipe], number: int, seed: int, change: float) -> Recipe:
    own, draws = _drawn(seed, number)
    shapes, light = parents if number % 2 == 0 else parents[::-1]
    layers = 1 + int(draws[0] * shapes.layers)
    crossed = thin(Cross(shapes.genes, light.genes, layers), shapes.layers)
    genome = _mixed(crossed, own, _rounded(change))
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
    """Drop values that are not compatible with others."""
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
    """Return a child's seed, of 32 bits, and the random numbers in 0 … 1 that shape it."""
    numbers = (streams.draw_uniform(seed, _LITTER, (number + 1) * _DRAWS)[-_DRAWS:] + 1) / 2
    return int(numbers[-1] * 2**32), numbers[:-1].tolist()


def _mixed(one: Genome, other: Genome, share: float) -> Mix:
    """Mix two genomes.

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
    """Blend two numbers or two rows of numbers; a shorter row is padded with zeros."""
    if isinstance(one, tuple):
        pairs = zip_longest(one, other, fillvalue=0.0)
        return [_value_between(*pair, share=share, blend=blend) for pair in pairs]
    if one == other:
        return one
    if blend == "log" and min(one, other) > 0:
        return _rounded(math.exp(math.log(one) + (math.log(other) - math.log(one)) * share))
    return _rounded(one + (other - one) * share)


def _rounded(number: float) -> float:
    """Round a number to the digits that matter."""
    return float(f"{number:.{_DIGITS}g}")


def _palette_between(one: Recipe, other: Recipe, share: float) -> str:
    """Blend the palettes of two recipes, taken as they are painted."""
    assert one.palette is not None and other.palette is not None
    if one.palette == other.palette:
        return one.palette
    labs = [to_oklab(blend(palette, _STOPS) / 65535) for palette in (one.palette, other.palette)]
    colours = to_sixteen_bits(from_oklab(labs[0] + (labs[1] - labs[0]) * share))
    return ",".join(palettes.write_colour(tuple(colour)) for colour in (colours // 257 * 257).tolist())
