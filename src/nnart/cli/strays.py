"""Strays: words that stand where a command takes none, and what they may have been meant for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from nnart.cli.usage import own_option, takes_value
from nnart.errors import InputError
from nnart.explore.words import CHANGES, wishes_of
from nnart.recipe.kinds import Choice, Names, Text
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import NAMES
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.sizes import parse_size
from nnart.words import SWITCHES, fold, match

Options = dict[str, Any]  # a command's options by all of their names
TURNS = ("portrait", "landscape")
_RECIPES = (".toml", ".json", ".txt")
_MAX_QUALITY = 100
_TILE = re.compile("(.+?)#([^#]+)")


def quoted(words: Sequence[str]) -> str:
    """Return words as they are typed, in quotes where a shell would take them apart."""
    return " ".join(
        word if re.fullmatch(r"[\w@%+=:,./~…-][\w@%+=:,./~…#-]*", word) else f"'{word}'" for word in words
    )


def meanings(word: str, options: Options) -> Iterator[str]:
    """Yield the options that a value on its own may have been meant for, each with the value."""
    if "--seed" in options and _are_seeds(word):
        yield f"--seed {word}"
        if word.isdigit() and "--count" in options:
            yield f"--count {word}"
        return
    if "." in word and Path(word.partition("#")[0]).is_file():
        foreign = "--like" in options and Path(word).suffix.lower() not in _RECIPES
        name = "--like" if foreign else "--from"
        if name in options:
            yield f"{name} {quoted([word])}"
        return
    yield from named(word, options)


def named(word: str, options: Options) -> Iterator[str]:
    """Yield the options that a word may be a value of, neither a number nor a file, each with the value."""
    if "--prefer" in options and not _is_number(word):
        for words in (",".join(word.replace(",", " ").split()), quoted([word])):
            with suppress(InputError):
                wishes_of(words.strip("'"))
                yield f"--prefer {words}"
                break
    if "--change" in options and word in CHANGES:
        yield f"--change {word}"
    if "--size" in options and not word.isdigit():
        with suppress(InputError):
            parse_size(word)
            yield f"--size {quoted([word])}"
    if "--preset" in options and (name := match(word, NAMES)):
        yield f"--preset {name}"
    for knob in KNOBS.values() if fold(word) not in SWITCHES else ():
        if f"--{knob.name}" in options and isinstance(knob.kind, (Choice, Names, Text)):
            name = match(word, knob.kind.choices)
            if name not in (None, "none"):
                yield f"--{knob.name} {name}"


def hint_for_strays(words: Sequence[str], given: Sequence[str], command: str, options: Options) -> str:
    """Return what to write in the place of more words than a command takes; empty if nobody can tell.

    Args:
        words: those that stand alone, which the command takes and which it does not.
        given: all of the command's words.
        command: by nnart's name.
        options: that it has.
    """
    if (
        hint := _of_quality(words, given)
        or _of_options(words, options)
        or _of_tiles(words)
        or _of_kin(words, command)
    ):
        return hint
    if "--seeds" in options and len(words) > 1 and all(map(_are_seeds, words)):
        return f"write --seed {','.join(words)}"
    if command == "keep" and len(words) > 1 and Path(words[1]).suffix:
        return f"one at a time, each with a name: nnart keep {quoted(words[:1])} --name {_stem(words[0])}"
    if command == "keep" and len(words) == 2:
        return f"write --name {words[1]}"
    if words[-1].lower() in TURNS and "--size" in options:
        return f"write --size {turned(given, words[-1].lower())}"
    if "--prefer" in options:
        words = [" ".join([*_values_of("--prefer", given), *words])]
    start = len(words) > 1  # is given, so that there can be no other
    meant = [
        each
        for each in (meanings if not start else named)(words[-1], options)
        if not start or not each.startswith("--preset ")
    ]
    return f"write {' or '.join(meant[:2])}" if meant else ""


def _stem(word: str) -> str:
    """Return a favourite's name for a file."""
    return re.sub(r"[^\w-]+", "-", Path(word).stem).strip("-") or "dusk"


def _of_quality(words: Sequence[str], given: Sequence[str]) -> str:
    """Return what to leave out where -q was to give a quality."""
    behind = next((value for option, value in pairwise(given) if option == "-q"), "")
    fits = behind in words[1:] and behind.isdigit() and int(behind) <= _MAX_QUALITY
    return f"-q is --quiet, and quality is fixed and high; leave -q {behind} out" if fits else ""


def turned(given: Sequence[str], turn: str) -> str:
    """Return the size among a command's words, turned; an A3 if there is none."""
    size, at, dots = ["a3", *_values_of("--size", given)][-1].partition("@")
    return f"{size}-{turn}{at}{dots}"


def _values_of(name: str, given: Sequence[str]) -> list[str]:
    """Return what an option is given among a command's words."""
    return [text for option, text in pairwise(given) if option == name]


def _of_options(words: Sequence[str], options: Options) -> str:
    """Return the option that the first word is the name of, with the others as its values."""
    own = own_option(f"--{words[0]}", options)
    fits = len(own) == 1 and takes_value(options[own[0]]) and len(words) == 1 + options[own[0]].nargs
    if own and len(words) > 2 and options[own[0]] is not None and options[own[0]].metavar == "VALUES":
        return f"write {own[0]} {quoted([','.join(words[1:])])}"
    return f"write {own[0]} {quoted(words[1:])}" if fits else ""


def _of_tiles(words: Sequence[str]) -> str:
    """Return several tiles of one sheet as one word."""
    found = [_TILE.fullmatch(word) for word in words]
    sheets = {tile[1] if tile else "" for tile in found}
    if len(words) == 1 or len(sheets) > 1 or "" in sheets:
        return ""
    names = ",".join(tile[2] for tile in found if tile)
    return f"write {quoted([f'{sheets.pop()}#{names}'])}"


def _of_kin(words: Sequence[str], command: str) -> str:
    """Return what to do with more parents than two, or than one."""
    if command == "breed":
        return f"two pictures have children: nnart breed {quoted(words[:2])}"
    if command in ("verify", "show", "tiles") and len(words) > 1 and all(map(os.path.lexists, words)):
        return f"one at a time: nnart {command} {quoted(words[:1])}"
    if command == "vary" and len(words) == 2 and words[1] not in CHANGES:
        return f"it varies one picture; nnart breed {quoted(words)} crosses two"
    return ""


def _are_seeds(word: str) -> bool:
    with suppress(InputError):
        parse_seeds(word)
        return True
    return False


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[\d.,\s-]+", word) is not None
