"""The recipes that options ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart.cli.choices import (
    MAX_TOLD,
    Chosen,
    choice_of,
    describe_palettes,
    knobs_chosen,
    palettes_among,
    tell_choices,
)
from nnart.cli.console import say
from nnart.cli.given import VALUES, Given
from nnart.cli.numbers import numbers
from nnart.cli.palettes import from_stdin, read_palettes, remarks_on
from nnart.cli.stdin import standard_input
from nnart.cli.wishes import wishes_told
from nnart.errors import InputError, Way, fault
from nnart.recipe.changes import with_own_names
from nnart.recipe.kinds import Point, Real, Reals, Whole
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import ANY
from nnart.recipe.presets import NAMES as PRESETS
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import count_seeds, parse_seeds, random_seed
from nnart.words import fold, match

if TYPE_CHECKING:
    from nnart.sources.start import Start

_NUMBERS = re.compile(r"-?[0-9.]+(,-?[0-9.]+)+|-?[0-9.]*[0-9]\.\.-?[0-9][0-9.]*(:[0-9]+)?")  # several
_NEARLY = 0.015  # of a zoom that is meant as a part, such as 0.33
# What people write for numbers, and numbers that are little, usual and much.
_AMOUNTS = (
    "low",
    "lower",
    "little",
    "less",
    "small",
    "medium",
    "mid",
    "high",
    "higher",
    "much",
    "more",
    "max",
    "min",
)
_USUAL = {
    "detail": (3, 6, 14),
    "contrast": (0.5, 1, 2),
    "gain": (1, "what is found for the seed", 4),
    "layers": (3, 20, 100),
    "width": (20, 100, 300),
    "zoom": (0.5, 1, 4),
    "samples": (1, 1, 3),
}


@dataclass(frozen=True)
class Request:
    """The recipes that options ask for.

    Attributes:
        begun: what the options build upon.
        changes: their values, beside the seed.
        seeds: one for each recipe.
        drawn: whether the seed was drawn at random.
        passed_over: how many seeds are left out, as their pictures are nearly one colour.
        remarks: what people should know of what they asked for.
    """

    begun: Start
    changes: dict[str, Any]
    seeds: Sequence[int]
    drawn: bool
    remarks: Sequence[str] = ()
    passed_over: int = 0

    def tell(self, quiet: bool, *, choices: bool = True) -> None:
        """Say which seed was drawn, even where quiet is wanted, and what people should know.

        Args:
            quiet: whether people are told nothing else.
            choices: whether they are told what seeds choose.
        """
        if self.drawn:
            say(self.said)
        for remark in (*self.remarks, *(self._told_choices() if choices else ())):
            say(remark, quiet)

    @property
    def said(self) -> str:
        """The seeds, as people are told that they were drawn."""
        first, last, count = self.seeds[0], self.seeds[-1], len(self.seeds)
        said = f"seeds {first}..{last} were drawn"
        if count == 1:
            said = f"seed {first} was drawn"
        elif last - first >= count:
            said = f"{count} seeds from {first} to {last} were drawn"
        if not self.passed_over:
            return said
        others = "1 other is" if self.passed_over == 1 else f"{self.passed_over} others are"
        return f"{said}; {others} passed over as nearly one colour, as a third of the lecture's are"

    @property
    def names(self) -> list[str]:
        """What each picture is called: its seed, or of several tiles its name."""
        return [tile.name for tile in self.begun.tiles] or [str(seed) for seed in self.seeds]

    @property
    def palettes(self) -> list[str]:
        """Those that seeds choose among; none if there is only one."""
        return palettes_among(self.begun.values | self.changes)

    @property
    def chosen(self) -> frozenset[str]:
        """The knobs that seeds choose."""
        return knobs_chosen(self.begun.values, self.changes)

    def title(self, text: str) -> str:
        """Return a sheet's title, with what its seeds choose among."""
        found = [text]
        if self.begun.values.get("preset") == ANY:
            found.append(f"preset {ANY}")
        if len(self.seeds) > 1:
            found.append(describe_palettes(self.palettes))
        return ", ".join(filter(None, found))

    def choice_of(self, seed: int) -> Chosen:
        """Return what a seed chooses."""
        return choice_of(self.begun.values, self.changes, seed)

    def _told_choices(self) -> list[str]:
        """Return what people are told of what seeds choose."""
        seeds = self.seeds[: MAX_TOLD + 1]  # of more, nothing
        found = {name: self.choice_of(seed) for name, seed in zip(self.names, seeds, strict=False)}
        return tell_choices(found, len(self.palettes))

    def recipes(self, most: int | None = None) -> list[Recipe]:
        """Return a recipe for every seed, or for the first ones."""
        return self.begun.recipes(self.changes, self.seeds[:most])


