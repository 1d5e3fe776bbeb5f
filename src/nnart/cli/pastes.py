"""Pastes: command lines that were copied with more around them: a prompt, quotes, or nnart once more."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

_PROMPTS: Final = ("$", "%", ">", "#")
_BEGINS: Final = re.compile(r"[$%>#]? *nnart +\S")


def unpasted(words: Sequence[str], is_command: Callable[[str], bool]) -> list[str]:
    """Return the words behind the last of what was pasted before a command.

    Args:
        words: as they were typed, without the program's name.
        is_command: whether a word is a command of nnart.
    """
    words = list(words)
    if words and _is_line(words[0], is_command):
        with suppress(ValueError):  # an open quote
            words = [*shlex.split(words[0]), *words[1:]]
    for i, word in enumerate(words[:-1]):
        if word == "nnart" and is_command(words[i + 1]) and not os.path.lexists(word):
            return words[i + 1 :]
        if word not in (*_PROMPTS, "nnart") and not (i == 0 and is_command(word)):
            break
    return words[1:] if words[:1] and words[0] in _PROMPTS and len(words) > 1 else words


def _is_line(word: str, is_command: Callable[[str], bool]) -> bool:
    """Return whether a word is a whole command line, as in quotes."""
    return _BEGINS.match(word) is not None or (" " in word and is_command(word.split(maxsplit=1)[0]))
