"""Kinds of arguments: valid values, in words and as a function. NumPy's numbers become Python's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import TextIOBase
from numbers import Integral, Real
from os import PathLike, fspath
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, cast

from nnart.errors import InputError, Way, fault


class Writable(Protocol):
    """Something that bytes can be written to: a file that is open for writing, BytesIO, a response."""

    def write(self, data: bytes, /) -> object:
        """Take some bytes."""
        ...


class Unfit(Exception):  # noqa: N818  - it never leaves this package
    """A value is not of the kind that is needed."""


@dataclass(frozen=True)
class Kind:
    """A kind of values.

    Attributes:
        words: such as `a whole number`, or the names of a choice.
        read: converts a value for the function, or raises Unfit.
        ways: how to make such a value.
        rule: the rule that other values break.
    """

    words: str
    read: Callable[[Any], Any]
    ways: tuple[Way, ...] = ()
    rule: Literal["type", "choice"] = "type"

    def check(self, value: Any, name: str) -> Any:
        """Return a value as the function takes it.

        Raises:
            InputError: if it is of another kind.
        """
        try:
            return self.read(value)
        except Unfit:
            says = self.words if self.rule == "choice" else f"{self.words} is needed"
            raise InputError(fault(self.rule, says, name, got=value, ways=self.ways)) from None


def either(kinds: Sequence[Kind], *, optional: bool) -> Kind:
    """Return the kind of values of any of several kinds, perhaps with None."""
    words = " or ".join(dict.fromkeys(kind.words for kind in kinds))
    ways = tuple(dict.fromkeys(way for kind in kinds for way in kind.ways))
    return Kind(words, partial(_first, kinds, optional), ways, kinds[0].rule if len(kinds) == 1 else "type")


def _first(kinds: Sequence[Kind], optional: bool, value: Any) -> Any:
    if value is None and optional:
        return None
    for kind in kinds:
        try:
            return kind.read(value)
        except Unfit:
            pass
    raise Unfit


def row_of(kinds: Sequence[Kind]) -> Kind:
    """Return the kind of tuples with an item of each kind; lists are accepted."""

    def read(value: Any) -> Any:
        if not isinstance(value, (tuple, list)) or len(value) != len(kinds):
            raise Unfit
        return tuple(kind.read(one) for kind, one in zip(kinds, value, strict=True))

    return Kind(f"a tuple ({', '.join(kind.words for kind in kinds)})", read)


def several(kind: Kind | None, *, passing: bool = False) -> Kind:
    """Return the kind of rows of something, of any length.

    Args:
        kind: of each; None for anything.
        passing: whether to accept iterators, without looking at their items.
    """

    def read(value: Any) -> Any:
        if isinstance(value, (str, bytes, bytearray, type)) or not hasattr(value, "__iter__"):
            raise Unfit
        if kind is not None and isinstance(value, Mapping):
            raise Unfit
        sized = hasattr(value, "__len__")
        if getattr(value, "ndim", 1) == 0 or not (passing or (sized and hasattr(value, "__getitem__"))):
            raise Unfit
        if kind is None or not sized:
            return value
        found = [kind.read(one) for one in value]
        return tuple(found) if isinstance(value, tuple) else found

    each = "" if kind is None else f", each {kind.words},"
    return Kind(f"a list{each}", read, () if kind is None else kind.ways)


def instance_of(kind: type, words: str, *ways: Way) -> Kind:
    """Return the kind of a class's instances."""

    def read(value: Any) -> Any:
        if isinstance(value, type) or not isinstance(value, kind):
            raise Unfit
        return value

    return Kind(words, read, ways)


def choice_of(names: Iterable[str]) -> Kind:
    """Return the kind of some names."""
    known = tuple(names)

    def read(value: Any) -> Any:
        if isinstance(value, str) and value in known:
            return value
        raise Unfit

    return Kind(", ".join(known), read, rule="choice")


def _whole(value: Any) -> int:
    if type(value) is int:
        return value
    if isinstance(value, Integral) and not isinstance(value, bool):
        return int(value)
    raise Unfit


def _number(value: Any) -> float:
    if type(value) in (int, float):
        return cast(float, value)
    if isinstance(value, Real) and not isinstance(value, bool):
        return int(value) if isinstance(value, Integral) else float(value)
    raise Unfit


def _flag(value: Any) -> bool:
    numpy = sys.modules.get("numpy")
    if isinstance(value, bool) or (numpy is not None and isinstance(value, numpy.bool_)):
        return bool(value)
    raise Unfit


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise Unfit


def _bytes(value: Any) -> bytes:
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    raise Unfit


def _path(value: Any) -> Any:
    """Return the name of a file; text stays text, as it may mean something else."""
    if isinstance(value, PathLike) and not isinstance(value, Path):
        value = fspath(value)
    if not isinstance(value, (str, Path)) or "\0" in str(value):
        raise Unfit
    return value


def _array(value: Any) -> Any:
    try:
        array = sys.modules["numpy"].asarray(value)  # which the annotation that asks for it has loaded
    except ValueError:  # rows of different lengths
        raise Unfit from None
    if array.dtype.kind not in "iuf":
        raise Unfit
    return array


def _stream(method: str, value: Any) -> Any:
    if isinstance(value, (type, TextIOBase)) or not callable(getattr(value, method, None)):
        raise Unfit
    return value


def _callable(value: Any) -> Any:
    if callable(value):
        return value
    raise Unfit


ARRAY = Kind("an array of numbers", _array)
FUNCTION = Kind("a function", _callable)
MAPPING = instance_of(Mapping, "a mapping, such as {'layers': 5},")
PLAIN: dict[Any, Kind] = {
    int: Kind("a whole number", _whole),
    float: Kind("a number", _number),
    bool: Kind("True or False", _flag),
    str: Kind("a text", _text),
    bytes: Kind("bytes", _bytes),
    Path: Kind("the name of a file", _path),
    BinaryIO: Kind("a binary stream", partial(_stream, "read")),
    Writable: Kind("a binary stream to write to", partial(_stream, "write")),
}
