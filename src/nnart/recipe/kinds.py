"""Kinds of values: what a knob of a recipe may be, as data, and how a value is read.

`read` returns a value as a recipe keeps it, or raises an InputError whose fault names no value yet.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from numbers import Integral
from numbers import Real as AnyReal
from typing import Any, ClassVar, cast

from nnart.display import Named
from nnart.errors import InputError, Way, fault
from nnart.recipe.seeds import number_of
from nnart.recipe.size import MAX_SIDE
from nnart.recipe.sizes import pixels_for
from nnart.words import did_you_mean, match


def plain(value: Any) -> Any:
    """Return NumPy's numbers and arrays as Python's, and a palette or an activation by its name."""
    if isinstance(value, Named):
        return value.name
    return value.tolist() if hasattr(value, "tolist") else value


@dataclass(frozen=True, eq=False, repr=False)
class Kind(ABC):
    """What a value may be.

    Attributes:
        name: what programs call it.
    """

    name: ClassVar[str]

    @abstractmethod
    def read(self, value: Any) -> Any:
        """Return a value as a recipe keeps it.

        Raises:
            InputError: if the value is not of this kind.
        """

    @property
    def words(self) -> str:
        """The range in a few words, such as `1 … 1000`; empty where there is none."""
        return ""

    def as_data(self) -> dict[str, Any]:
        """Return the kind as plain data: its name, and its limits or choices."""
        return {"kind": self.name} | {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, eq=False, repr=False)
class Whole(Kind):
    """A whole number from `min` to `max`.

    Attributes:
        min, max: the limits.
        also: one more number, outside of them.
    """

    min: int
    max: int
    also: int | None = None
    name = "whole"

    def read(self, value: Any) -> int:
        """As in `Kind`."""
        if type(value) is int:
            whole = value
        elif isinstance(value, Integral) and not isinstance(value, bool):  # NumPy's
            whole = int(value)
        else:
            raise self._error(value)
        if self.min <= whole <= self.max or whole == self.also:
            return whole
        raise self._error(value)

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return f"{self.min} … {self.max}" + ("" if self.also is None else f" or {self.also}")

    def _error(self, value: Any) -> InputError:
        also = "" if self.also is None else f", or {self.also},"
        needed = f"a whole number from {self.min} to {self.max}{also} is needed"
        return InputError(fault("range", needed, got=value))


@dataclass(frozen=True, eq=False, repr=False)
class Neurons(Whole):
    """How many neurons are side by side, which some take for a picture's width in pixels."""

    def _error(self, value: Any) -> InputError:
        (wrong,) = super()._error(value).faults
        if isinstance(value, int) and self.max < value <= MAX_SIDE:
            does = "sets the pixels; these are neurons"
            wrong = replace(wrong, ways=(Way(does, give="size", value=pixels_for(columns=int(value))),))
        return InputError(wrong)


@dataclass(frozen=True, eq=False, repr=False)
class Seed(Whole):
    """A whole number that may be written as text, as many programs lose the last digits of large ones."""

    def read(self, value: Any) -> int:
        """As in `Kind`."""
        return super().read(number_of(value))


@dataclass(frozen=True, eq=False, repr=False)
class Real(Kind):
    """A number from `min` to `max`."""

    min: float
    max: float
    name = "real"

    def read(self, value: Any) -> float:
        """As in `Kind`."""
        if type(value) is float or (isinstance(value, AnyReal) and not isinstance(value, bool)):
            real = cast(float, value)
            if self.min <= real <= self.max:
                return float(real) + 0.0  # which makes 0.0 of -0.0
        raise InputError(fault("range", f"a number from {self.min:g} to {self.max:g} is needed", got=value))

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return f"{write_number(self.min)} … {write_number(self.max)}"


@dataclass(frozen=True, eq=False, repr=False)
class Flag(Kind):
    """True or false."""

    name = "flag"

    def read(self, value: Any) -> bool:
        """As in `Kind`."""
        if isinstance(value, bool):
            return value
        raise InputError(fault("type", "true or false is needed", got=value))


