"""The commands and their options."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart import __version__
from nnart.cli import look, paint

app = typer.Typer(
    name="nnart",
    help="Pictures painted by deep random neural networks. Start with: nnart render --layers 20",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("render")(paint.render)
app.command("show")(look.show)
app.command("verify")(look.verify)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"nnart {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
