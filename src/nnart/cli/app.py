"""The commands and their options."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from nnart.cli.commands import bench, breed, explore, gallery, keep, knobs, palettes, tiles
from nnart.cli.commands import render as paint
from nnart.cli.commands import sheet as sheets
from nnart.cli.commands import show as look
from nnart.version import __version__


class _Commands(TyperGroup):
    """Lists the commands in plain text: to load Rich's tables takes longer than all the rest."""

    def format_help(self, *arguments: Any) -> None:
        self.rich_markup_mode = None
        super().format_help(*arguments)


app = typer.Typer(
    cls=_Commands,
    name="nnart",
    help="Pictures painted by deep random neural networks. Start with: nnart render --layers 20",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, command in (
    ("render", paint.render),
    ("sheet", sheets.sheet),
    ("sweep", sheets.sweep),
    ("neurons", sheets.neurons),
    ("explore", explore.explore),
    ("breed", breed.breed),
    ("vary", breed.vary),
    ("keep", keep.keep),
    ("gallery", gallery.gallery),
    ("tiles", tiles.tiles),
    ("show", look.show),
    ("verify", look.verify),
    ("palettes", palettes.palettes),
    ("knobs", knobs.knobs),
    ("bench", bench.bench),
):
    paragraphs = (command.__doc__ or "").split("\n\n")
    # Typer keeps the line breaks within a paragraph, which are the source's.
    app.command(name, help="\n\n".join(" ".join(text.split()) for text in paragraphs))(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"nnart {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)
