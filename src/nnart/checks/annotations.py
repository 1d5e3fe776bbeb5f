"""Annotations: what public functions say of their arguments, held when they are called.

Nothing is written twice: of a value that its annotation does not allow, a function says in one line which
argument it was, what is needed, and what makes one.

This is our own, as libraries that check annotations (beartype, typeguard, pydantic) take NumPy's numbers for no
numbers, and raise errors of several lines that are no InputError.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache, wraps
from pathlib import Path
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

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
from nnart.errors import Way

P = ParamSpec("P")
R = TypeVar("R")

# What makes a value of ours, by the name of its class.
_MAKERS = {
    "Cancel": ("Cancel()", "makes one"),
    "Gallery": ("read_gallery('list.toml')", "reads one"),
    "Job": ("Job(recipe, '4k')", "makes one"),
    "Layout": ("DeepZoom(size='16k')", "makes one"),
    "Limits": ("Limits(seconds=10)", "makes one"),
    "Network": ("network_of(recipe)", "makes one"),
    "Recipe": ("Recipe(seed=7)", "makes one"),
    "Run": ("Run(progress=True)", "makes one"),
    "Sheet": ("Sheet(tiles, columns=4)", "makes one"),
    "Tile": ("Tile('seven', recipe)", "makes one"),
    "View": ("View(size='4k')", "makes one"),
    "Workers": ("Threads(2)", "makes some"),
}
_WORDS = {"Workers": "Threads or a Cluster", "Layout": "a DeepZoom or an IIIF"}


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Have a function's arguments checked by their annotations, when it is called.

    A missing or unknown argument stays Python's TypeError.

    Raises:
        InputError: if an argument is of a kind that its annotation does not allow.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        bound = signature.bind(*args, **kwargs)
        for name, kind in _kinds_of(function):
            if name in bound.arguments:
                bound.arguments[name] = kind.check(bound.arguments[name], name)
        return function(*bound.args, **bound.kwargs)

    return called


def check_fields(record: Any) -> None:
    """Check the fields of a dataclass, which may be frozen, by their annotations; as `checked`."""
    for name, kind in _kinds_of_fields(type(record)):  # type: ignore[arg-type]  # a class is hashable
        value = getattr(record, name)
        found = kind.check(value, name)
        if found is not value:
            object.__setattr__(record, name, found)


@cache
def _kinds_of(function: Callable[..., Any]) -> list[tuple[str, Kind]]:
    found = []
    for name, parameter in inspect.signature(function).parameters.items():
        kind = _kind_of(_evaluated(parameter.annotation, inspect.unwrap(function).__globals__))
        if kind is not None and parameter.kind is parameter.VAR_POSITIONAL:
            kind = several(kind)
        if kind is not None and parameter.kind is not parameter.VAR_KEYWORD:
            found.append((name, kind))
    return found


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
    """Return what an annotation stands for; Any for what only a checker of types knows."""
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation, names, _Names(names))
    except NameError:
        return Any


def _kind_of(hint: Any) -> Kind | None:
    """Return what values an annotation allows; None for all, as of what is Annotated, which functions read."""
    origin, parts = get_origin(hint), get_args(hint)
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
