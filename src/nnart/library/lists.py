"""Lists of presets, palettes, activations and pictures, which notebooks show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Protocol, SupportsIndex, TypeVar, overload

from nnart import activation
from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.display import Displayed, DisplayedList, Named
from nnart.errors import InputError, fault
from nnart.files.picture import Picture
from nnart.recipe import palettes as known
from nnart.recipe.presets import PRESETS, Preset
from nnart.recipe.size import Size
from nnart.recipe.sizes import NAMED, parse_size
from nnart.recipe.symmetries import names as symmetry_names
from nnart.sources.favourites import list_favourites
from nnart.words import did_you_mean, match


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_HasName)
_FEW = 4  # names that a short form shows


class NamedList(tuple[T, ...], Displayed, Generic[T]):
    """A tuple of named things, which also finds them by name: nnart.presets()["silk"]."""

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.name for one in self)

    @overload  # type: ignore[override]  # a tuple takes numbers alone
    def __getitem__(self, key: int | str) -> T: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[T, ...]: ...
    def __getitem__(self, key: int | str | slice) -> T | tuple[T, ...]:
        """Return an item by name or index, or several by a slice."""
        if not isinstance(key, str):
            return super().__getitem__(key)
        return super().__getitem__(self._place(key))

    def __contains__(self, key: object) -> bool:
        """Return whether the list has a name or an item."""
        return match(key, self.names) is not None if isinstance(key, str) else super().__contains__(key)

    def index(self, key: object, *between: SupportsIndex) -> int:
        """Return the index of a name or an item."""
        return self._place(key) if isinstance(key, str) else super().index(key, *between)

    def _place(self, name: str) -> int:
        names = self.names
        if (found := match(name, names)) is not None:
            return names.index(found)
        raise InputError(fault("choice", ", ".join(names), "name", got=name, ways=did_you_mean(name, names)))

    def __repr__(self) -> str:
        shown = ", ".join(self.names[:_FEW]) + (", …" if len(self) > _FEW else "")
        return f"<{type(self).__name__}, {len(self)} of them: {shown}>"


@answering
@hinting()
@dataclass(frozen=True)
class Palette(Named):
    """A palette by name, or of colours: nnart.Palette("navy,gold").

    Attributes:
        name: for a recipe's `palette`.
    """

    name: str

    def __post_init__(self) -> None:
        check_fields(self)
        try:
            known.check(self.name)
        except InputError as error:
            raise error.about("palette") from None

    @cached_property
    def colours(self) -> tuple[str, ...]:
        """The colours in order, as #rrggbb, or #rrrrggggbbbb if 8 bits do not suffice."""
        return tuple(map(known.write_colour, known.stops(known.canonical(self.name))))

    def __repr__(self) -> str:
        return f"<Palette {self.name}>"


class Presets(NamedList[Preset]):
    """A list of presets."""


class Palettes(NamedList[Palette]):
    """A list of palettes."""


class Activations(NamedList[activation.Activation]):
    """A list of activations."""


class Pictures(DisplayedList[Picture]):
    """A list of pictures that shows itself in a notebook."""

    _noun = "picture"

    @checked
    def __init__(self, items: Iterable[Picture] = ()) -> None:
        """Make a list of pictures.

        Raises:
            InputError: if an item is not a picture.
        """
        super().__init__(items)
        for one in self:
            if not isinstance(one, Picture):
                raise InputError(fault("type", "pictures are needed", "items", got=one))


def presets() -> Presets:
    """Return all presets: nnart.presets()["silk"].values.

    Each has a name, a reason, values of a recipe, and perhaps a size.
    """
    return Presets(PRESETS)


@checked
def palettes(*, catalogue: bool = False) -> Palettes:
    """Return nnart's palettes: nnart.palettes()["reef"].colours.

    Each has a name and colours.

    Args:
        catalogue: whether to add cmap's palettes, over 600.
    """
    return Palettes(map(Palette, _palette_names(catalogue)))


def _palette_names(catalogue: bool) -> Iterator[str]:
    yield from known.names()
    if catalogue:
        yield from known.catalogue()


def symmetries() -> tuple[str, ...]:
    """Return the names of all symmetries; replace N by an order from 2 to 64."""
    return ("none", *symmetry_names())


def sizes() -> dict[str, Size]:
    """Return all named sizes, such as 4k and a3; paper sizes have their usual dots per inch."""
    return {name: parse_size(name).size for name in NAMED}


def favourites() -> tuple[str, ...]:
    """Return the names of all favourites that `keep` has written; use them wherever a recipe is expected.

    Raises:
        FileError: if their folder cannot be read.
    """
    return tuple(list_favourites())


def activations() -> Activations:
    """Return all activations: nnart.activations()["tanh"].value(0.5).

    Each has a name, and two functions of a number: value and slope.
    """
    return Activations(activation.ACTIVATIONS)
