"""`nnart show` and `nnart verify`: what a picture's file says, and whether it is true."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nnart.cli.console import printable, progress_bar
from nnart.cli.numbers import INTEGER
from nnart.errors import InputError, shown_path
from nnart.recipe.genome import tree
from nnart.recipe.recipe import Recipe
from nnart.sources.start import is_recipe, open_source
from nnart.threads import check_threads

if TYPE_CHECKING:
    from nnart.network.network import Network

PictureArgument = Annotated[Path, typer.Argument(help="A picture that nnart painted.", metavar="PICTURE")]
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
        raise InputError("--json and --toml: give one of them")
    from nnart.network.origin import data_of, digest_of
    from nnart.rendering.reproduce import toml_of
    from nnart.sheets.files import is_sheet

    path = Path(picture)
    if path.is_file() and is_sheet(path):
        if as_toml:
            raise InputError(
                f"--toml: {shown_path(path)} has many recipes; name one of them, as in sheet.png#7"
            )
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
            print(f"{name:<11} {text if len(text) <= 80 else text[:64] + ' …'}")
    if recipe.genome is not None:
        print("\n".join(("", *tree(recipe.genes))))


def _found(source: str) -> tuple[dict[str, Any], Recipe, Network | None]:
    """Return what there is to say of a picture beside its recipe and network, and these."""
    from nnart.files.picturefile import read

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
    from nnart.sheets.files import read_sheet

    sheet = read_sheet(path)
    if as_json:
        for tile in sheet.tiles:
            print(json.dumps({"name": tile.name, "recipe": tile.recipe.to_dict()}))
        return
    print(f"{printable(sheet.title)}\n" if sheet.title else "", end="")
    for tile in sheet.tiles:
        genome = f"  {tile.recipe.genome}" if tile.recipe.genome else ""
        print(f"{printable(tile.name):<11} seed {tile.recipe.seed}{genome}")


def verify(
    picture: PictureArgument,
    threads: Annotated[int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing; the exit code tells.")] = False,
    huge: Annotated[bool, typer.Option("--huge", help="Allow what takes long; as with nnart render.")] = False,
) -> None:
    """Paint a picture again and say whether the pixels are the same (exit code 0) or not (1)."""
    if threads is not None:
        check_threads(threads)
    from nnart.rendering.run import Run
    from nnart.rendering.verify import verify as compare
    from nnart.rendering.workers import Threads

    if not huge:
        _check_limits(picture, threads)
    with progress_bar("verifying", quiet) as progress:
        row = compare(picture, Run(Threads(threads), progress))
    if not quiet:
        verdict = (
            "same: every pixel is what its recipe says"
            if row is None
            else f"different: the first row that is not the same is {row + 1}"
        )
        print(f"{printable(str(picture))}: {verdict}")
    raise typer.Exit(0 if row is None else 1)


def _check_limits(picture: Path, threads: int | None) -> None:
    """Refuse to paint what the recipe in a picture makes of hours; anyone may have written it."""
    from nnart.cli.limits import check_limits
    from nnart.files.picturefile import read
    from nnart.rendering.job import Job

    file = read(picture)
    job = Job(file.recipe, file.size, 16 if file.bits == 16 else 8, file.network)
    try:
        check_limits(job, threads=threads)
    except InputError as error:
        raise InputError(f"{shown_path(picture)}: {error}") from None
