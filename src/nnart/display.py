"""Display: what shows itself in a notebook.

IPython asks an object for HTML by its method `_repr_html_`. What is shown of recipes, sheets and networks has
pictures, which files below those that render them cannot make. So they take after `Displayed`, which looks the
page's maker up by its name; `nnart.library.notebook` has one for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import ClassVar, Self, SupportsIndex, TypeVar, cast, overload

T = TypeVar("T")


class Displayed:
    """Something that a notebook shows."""

    def _repr_html_(self) -> str | None:
        return cast("str | None", import_module("nnart.library.notebook").html_of(self))


class Named(Displayed):
    """Something that nnart knows by a name, which is given in its place: a palette, a preset, an activation.

    Attributes:
        name: what recipes call it.
    """

    name: str


class DisplayedList(list[T], Displayed):
    """A list that a notebook shows, and so are its parts, its copies, and what is put behind it.

    A list of Python's own stays a text there: to change that for all lists, a library would have to take them
    from whoever else shows them.
    """

    _noun: ClassVar[str]  # what an item is called

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, key: slice, /) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> T | Self:
        """Return one, or several, which show themselves too."""
        found = super().__getitem__(key)
        return self._like(cast("list[T]", found)) if isinstance(key, slice) else cast(T, found)

    def __add__(self, others: Iterable[T]) -> Self:  # type: ignore[override]  # a list's has another overload
        """Return these and others."""
        return self._like([*self, *others])

    def __radd__(self, others: Iterable[T]) -> Self:
        """Return others and these."""
        return self._like([*others, *self])

    def copy(self) -> Self:
        """Return the same again."""
        return self._like(self)

    def _like(self, items: Iterable[T]) -> Self:
        return type(self)(items)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._noun}{'s'[: len(self) ^ 1]}>"