def seeds_from(text: str, count: int | None) -> str:
    """Return as many seeds as are counted, from the given one on; those that are given if none are counted.

    Raises:
        InputError: if there are several already.
    """
    if count is None:
        return text
    seeds = parse_seeds(text)
    if len(seeds) > 1:
        says = f"{text} already says how many"
        raise InputError(fault("conflict", says, "seed", "count", ways="give only the first seed"))
    return count_seeds(seeds[0], count)


def read_request(
    given: Given,
    bits: int | None = None,
    *,
    seeds: Sequence[int] | None = None,
    count: int | None = None,
    otherwise: int | None = None,
    several: bool = False,
    repeated: bool = False,
) -> Request:
    """Return the recipes that options ask for.

    Args:
        given: the options, and perhaps the argument `picture`, which is built upon.
        bits: a channel, in whose levels a tolerance is given; those of what is built upon when not given.
        seeds: in the place of those in the options, or of one drawn at random.
        count: of seeds, from the one in the options, of the start, or drawn at random on.
        otherwise: how many seeds where nothing says it, and what is built upon is no tile of a sheet.
        several: whether what is built upon may be several tiles of a sheet, which have seeds of their own.
        repeated: whether a seed that is given again counts again.

    Raises:
        InputError: if options contradict each other.
    """
    from nnart.sources.opening import choose_start  # not needed to print help

    inputs: Given = {name: given.get(name) for name in ("picture", "recipe", "source", "network")}
    if isinstance(inputs["picture"], tuple) and not several:
        raise InputError(fault("count", "one is needed", "picture", got=" ".join(inputs["picture"])))
    _check_preset(given["preset"])
    stdin = standard_input(**inputs, palette=from_stdin(given["palette"]))
    if seeded := _seeded_presets(given):
        inputs["picture"], given = tuple(seeded.values()), {**given, "seed": None}
    with wishes_told(inputs["picture"] or inputs["source"]):
        begun = choose_start(preset=given["preset"], **inputs, stdin=stdin, several=several)
    if seeded:
        begun = replace(begun, tiles=tuple(map(_named, begun.tiles, seeded)))
    changes = _whole_repeats(begun, read_changes(given, bits or begun.bits, stdin))
    if begun.tiles:
        seeds, count = _seeds_of_tiles(begun, given, count), None
    elif given["seed"] is not None:
        listed, count = parse_seeds(seeds_from(given["seed"], count)), None
        seeds = listed if repeated else list(dict.fromkeys(listed))
    drawn = seeds is None and "seed" not in begun.values
    if drawn and begun.values.get("genome"):  # it would take the genome's place
        says = "a recipe with a genome needs one, which decides the rest"
        raise InputError(fault("missing", says, "seed", ways="add seed = 7 to it", where=begun.place))
    found = [begun.values.get("seed", random_seed())] if seeds is None else seeds
    if count is None and given["seed"] is None and seeds is None and not begun.tile:
        count = otherwise
    if count is not None:
        found = parse_seeds(seeds_from(str(found[0]), count))
    if "genome" in changes and len(found) > 1:
        says = f"it replaces the seed, but there are {len(found)} seeds"
        raise InputError(fault("conflict", says, "genome", ways="give one seed"))
    begun.check_drawn(changes.keys() | ({"preset"} if given["preset"] is not None else set()), len(found))
    remarks = [*_others_than_bred(begun, changes, found), *remarks_on((begun.values | changes).get("palette"))]
    return Request(begun, changes, found, drawn, remarks)


def _others_than_bred(begun: Start, changes: Given, seeds: Sequence[int]) -> list[str]:
    """Return what people should know of seeds that are not the one of a genome."""
    own = begun.values.get("seed")
    if not begun.values.get("genome") or "genome" in changes or all(seed == own for seed in seeds):
        return []
    bred = "without a seed" if own is None else f"seed {own}"
    return [f"what was bred is {bred}; other seeds keep its colours and knobs alone"]


def _whole_repeats(begun: Start, changes: dict[str, Any]) -> dict[str, Any]:
    """Return changes with a zoom such as 0.333 as 1/3, where edges fit at such alone."""
    zoom = changes.get("zoom")
    seamless = {**begun.values, **changes}.get("seamless", "none") != "none"
    if not seamless or not isinstance(zoom, float) or not 0 < zoom < 1:
        return changes
    repeats = round(1 / zoom)
    if zoom == 1 / repeats or abs(zoom * repeats - 1) > _NEARLY:
        return changes
    say(f"zoom {zoom:g} is taken as 1/{repeats}, where edges fit each other")
    return {**changes, "zoom": 1 / repeats}


def _check_preset(text: str | None) -> None:
    """Refuse several presets where one is needed, with how they are seen side by side."""
    parts = [part.strip() for part in (text or "").split(",")]
    if len(parts) > 1 and all(match(part, PRESETS) for part in parts):
        ways = f"nnart sheet {' '.join(parts)} --seed 7 shows them side by side"
        raise InputError(fault("count", "one is needed, or any", "preset", got=text, ways=ways))


