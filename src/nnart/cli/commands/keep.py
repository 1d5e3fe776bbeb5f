"""`nnart keep`: favourites by name."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.console import printable, say
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, fault


def keep(
    picture: Annotated[
        str | None,
        typer.Argument(
            metavar="[PICTURE]",
            help="A seed, a picture, a recipe in a TOML file, a tile of a sheet such as sheet.png#7, or - for "
            "standard input.",
            show_default=False,
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="Up to 64 letters, digits, - and _.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a favourite of that name.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
) -> None:
    """Keep a picture's recipe under a name.

    Any command takes it by that; without a picture, what is kept is listed.

    nnart keep sheet.png#7 --name dusk, then nnart render --from dusk. Recipes lie in a plain folder: the one
    that NNART_FAVOURITES names, or nnart/favourites where a user's data is.
    """
    from nnart.sources import favourites

    if picture is None:
        if name is not None:
            example = "as in nnart keep PICTURE --name dusk"
            raise InputError(fault("missing", "it names a picture, and none is given", "name", ways=example))
        found = favourites.list_favourites()
        for favourite in found:
            print(favourite)
        folder = printable(str(favourites.favourites_folder()))
        say(f"in {folder}" if found else f"none are kept yet in {folder}", quiet)
        return
    if name is None:
        raise InputError(fault("missing", "a favourite needs a name", "name", ways="give --name dusk"))
    favourites.check_name(name)
    from nnart.sources.start import open_source

    start = open_source(picture, stdin=standard_input(picture=picture))
    path = favourites.keep(start.recipe(), name, start.network, force=force)
    say(f"{name} is kept in {path}; nnart render --from {name} paints it", quiet)
