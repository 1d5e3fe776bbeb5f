"""The commands and their options. A command is loaded when it is used, so that help comes at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from nnart.cli.progress import show_wait
from nnart.cli.reading import read_plainly
from nnart.cli.usage import HELP_ALL
from nnart.notices import watching
from nnart.version import __version__
from nnart.words import COMMANDS, fold

# Each command is a function in a module of its own, both of its name; its help begins with these words.
SUMMARIES = {
    "render": "Paint a picture.",
    "sheet": "Paint many seeds side by side, each above its number.",
    "studio": "Look for pictures in the browser.",
    "sweep": "Paint several values of one knob or two side by side.",
    "neurons": "Paint what every neuron of a layer answers.",
    "explore": "Look at many seeds, and keep a diverse set of the best.",
    "breed": "Cross two pictures, and paint their children side by side.",
    "vary": "Paint variations of a picture.",
    "keep": "Keep a picture's recipe under a name.",
    "film": "Make a film of a picture, or of several.",
    "gallery": "Make a site of a folder of pictures.",
    "tiles": "Paint a picture of any size as tiles, with a page to zoom in it.",
    "show": "Print what a picture carries.",
    "verify": "Paint a picture again and say whether the pixels are the same.",
    "open": "Show files in the system's viewer.",
    "presets": "List the presets.",
    "palettes": "Show palettes.",
    "knobs": "List the knobs.",
    "bench": "Measure how fast this machine paints.",
}
_SUMMARY = "Pictures painted by deep random neural networks, a new one for every seed."
_REST = (
    "nnart help render explains a command, with examples.",
    "The guides are in nnart's folder docs/: begin with docs/start/tutorial.md.",
)
_OPTIONS = {
    "-h, --help": "Show this help and exit.",
    "-V, --version": "Print the version and exit.",
    "--install-completion": "Install tab completion for this shell.",
    "--show-completion": "Print its script, to install it yourself.",
}
MAX_WIDTH = 100  # characters of a line of help
_MAX_FEW = 10  # parameters, which help shows all at once
_ALL = "nnart.help-all"  # where a context keeps whether help shows everything

# What `nnart` alone proposes.
GREETING = {
    "nnart render --open": "Paint a random picture and look at it.",
    "nnart sheet --open": "Paint 24 of them, each above its seed.",
    "nnart render 7 --palette reef": "Paint seed 7 in other colours.",
    "nnart render 7 --size 4k": "Paint the same picture as a wallpaper.",
    "nnart explore --prefer calm,blue": "Find calm blue ones among 1000 seeds.",
}


def command_named(word: str) -> str | None:
    """Return the command of a name that people may know from other programs; None if there is none."""
    name = fold(word)
    return next((own for own in (name, COMMANDS.get(name)) if own in SUMMARIES), None)


@cache
def load_command(name: str) -> Command:
    """Return a command by its name, with its parameters and examples."""
    module = import_module(f"nnart.cli.commands.{name}")
    function = getattr(module, name)
    paragraphs = (function.__doc__ or "").split("\n\n")
    alone = typer.Typer(add_completion=False)
    # Typer keeps the line breaks within a paragraph, which are the source's.
    alone.command(name, cls=Command, help="\n\n".join(" ".join(text.split()) for text in paragraphs))(function)
    command = get_command(alone)
    assert isinstance(command, Command)
    command.examples = module.EXAMPLES
    command.first = _first(function)
    return command


def _first(function: Callable[..., None]) -> frozenset[str]:
    """Return the parameters that help shows first: all if they are few, else the own and the marked ones."""
    from nnart.cli.options import FIRST  # not needed to list the commands

    parameters = inspect.signature(function, eval_str=True).parameters.values()
    marks = {one.name: getattr(one.annotation, "__metadata__", ()) for one in parameters}
    shared = {name for name, found in marks.items() if any(getattr(m, "rich_help_panel", None) for m in found)}
    few = len(marks) <= _MAX_FEW
    return frozenset(name for name, found in marks.items() if few or FIRST in found or name not in shared)


class _Parameters(Mapping[str, Sequence[Any]]):
    """The parameters of the commands by their names; a command is loaded when it is looked at."""

    def __getitem__(self, name: str) -> Sequence[Any]:
        return load_command(name).params

    def __iter__(self) -> Iterator[str]:
        return iter(SUMMARIES)

    def __len__(self) -> int:
        return len(SUMMARIES)


PARAMETERS = _Parameters()


class NoValue(typer.TyperException):
    """An option that another one follows where its value should be."""

    def __init__(self, option: str) -> None:
        super().__init__(f"Option {option!r} requires an argument")
        self.option_name = option


class Command(TyperCommand):
    """Takes options by the names that people know from other programs, too, and says what it waits for.

    Attributes:
        examples: command lines, and what each does, the most useful first.
        first: the names of the parameters that help shows, until it is asked for all.
    """

    examples: Mapping[str, str]
    first: frozenset[str]

    def get_params(self, context: Any) -> list[Any]:
        parameters = super().get_params(context)
        read_plainly(parameters)
        return parameters

    def parse_args(self, context: Any, words: list[str]) -> list[str]:
        from nnart.cli.slips import (  # not needed to list the commands
            check_flags,
            check_network,
            check_words,
            join_repeated,
        )
        from nnart.cli.usage import option_for_value, options_of, own_words

        own = own_words(words, self.params)
        if not context.resilient_parsing:
            check_words(words)
            check_flags(own, self.params)
            check_network(own)
            if option := option_for_value(own, options_of(self.params)):
                raise NoValue(option)
            own = join_repeated(own, self.params)
        if HELP_ALL in own[: own.index("--") if "--" in own else None]:
            context.meta[_ALL] = True
            own = ["--help"]
        return super().parse_args(context, own)

    def format_help(self, context: Any, formatter: Any) -> None:
        from nnart.cli.help import write_help

        write_help(formatter, self, everything=context.meta.get(_ALL, False))

    def invoke(self, context: typer.Context) -> Any:  # type: ignore[override]
        with nullcontext() if context.params.get("quiet") else watching(show_wait):  # unless it is to be quiet
            return super().invoke(context)


class _Group(TyperGroup):
    """Lists the commands without loading them, in plain text: to load Rich would take longer than all else."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: Any = dict.fromkeys(SUMMARIES)
        self.commands = names  # where Typer looks for the name that was meant
        self._only_command = False

    def list_commands(self, _: Any) -> list[str]:
        return list(SUMMARIES)

    def get_command(self, _: Any, name: str) -> TyperCommand | None:
        own = command_named(name)
        return None if own is None else load_command(own)

    def parse_args(self, context: Any, words: list[str]) -> list[str]:
        if words[:1] == ["version"]:
            words = ["--version"]
        if words[:1] in (["help"], ["man"], ["manual"], ["usage"]):
            words = [*words[1:2], "--help"]
        if words[:1] == [HELP_ALL]:
            words = ["--help"]
        if words:
            words = [command_named(words[0]) or words[0], *words[1:]]
        self._only_command = not words or not words[0].startswith("-")
        return super().parse_args(context, words)

    def get_params(self, context: Any) -> list[Any]:
        """Return the options; none without words or with a command first, or Typer would load Pydantic."""
        return [] if self._only_command else super().get_params(context)

    def resolve_command(self, context: Any, words: list[str]) -> Any:
        if command_named(words[0]) is None and not context.resilient_parsing:
            from nnart.cli.commandhints import hint_for_command
            from nnart.cli.usage import options_of

            options = options_of(load_command("render").params)
            hint = hint_for_command(words[0], list(SUMMARIES), options, words[1:])
            context.fail("; ".join(filter(None, (f"No such command {words[0]!r}", hint))))
        return super().resolve_command(context, words)

    def format_help(self, _: Any, formatter: Any) -> None:
        formatter.write_usage("nnart", "COMMAND [OPTIONS] [ARGUMENTS]")
        formatter.write_paragraph()
        formatter.write_text(_SUMMARY)
        for heading, rows in (("Commands", SUMMARIES), ("Options", _OPTIONS)):
            with formatter.section(heading):
                formatter.write_dl(list(rows.items()))
        formatter.write_paragraph()
        for line in _REST:
            formatter.write_text(line)


def _greet() -> None:
    """Say what to do first, and where the rest is."""
    print(f"{_SUMMARY}\n\nFive things to do:\n")
    width = max(map(len, GREETING))
    for line, does in GREETING.items():
        print(f"  {line:{width}}  {does}")
    print("\nnnart --help lists all commands.", *_REST, sep="\n")


app = typer.Typer(
    cls=_Group,
    name="nnart",
    help=_SUMMARY,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": MAX_WIDTH},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"nnart {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        _greet()
