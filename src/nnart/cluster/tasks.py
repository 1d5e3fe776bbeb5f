"""Tasks: the functions that workers of a cluster run, only for clients with the same nnart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from nnart.errors import NnartError, fault
from nnart.files.identity import identity
from nnart.rendering.workers import Paints, Window

T = TypeVar("T")
P = TypeVar("P", bound=Paints)
W = TypeVar("W", bound=Window)
R = TypeVar("R")


def compare(wanted: Mapping[str, str], found: object, who: str) -> None:
    """Refuse a scheduler or worker with a different nnart, or without one.

    Raises:
        NnartError: names the machine, its nnart and the one here.
    """
    if found == wanted:
        return
    if isinstance(found, Mapping):
        there, here = (
            ", ".join(
                f"{name} {value[:12]}"
                for name, value in ours.items()
                if name == "nnart" or value != theirs.get(name)
            )
            for ours, theirs in ((found, wanted), (wanted, found))
        )
    else:
        there = "no nnart" if "No module named" in str(found) else "an nnart that is too different"
        here = wanted["nnart"]
    raise NnartError(
        fault(
            "version",
            f"the {who} has {there}, but this is {here}",
            "address",
            ways="install the same nnart everywhere",
        )
    )


def give_back(item: T) -> T:
    return item


def paint(
    wanted: Mapping[str, str],
    remake: Callable[[], P],
    function: Callable[[P, W], R],
    items: Sequence[W],
) -> list[R]:
    """Return function(painter, item) for every item."""
    _check_here(wanted)
    painter = remake()
    return [function(painter, item) for item in items]


def apply(wanted: Mapping[str, str], function: Callable[[T], R], item: T) -> R:
    """Return function(item)."""
    _check_here(wanted)
    return function(item)


def _check_here(wanted: Mapping[str, str]) -> None:
    """Refuse to work for a different nnart: this worker may have joined after the client's check."""
    from distributed import get_worker

    compare(wanted, identity(), f"worker at {get_worker().address}")
