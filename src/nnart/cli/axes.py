"""Axes: knobs with several values each, and the recipes of their grid."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from nnart.cli import options as o
from nnart.cli.choices import Chosen
from nnart.cli.console import say
from nnart.cli.given import ARGUMENT, OPTIONS, VALUES, Given
from nnart.cli.limits import check_tiles
from nnart.cli.numbers import numbers
from nnart.cli.palettes import read_palettes, remarks_on, split_option
from nnart.cli.recipes import Request, read_request
from nnart.cli.sheets import Contents, Entry
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, RecipeError, Way, fault, shown
from nnart.inputfiles import STDIN
from nnart.recipe.colours import split
from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Whole
from nnart.recipe.palettes import names as own_palettes
from nnart.recipe.recipe import Recipe
from nnart.sheets.headings import label, write
from nnart.sheets.sheet import Axis
from nnart.words import match

MAX_VALUES = 10_000  # of a knob
_START = ("preset", "recipe", "source")  # beside knobs
_REAL = r"(-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)"
_RANGE = re.compile(rf"\s*{_REAL}\.\.{_REAL}(?::([0-9]{{1,5}}))?\s*")
_FUNCTION = re.compile(
    rf"(?:np\.|numpy\.)?(linspace|range|arange)\({_REAL}\s*,\s*{_REAL}(?:\s*,\s*(?:num=|step=)?{_REAL})?\)"
)
_SLICE = re.compile(rf"{_REAL}:{_REAL}(?::{_REAL})?")

TEXTS: dict[str, tuple[Any, object]] = ARGUMENT | {
    name: (o.option_for_several(VALUES[name]) if name in VALUES else OPTIONS[name], None)
    for name in OPTIONS
    if name in VALUES or name in ("seed", *_START)
}


def grid(given: Given, *, force: bool, quiet: bool = False) -> Contents:
    """Return a row of tiles for the values of one knob, or a grid for those of two."""
    knobs = {name: values_of(name, text) for name, text in given.items() if name in VALUES and text is not None}
    axes = {name: values for name, values in knobs.items() if len(values) > 1}
    if len(axes) > 2:
        raise InputError(fault("count", "at most two knobs may have several values", *axes))
    fixed = {name: values[0] for name, values in knobs.items() if len(values) == 1}
    palettes = _read_palettes(given, knobs)
    chosen = read_request(
        dict.fromkeys(OPTIONS) | {"exact": False} | {n: given[n] for n in ("picture", "seed", *_START)}
    )
    if chosen.begun.network is not None:
        says = f"the networks of a sweep come from seeds, but {chosen.begun.given} by hand"
        raise InputError(fault("conflict", says, "network", ways="leave it out"))
    if not axes:
        way = "write --layers 1,2,4,8 or --detail 3..12"
        ways = [way, *(_several_ramps(one) for one in palettes if len(split(one, ",")) > 1)]
        raise InputError(fault("missing", "a knob or two need several values", ways=ways))
    check_tiles(len(chosen.seeds) * math.prod(map(len, axes.values())), force=force)
    remarks = [remark for palette in palettes.values() for remark in remarks_on(palette)]
    chosen = replace(chosen, changes=chosen.changes | fixed, remarks=[*chosen.remarks, *remarks])
    if "steps" in fixed and (ranged := next((name for name in axes if _is_range(given[name])), None)):
        says = f"steps {fixed['steps']}: flat colours in each picture"
        say(f"{says}; that is --{ranged} {given[ranged]}:{fixed['steps']}", quiet)
    swept = _across_last(({"seed": chosen.seeds} if len(chosen.seeds) > 1 else {}) | axes)
    hints = (Way("between values that have commas, write semicolons"),) * _with_commas(given, axes)
    tiles = list[Entry]()
    for place in product(*swept.values()):
        values = dict(zip(swept, place, strict=True))
        asked = _ask(chosen, values, palettes)
        name = _named(values[name] for name in sorted(values, key=lambda name: name != "seed"))
        tiles.append(Entry(name, _recipe(asked, hints), choice=asked.choice_of(asked.seeds[0])))
    asked = replace(asked, seeds=chosen.seeds)
    choices = _choices_by_seed(tiles)
    asked.tell(quiet, choices=bool(choices))
    return _contents(swept, tiles, choices, asked)


def _read_palettes(given: Given, knobs: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Return each palette that is given, as a recipe takes it; a file is read once, as it may be a pipe."""
    files = dict.fromkeys(knobs.get("palette", ()))
    starts = {name: given[name] for name in ("picture", "recipe", "source")}
    stdin = standard_input(**starts, palette=STDIN if STDIN in files else None)
    return {text: read_palettes(text, stdin) for text in files}


