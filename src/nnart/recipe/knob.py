"""Knob: all that is known of one value of a recipe, as data that checks, options, pages and programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from nnart.errors import InputError
from nnart.recipe.kinds import Choice, Kind, Names, Point, Real, Reals, Text, Whole, write_number

NETWORK, PLANE, COLOUR, FRAME, OUTPUT = "Network", "Plane", "Colour", "Frame", "Output"  # groups

Values = Mapping[str, Any]  # of a recipe, by their names
# A recipe between two others takes the nearer one's value, or one between theirs, by difference or by ratio.
Blend = Literal["nearest", "linear", "log", "palette", "genome"]
# The parent that a child has a value from: the one that it has its shapes from, or its colours, or the first.
Parent = Literal["shapes", "colours", "first"]

# Whether a value that is written as text has commas, so that semicolons have to stand between several.
Commas = Literal["never", "sometimes", "always"]


def _always(_: Values) -> bool:
    return True


@dataclass(frozen=True, eq=False, repr=False)
class Follows:
    """A default that follows from other values of a recipe.

    Attributes:
        words: the rule for people, such as `4 % of the width`.
        value: returns the default; None where it has to be searched for. Values may not be checked yet.
        applies: whether the value is needed at all, given the others.
        renewed: whether a value that equals its default follows the other values when they change.
    """

    words: str
    value: Callable[[Values], Any]
    applies: Callable[[Values], bool] = _always
    renewed: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Knob:
    """One value of a recipe.

    Attributes:
        name: of the value.
        kind: what it may be.
        group: where options and pages show it.
        help: what it does, in a sentence or two.
        more: what the documentation of `Recipe` adds, such as formulas.
        default: when not given; None if it then follows from others, or is not needed.
        follows: how it follows from others.
        unit: of numbers.
        at_most: the value that it may not exceed, by its name, beside its own limit.
        blend: what becomes of it between two recipes.
        parent: which of its parents a child has it from.
        measured: whether a gain is found with it, and found again when it changes.
        drawing: whether it says how a network is drawn, and nothing where one is given by hand.
        not_in_lecture: why the family lecture has none; empty where it has one.
        option: whether the command line has an option for it.
        first: whether help shows the option before someone asks for all.
        headline: whether a picture's description shows it even if it is at its default.
        commas: whether a value has some, written as text.
        examples: of values, as people write them.
    """

    name: str = ""
    kind: Kind
    group: str
    help: str
    more: str = ""
    default: Any = None
    follows: Follows | None = None
    unit: str = ""
    at_most: str = ""
    blend: Blend = "nearest"
    parent: Parent = "shapes"
    measured: bool = False
    drawing: bool = False
    not_in_lecture: str = ""
    option: bool = True
    first: bool = False
    headline: bool = False
    commas: Commas = "never"
    examples: tuple[str, ...] = ()

    def read(self, value: Any) -> Any:
        """Return a value as a recipe keeps it.

        Raises:
            InputError: if the value breaks the knob's rule.
        """
        try:
            return self.kind.read(value)
        except InputError as error:
            raise error.about(self.name) from None

    def default_for(self, values: Values) -> Any:
        """Return what the value is by default, given the others; None if it has to be searched for."""
        return self.default if self.follows is None else self.follows.value(values)

    def is_default(self, values: Values) -> bool:
        """Return whether a recipe's value is not given, or what it would be then."""
        value = values[self.name]
        needed = self.follows is None or self.follows.applies(values)
        return value is None or (needed and value == self.default_for(values))

    @property
    def range(self) -> str:
        """The limits of numbers in words; empty for other kinds."""
        if self.at_most and isinstance(self.kind, Whole):
            return f"{self.kind.min} … {self.at_most}"
        return "" if isinstance(self.kind, (Choice, Names, Text)) else self.kind.words

    @property
    def default_words(self) -> str:
        """The default, or the rule that it follows."""
        if self.follows is not None:
            return self.follows.words
        return write_value(self.default)

    @property
    def sentence(self) -> str:
        """The help with the range within, without the default."""
        if isinstance(self.kind, Choice):
            return f"{self.help} {self.kind.words}".rstrip()
        first, dot, rest = f"{self.help} ".partition(". ")
        unit = f" {self.unit}" if self.unit and self.range else ""
        return f"{first}{', ' if self.range else ''}{self.range}{unit}{dot}{rest}".rstrip()

    def as_data(self) -> dict[str, Any]:
        """Return the knob as plain data."""
        return {
            "name": self.name,
            "group": self.group,
            "help": self.help,
            **self.kind.as_data(),
            "unit": self.unit,
            "at_most": self.at_most,
            "default": self.default,
            "follows": None if self.follows is None else self.follows.words,
            "examples": self.examples,
            "blend": self.blend,
            "parent": self.parent,
            "measured": self.measured,
            "drawing": self.drawing,
            "lecture": not self.not_in_lecture,
            "option": self.option,
            "first": self.first,
            "headline": self.headline,
            "commas": self.commas,
        }


def write_value(value: Any) -> str:
    """Return a value as people write it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (list, tuple)):
        return ",".join(map(write_value, value)) or "none"
    if isinstance(value, float):
        return write_number(value)
    return "none" if value is None else str(value)


def knob(default: Any, kind: Kind, group: str, help: str, **more: Any) -> Any:  # noqa: A002
    """Return the field of a dataclass that is one knob; `more` are further attributes of `Knob`.

    Unless `more` says otherwise, knobs of the network and the plane are measured, those of the network draw it,
    children have colours from the parent that gives them, and real numbers blend.
    """
    row: dict[str, Any] = {
        "commas": "always"
        if isinstance(kind, (Reals, Point))
        else "sometimes"
        if isinstance(kind, Names)
        else "never",
        "measured": group in (NETWORK, PLANE),
        "drawing": group == NETWORK,
        "parent": "colours" if group == COLOUR else "shapes",
        "blend": "linear" if isinstance(kind, (Real, Reals)) else "nearest",
    }
    described = Knob(default=default, kind=kind, group=group, help=help, **row | more)
    return field(default=default, metadata={"knob": described})
