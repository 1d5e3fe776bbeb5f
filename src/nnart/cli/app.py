"""The commands and their options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from nnart.cli.commands.bench import bench
from nnart.cli.commands.breed import breed
from nnart.cli.commands.explore import explore
from nnart.cli.commands.gallery import gallery
from nnart.cli.commands.keep import keep
from nnart.cli.commands.knobs import knobs
from nnart.cli.commands.neurons import neurons
from nnart.cli.commands.palettes import palettes
from nnart.cli.commands.render import render
from nnart.cli.commands.sheet import sheet
from nnart.cli.commands.show import show
from nnart.cli.commands.sweep import sweep
from nnart.cli.commands.tiles import tiles
from nnart.cli.commands.vary import vary
from nnart.cli.commands.verify import verify
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
_COMMANDS: dict[str, Callable[..., None]] = {
    "render": render,
    "sheet": sheet,
    "sweep": sweep,
    "neurons": neurons,
    "explore": explore,
    "breed": breed,
    "vary": vary,
    "keep": keep,
    "gallery": gallery,
    "tiles": tiles,
    "show": show,
    "verify": verify,
    "palettes": palettes,
    "knobs": knobs,
    "bench": bench,
}
for name, command in _COMMANDS.items():
    paragraphs = (command.__doc__ or "").split("\n\n")
    # Typer keeps the line breaks within a paragraph, which are the source's.
    app.command(name, help="\n\n".join(" ".join(text.split()) for text in paragraphs))(command)


def commands() -> dict[str, TyperCommand]:
    """Return all commands by their names, with their parameters."""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return cast("dict[str, TyperCommand]", group.commands)


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
