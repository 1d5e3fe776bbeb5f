"""`nnart show` and `nnart verify`: what a picture's file says, and whether it is true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nnart.cli.numbers import INTEGER
from nnart.cli.report import printable, progress_bar
from nnart.errors import InputError
from nnart.threads import check_threads

PictureArgument = Annotated[Path, typer.Argument(help="A picture that nnart painted.", metavar="PICTURE")]


def show(
    picture: PictureArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    as_toml: Annotated[bool, typer.Option("--toml", help="Print it as TOML, for --recipe.")] = False,
) -> None:
    """Print what a picture carries: its recipe, and its network if that was given by hand."""
    if as_json and as_toml:
        raise InputError("--json and --toml: give one of them")
    from nnart.origin import data_of, digest_of, toml_of
    from nnart.picturefile import read

    file = read(picture)
    if as_toml:
        print(toml_of(file.recipe, file.network), end="")
        return
    facts = {
        "format": file.format,
        "size": [file.size[1], file.size[0]],
        "bits": file.bits,
        "dpi": file.dpi,
        "painted_by": file.painted_by,
        "digest": digest_of(file.recipe, file.network),
    }
    if as_json:
        print(json.dumps(facts | data_of(file.recipe, file.network)))
        return
    facts["size"] = f"{file.size[1]} x {file.size[0]}"
    if file.dpi is None:
        del facts["dpi"]
    if file.network is not None:
        facts |= {"network": file.network.sizes, "activations": "; ".join(file.network.activations)}
    for name, value in (facts | data_of(file.recipe, file.network)["recipe"]).items():
        text = ", ".join(f"{part:g}" for part in value) or "none" if isinstance(value, list) else str(value)
        print(f"{name:<11} {text if len(text) <= 80 else text[:64] + ' …'}")


def verify(
    picture: PictureArgument,
    threads: Annotated[int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing; the exit code tells.")] = False,
) -> None:
    """Paint a picture again and say whether the pixels are the same (exit code 0) or not (1)."""
    if threads is not None:
        check_threads(threads)
    from nnart.verification import verify as compare

    with progress_bar("verifying", quiet) as progress:
        row = compare(picture, threads=threads, progress=progress)
    if not quiet:
        verdict = (
            "same: every pixel is what its recipe says"
            if row is None
            else f"different: the first row that is not the same is {row + 1}"
        )
        print(f"{printable(str(picture))}: {verdict}")
    raise typer.Exit(0 if row is None else 1)
