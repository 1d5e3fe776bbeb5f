"""Annotations: check the arguments of public functions against their annotations.

If a value does not match its annotation, the error says in one line which argument it is, what is needed, and
how to make one. Rules are not written twice.

nnart does this itself because libraries for it (beartype, typeguard, pydantic) reject NumPy's numbers, and
raise errors of several lines that are not an InputError.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, wraps
from numbers import Real
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

from nnart.checks.instead import hint
from nnart.checks.kinds import (
    ARRAY,
    FUNCTION,
    MAPPING,
    PLAIN,
    Kind,
    choice_of,
    either,
    instance_of,
    row_of,
    several,
)
from nnart.errors import InputError, NnartError, Way, fault, shown

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

# What makes a value of ours, by the name of its class.
_MAKERS = {
    "Cancel": ("Cancel()", "makes one"),
    "Gallery": ("read_gallery('list.toml')", "reads one"),
    "Job": ("job_of(7, '4k')", "makes one"),
    "Layout": ("DeepZoom(size='16k')", "makes one"),
    "Limits": ("Limits(seconds=10)", "makes one"),
    "Network": ("network_of(recipe)", "makes one"),
    "Recipe": ("recipe_of(7)", "makes one"),
    "Run": ("Run(progress=True)", "makes one"),
    "Sheet": ("Sheet(tiles, columns=4)", "makes one"),
    "Tile": ("Tile('seven', recipe)", "makes one"),
    "View": ("View(size='4k')", "makes one"),
    "Workers": ("Threads(2)", "makes some"),
}
_WORDS = {"Workers": "Threads or a Cluster", "Layout": "a DeepZoom or an IIIF"}


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function check its arguments against their annotations.

    If an error's way out is an argument of this function, the error says so.

    Raises:
        InputError: if an argument is of a kind that its annotation does not allow, is missing or unknown.
    """
    takes_force = "force" in inspect.signature(function).parameters

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        kinds = _kinds_of(function)
        # Binding by `inspect` takes longer than many a function.
        placed = [
            value if kind is None else kind.check(value, name)
            for value, (name, kind) in zip(args, kinds.placed, strict=False)
        ]
        placed += kinds.check_rest(args[len(placed) :])
        for name, value in kwargs.items():
            if (found := kinds.named.get(name)) is not None:
                kwargs[name] = found.check(value, name)
        try:
            return function(*placed, **kwargs)  # type: ignore[arg-type]  # of the same kinds, only checked
        except TypeError:
            check_names(function, args, kwargs)
            raise
        except NnartError as error:
            if takes_force:
                error.args = error.faults = tuple(one.taking("force") for one in error.faults)
            raise

    return called


def answering(kind: type[T]) -> type[T]:
    """Make a class report missing and unknown arguments as `checked` functions do."""
    made: Any = kind.__init__

    @wraps(made)
    def init(self: T, *args: Any, **kwargs: Any) -> None:
        try:
            made(self, *args, **kwargs)
        except TypeError:
            check_names(made, (self, *args), kwargs)
            raise

    kind.__init__ = init  # type: ignore[assignment]
    return kind