def _ask(chosen: Request, values: Mapping[str, Any], palettes: Mapping[str, str]) -> Request:
    """Return what is asked for at one place, which has one seed."""
    changes = chosen.changes | {name: value for name, value in values.items() if name != "seed"}
    if palettes:
        changes["palette"] = palettes[changes["palette"]]
    return replace(chosen, changes=changes, seeds=[values.get("seed", chosen.seeds[0])])


def _recipe(asked: Request, hints: Sequence[Way]) -> Recipe:
    """Return the only recipe that is asked for; hints stand in its errors."""
    try:
        return asked.recipes()[0]
    except RecipeError as error:
        raise RecipeError(*(replace(each, ways=(*each.ways, *hints)) for each in error.faults)) from None


def _choices_by_seed(tiles: Sequence[Entry]) -> dict[int, Chosen]:
    """Return what each seed chooses; nothing where that depends on the knobs, too."""
    found = dict[int, Chosen]()
    for tile in tiles:
        if found.setdefault(tile.recipe.seed, tile.choice) != tile.choice:
            return {}
    return found


def _contents(
    swept: Mapping[str, Sequence[Any]], tiles: Sequence[Entry], choices: Mapping[int, Chosen], asked: Request
) -> Contents:
    """Return a row, or a grid, with a title; what a seed chooses stands beside it, if it always does."""
    if choices:
        tiles = [Entry(tile.name, tile.recipe) for tile in tiles]
    said = {seed: " ".join(choices.get(seed, {}).values()) for seed in asked.seeds}
    *down, across = swept
    labels = ", ".join(map(label, down))
    by = f"by {' and '.join(filter(None, (labels, label(across))))}"
    (seed, words), *others = said.items()
    title = asked.title(by if others else f"seed {seed}{f' ({words})' if words else ''}, {by}")
    if not down:
        return Contents(tiles, title, row=True, chosen=asked.chosen)
    written = {
        name: [f"{value} {said[value]}".rstrip() if name == "seed" else write(value) for value in values]
        for name, values in swept.items()
    }
    rows = map(", ".join, product(*(written[name] for name in down)))
    axes = Axis(label(across), tuple(written[across])), Axis(labels, tuple(rows))
    return Contents(tiles, title, axes=axes, chosen=asked.chosen)


