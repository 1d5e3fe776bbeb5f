"""Hints: what to say of words that are written as commands and are none, so that the next try works."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress

from nnart.cli.hints import EXAMPLES, MIN_ALIAS, filled, idea_of
from nnart.cli.instead import INSTEAD_OF_COMMANDS
from nnart.cli.strays import meanings, quoted
from nnart.cli.usage import Parameter, own_option, takes_value
from nnart.errors import InputError
from nnart.recipe.armour import has_code
from nnart.recipe.sizes import parse_size
from nnart.words import COMMANDS, fold, guess, misspelt


def hint_for_command(
    word: str, names: Sequence[str], options: dict[str, Parameter], behind: Sequence[str] = ()
) -> str:
    """Return what to write in the place of a command that nnart does not have; empty if nobody can tell.

    Args:
        word: the command.
        names: of those that there are.
        options: of nnart render, for values that were given to no command.
        behind: the words behind it.
    """
    name = fold(word)
    if name == "wallpaper":
        return f"write nnart render {_with_size(name, behind)}"
    if name in INSTEAD_OF_COMMANDS:
        return filled(INSTEAD_OF_COMMANDS[name], behind)
    if has_code(word):
        return f"write nnart render {quoted([word])}"
    if close := guess(word, names):
        return f"did you mean {' or '.join(f'nnart {name}' for name in close)}"
    if slips := [COMMANDS[alias] for alias in misspelt(name, COMMANDS, 1) if len(alias) > MIN_ALIAS]:
        return f"did you mean nnart {slips[0]}"
    return _named_command(word, options, behind)


def _named_command(word: str, options: dict[str, Parameter], behind: Sequence[str]) -> str:
    """Return what to write in the place of a command that is an option, a value or an idea."""
    name = fold(word)
    own = own_option(f"--{name}", options) if behind else []
    if len(own) == 1 and takes_value(options[own[0]]) and os.path.lexists(behind[0]):
        return _of_picture(own[0], behind)
    meant = [f"{own[0]} {quoted(behind)}"] if len(own) == len(behind) == 1 else list(meanings(word, options))
    idea = idea_of(name, " ".join(behind[:1]), "", {}).replace("in nnart render, write ", "write nnart render ")
    return f"write nnart render {meant[0]}" if meant else idea


def _of_picture(option: str, behind: Sequence[str]) -> str:
    """Return how an option that was written as a command is given to the picture behind it."""
    if option == "--seed":
        return f"nnart show {quoted(behind[:1])} prints it"
    value = " ".join(behind[1:2]) or EXAMPLES.get(option, "")
    return f"write nnart render {quoted(behind[:1])} {option} {quoted([value])}" if value else ""


def _with_size(name: str, words: Sequence[str]) -> str:
    """Return the words of nnart render for a size, which one of some words may say, as an option even."""
    if "--size" in words:
        return quoted(words)
    for i, word in enumerate(words):
        with suppress(InputError):
            if not word.isdigit() and parse_size(word.lstrip("-")):
                return quoted(["--size", word.lstrip("-"), *words[:i], *words[i + 1 :]])
    return quoted(["--size", name, *words])
