"""`nnart breed` and `nnart vary`: pictures made of others."""

from __future__ import annotations

from typing import Annotated, TypeVar

import typer

from nnart.cli.console import say
from nnart.cli.deliver import SheetOrder, check_count, deliver, with_sheet
from nnart.cli.numbers import INTEGER, REAL
from nnart.errors import InputError, shown
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds, random_seed
from nnart.sources.start import open_source

T = TypeVar("T", int, float)
_PICTURE = "A seed, a picture, a recipe in a TOML file, a tile of a sheet such as family.png#3, or a favourite."
Parent = Annotated[str, typer.Argument(metavar="PICTURE", help=_PICTURE)]
Litter = Annotated[
    str | None,
    typer.Option("--seed", help="Another one gives others. (default: drawn at random)", metavar="SEED"),
]
Change = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="How far each is turned towards a seed of its own, 0 … 1: 0.01 is little, 0.1 "
        "much. (default: 0.03; of the last variation 0.015)",
    ),
]


@with_sheet("nnart-family.png")
def breed(
    one: Parent,
    other: Parent,
    count: Annotated[int | None, typer.Option(**INTEGER, help="Children. (default: 22)")] = None,
    change: Change = None,
    seed: Litter = None,
    *,
    order: SheetOrder,
) -> None:
    """Cross two pictures, and paint their children side by side.

    A child has its shapes from one, its light and some of its colours from the other, and a little of its own.
    The next generation: nnart breed family.png#3 family.png#8 -o next.png.
    """
    from nnart.explore.breeding import CHANGE
    from nnart.explore.breeding import breed as children

    parents = [("A", _parent(one)), ("B", _parent(other))]
    drawn = _litter(seed)
    check_count(_or(count, 22), force=order.force)
    found = children(parents[0][1], parents[1][1], _or(count, 22), drawn, change=_or(change, CHANGE))
    family = [*parents, *((str(n), child) for n, child in enumerate(found, 1))]
    deliver(family, f"A: {one}, B: {other}, seed {drawn}", order)


@with_sheet("nnart-varied.png")
def vary(
    picture: Parent,
    count: Annotated[int | None, typer.Option(**INTEGER, help="Variations. (default: 23)")] = None,
    change: Change = None,
    seed: Litter = None,
    *,
    order: SheetOrder,
) -> None:
    """Paint gentle variations of a picture.

    The first tile is the picture itself; the others go ever farther from it.
    """
    from nnart.explore.breeding import GENTLE
    from nnart.explore.breeding import vary as variations

    first = _parent(picture)
    most, drawn = _or(change, GENTLE), _litter(seed)
    check_count(_or(count, 23), force=order.force)
    found = variations(first, _or(count, 23), drawn, change=most)
    tiles = [("0", first), *((str(n), one) for n, one in enumerate(found, 1))]
    deliver(tiles, f"{picture}, turned by 0 … {most:g}, seed {drawn}", order)


def _or(given: T | None, default: T) -> T:
    return default if given is None else given


def _parent(text: str) -> Recipe:
    """Return a parent's recipe."""
    start = open_source(text)
    if start.network is not None:
        raise InputError(f"{shown(text)} is a network by hand, which is not drawn from seeds; take another one")
    return start.recipe()


def _litter(seed: str | None) -> int:
    """Return the seed by which children are drawn; told if it is drawn itself."""
    if seed is None:
        drawn = random_seed()
        say(f"seed {drawn} was drawn")
        return drawn
    seeds = parse_seeds(seed)
    if len(seeds) > 1:
        raise InputError(f"seed: one is needed, not {len(seeds)}")
    return seeds[0]
