"""Chosen favourites: read by their names, in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from nnart.errors import InputError, NnartError, fault
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import find_kept
from nnart.sources.opening import open_favourite

if TYPE_CHECKING:
    from nnart.network.network import Network

MAX_CHOSEN: Final = 1024


@dataclass(frozen=True)
class Chosen:
    """A favourite that was chosen.

    Attributes:
        name: its name.
        recipe: what it paints.
        network: its network, if that is by hand.
    """

    name: str
    recipe: Recipe
    network: Network | None


def open_chosen(names: list[Any]) -> tuple[list[Chosen], tuple[str, ...]]:
    """Return favourites in the order of their names, and a clause for each that cannot be read.

    Args:
        names: from the page: 1 … 1024 different ones.

    Raises:
        InputError: if they are no names, too few or too many, or none can be read.
        FileError: if there is no favourite of a name.
    """
    if not all(isinstance(name, str) for name in names):
        raise InputError(fault("type", "a list of texts is needed", "names"))
    if not 1 <= len(names) <= MAX_CHOSEN:
        raise InputError(fault("count", f"1 … {MAX_CHOSEN} names are needed", "names", got=len(names)))
    if len({*names}) < len(names):
        raise InputError(fault("conflict", "one is there twice", "names", ways="let each be there once"))
    for name in names:
        find_kept(name)
    found, left_out = list[Chosen](), list[str]()
    for name in names:
        try:
            start = open_favourite(name)
            found.append(Chosen(name, start.recipe(), start.network))
        except NnartError as error:
            left_out.append(f"{name}: {_without_place(error)}")
    check_any(found, left_out)
    return found, tuple(left_out)


def _without_place(error: NnartError) -> str:
    return NnartError(*(replace(one, where=()) for one in error.faults)).plain


def check_any(found: list[Chosen], left_out: list[str]) -> None:
    """Refuse a choice of which nothing is left.

    Raises:
        InputError: with what was left out.
    """
    if not found:
        raise InputError(fault("kind", "; ".join(left_out), "names"))
