"""Parents: the pictures that `nnart breed` and `nnart vary` start from, and the seed that decides the rest."""

from __future__ import annotations

from typing import Annotated, BinaryIO

import typer

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.numbers import REAL
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds, random_seed

Parent = o.Picture
Seed = Annotated[
    str | None,
    typer.Option("--seed", "-s", help="Another one gives others. (default: drawn at random)", metavar="SEED"),
]
Change = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="How far each is turned towards a seed of its own, 0 … 1: 0.01 is little, 0.1 "
        "much. (default: 0.03; of the last variation 0.015)",
    ),
]


def read_parents(**texts: str) -> list[Recipe]:
    """Return parents' recipes; their texts are given by a command's parameters. Errors as for `read_parent`."""
    stdin = standard_input(**texts)
    return [read_parent(text, stdin) for text in texts.values()]


def read_parent(text: str, stdin: BinaryIO | None = None) -> Recipe:
    """Return a parent's recipe.

    Args:
        text: where it is from.
        stdin: what `-` stands for.

    Raises:
        InputError: if it is a network given by hand.
    """
    from nnart.sources.start import open_source  # not needed to print help

    start = open_source(text, stdin=stdin)
    if start.network is not None:
        says = "it is a network by hand, which is not drawn from seeds"
        raise InputError(fault("kind", says, ways="take another picture", where=repr(text)))
    return start.recipe()


def choose_seed(text: str | None) -> int:
    """Return the seed that decides the children: the given one, or one drawn at random, which is then said."""
    if text is None:
        drawn = random_seed()
        say(f"seed {drawn} was drawn")
        return drawn
    seeds = parse_seeds(text)
    if len(seeds) > 1:
        raise InputError(fault("count", "one seed is needed", "seed", got=text))
    return seeds[0]
