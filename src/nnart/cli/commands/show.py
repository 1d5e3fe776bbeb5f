"""`nnart show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from nnart.cli import options as o
from nnart.cli.console import print_json, printable
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault, in_file
from nnart.inputfiles import name_of, open_input, shown_name
from nnart.recipe.genome import tree
from nnart.recipe.recipe import Recipe

if TYPE_CHECKING:
    from nnart.network.network import Network

Source = Annotated[
    str,
    typer.Argument(
        help="A picture that nnart painted, a sheet, one of its tiles such as sheet.png#7, a recipe in a TOML "
        "file, a favourite, or - for standard input.",
        metavar="PICTURE",
    ),
]


def show(
    picture: Source,
    as_json: Annotated[bool, typer.Option("--json", help=f"Print it as JSON. {o.JSON_SEEDS}")] = False,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print it as TOML, for --recipe.")] = False,
) -> None:
    """Print what a picture carries: its recipe, how that was bred, and its network if that was given by hand.

    Of a sheet, the names and seeds of its tiles.
    """
    if as_json and as_toml:
        raise InputError(
            fault("conflict", "they are two formats", "as_json", "as_toml", ways="give one of them")
        )
    from nnart.sources.start import find_file, open_source

    stdin = standard_input(picture=picture)
    file = find_file(picture, stdin=stdin)
    if file is None:
        start = open_source(picture, stdin=stdin)
        _show({}, start.recipe(), start.network, as_json, as_toml)
        return
    with open_input(file) as stream:
        _show_file(stream, as_json, as_toml)


def _show_file(stream: BinaryIO, as_json: bool, as_toml: bool) -> None:
    from nnart.files.picturefile import read
    from nnart.sheets.files import is_sheet
    from nnart.sources.start import is_recipe, read_recipe

    if is_recipe(stream):
        start = read_recipe(stream)
        _show({}, start.recipe(), start.network, as_json, as_toml)
        return
    if is_sheet(stream):
        if as_toml:
            ways = "name one of them, as in sheet.png#7"
            raise InputError(fault("count", f"{shown_name(stream)} has many recipes", "as_toml", ways=ways))
        _show_sheet(stream, as_json)
        return
    file = read(stream)
    facts = {
        "format": file.format,
        "size": [file.size[1], file.size[0]],
        "bits": file.bits,
        "dpi": file.dpi,
        "painted_by": file.painted_by,
    }
    _show(facts, file.recipe, file.network, as_json, as_toml)


def _show(facts: dict[str, Any], recipe: Recipe, network: Network | None, as_json: bool, as_toml: bool) -> None:
    """Print a recipe and network, and what there is to say of a picture beside them."""
    from nnart.network.origin import data_of, digest_of
    from nnart.rendering.reproduce import toml_of

    if as_toml:
        print(toml_of(recipe, network), end="")
        return
    facts["digest"] = digest_of(recipe, network)
    if as_json:
        print_json(facts | data_of(recipe, network))
        return
    if "size" in facts:
        facts["size"] = "{} x {}".format(*facts["size"])
    if network is not None:
        facts |= {
            "network": network.sizes,
            "activations": "; ".join(layer.activation for layer in network.layers),
        }
    for name, value in (facts | data_of(recipe, network)["recipe"]).items():
        if value is not None:
            text = ", ".join(f"{part:g}" for part in value) or "none" if isinstance(value, list) else str(value)
            print(f"{name:<11} {_cut(text)}")
    if recipe.genome is not None:
        print("\n".join(("", *tree(recipe.genes))))


def _show_sheet(stream: BinaryIO, as_json: bool) -> None:
    from nnart.sheets.files import read_carried

    sheet = read_carried(stream)
    with in_file(name_of(stream)):
        if as_json:
            for i, name in enumerate(sheet.names):
                print_json({"name": name, "recipe": sheet.recipe(i).to_dict()})
            return
        print(f"{printable(_cut(sheet.title))}\n" if sheet.title else "", end="")
        for name, seed, genome in sheet.seeds():
            print(f"{printable(name):<11} seed {seed}{'  ' if genome else ''}{printable(_cut(genome))}")


def _cut(text: str) -> str:
    """Return a text, or its beginning where it would fill more than a line."""
    return text if len(text) <= 80 else f"{text[:64]} …"
