"""Parents: the pictures that `nnart breed` and `nnart vary` start from, and the seed that decides the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import Annotated, Any, BinaryIO

import typer

from nnart.cli import options as o
from nnart.cli.choices import Chosen, choice_of, describe_palettes, palettes_among, tell_choices
from nnart.cli.console import say
from nnart.cli.given import OPTIONS as RECIPE
from nnart.cli.given import VALUES, Given, with_options
from nnart.cli.numbers import REAL
from nnart.cli.palettes import from_stdin, read_palettes, remarks_on
from nnart.cli.recipes import read_changes, read_request
from nnart.cli.sheets import Contents, Entry, check_drawn
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault, shown
from nnart.inputfiles import STDIN
from nnart.recipe.knob import NETWORK, PLANE
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import check, choose_palette
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds, random_seed
from nnart.sheets.headings import name_palette

Parent = o.Picture
OtherParent = Annotated[
    str | None,
    typer.Argument(metavar="PICTURE", help="The other parent. Leave it out if the first names two tiles."),
]
Seed = Annotated[
    str | None,
    typer.Option(
        "--seed",
        "-s",
        help="The seed that decides what comes out: another seed gives others. (default: random)",
        metavar="SEED",
    ),
]
Change = Annotated[
    float | None,
    typer.Option(
        **REAL,
        help="How different they are: slight, some or much, or a number from 0 to 1. The number says how far "
        "each goes towards a random seed: 0.01 a little, 0.1 a lot. (default: some for variations, 0.03 for "
        "children)",
    ),
]
# The options of a recipe, but for its seed, as the parents have theirs.
OPTIONS = {name: (annotation, False if name == "exact" else None) for name, annotation in RECIPE.items()}
del OPTIONS["seed"]
# What decides which shapes there are; a picture brings it along.
_SHAPES = {
    *(name for name in VALUES if KNOBS[name].group in (NETWORK, PLANE)),
    *("preset", "recipe", "source", "network"),
} - {"detail", "gain", "bias"}
_MAX_NAME = 40  # characters


@dataclass(frozen=True)
class Named:
    """A parent.

    Attributes:
        name: what a heading calls it.
        recipe: what it is.
        tile: of several tiles of a sheet, its name there.
        choice: what its seed chooses.
        palettes: those that its seed chooses among, and those of its children.
    """

    name: str
    recipe: Recipe
    tile: str = ""
    choice: Chosen = field(default_factory=dict)
    palettes: tuple[str, ...] = ()


def with_kin(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a recipe but for the seed, in the place of its parameter `given`."""
    return with_options(command, OPTIONS, "given")


def read_parents(given: Given, *, quiet: bool = False, several: bool = False, **texts: str) -> list[Named]:
    """Return parents, with the values that options give in the place of their own.

    Args:
        given: the options of a recipe, in which files of palettes become palettes. Those that decide shapes go
            with seeds alone: pictures have theirs.
        quiet: whether people are told nothing but which seeds were drawn for parents without one.
        several: whether a text may stand for several tiles of a sheet.
        texts: the parents, by the names of the command's parameters.

    Raises:
        InputError: if one is a network given by hand, or options contradict the parents.
    """
    names = [name for name in given if given[name] not in (None, False)]
    if "genome" in names:
        says = "it would replace the parents' seeds"
        raise InputError(fault("conflict", says, "genome", ways="leave it out"))
    own = next((text for text in texts.values() if not text.isdigit()), None)
    if own is not None and (shapes := [name for name in names if name in _SHAPES]):
        whose = "standard input" if own.partition("#")[0] == STDIN else shown(own)
        says = f"{whose} already has its shapes"
        ways = f"leave {'them' if len(shapes) > 1 else 'it'} out, or take seeds as parents"
        raise InputError(fault("conflict", says, *shapes, ways=ways))
    inputs = {name: given[name] for name in ("recipe", "source", "network")}
    stdin = standard_input(**texts, **inputs, palette=from_stdin(given["palette"]))
    if given["palette"] is not None:  # for all parents once, as it may be a pipe
        given["palette"] = read_palettes(given["palette"], stdin)
    if own is None:
        found, remarks = _read_seeds(given, texts)
    else:
        changes = read_changes(given, 8, stdin)
        parents = (_read_parent(text, changes, stdin, several=several) for text in texts.values())
        found, remarks = list(chain.from_iterable(parents)), remarks_on(changes.get("palette"))
    for remark in (*remarks, *_tell_presets(found)):
        say(remark, quiet)
    return found