def _seeded_presets(given: Given) -> dict[str, str]:
    """Return lines that paint several presets from one seed, by the presets; none if others are asked for."""
    pictures, seed = given.get("picture"), given.get("seed") or ""
    if not isinstance(pictures, tuple) or not seed.isdigit():
        return {}
    if not all(match(text, PRESETS) for text in pictures):
        return {}
    return {text: f"nnart render --seed {seed} --preset {text}" for text in pictures}


def _named(start: Start, name: str) -> Start:
    return replace(start, name=name)


def read_changes(given: Given, bits: int, stdin: BinaryIO | None = None) -> dict[str, Any]:
    """Return the values of a recipe that options give, beside the seed.

    Args:
        given: the options.
        bits: a channel, in whose levels a tolerance is given.
        stdin: what `-` stands for, if it stands for something.
    """
    changes = with_own_names(
        {name: value for name, value in given.items() if name in VALUES and value is not None}
    )
    for name, value in changes.items():
        if isinstance(value, str) and isinstance(VALUES[name].kind, (Whole, Real)):
            _check_single(name, value, lecture="lecture" in (given.get("preset"), given.get("family")))
    if "%" in (changes.get("center") or ""):
        _refuse_shares(changes["center"])
    rows = [name for name in changes if isinstance(VALUES[name].kind, (Point, Reals))]
    changes |= {name: numbers(changes[name]) for name in rows}
    if "palette" in changes:
        changes["palette"] = read_palettes(changes["palette"], stdin)
    levels = _tolerance(given["exact"], given["tolerance"], bits)
    return changes if levels is None else changes | {"tolerance": levels}


def _refuse_shares(text: str) -> None:
    """Refuse a point in per cent, which is counted from the upper left in other programs."""
    says = "two numbers are needed: 0,0 is the middle, and 1 the edge to the right or above"
    found = re.fullmatch(r"\s*([0-9.]+)%\s*,\s*([0-9.]+)%\s*", text)
    ways: list[Way] = []
    if found:
        with suppress(ValueError):
            point = f"{float(found[1]) / 50 - 1:.3g},{1 - float(found[2]) / 50:.3g}"
            ways = [Way("is that point of a square, from its upper left", "center", point)]
    raise InputError(fault("type", says, "center", got=text, ways=ways))


def _check_single(name: str, text: str, *, lecture: bool = False) -> None:
    """Refuse several numbers where one is needed."""
    if fold(text) in _AMOUNTS and name in _USUAL:
        little, default, much = _USUAL[name]
        says = f"a number is needed: {little} is little, {default} the default, {much} much"
        raise InputError(fault("range", says, name, got=text))
    if _NUMBERS.fullmatch(text):
        ways = [f"nnart sweep --{name} {text} paints each"]
        if lecture and name == "layers" and (counts := re.findall("[0-9]+", text)):
            most = max(2, *map(int, counts))
            ways = [
                f"nnart sweep --preset lecture --layers {most} --after {text} shows the same network after each"
            ]
        if name == "width" and "," in text:
            first, *others = text.split(",")
            alike = f"layers are all as wide: --layers {1 + len(others)} --width {first}"
            ways = [alike] if {first} == {*others} else [*ways, alike]
        elif text.count(",") == 1 and "." not in text and isinstance(VALUES[name].kind, Real):
            ways.append(f"one number is {text.replace(',', '.')}")
        raise InputError(fault("count", "one number is needed", name, got=text, ways=ways))


def _seeds_of_tiles(begun: Start, given: Given, count: int | None) -> list[int]:
    """Return the seeds of several tiles, in whose place there can be no others."""
    seed = given.get("seed_from", "seed")  # the parameter that says it
    others = [name for name, value in ((seed, given["seed"]), ("count", count)) if value is not None]
    if others:
        says = f"each of {len(begun.tiles)} tiles has a seed of its own"
        names = ("source" if given["source"] else "picture", *others)
        raise InputError(
            fault(
                "conflict",
                says,
                *names,
                ways=f"name one tile, or give no {' or '.join(others)}",
            )
        )
    return [tile.values["seed"] for tile in begun.tiles]


def _tolerance(exact: bool, levels: float | str | None, bits: int) -> float | None:
    """Return a recipe's tolerance from one in levels of so many bits."""
    if exact and levels is not None:
        raise InputError(
            fault("conflict", "only one of them can decide", "exact", "tolerance", ways="give one")
        )
    if exact or levels is None:
        return 0.0 if exact else None
    scale = 1 if bits == 8 else 257
    kind = KNOBS["tolerance"].kind
    assert isinstance(kind, Real)
    top = int(kind.max * scale)
    if isinstance(levels, str) or not kind.min <= levels <= top:  # what is no number comes as it was written
        says = f"a number from {kind.min} to {top} is needed at {bits} bits"
        raise InputError(fault("range", says, "tolerance", got=levels))
    return levels if bits == 8 else levels / scale
