"""Usage: a command's words put into nnart's own, and what to say of words that mean nothing here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from nnart.cli.instead import INSTEAD, INSTEAD_OF_COMMANDS
from nnart.errors import InputError
from nnart.explore.words import PREFERENCES
from nnart.recipe.kinds import Choice, Names, Text
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import PRESETS
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.sizes import parse_size, pixels_for
from nnart.words import FLAGS, LETTERS, OPTIONS, fold, guess, match

Parameter = Any  # an option or argument; its base class is private to Typer
_SIDES = ("width", "height")
_LETTERS_OF_SIDES = ("w", "W", "h", "H")


def options_of(parameters: Sequence[Parameter]) -> dict[str, Parameter]:
    """Return a command's options by all of their names, such as --output and -o."""
    names = ((name, each) for each in parameters for name in (*each.opts, *each.secondary_opts))
    return {name: each for name, each in names if name.startswith("-")} | {"--help": None, "-h": None}


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
    named = re.fullmatch("--?([^0-9-].+)", word)  # whoever knows ImageMagick writes -size
    if named is None:
        return []
    name = fold(named[1])
    for known in (name, OPTIONS.get(name)):
        if f"--{known}" in options:
            return [f"--{known}"]
    option, value = FLAGS.get(name, ("", ""))
    return [f"--{option}", value] if f"--{option}" in options else []


def hint_for_option(word: str, words: Sequence[str], parameters: Sequence[Parameter]) -> str:
    """Return what to write in the place of an option that a command does not have; empty if nobody can tell.

    Args:
        word: the option.
        words: all of the command's.
        parameters: what it takes.
    """
    options = options_of(parameters)
    if re.fullmatch("--?[A-Za-z]", word):
        return _of_letter(word[-1], words, options)
    name = fold(word.lstrip("-"))
    if name in _SIDES and "--size" in options:
        return _of_sides(words)
    if name in INSTEAD:
        return INSTEAD[name]
    if meant := list(meanings(name, options)):
        return f"write {' or '.join(meant[:2])}"
    return _misspelt(name, options)


def _misspelt(name: str, options: dict[str, Parameter]) -> str:
    """Return which option a name was meant as, or what looks for pictures that it describes."""
    if match(name, PREFERENCES):
        return f"nnart explore --prefer {name} looks for such pictures"
    own = {option[2:]: option for option in options if option.startswith("--")}
    others = {alias: f"--{option}" for alias, option in OPTIONS.items() if f"--{option}" in options}
    for known in (own, others):
        if close := list(dict.fromkeys(known[found] for found in guess(name, known))):
            return f"did you mean {' or '.join(close)}"
    return ""


def _of_letter(letter: str, words: Sequence[str], options: dict[str, Parameter]) -> str:
    if letter in _LETTERS_OF_SIDES and "--size" in options:
        return _of_sides(words)
    if letter in "vV":
        return "nnart --version prints the version"
    meant = [f"--{name}" for name in LETTERS.get(letter, "").split() if f"--{name}" in options]
    meant = [f"-{letter}"] * (f"-{letter}" in options) or meant  # behind two dashes
    meant = meant or [f"-{letter.lower()}"] * (f"-{letter.lower()}" in options)
    return f"did you mean {' or '.join(meant)}" if meant else ""


def _of_sides(words: Sequence[str]) -> str:
    """Return the size to write, by the sides that the words give."""
    width, height = (_number_behind(words, name) for name in _SIDES)
    size = f"{width}x{height}"
    if not (width and height):
        size = pixels_for(columns=int(width or 0), rows=int(height or 0)) if width or height else "1920x1080"
    return f"width counts neurons; pixels are --size {size}"


def _number_behind(words: Sequence[str], name: str) -> str | None:
    """Return the digits that a side of a picture is given, by its name or its first letter."""
    text = " ".join(words)
    found = re.search(
        rf"(?:^| )(?:--?{name}|--?{name[0]}|--?{name[0].upper()})[ =]?([0-9]{{1,7}})(?![^ ])", text
    )
    return found[1] if found else None


