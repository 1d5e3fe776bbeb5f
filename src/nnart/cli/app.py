"""The commands and their options. A command is loaded when it is used, so that help comes at once."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from nnart.cli.progress import show_wait
from nnart.notices import watching
from nnart.version import __version__

# Each command is a function in a module of its own, both of its name; its help begins with these words.
SUMMARIES = {
    "render": "Paint a picture.",
    "sheet": "Paint many seeds side by side, each above its number.",
    "sweep": "Paint several values of one knob or two side by side.",
    "neurons": "Paint what every neuron of a layer answers.",
    "explore": "Look at many seeds, and keep a diverse set of the best.",
    "breed": "Cross two pictures, and paint their children side by side.",
    "vary": "Paint gentle variations of a picture.",
    "keep": "Keep a picture's recipe under a name.",
    "gallery": "Make a site of a folder of pictures.",
    "tiles": "Paint a picture of any size as tiles, with a page to zoom in it.",
    "show": "Print what a picture carries.",
    "verify": "Paint a picture again and say whether the pixels are the same.",
    "palettes": "Show palettes.",
    "knobs": "List the knobs.",
    "bench": "Measure how fast this machine paints.",
}


class _Command(TyperCommand):
    """Says what it waits for, unless it is asked to be quiet."""

    def invoke(self, context: typer.Context) -> Any:  # type: ignore[override]
        with nullcontext() if context.params.get("quiet") else watching(show_wait):
            return super().invoke(context)


@cache
def load_command(name: str) -> TyperCommand:
    """Return a command by its name, with its parameters."""
    function = getattr(import_module(f"nnart.cli.commands.{name}"), name)
    paragraphs = (function.__doc__ or "").split("\n\n")
    alone = typer.Typer(add_completion=False)
    # Typer keeps the line breaks within a paragraph, which are the source's.
    alone.command(name, cls=_Command, help="\n\n".join(" ".join(text.split()) for text in paragraphs))(function)
    command = get_command(alone)
    assert isinstance(command, TyperCommand)
    return command


class _Group(TyperGroup):
    """Lists the commands without loading them, in plain text: to load Rich would take longer than all else."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: Any = dict.fromkeys(SUMMARIES)
        self.commands = names  # where Typer looks for the name that was meant

    def list_commands(self, _: Any) -> list[str]:
        return list(SUMMARIES)

    def get_command(self, _: Any, name: str) -> TyperCommand | None:
        return load_command(name) if name in SUMMARIES else None

    def format_help(self, *arguments: Any) -> None:
        self.rich_markup_mode = None
        super().format_help(*arguments)

    def format_commands(self, _: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


app = typer.Typer(
    cls=_Group,
    name="nnart",
    help="Pictures painted by deep random neural networks. Start with: nnart render --layers 20",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