def _across_last(swept: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Return what is swept; the last is across the sheet: of seeds and one knob, whichever are more."""
    first, *others = swept
    if first == "seed" and len(others) == 1 and len(swept["seed"]) > len(swept[others[0]]):
        return {others[0]: swept[others[0]], "seed": swept["seed"]}
    return swept


def _is_range(text: str) -> bool:
    """Return whether a text is a range of numbers that does not say how many."""
    match = _RANGE.fullmatch(text)
    return match is not None and match[3] is None


def _named(values: Iterable[Any]) -> str:
    return ", ".join(map(write, values))


def _several_ramps(text: str) -> str:
    """Return how the colours of a palette are several of them."""
    return f"{shown(text)} is one palette, and {shown(';'.join(split(text, ',')))} a ramp of each colour"


def _with_commas(given: Given, axes: Iterable[str]) -> bool:
    """Return whether a comma between values may have been meant to be within one."""
    return any(VALUES[name].commas != "never" and ";" not in given[name] for name in axes)


def values_of(name: str, text: str) -> list[Any]:
    """Return the values that a knob is given: 1,2,4, or a range 3..12, or 0.5..6:5, or names.

    The text all stands for every name. What is no number is left for the rule that knows better to refuse.

    Raises:
        InputError: if a range is none, or is empty.
    """
    if text.strip().lower() == "all" and (every := _every(name)):
        return every
    if name == "palette":
        return list(split_option(text))
    if isinstance(VALUES[name].kind, (Whole, Real)):
        text = _like_numpy(name, text)
    kind, commas = VALUES[name].kind, VALUES[name].commas
    mark = ";" if ";" in text or commas == "always" else ","
    parts = [part.strip() for part in text.split(mark) if part.strip() or mark == ","]
    found: list[Any] = []
    for part in parts:
        ranged = isinstance(kind, (Whole, Real)) and ".." in part
        found.extend(_range(name, part) if ranged else [_read(kind, part)])
    if len(found) > MAX_VALUES:
        raise _too_many(name, text)
    return found


def _like_numpy(name: str, text: str) -> str:
    """Return nnart's range for one written as NumPy's linspace and arange, Python's range, or 1:50:5."""
    written = text.strip().lower()
    if (found := _FUNCTION.fullmatch(written)) is None and (found := _SLICE.fullmatch(written)) is None:
        return text
    *function, first, second, third = found.groups()
    if function == ["linspace"]:
        return f"{first}..{second}:{int(float(third or 50))}"
    low, high, step = float(first), float(second), float(third or 1)
    if not function and step > high:  # MATLAB has the step in the middle
        step, high = high, step
    count = (high - low) / step if step > 0 else 0
    last = math.ceil(count) - 1 if function else math.floor(count)
    if last < 1:
        raise InputError(fault("syntax", f"{shown(text)} is not a range", name, ways="write 1..50:10"))
    return f"{low:g}..{low + last * step:g}:{last + 1}"


def _every(name: str) -> list[str]:
    """Return all that a knob may be, of those that nnart has names for."""
    kind = VALUES[name].kind
    if name == "palette":
        return own_palettes()
    return list(kind.choices) if isinstance(kind, (Choice, Names)) and not match("all", kind.choices) else []


def _range(name: str, text: str) -> list[Any]:
    """Return the numbers of a range, both ends included."""
    match = _RANGE.fullmatch(text)
    low, high = (float(end) for end in match.groups()[:2]) if match else (1.0, 0.0)
    whole = low.is_integer() and high.is_integer()
    if match is None or high < low or (match[3] is None and not whole) or (match[3] and int(match[3]) < 2):
        way = (
            "write the smaller number first, as in 3..12, and for fractions also how many values, as in "
            "0.5..6:5"
        )
        raise InputError(fault("syntax", f"{shown(text)} is not a range", name, ways=way))
    if match[3] is None:
        count = int(high - low) + 1
        if count > MAX_VALUES:
            raise _too_many(name, text)
        return [int(low) + i for i in range(count)]
    steps = int(match[3]) - 1
    found = [float(f"{low + (high - low) * i / steps:.6g}") for i in range(steps + 1)]
    broken = next((number for number in found if not number.is_integer()), None)
    if broken is not None and isinstance(VALUES[name].kind, Whole) and whole:
        step = max(1, round((high - low) / steps))
        says = f"{shown(text)} includes {broken:g}, which is not a whole number"
        ways = f"write {low:.0f}..{low + step * steps:.0f}:{steps + 1}"
        raise InputError(fault("kind", says, name, ways=ways))
    return [int(number) for number in found] if all(number.is_integer() for number in found) else found


def _too_many(name: str, text: str) -> InputError:
    return InputError(
        fault("count", f"{shown(text)} has more than {MAX_VALUES} values", name, ways="take fewer")
    )


def _read(kind: Kind, text: str) -> Any:
    """Return one value; text that is none as it is, for the rule that knows better to refuse."""
    if isinstance(kind, (Point, Reals)):
        return numbers(text)
    if isinstance(kind, Flag):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(kind, Choice):
        return match(text, kind.choices) or text
    return _number(text) if isinstance(kind, (Whole, Real)) else text


def _number(text: str) -> Any:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