@dataclass(frozen=True, eq=False, repr=False)
class Choice(Kind):
    """One of some names.

    Attributes:
        choices: the names, and what each of them means.
        others: returns, of a text that is none of them, ways out beside a name that is like it.
    """

    choices: Mapping[str, str]
    others: Callable[[str], Iterable[Way]] | None = None
    name = "choice"

    def read(self, value: Any) -> str:
        """As in `Kind`."""
        if isinstance(value, str) and (name := match(value, self.choices)) is not None:
            return name
        ways = self.others(value) if self.others is not None and isinstance(value, str) else ()
        raise _unknown(value, self.choices, ways)

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return " ".join(f"{name}: {meaning}." for name, meaning in self.choices.items() if meaning)

    def as_data(self) -> dict[str, Any]:
        """As in `Kind`."""
        return {"kind": self.name, "choices": list(self.choices), "meanings": dict(self.choices)}


@dataclass(frozen=True, eq=False, repr=False)
class Names(Kind):
    """One or several of some names, between commas.

    Attributes:
        choices: the names.
        max_count: the most names.
        unique: whether each name may stand once only; names are then kept in the order of the choices.
    """

    choices: tuple[str, ...]
    max_count: int
    unique: bool = False
    name = "names"

    def read(self, value: Any) -> str:
        """As in `Kind`."""
        names = []
        for part in _join(value, f"one or several of {self.words} are needed").split(","):
            if (name := match(part.strip(), self.choices)) is None:
                raise _unknown(part.strip(), self.choices)
            names.append(name)
        if self.unique and len(set(names)) < len(names):
            raise InputError(fault("count", f"each of {', '.join(self.choices)} may be named once", got=value))
        if len(names) > self.max_count:
            raise InputError(fault("count", f"at most {self.max_count} names are needed, not {len(names)}"))
        return ",".join(sorted(names, key=self.choices.index) if self.unique else names)

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return ", ".join(self.choices)


@dataclass(frozen=True, eq=False, repr=False)
class Text(Kind):
    """A text that a function of its own reads.

    Attributes:
        form: what the text stands for, as programs call it.
        parse: returns the text as a recipe keeps it, or raises an InputError.
        needed: what is said of a value that is no text.
        choices: names that the text may be, of several ways to write it.
        join: makes one text of a list of them.
    """

    form: str
    parse: Callable[[str], str]
    needed: str
    choices: tuple[str, ...] = ()
    join: Callable[[Sequence[str]], str] = ",".join
    name = "text"

    def read(self, value: Any) -> str:
        """As in `Kind`."""
        return self.parse(_join(value, self.needed, self.join))

    def as_data(self) -> dict[str, Any]:
        """As in `Kind`."""
        return {"kind": self.name, "form": self.form} | ({"choices": self.choices} if self.choices else {})


@dataclass(frozen=True, eq=False, repr=False)
class Reals(Kind):
    """Up to `max_count` numbers from `min` to `max`."""

    max_count: int
    min: float
    max: float
    name = "reals"

    def read(self, value: Any) -> tuple[float, ...]:
        """As in `Kind`."""
        if not isinstance(value, (list, tuple)) or len(value) > self.max_count:
            raise InputError(fault("count", f"at most {self.max_count} numbers are needed", got=value))
        return tuple(map(Real(self.min, self.max).read, value))

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return f"up to {self.max_count} from {self.min:g} to {self.max:g}"


@dataclass(frozen=True, eq=False, repr=False)
class Point(Kind):
    """Two numbers x and y, each from `min` to `max`."""

    min: float
    max: float
    name = "point"

    def read(self, value: Any) -> tuple[float, ...]:
        """As in `Kind`."""
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise InputError(fault("count", "two numbers x, y are needed", got=value))
        return tuple(map(Real(self.min, self.max).read, value))

    @property
    def words(self) -> str:
        """As in `Kind`."""
        return f"{write_number(self.min)} … {write_number(self.max)} each"


def _unknown(value: Any, choices: Iterable[str], ways: Iterable[Way] = ()) -> InputError:
    found: list[str | Way] = [*did_you_mean(value, choices), *ways]
    return InputError(fault("choice", ", ".join(choices), got=value, ways=found))


def write_number(number: float) -> str:
    """Return a number as people write it: 1e6, not 1e+06."""
    return re.sub(r"e([-+])0*", lambda match: "e" + match[1].strip("+"), f"{number:g}")


def _join(value: Any, needed: str, join: Callable[[Sequence[str]], str] = ",".join) -> str:
    """Return a text, or a list of texts as one."""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value):
        return join(value)
    raise InputError(fault("type", needed, got=value))