def check_names(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> None:
    """Check that all required arguments are given, and no unknown ones.

    Raises:
        InputError: otherwise, with suggestions.
    """
    parameters = inspect.signature(function).parameters.values()
    places = [one for one in parameters if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)]
    names = [one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)]
    names = [name for name in names if name not in ("self", "cls")]
    open_ended = {one.kind for one in parameters if one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
    for name in kwargs:
        if name not in names and inspect.Parameter.VAR_KEYWORD not in open_ended:
            ways = list(filter(None, [hint(name, names)]))
            raise InputError(fault("unknown", ", ".join(names) or "nothing", got=name, ways=ways))
    if len(args) > len(places) and inspect.Parameter.VAR_POSITIONAL not in open_ended:
        taken = {one.name for one in places} | kwargs.keys()
        extra = shown(args[len(places)])
        ways = [f"write {name}={extra}" for name in names if name not in taken][:1]
        says = "arguments are needed by their names"
        raise InputError(fault("count", says, got=args[len(places)], ways=ways))
    given = {one.name for one in places[: len(args)]}
    if twice := [name for name in kwargs if name in given and name in names]:
        raise InputError(fault("conflict", "it is given twice", *twice))
    given |= kwargs.keys()
    missing = [one.name for one in parameters if one.name in names and one.default is one.empty]
    if missing := [name for name in missing if name not in given]:
        says = "it is needed" if len(missing) == 1 else "they are needed"
        raise InputError(fault("missing", says, *missing))


def check_fields(record: Any) -> None:
    """Check the fields of a dataclass, which may be frozen, by their annotations; as `checked`."""
    for name, kind in _kinds_of_fields(type(record)):  # type: ignore[arg-type]  # a class is hashable
        value = getattr(record, name)
        found = kind.check(value, name)
        if found is not value:
            object.__setattr__(record, name, found)


def check_counts(record: Any, *names: str) -> None:
    """Check that numbers among the fields of a frozen dataclass are 0 or more, and make an integer of 4e9.

    Raises:
        InputError: naming the first that is not.
    """
    for name in names:
        value = getattr(record, name)
        if isinstance(value, float) and value.is_integer():
            object.__setattr__(record, name, int(value))
        if isinstance(value, Real) and value < 0:
            raise InputError(fault("range", "a whole number from 0 is needed", name, got=value))


@dataclass(frozen=True)
class _Kinds:
    """The kinds of a function's arguments.

    Attributes:
        placed: of those that go without names, with their names; None for anything.
        named: of those that may go by their names.
        rest: of all that follow the placed ones, with its name.
    """

    placed: Sequence[tuple[str, Kind | None]]
    named: Mapping[str, Kind]
    rest: tuple[str, Kind] | None

    def check_rest(self, values: Sequence[Any]) -> Sequence[Any]:
        if self.rest is None or not values:
            return values
        name, kind = self.rest
        checked_values: Sequence[Any] = kind.check(values, name)
        return checked_values


@cache
def _kinds_of(function: Callable[..., Any]) -> _Kinds:
    placed, named, rest = list[tuple[str, Kind | None]](), dict[str, Kind](), None
    for name, parameter in inspect.signature(function).parameters.items():
        kind = _kind_of(_evaluated(parameter.annotation, inspect.unwrap(function).__globals__))
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            placed.append((name, kind))
        if kind is not None and parameter.kind is parameter.VAR_POSITIONAL:
            rest = (name, several(kind))
        elif kind is not None and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            named[name] = kind
    return _Kinds(placed, named, rest)


@cache
def _kinds_of_fields(record: type) -> list[tuple[str, Kind]]:
    found = []
    for one in fields(record):
        home = next(base for base in record.__mro__ if one.name in vars(base).get("__annotations__", ()))
        kind = _kind_of(_evaluated(one.type, vars(sys.modules[home.__module__])))
        if kind is not None and one.init:
            found.append((one.name, kind))
    return found


class _Names(dict[str, Any]):
    """Names that a module imports for its annotations alone; they are public."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, name: str) -> Any:
        public = sys.modules["nnart"]
        if name in self._known or name not in public.__all__:
            raise KeyError(name)
        return getattr(public, name)


def _evaluated(annotation: Any, names: dict[str, Any]) -> Any:
    """Evaluate an annotation; Any for names that only type checkers know."""
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, names, _Names(names))
    except NameError:
        return Any


def _kind_of(hint: Any) -> Kind | None:
    """Return the kind of values an annotation allows; None for any, such as Annotated, which functions read
    themselves.
    """
    origin, parts = get_origin(hint), get_args(hint)
    if hasattr(origin, "__value__"):  # an alias with parameters, as NDArray is since NumPy 2.5
        origin = get_origin(origin.__value__)
    if origin in (Union, types.UnionType):
        named = Path in parts  # text is then a path, too
        kinds = [_kind_of(one) for one in parts if one is not type(None) and not (named and one is str)]
        known = [kind for kind in kinds if kind is not None]
        return either(known, optional=type(None) in parts) if len(known) == len(kinds) else None
    found: Kind | None = PLAIN.get(hint) if isinstance(hint, type) else None
    if origin is Literal:
        found = choice_of(parts)
    elif origin is tuple and Ellipsis not in parts:
        found = row_of([kind for kind in map(_kind_of, parts) if kind is not None])
    elif origin in (list, tuple, Sequence, Iterable):
        found = several(_kind_of(parts[0]), passing=origin is Iterable)
    elif origin is Mapping:
        found = MAPPING
    elif origin is Callable:
        found = FUNCTION
    elif found is None and isinstance(origin or hint, type):
        found = _kind_of_class(origin or hint)
    return found


def _kind_of_class(hint: type) -> Kind | None:
    name, module = hint.__name__, hint.__module__.partition(".")[0]
    if module == "numpy":
        return ARRAY
    closed = getattr(hint, "_is_protocol", False) and not getattr(hint, "_is_runtime_protocol", False)
    if module != "nnart" or closed:
        return None
    ways = [Way(does, call=call) for call, does in [_MAKERS[name]]] if name in _MAKERS else []
    return instance_of(hint, _WORDS.get(name, f"{'an' if name[0] in 'AEIO' else 'a'} {name}"), *ways)
