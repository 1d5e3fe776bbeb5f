"""`nnart breed`."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import Annotated

import typer

from nnart.cli.given import Given
from nnart.cli.limits import check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.parents import (
    Change,
    Named,
    OtherParent,
    Parent,
    Seed,
    children_of,
    choose_seed,
    family_of,
    read_parents,
    with_kin,
)
from nnart.cli.sheets import Entry, SheetOptions, deliver, with_sheet
from nnart.errors import InputError, fault

_COUNT = 22


EXAMPLES = {
    "nnart breed 7 12 --open": "Paint the children of two seeds.",
    "nnart breed nnart-7.png 12 --palette ink": "Give the whole family one palette.",
    "nnart breed nnart-family.png#3,8 --output next.png": "Breed the next generation from two of the children.",
}


@with_sheet("nnart-family.png")
@with_kin
def breed(
    one: Parent,
    other: OtherParent = None,
    count: Annotated[
        int | None, typer.Option("--count", "-n", **INTEGER, help=f"How many children. (default: {_COUNT})")
    ] = None,
    change: Change = None,
    seed: Seed = None,
    *,
    given: Given,
    sheet: SheetOptions,
) -> None:
    """Cross two pictures, and paint their children side by side.

    A child takes its shapes from one parent, its light and some of its colours from the other, and a little
    is new. Whatever the parents share, all children have. Options change the parents first: --palette ink
    gives the whole family that palette.
    """
    if other is None and one.isdigit():
        raise _alone(one)
    from nnart.explore.breeding import CHANGE, check_change
    from nnart.explore.breeding import breed as children_from

    most = CHANGE if change is None else check_change(change)
    number = _COUNT if count is None else count
    if isinstance(number, int):  # otherwise it is refused below
        check_tiles(number + 2, force=sheet.force)
    parents = _read_two(given, one, other, quiet=sheet.quiet)
    chosen = choose_seed(seed)
    first, second = parents
    born = children_from(first.recipe, second.recipe, number, chosen, change=most)
    tiles = [
        Entry(name, parent.recipe, choice=parent.choice) for name, parent in zip("AB", parents, strict=True)
    ]
    title = f"children of {first.name} (A) and {second.name} (B)"
    family = [*tiles, *children_of(parents, born)]
    deliver(family_of(parents, family, title, f"drawn by seed {chosen}", sheet.quiet), sheet)


def _read_two(given: Given, one: str, other: str | None, *, quiet: bool) -> list[Named]:
    """Return the parents: two pictures, or two tiles of a sheet."""
    if other is not None:
        return read_parents(given, quiet=quiet, one=one, other=other)
    found = read_parents(given, quiet=quiet, several=True, one=one)
    if len(found) == 1:
        raise _alone(one)
    if len(found) > 2:
        raise InputError(
            fault("count", "two parents are needed", got=one, ways="name two, as in sheet.png#3,8")
        )
    return [replace(parent, name=f"{parent.name.partition('#')[0]}#{parent.tile}") for parent in found]


def _alone(one: str) -> InputError:
    """Return the error about one parent."""
    ways = f"name the other one as well: nnart breed {shlex.quote(one)} 9"
    return InputError(fault("missing", "a child needs two parents", ways=ways))
