"""Help texts: the options whose own words have a word that no table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nnart.cli.usage import Parameter, options_of
from nnart.words import fold

_PLACES: Final = "nnart knobs lists what shapes a picture, nnart presets its styles"
_MAX_FOUND = 2  # options; of a word that more of them have, nobody can tell which is meant
_MIN_STEM = 4  # letters
_ENDINGS = re.compile("(?:ings?|edly|ed|ers?|ies|es|s|ness|ly|y|e)$")
# Words that every second sentence has.
_COMMON: Final = frozenset(
    ["picture", "image", "file", "option", "number", "value", "name", "default", "other", "every", "several"]
)


def find_in_help(option: str, parameters: Sequence[Parameter]) -> str:
    """Return the options whose help has a word of another option's name, or else where to look.

    Args:
        option: that a command does not have.
        parameters: what the command takes.
    """
    options = options_of(parameters)
    wanted = {_stem(part) for part in fold(option.lstrip("-")).split("-")} - {"", *map(_stem, _COMMON)}
    own = [
        each for each in parameters if each.opts[0] in options and each.name != "preset"
    ]  # which tells of all
    found = [each for each in own if not wanted.isdisjoint(_stems_of(each))]
    if 0 < len(found) <= _MAX_FOUND:
        return f"perhaps {' or '.join(map(_introduced, found))}"
    return _PLACES if "--layers" in options else ""


def _introduced(option: Parameter) -> str:
    """Return an option with the first sentence of its help."""
    sentence = re.split(r"(?<=[a-z\d)])[.:;] |\.$| \(default", option.help)[0]
    return f"{option.opts[0]}, {sentence[:1].lower()}{sentence[1:]}"


def _stems_of(option: Parameter) -> Iterator[str]:
    return map(_stem, re.findall("[A-Za-z]+", option.help or ""))


def _stem(word: str) -> str:
    """Return a word without its ending; nothing of a short one."""
    stem = _ENDINGS.sub("", word.lower()) if len(word) > _MIN_STEM else word.lower()
    return stem if len(stem) >= _MIN_STEM else ""
