"""Attributes that a class does not have: what is meant is said, by the habits of other libraries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from nnart.words import OPTIONS, fold, guess

T = TypeVar("T")


def hinting(**meant: str) -> Callable[[type[T]], type[T]]:
    """Have a class say of attributes that it does not have what is meant.

    Checkers of types would take any name from a class that has the method in its text. Python calls it only
    where there is no such attribute.

    Args:
        meant: what to write, by the names that other libraries have for it.
    """

    def hint(kind: type[T]) -> type[T]:
        def __getattr__(self: object, name: str) -> NoReturn:  # noqa: N807  - as Python calls it
            if name in dir(type(self)):  # a property that failed: its own error
                object.__getattribute__(self, name)
            raise AttributeError(_says(self, name, meant), name=name, obj=self)

        kind.__getattr__ = __getattr__  # type: ignore[attr-defined]
        return kind

    return hint


def _says(owner: Any, name: str, meant: dict[str, str]) -> str:
    """Return what an error says; names with _ in front are those that programs look for, and nobody reads."""
    says = f"{type(owner).__name__} has no {name}"
    if name.startswith("_"):
        return says
    known = [one for one in dir(type(owner)) if not one.startswith("_")] + list(getattr(owner, "__dict__", ()))
    synonym = OPTIONS.get(fold(name), "")
    close = [one for one in known if one == f"to_{name}"] or guess(name, known)
    if synonym in known:
        close.insert(0, synonym)
    near = close[0] if close else ""
    found = meant.get(name) or near + "()" * bool(near and callable(getattr(type(owner), near, None)))
    return f"{says}; write {found}" if found else says