def meanings(word: str, options: dict[str, Parameter]) -> Iterator[str]:
    """Yield the options that a value on its own may have been meant for, each with the value."""
    if "--seed" in options:
        with suppress(InputError):
            parse_seeds(word)
            yield f"--seed {word}"
            if word.isdigit() and "--count" in options:
                yield f"--count {word}"
            return
    if "--prefer" in options and match(word, PREFERENCES):
        yield f"--prefer {word}"
    if "--from" in options and "." in word and Path(word.partition("#")[0]).is_file():
        yield f"--from {word}"
        return
    if "--size" in options:
        with suppress(InputError):
            parse_size(word)
            yield f"--size {word}"
    if "--preset" in options and (name := match(word, [preset.name for preset in PRESETS])):
        yield f"--preset {name}"
    for knob in KNOBS.values():
        if f"--{knob.name}" in options and isinstance(knob.kind, (Choice, Names, Text)):
            name = match(word, knob.kind.choices)
            if name not in (None, "none"):
                yield f"--{knob.name} {name}"


def hint_for_command(word: str, names: Sequence[str], options: dict[str, Parameter]) -> str:
    """Return what to write in the place of a command that nnart does not have; empty if nobody can tell.

    Args:
        word: the command.
        names: of those that there are.
        options: of nnart render, for values that were given to no command.
    """
    if hint := INSTEAD_OF_COMMANDS.get(fold(word)):
        return hint
    if close := guess(word, names):
        return f"did you mean {' or '.join(f'nnart {name}' for name in close)}"
    meant = list(meanings(word, options))
    return f"write nnart render {meant[0]}" if meant else ""


def hint_for(
    error: Any, words: Sequence[str], command: str | None, commands: Mapping[str, Sequence[Parameter]]
) -> tuple[str, str]:
    """Return what Typer found wrong, and what to write instead; empty if nobody can tell.

    Args:
        error: Typer's.
        words: behind the command, or all where there is none.
        command: by nnart's name; None where there is none.
        commands: the parameters of all.
    """
    parameters = commands[command or "render"]
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    option: Any = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):  # Typer's own share a letter or two with what was typed
        message = f"No such option: {option}"
        if command is None:
            own = own_option(option, options_of(parameters))
            return message, f"options follow a command: nnart render {' '.join(words)}" if own else ""
        return message, hint_for_option(option, words, parameters) or _of_others(option, commands)
    if option == "--palette" or _has_blank(words):
        return message, "colours need quotes: '#0b132b,#f5cb5c'"
    if option is not None:
        return message, _needed(options_of(parameters).get(option))
    if stray := re.search(r"unexpected extra arguments?(?:\(s\))? \((.+)\)", message):
        meant = list(meanings(stray[1], options_of(parameters)))
        return message, f"write {' or '.join(meant[:2])}" if meant else ""
    return message, ""


def _has_blank(words: Sequence[str]) -> bool:
    """Return whether a list of colours or palettes ends in a comma, as if a blank had cut it."""
    return any(option == "--palette" and text.endswith((",", ";")) for option, text in pairwise(words))


def _of_others(word: str, commands: Mapping[str, Sequence[Parameter]]) -> str:
    """Return which other commands have an option."""
    found = [name for name in commands if own_option(word, options_of(commands[name]))]
    have = f"{' and others' * (len(found) > 2)} {'has' if len(found) == 1 else 'have'} it"
    return f"nnart {' and '.join(found[:2])}{have}" if found else ""


def _needed(option: Parameter) -> str:
    """Return what an option takes, of which nothing was given."""
    knob = KNOBS.get(option.name) if option is not None else None
    if knob is None or not isinstance(knob.kind, (Choice, Names)):
        return ""
    return f"it takes one of {', '.join(knob.kind.choices)}"
