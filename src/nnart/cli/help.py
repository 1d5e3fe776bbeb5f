"""Help: the options that people use first, all others on request, and examples.

It is plain text: to load Rich would take longer than all else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import Any

from nnart.cli.options import MOTION, START
from nnart.cli.usage import HELP_ALL
from nnart.recipe.knob import COLOUR, FRAME, NETWORK, OUTPUT, PLANE

Command = Any  # of `nnart.cli.app`, which loads this module
Parameter = Any  # an option or argument; its base class is private to Typer
Formatter = Any  # likewise

_MAX_NAMES = 27  # characters of an option's names, beside which its help stands
_MAX_PANEL = 20  # options under one heading
_OWN = "Options"  # the heading above a command's own options
HEADINGS = (_OWN, START, MOTION, COLOUR, FRAME, NETWORK, PLANE, OUTPUT)  # in the order of need
_HELP = ("-h, --help", "Show this help and exit.")


def write_help(formatter: Formatter, command: Command, *, everything: bool) -> None:
    """Write how a command is used, what it does, its arguments and options, and examples.

    Args:
        formatter: what takes it.
        command: the command.
        everything: whether all options are shown, with all that is known about each.
    """
    whole = everything or command.first.issuperset(each.name for each in command.params)
    sentence, *_ = said = (command.help or "").split("\n\n")
    formatter.write_usage(f"nnart {command.name}", " ".join(["[OPTIONS]", *_needed(command.params)]))
    formatter.write_paragraph()
    formatter.write_text("\n\n".join(said) if whole else sentence)
    if arguments := [each for each in command.params if each.param_type_name == "argument"]:
        with formatter.section("Arguments"):
            _write_rows(formatter, [_row(each, whole=whole) for each in arguments])
    options = [each for each in command.params if each.param_type_name == "option"]
    _write_options(formatter, options, command.first, whole=whole)
    with formatter.section("Examples"):
        for line, does in command.examples.items():
            formatter.write(f"  {line}\n")
            with formatter.indentation():
                formatter.write_text(does)


def _needed(parameters: Sequence[Parameter]) -> Iterator[str]:
    """Yield how the usage writes required options, and arguments: in brackets if they may be left out."""
    for each in parameters:
        if each.param_type_name == "argument":
            name = f"{each.metavar}{'...' * (each.nargs == -1)}"
            yield name if each.required else f"[{name}]"
        elif each.required:
            yield f"{each.opts[0]} {each.metavar}"


def _write_options(
    formatter: Formatter, options: Sequence[Parameter], first: Collection[str], *, whole: bool
) -> None:
    """Write options in the order of need: in panels if there are many, and otherwise in one."""
    ordered = sorted(options, key=lambda each: HEADINGS.index(heading_of(each)))
    shown = [each for each in ordered if whole or each.name in first]
    panels = whole and len(options) > _MAX_PANEL
    sections: dict[str, list[tuple[str, str]]] = {}
    for each in shown:
        sections.setdefault(heading_of(each) if panels else _OWN, []).append(_row(each, whole=whole))
    helps = [_HELP] if whole else [_HELP, (HELP_ALL, f"Show all {len(options)} options, with more about each.")]
    sections.setdefault("Help" if panels else _OWN, []).extend(helps)
    for heading, rows in sections.items():
        with formatter.section(heading):
            _write_rows(formatter, rows)


def _write_rows(formatter: Formatter, rows: Sequence[tuple[str, str]]) -> None:
    """Write names beside texts, which are not broken at the hyphens of options and values."""
    column = min(max(len(names) for names, _ in rows), _MAX_NAMES) + 4
    for names, text in rows:
        lines = wrap(text, max(formatter.width - column, 20), break_on_hyphens=False, break_long_words=False)
        if len(names) > _MAX_NAMES:
            lines = ["", *lines]
        formatter.write(f"{f'  {names}':{column}}{f'{chr(10)}{chr(32) * column}'.join(lines)}\n")


def heading_of(option: Parameter) -> str:
    """Return the name of the panel that an option stands in."""
    return getattr(option, "rich_help_panel", None) or _OWN


def _row(parameter: Parameter, *, whole: bool) -> tuple[str, str]:
    """Return a parameter's names and its help."""
    text = parameter.help or ""
    names = parameter.metavar if parameter.param_type_name == "argument" else _names(parameter, whole=whole)
    return names, text if whole else shorten(text)


def _names(option: Parameter, *, whole: bool) -> str:
    """Return an option's names, a letter first, and what it takes; its other names are left out at first."""
    letters = [name for name in option.opts if not name.startswith("--")]
    words = [name for name in option.opts if name.startswith("--")]
    names = ", ".join([*letters, *(words if whole else words[:1]), *option.secondary_opts])
    return names if option.is_flag else f"{names} {option.metavar}"


def shorten(text: str) -> str:
    """Return the first sentence of an option's help, with its default."""
    sentence, dot, _ = text.partition(". ")
    default = re.search(r" \(default: .*\)$", text)
    return f"{sentence}{'.' if dot else ''}{default[0] if default and dot else ''}"
