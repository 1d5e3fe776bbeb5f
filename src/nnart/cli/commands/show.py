"""`nnart show`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nnart.cli.console import printable
from nnart.errors import InputError, fault, in_file, shown_path
from nnart.recipe.genome import tree
from nnart.recipe.recipe import Recipe

if TYPE_CHECKING:
    from nnart.network.network import Network

Source = Annotated[
    str,
    typer.Argument(
        help="A picture that nnart painted, a sheet, one of its tiles such as sheet.png#7, or a favourite.",
        metavar="PICTURE",
    ),
]


def show(
    picture: Source,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print it as TOML, for --recipe.")] = False,
) -> None:
    """Print what a picture carries: its recipe, how that was bred, and its network if that was given by hand.

    Of a sheet, the names and seeds of its tiles.
    """
    if as_json and as_toml:
        raise InputError(
            fault("conflict", "they are two formats", "as_json", "as_toml", ways="give one of them")
        )
    from nnart.network.origin import data_of, digest_of
    from nnart.rendering.reproduce import toml_of
    from nnart.sheets.files import is_sheet

    path = Path(picture)
    if path.is_file() and is_sheet(path):
        if as_toml:
            says = f"{shown_path(path)} has many recipes"
            ways = "name one of them, as in sheet.png#7"
            raise InputError(fault("count", says, "as_toml", ways=ways))
        _show_sheet(path, as_json)
        return
    facts, recipe, network = _found(picture)
    if as_toml:
        print(toml_of(recipe, network), end="")
        return
    facts["digest"] = digest_of(recipe, network)
    if as_json:
        print(json.dumps(facts | data_of(recipe, network)))
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


def _found(source: str) -> tuple[dict[str, Any], Recipe, Network | None]:
    """Return what there is to say of a picture beside its recipe and network, and these."""
    from nnart.files.picturefile import read
    from nnart.sources.start import is_recipe, open_source

    path = Path(source)
    if os.path.lexists(path) and not source.isdigit() and not is_recipe(path):
        file = read(path)
        facts = {
            "format": file.format,
            "size": [file.size[1], file.size[0]],
            "bits": file.bits,
            "dpi": file.dpi,
        }
        return facts | {"painted_by": file.painted_by}, file.recipe, file.network
    start = open_source(source)
    return {}, start.recipe(), start.network


def _show_sheet(path: Path, as_json: bool) -> None:
    from nnart.sheets.files import read_carried

    sheet = read_carried(path)
    with in_file(path):
        if as_json:
            for i, name in enumerate(sheet.names):
                print(json.dumps({"name": name, "recipe": sheet.recipe(i).to_dict()}))
            return
        print(f"{printable(_cut(sheet.title))}\n" if sheet.title else "", end="")
        for name, seed, genome in sheet.seeds():
            print(f"{printable(name):<11} seed {seed}{'  ' if genome else ''}{printable(_cut(genome))}")


def _cut(text: str) -> str:
    """Return a text, or its beginning where it would fill more than a line."""
    return text if len(text) <= 80 else f"{text[:64]} …"