def _read_seeds(given: Given, texts: Mapping[str, str]) -> tuple[list[Named], Sequence[str]]:
    """Return parents that are seeds, and what people should know of what is asked for."""
    seeds = [parse_seeds(text, name)[0] for name, text in texts.items()]
    chosen = read_request(given | {"seed": None}, 8, seeds=seeds)
    check_drawn(chosen)
    palettes = tuple(chosen.palettes)
    found = [
        Named(f"seed {recipe.seed}", recipe, choice=chosen.choice_of(recipe.seed), palettes=palettes)
        for recipe in chosen.recipes()
    ]
    return found, chosen.remarks


def _tell_presets(parents: Sequence[Named]) -> list[str]:
    """Return what people are told of presets that seeds of parents choose; palettes are told with children."""
    choices = {str(parent.recipe.seed): parent.choice for parent in parents if "preset" in parent.choice}
    return tell_choices({seed: {"preset": choice["preset"]} for seed, choice in choices.items()}, 0)


def _read_parent(
    text: str, changes: Mapping[str, Any], stdin: BinaryIO | None, *, several: bool
) -> Iterator[Named]:
    """Yield a parent, or several, with changes upon it; errors as for `read_parents`."""
    from nnart.sources.opening import open_source  # not needed to print help

    start = open_source(text, stdin=stdin, several=several)
    if start.network is not None:
        says = "it is a network by hand, which is not drawn from seeds"
        raise InputError(fault("kind", says, ways="take another picture", where=repr(text)))
    for one in start.tiles or (start,):
        values = dict(changes)
        if one.values.keys().isdisjoint(("seed", "genome")):
            values["seed"] = random_seed()
            say(f"seed {values['seed']} was drawn for {'standard input' if text == STDIN else text}")
        recipe = one.recipe(values)
        yield Named(
            f"seed {recipe.seed}" if "seed" in values else _name_of(text, recipe),
            recipe,
            one.name if start.tiles else "",
            choice_of(one.values, changes, recipe.seed),
            tuple(palettes_among({**one.values, **changes})),
        )


def _name_of(text: str, recipe: Recipe) -> str:
    """Return what a heading calls a parent: its file's name without the folder, a tile's with it, or a seed."""
    file, mark, tile = text.partition("#")
    if file == STDIN:
        return f"tile {tile} from standard input" if mark else "a picture from standard input"
    name = f"seed {recipe.seed}" if text.isdigit() else f"{PurePath(file).name}{mark}{tile}"
    return name if len(name) <= _MAX_NAME else f"{name[:_MAX_NAME]}…"


def children_of(parents: Sequence[Named], children: Iterable[Recipe], first: str = "") -> list[Entry]:
    """Return children as tiles; where a parent's palette is one of several, each child's seed chooses, too.

    Args:
        parents: of all of them.
        children: as they were born, with a palette of a parent's, or of their own.
        first: what stands before each one's number.
    """
    return [_child(parents, child, f"{first}{n}") for n, child in enumerate(children, 1)]


def _child(parents: Sequence[Named], child: Recipe, name: str) -> Entry:
    if child.palette is None or not (among := _palettes_of(parents, child.palette)):
        return Entry(name, child)
    chosen = check(choose_palette(child.seed, among))
    return Entry(name, child.replace(palette=chosen), choice={"palette": name_palette(chosen)})


def _palettes_of(parents: Sequence[Named], palette: str) -> tuple[str, ...]:
    """Return what a child chooses among: the palettes of all parents, or of the one that has its own."""
    if len({parent.palettes for parent in parents}) == 1:
        return parents[0].palettes
    return next((parent.palettes for parent in parents if parent.recipe.palette == palette), ())


def family_of(
    parents: Sequence[Named], tiles: Sequence[Entry], title: str, ending: str, quiet: bool
) -> Contents:
    """Return what a family's sheet shows, after saying which palettes were chosen."""
    several = {parent.palettes for parent in parents}
    told = {tile.name: tile.choice for tile in tiles if "palette" in tile.choice}
    for remark in tell_choices(told, max(map(len, several))):
        say(remark, quiet)
    if len(several) == 1:
        title = ", ".join(filter(None, (title, describe_palettes(parents[0].palettes))))
    return Contents(tiles, title, ending, chosen=("palette",) if any(several) else ())


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
