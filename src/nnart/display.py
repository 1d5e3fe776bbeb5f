"""Display: objects that show themselves in notebooks.

IPython asks an object for HTML by its method `_repr_html_`. The HTML of recipes, sheets and networks contains
pictures, but their modules are in layers below rendering. So they inherit from `Displayed`, which finds the
function in `nnart.library.notebook` by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import ClassVar, Self, SupportsIndex, TypeVar, cast, overload

T = TypeVar("T")


class Displayed:
    """An object that notebooks show."""

    def _repr_html_(self) -> str | None:
        return cast("str | None", import_module("nnart.library.notebook").html_of(self))


class Named(Displayed):
    """An object that recipes refer to by name: a palette, a preset, an activation.

    Attributes:
        name: in recipes.
    """

    name: str


class DisplayedList(list[T], Displayed):
    """A list that notebooks show; its slices, copies and sums are such lists, too.

    Notebooks show Python's own lists as text. Changing that for all lists would interfere with other libraries.
    """

    _noun: ClassVar[str]  # what an item is called

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, key: slice, /) -> Self: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> T | Self:
        """Return an item, or a slice of the same type."""
        found = super().__getitem__(key)
        return self._like(cast("list[T]", found)) if isinstance(key, slice) else cast(T, found)

    def __add__(self, others: Iterable[T]) -> Self:  # type: ignore[override]  # a list's has another overload
        """Return the sum with another list."""
        return self._like([*self, *others])

    def __radd__(self, others: Iterable[T]) -> Self:
        """Return the sum with another list in front."""
        return self._like([*others, *self])

    def copy(self) -> Self:
        """Return a copy of the same type."""
        return self._like(self)

    def _like(self, items: Iterable[T]) -> Self:
        return type(self)(items)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._noun}{'s'[: len(self) ^ 1]}>"
