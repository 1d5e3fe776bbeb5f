"""Axes: knobs with several values each, and the recipes of their grid."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from copy import copy
from itertools import product
from typing import Annotated, Any, get_args

import typer

from nnart.cli.console import say
from nnart.cli.deliver import check_count
from nnart.cli.numbers import numbers
from nnart.cli.recipes import OPTIONS, VALUES, Given, wanted
from nnart.errors import InputError, RecipeError, shown
from nnart.recipe.recipe import Recipe
from nnart.sources.start import recipes_for

MOST_VALUES = 10_000  # of a knob
_START = ("preset", "recipe", "source")  # beside knobs
_WITH_COMMAS = ("center", "z", "genome")  # in each of their values
_REAL = r"(-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)"
_RANGE = re.compile(rf"\s*{_REAL}\.\.{_REAL}(?::([0-9]{{1,5}}))?\s*")


# Where what `nnart render` says would mislead: there a comma has a meaning within one value.
_HELP = {
    "activation": 'Names: tanh,sin,gauss. Mixtures have semicolons between them: "tanh;tanh,sin".',
    "inputs": 'Several of x, y, r and fourier, with semicolons between values: "x,y;x,y,r".',
    "palette": 'Names: ink,reef. Own colours have semicolons between palettes: "ink;navy,gold".',
    "center": 'Points, with semicolons between them: "0,0;0.5,0.5".',
    "z": 'Rows of numbers, with semicolons between them: "0.1;0.2".',
    "genome": 'Crossed and mixed seeds, with semicolons between them: "cross(7,12,3);mix(7,12,0.1)".',
}


def _text(name: str) -> Any:
    """Return the annotation of a knob's option as one that takes several values, as text."""
    option = copy(next(one for one in get_args(OPTIONS[name]) if isinstance(one, typer.models.OptionInfo)))
    option.parser, option.metavar, option.param_decls = None, "VALUES", (f"--{name}",)
    option.help = _HELP.get(name, option.help)
    return Annotated[str | None, option]


TEXTS: dict[str, tuple[Any, object]] = {
    name: (annotation if name in ("seed", *_START) else _text(name), None)
    for name, annotation in OPTIONS.items()
    if name in VALUES | {"seed", *_START}
}


def grid(given: Given, *, force: bool) -> tuple[list[tuple[str, Recipe]], int | None, str]:
    """Return tiles with their names, how many are in a row if that matters, and a title."""
    knobs = {name: values_of(name, text) for name, text in given.items() if name in VALUES and text is not None}
    axes = {name: values for name, values in knobs.items() if len(values) > 1}
    if len(axes) > 2:
        *some, last = (f"--{name}" for name in axes)
        raise InputError(f"{', '.join(some)} and {last}: at most two knobs have several values")
    fixed = {name: values[0] for name, values in knobs.items() if len(values) == 1}
    chosen = wanted(dict.fromkeys(OPTIONS) | {"exact": False} | {n: given[n] for n in ("seed", *_START)})
    if chosen.begun.network is not None:
        raise InputError(f"{chosen.begun.source}: a sweep is of networks that are drawn from seeds")
    if not axes:
        raise InputError("a knob or two need several values, as in --layers 1,2,4,8 --detail 3..12")
    check_count(len(chosen.seeds) * math.prod(map(len, axes.values())), force=force)
    if chosen.drawn:
        say(f"seed {chosen.seeds[0]} was drawn")
    several = len(chosen.seeds) > 1
    tiles = []
    for seed, *values in product(chosen.seeds, *axes.values()):
        changes = chosen.changes | fixed | dict(zip(axes, values, strict=True))
        try:
            (recipe,) = recipes_for(chosen.begun.values, changes, [seed], chosen.file)
        except RecipeError as error:
            hint = ["between values that have commas, write semicolons"] * _with_commas(given, axes)
            raise RecipeError([*error.faults, *hint]) from None
        named = [str(seed)] * several + [name_of(value) for value in values]
        tiles.append((", ".join(named), recipe))
    names = ["seed"] * several + list(axes)
    across = len(list(axes.values())[-1])
    title = f"{', '.join(names[:-1])} down, {names[-1]} across" if len(names) > 1 else names[0]
    if not several:
        title = f"seed {chosen.seeds[0]}: {title}" if len(names) > 1 else f"seed {chosen.seeds[0]}, by {title}"
    return tiles, across if len(names) > 1 else None, title


def _with_commas(given: Given, axes: Iterable[str]) -> bool:
    """Return whether a comma between values may have been meant to be within one."""
    return any(name in _HELP and ";" not in given[name] for name in axes)


def name_of(value: Any) -> str:
    """Return a value as a tile's name says it."""
    if isinstance(value, list):
        return ",".join(map(name_of, value))
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value).lower()


def values_of(name: str, text: str) -> list[Any]:
    """Return the values that a knob is given: 1,2,4, or a range 3..12, or 0.5..6:5, or names.

    What is no number is left for the rule that knows better to refuse.

    Raises:
        InputError: if a range is none, or is empty.
    """
    kind = get_args(get_args(OPTIONS[name])[0])[0]
    mark = ";" if ";" in text or name in _WITH_COMMAS else ","
    parts = [part.strip() for part in text.split(mark) if part.strip() or mark == ","]
    found: list[Any] = []
    for part in parts:
        found.extend(_range(name, part) if kind in (int, float) and ".." in part else [_READ[kind](part)])
    if name in ("center", "z"):
        found = [numbers(part) for part in found]
    if len(found) > MOST_VALUES:
        raise InputError(f"{name}: {shown(text)} has more than {MOST_VALUES} values; take fewer")
    return found


def _range(name: str, text: str) -> list[Any]:
    """Return the numbers of a range, both ends included."""
    match = _RANGE.fullmatch(text)
    low, high = (float(end) for end in match.groups()[:2]) if match else (1.0, 0.0)
    whole = low.is_integer() and high.is_integer()
    if match is None or high < low or (match[3] is None and not whole) or (match[3] and int(match[3]) < 2):
        raise InputError(
            f"{name}: {shown(text)} is no range; write the smaller number first, as in 3..12, and for numbers "
            "that are not whole how many, as in 0.5..6:5"
        )
    if match[3] is None:
        count = int(high - low) + 1
        if count > MOST_VALUES:
            raise InputError(f"{name}: {shown(text)} has more than {MOST_VALUES} values; take fewer")
        return [int(low) + i for i in range(count)]
    steps = int(match[3]) - 1
    found = [float(f"{low + (high - low) * i / steps:.6g}") for i in range(steps + 1)]
    return [int(number) for number in found] if all(number.is_integer() for number in found) else found


def _number(text: str) -> Any:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _flag(text: str) -> Any:
    return {"true": True, "false": False}.get(text.lower(), text)


_READ: dict[Any, Callable[[str], Any]] = {int: _number, float: _number, bool: _flag, str: str}
