"""Usage: a command's words put into nnart's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from nnart.words import FLAGS, FOLDERS, OPTIONS, fold

HELP_ALL = "--help-all"
Parameter = Any  # an option or argument; its base class is private to Typer


def options_of(parameters: Sequence[Parameter]) -> dict[str, Parameter]:
    """Return a command's options by all of their names, such as --output and -o."""
    names = ((name, each) for each in parameters for name in (*each.opts, *each.secondary_opts))
    return {name: each for name, each in names if name.startswith("-")} | {
        "--help": None,
        HELP_ALL: None,
        "-h": None,
    }


def takes_value(option: Parameter) -> bool:
    """Return whether an option takes the word behind it."""
    return option is not None and not option.is_flag


def own_words(words: Sequence[str], parameters: Sequence[Parameter]) -> list[str]:
    """Return a command's words, options by nnart's names for them; values stay as they are."""
    options, rest, found = options_of(parameters), list(words), list[str]()
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*found, word, *rest]
        name, equals, value = word.partition("=")
        own = own_option(name, options)
        if not own or (equals and len(own) > 1):
            found.append(word)
            continue
        found += [own[0] + equals + value, *own[1:]]
        if takes_value(options[own[0]]) and len(own) == 1 and not equals:
            count = options[own[0]].nargs
            found += rest[:count]
            del rest[:count]
            if own[0] == "--output" and fold(name.lstrip("-")) in FOLDERS and not found[-1].endswith("/"):
                found[-1] += "/"
    return found


def own_option(word: str, options: dict[str, Parameter]) -> list[str]:
    """Return the option that a word is, by its first name or another: two words where it is one with a value.

    Args:
        word: as it was typed, with one dash or two.
        options: those that there are.

    Returns:
        The words; none if it is no option.
    """
    if word in options:
        return [word]
    named = re.fullmatch("--?([^0-9-].+)|--([0-9].+)", word)  # whoever knows ImageMagick writes -size
    if named is None:
        return []
    name = fold(named[1] or named[2])
    parted = fold(re.sub("([a-z])([A-Z])", r"\1-\2", named[1] or ""))  # as JavaScript writes it
    for known in (name, OPTIONS.get(name), parted, OPTIONS.get(parted)):
        if f"--{known}" in options:
            return [f"--{known}"]
    option, value = FLAGS.get(name, ("", ""))
    return [f"--{option}", value] if f"--{option}" in options else []


def lone_words(words: Sequence[str], options: dict[str, Parameter]) -> list[str]:
    """Return those of a command's words, by nnart's names for options, that are neither options nor values."""
    rest, found = list(words), list[str]()
    while rest:
        word = rest.pop(0)
        if word == "--":
            return [*found, *rest]
        if takes_value(options.get(word)):
            del rest[: options[word].nargs]
        elif not word.startswith("-"):
            found.append(word)
    return found


def option_for_value(words: Sequence[str], options: dict[str, Parameter]) -> str | None:
    """Return an option, by nnart's name, in the place of whose value another one stands; or None."""
    for option, value in _values_behind(words, options):
        if value in options or (value.startswith("--") and own_option(value, options)):
            return option
    return None


def _values_behind(words: Sequence[str], options: dict[str, Parameter]) -> Iterator[tuple[str, str]]:
    """Yield options that stand alone, each with the word behind it, which is its value."""
    rest = list(words)
    while len(rest) > 1 and rest[0] != "--":
        word = rest.pop(0)
        if takes_value(options.get(word)):
            yield word, rest[0]
            del rest[: options[word].nargs]
