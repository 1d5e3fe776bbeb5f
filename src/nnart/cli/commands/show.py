"""`nnart show`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from nnart.cli import options as o
from nnart.cli.console import print_json, printable, say
from nnart.cli.films import print_film
from nnart.cli.frames import frame_named
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault, in_file, shown
from nnart.inputfiles import STDIN, name_of, open_input, shown_name
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE

if TYPE_CHECKING:
    from nnart.network.network import Network
    from nnart.rendering.summary import Facts
    from nnart.sources.start import Start

EXAMPLES = {
    "nnart show nnart-7.png": "Print the recipe of a picture.",
    "nnart show nnart-7.png --code": "Print a short code that paints the picture.",
    "nnart show ink.png": "List the tiles of a sheet.",
    "nnart show 7 > seven.toml": "Save a recipe to edit; nnart render seven.toml paints it.",
}


_FORMS = ("full", "as_json", "as_toml", "as_command", "as_code", "qr")
_ALONE = ("as_toml", "qr")  # of which there can be one only
_LINES = ("as_json", "as_command", "as_code")  # which are one line of each picture
_MAX_TITLE = 400  # characters of a sheet's heading


@dataclass(frozen=True)
class _Shown:
    """What is shown.

    Attributes:
        recipe: of the picture.
        network: the one by hand that it was painted from, if it was.
        facts: what else is known.
        file: its name, if it is a file that nnart render can take; empty otherwise.
        name: what it is called among several; empty if it is alone.
    """

    recipe: Recipe
    network: Network | None
    facts: Facts
    file: str = ""
    name: str = ""


def show(
    picture: o.Pictures,
    full: Annotated[bool, typer.Option("--all", help="Print every value, also defaults.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=f"Print JSON. {o.JSON_SEEDS}")] = False,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print TOML, with every value.")] = False,
    as_command: Annotated[
        bool, typer.Option("--command", help="Print the command line that paints the picture.")
    ] = False,
    as_code: Annotated[
        bool,
        typer.Option(
            "--code",
            help="Print a short code to send to others: nnart render CODE paints the picture. Upper and lower "
            "case, line breaks and text around the code do not matter, and nnart notices typos.",
        ),
    ] = False,
    qr: Annotated[
        Path | None,
        typer.Option(
            "--qr",
            metavar="FILE",
            parser=Path,
            help="Write the code as a QR code into a .png or .svg file, for the back of a print.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file of --qr.")] = False,
) -> None:
    """Print what a picture carries: its recipe, how it was bred, and its network if that was given by hand.

    Values at their defaults are left out. nnart render reads what nnart show prints: nnart show a.png >
    a.toml, then nnart render a.toml.

    For a sheet, or for several tiles such as sheet.png#3,7, nnart prints the tiles' names and seeds. It
    prints several pictures one after the other, each below its name, or as one line of JSON each.
    """
    forms = dict(zip(_FORMS, (full, as_json, as_toml, as_command, as_code, qr), strict=True))
    given = [name for name, value in forms.items() if value not in (False, None)]
    if len(given) > 1:
        raise InputError(fault("conflict", "they exclude each other", *given, ways="give one of them"))
    if force and qr is None:
        raise InputError(fault("no-effect", "nothing is written", "force", ways="leave it out"))
    if len(picture) == 1:
        _show(picture[0], given, qr, force)
        return
    if wrong := [name for name in given if name in _ALONE]:
        ways = "name one of them"
        raise InputError(fault("count", f"it is of one picture, not of {len(picture)}", *wrong, ways=ways))
    for i, each in enumerate(picture):
        with redirect_stdout(StringIO()) as text:  # no heading above what cannot be shown
            _show(each, given, qr, force, each)
        heading = "" if set(given) & set(_LINES) else f"{chr(10) * (i > 0)}# {printable(each)}\n"
        print(f"{heading}{text.getvalue()}", end="")


def _show(picture: str, given: list[str], qr: Path | None, force: bool, name: str = "") -> None:
    """Print what one picture carries, in the form that is wanted; a name among several is told to programs."""
    from nnart.films.carried import read_carried
    from nnart.films.film import check_number
    from nnart.sources.opening import find_file, open_source

    if (moment := frame_named(picture)) is not None:
        film, k, _ = moment
        check_number(film, k)
        print_film(film, given, k)
        return
    if (carried := read_carried(picture)) is not None:
        print_film(carried.film, given, carried.frame)
        return
    stdin = standard_input(picture=picture)
    file = find_file(picture, stdin=stdin)
    if file is None:
        start = open_source(picture, stdin=stdin, several=True)
        if start.tiles:
            _print_tiles(picture, start.tiles, given)
        elif start.preset and not given:
            _print_preset(start.preset, start.values)
        else:
            _print(replace(_of_start(start), name=name), given, qr, force)
        return
    with open_input(file) as stream:
        if (found := _read(stream, picture, given)) is not None:
            _print(replace(found, name=name), given, qr, force)


def _read(stream: BinaryIO, picture: str, given: list[str]) -> _Shown | None:
    """Return what is shown of a file; None for a sheet, which is printed."""
    from nnart.files.picturefile import read
    from nnart.rendering.summary import Facts
    from nnart.sheets.files import is_sheet
    from nnart.sources.readings import is_recipe, read_recipe

    named = "" if picture == STDIN else picture
    if is_recipe(stream):
        return _of_start(read_recipe(stream), named)
    if is_sheet(stream):
        _check_many(shown_name(stream), given)
        _print_sheet(stream, as_json=bool(given))
        return None
    file = read(stream)
    facts = Facts(file.size, file.bits, file.dpi, file.format, file.painted_by)
    return _Shown(file.recipe, file.network, facts, named)


def _print_preset(name: str, values: dict[str, Any]) -> None:
    """Print what a preset gives, which is no picture yet."""
    from nnart.recipe.presets import find_listed
    from nnart.rendering.summary import aligned

    print(f"# {name}: {find_listed(name).reason}", *aligned(values), sep="\n")


def _of_start(start: Start, file: str = "") -> _Shown:
    from nnart.rendering.summary import Facts

    facts = Facts(None if start.size == SQUARE else start.size, start.bits, start.dpi)
    return _Shown(start.recipe(), start.network, facts, file)


def _print(shown: _Shown, given: list[str], qr: Path | None, force: bool) -> None:
    """Print what is shown in the form that is wanted."""
    from nnart.rendering.reproduce import toml_of
    from nnart.rendering.summary import summary

    if "as_toml" in given:
        print(toml_of(shown.recipe, shown.network), end="")
    elif "as_json" in given:
        print_json(_data(shown))
    elif "as_command" in given:
        print(_command(shown))
    elif "as_code" in given:
        print(_code(shown, "as_code"))
    elif qr is not None:
        from nnart.rendering.qr import write_qr

        write_qr(_code(shown, "qr"), qr, force=force)
        say(f"the picture's code as a QR code: {qr}")
    else:
        print(summary(shown.recipe, shown.network, shown.facts, everything="full" in given), end="")


def _data(shown: _Shown) -> dict[str, Any]:
    from nnart.network.origin import digest_of
    from nnart.rendering.reproduce import editable_data

    facts = shown.facts
    data: dict[str, Any] = {"name": shown.name} if shown.name else {}
    data["seed"] = shown.recipe.seed
    if facts.format:
        data["format"] = facts.format
    if facts.size is not None:
        data["size"] = [*facts.size]
    if facts.format or facts.bits != 8:
        data["bits"] = facts.bits
    if facts.format or facts.dpi is not None:
        data["dpi"] = facts.dpi
    if facts.format:
        data["painted_by"] = facts.painted_by
    data["digest"] = digest_of(shown.recipe, shown.network)
    return data | editable_data(shown.recipe, shown.network)


def _command(shown: _Shown) -> str:
    from nnart.rendering.reproduce import command, command_for

    facts = shown.facts
    size, bits = facts.size or SQUARE, 16 if facts.bits == 16 else 8
    if shown.network is None:
        return command(shown.recipe, size, bits=bits, dpi=facts.dpi)
    if not shown.file:
        says = "a network by hand is too much for a line"
        raise InputError(fault("kind", says, "as_command", ways="name the picture's or the recipe's file"))
    return command_for(shown.file, size, bits, facts.dpi)


def _code(shown: _Shown, form: str) -> str:
    from nnart.rendering.reproduce import code_of

    if shown.network is not None:
        says = "a network by hand is too much for a code"
        raise InputError(fault("kind", says, form, ways="send the picture as a file, or its TOML"))
    facts = shown.facts
    return code_of(shown.recipe, facts.size or SQUARE, 16 if facts.bits == 16 else 8, facts.dpi)


def _print_sheet(stream: BinaryIO, *, as_json: bool) -> None:
    from nnart.rendering.reproduce import editable_data
    from nnart.sheets.files import read_carried

    sheet = read_carried(stream)
    with in_file(name_of(stream)):  # and not what goes wrong with standard output
        recipes = [sheet.recipe(i) for i in range(len(sheet.names))] if as_json else []
        seeds = list(sheet.seeds())
    for name, recipe in zip(sheet.names, recipes, strict=False):
        print_json({"name": name, "seed": recipe.seed, **editable_data(recipe)})
    if not as_json:
        print(f"{printable(_cut(sheet.title, _MAX_TITLE))}\n" if sheet.title else "", end="")
        for name, seed, genome in seeds:
            _print_tile(name, seed, genome)


def _print_tiles(picture: str, tiles: Sequence[Start], given: list[str]) -> None:
    """Print the names of several tiles, with their seeds, or as JSON with their recipes."""
    from nnart.rendering.reproduce import editable_data

    _check_many(shown(picture), given)
    for tile in tiles:
        recipe = tile.recipe()
        if given:
            print_json({"name": tile.name, "seed": recipe.seed, **editable_data(recipe)})
        else:
            _print_tile(tile.name, recipe.seed, recipe.genome or "")


def _print_tile(name: str, seed: int, genome: str) -> None:
    print(f"{printable(name):<11} seed {seed}{'  ' if genome else ''}{printable(_cut(genome))}")


def _check_many(picture: str, given: list[str]) -> None:
    """Refuse forms of which there can be one only."""
    if given not in ([], ["as_json"]):
        ways = "name one of them, as in sheet.png#7"
        raise InputError(fault("count", f"{picture} has many recipes", *given, ways=ways))


def _cut(text: str, most: int = 80) -> str:
    """Return a text, or its beginning where it would fill more than a line, or so many letters."""
    return text if len(text) <= most else f"{text[: most - 16]} …"
