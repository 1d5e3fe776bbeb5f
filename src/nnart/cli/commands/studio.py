"""`nnart studio`."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Annotated
from urllib.parse import urlencode

import typer

from nnart.cli.console import say
from nnart.cli.numbers import INTEGER
from nnart.errors import InputError, fault
from nnart.recipe.kinds import Whole
from nnart.recipe.presets import find_listed
from nnart.studio.ports import USUAL_PORT

EXAMPLES = {
    "nnart studio": "Look for pictures in the browser.",
    "nnart studio nnart-7.png": "Change a picture.",
    "nnart studio --folder walls": "Export into the folder walls.",
}
_PORT = Whole(1, 65_535)


def studio(
    picture: Annotated[
        str | None,
        typer.Argument(
            metavar="PICTURE",
            help="What to begin with: a picture or a preset, as for nnart render.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            **INTEGER, help=f"The port, 1 … 65535. (default: {USUAL_PORT}, or a free one if that is taken)"
        ),
    ] = None,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="The address to listen at. Beyond this machine, such as at 0.0.0.0, nobody gets in without "
            "the token in the address that nnart prints.",
        ),
    ] = "127.0.0.1",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    folder: Annotated[
        str, typer.Option(metavar="DIR", help="Where exported pictures go. (default: the current folder)")
    ] = ".",
) -> None:
    """Look for pictures in the browser: find, tune, zoom, keep and export them.

    nnart serves the page itself, on this machine alone unless you say otherwise. Ctrl-C ends it.
    """
    if port is not None:
        try:
            _PORT.read(port)
        except InputError as error:
            raise error.about("port") from None
    place = _place(picture)
    try:
        from nnart.studio.serving import serve
    except ModuleNotFoundError as error:
        if error.name not in ("starlette", "uvicorn"):
            raise
        says = "the studio needs Starlette and uvicorn"
        raise InputError(fault("missing", says, ways="pip install 'nnart[studio]'")) from None

    def ready(address: str) -> None:
        say(f"the studio is at {address}; Ctrl-C ends it")
        if not no_browser:
            import webbrowser

            Thread(target=webbrowser.open, args=(address,), daemon=True).start()  # some stay until they end

    serve(Path(folder), host=host, port=port, place=place, ready=ready)


def _place(picture: str | None) -> str:
    """Return the part of the page's address behind #, for a picture to begin with."""
    if picture is None:
        return ""
    from nnart.recipe.size import SQUARE
    from nnart.sources.opening import open_source
    from nnart.studio.looks import check_drawn, write_look

    start = open_source(picture)
    if start.preset:
        return f"find?{urlencode({'preset': find_listed(start.preset).name})}"
    try:
        check_drawn(start, "nnart render paints it")
    except InputError as error:
        raise error.inside(Path(picture)) from None
    size = {} if start.size == SQUARE else {"size": f"{start.size.width}x{start.size.height}"}
    return f"tune?{urlencode(write_look(start.recipe()) | size)}"
