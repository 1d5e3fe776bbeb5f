"""Slips: words that a command would take for something else than people mean by them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from nnart.cli.usage import options_of, takes_value
from nnart.errors import InputError, Way, fault, shown
from nnart.recipe.knobs import KNOBS
from nnart.recipe.sizes import parse_size
from nnart.words import SWITCHES, fold

Parameter = Any  # an option or argument; its base class is private to Typer
# Options whose values are lists, by what their help calls these, so that several are one list.
_LISTS = ("SEEDS", "WORDS", "VALUES")
_NETWORKS = (".toml", ".npz", ".json", ".png", ".jpg", ".tif", ".webp", ".avif")
_OFF = ("off", "no", "false", "none")
_SIDE = re.compile("[0-9]{3,5}")  # of a picture in pixels, rather than a seed


def check_words(words: Sequence[str]) -> None:
    """Refuse words, as they were typed, of which one would become the seed though it belongs to an option.

    Raises:
        InputError: with what to write.
    """
    for option, width, height in zip(words, words[1:], words[2:], strict=False):
        if option == "--size" and _SIDE.fullmatch(width) and _SIDE.fullmatch(height):
            says = f"{height} after it would be read as the seed"
            write = f"write --size {width}x{height}, or {height} --size {width}"
            raise InputError(fault("conflict", says, "size", ways=write))
    for option, value in pairwise(words):
        if option == "--shape" and value.isalpha() and not _is_size(value):
            ways = Way("fades out to an ellipse", "alpha", "vignette")
            raise InputError(fault("kind", f"pictures are rectangles, not {shown(value)}", ways=ways))
        if option == "--levels" and "," in value:
            ways = Way("uses all from the darkest to the lightest", "tone", "stretch")
            raise InputError(fault("kind", f"levels are no two numbers such as {shown(value)}", ways=ways))


def _is_size(text: str) -> bool:
    with suppress(InputError):
        return bool(parse_size(text))
    return False


def check_network(words: Sequence[str]) -> None:
    """Refuse a number, or a model's name, as the file of a network, which --weights and --model mean.

    Args:
        words: options by nnart's names for them.

    Raises:
        InputError: with what was perhaps meant.
    """
    for option, value in pairwise(words):
        named = value == "-" or os.path.lexists(value) or Path(value).suffix in _NETWORKS
        if option != "--network" or named:
            continue
        strength = re.fullmatch(r"[0-9]*\.?[0-9]+", value) is not None
        ways: Way | str = "nnart presets lists styles, and networks are random: there is no model to choose"
        ways = Way("is the strength of the weights", "gain", value) if strength else ways
        says = f"{shown(value)} is no network's file, .toml or .npz"
        raise InputError(fault("kind", says, "network", ways=ways))


def check_flags(words: Sequence[str], parameters: Sequence[Parameter]) -> None:
    """Refuse words such as on and off behind an option that takes no value, where they would be a picture.

    Raises:
        InputError: with what to write.
    """
    options = options_of(parameters)
    for name, word in pairwise(words):
        flag = options.get(name)
        if flag is None or takes_value(flag) or fold(word) not in SWITCHES or os.path.lexists(word):
            continue
        ways: Way | str = f"leave {shown(word)} out"
        if fold(word) in _OFF:
            ways = Way("turns it off", flag.name, False) if flag.secondary_opts else "leave the option out"
        raise InputError(fault("syntax", f"it takes no value such as {shown(word)}", flag.name, ways=ways))


def join_repeated(words: Sequence[str], parameters: Sequence[Parameter]) -> list[str]:
    """Return a command's words, with the values of a list that is given several times joined.

    Args:
        words: options by nnart's names for them.
        parameters: what the command takes.

    Raises:
        InputError: if another option is given twice with different values, of which only the last would count.
    """
    found = list[str]()
    places = dict[str, int]()  # in `found`, of the values
    for option, parts in _parts(words, parameters):
        if option is None or option.multiple:
            found += parts
            continue
        *name, value = parts
        if option.name not in places:
            found += [*name, value]
            places[option.name] = len(found) - 1
        elif option.metavar in _LISTS:
            found[places[option.name]] += _joint(option) + value
        elif value != (before := found[places[option.name]]):
            says = f"it is given twice, as {shown(before)} and as {shown(value)}"
            raise InputError(fault("conflict", says, option.name, ways="give one"))
    return found


def _parts(
    words: Sequence[str], parameters: Sequence[Parameter]
) -> Iterator[tuple[Parameter | None, list[str]]]:
    """Yield options with their name and value, and all other words with None."""
    options, rest = options_of(parameters), list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            yield None, [word, *rest]
            return
        name, equals, value = word.partition("=")
        if not word.startswith("--"):  # as in -s7
            name, equals, value = word[:2], word[2:], word[2:].removeprefix("=")
        option = options.get(name)
        if option is None or not takes_value(option) or option.nargs != 1 or not (equals or rest):
            yield None, [word]
        else:
            yield option, [name, value if equals else rest.pop(0)]


def _joint(option: Parameter) -> str:
    """Return what stands between the values of an option that is a list."""
    return ";" if option.metavar == "VALUES" and KNOBS[option.name].commas != "never" else ","
