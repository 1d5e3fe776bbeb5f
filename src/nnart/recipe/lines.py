"""Lines: command lines that paint one picture, read as a recipe's data."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from typing import Any

from nnart.errors import RecipeError, fault
from nnart.recipe.codes import PICTURE
from nnart.recipe.kinds import Flag, Point, Real, Reals, Whole
from nnart.recipe.knobs import KNOBS

_START = re.compile(r"[\s$>]*nnart\s+render\s")
_SHELL = "run it in a shell"
_SETTINGS = ("preset", *PICTURE)
_SCALE = 257  # levels of 16 bits in one of 8


def is_line(text: str) -> bool:
    """Return whether a text is a command line, perhaps with a shell's prompt before it."""
    return _START.match(text) is not None


def read_line(text: str) -> dict[str, Any]:
    """Return the values that a line's options give to a recipe, and to its picture; none of them checked.

    Raises:
        RecipeError: if it has options that are neither, or names a file.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        raise RecipeError(fault("syntax", "holds a command line with a quote that does not end")) from None
    words = words[words.index("render") + 1 :]
    values: dict[str, Any] = {}
    while words:
        word = words.pop(0)
        name, mark, value = word.removeprefix("--").partition("=")
        flag = KNOBS.get(name.removeprefix("no-"))
        if word.startswith("--") and flag and isinstance(flag.kind, Flag) and not mark:
            values[flag.name] = not name.startswith("no-")
        elif word.startswith("--") and _is_option(name) and (mark or words):
            values[name] = _read(name, value if mark else words.pop(0))
        else:
            raise RecipeError(fault("kind", "holds a command line, and not of a recipe alone", ways=_SHELL))
    if values.get("bits") == 16 and isinstance(values.get("tolerance"), float):
        values["tolerance"] /= _SCALE
    return values


def _is_option(name: str) -> bool:
    return name in _SETTINGS or (name in KNOBS and KNOBS[name].option)


def _read(name: str, text: str) -> Any:
    """Return a value as a recipe's text would have it; what makes no sense stays text, to be refused later."""
    kind = KNOBS[name].kind if name in KNOBS else Whole(0, 0) if name in ("bits", "dpi") else None
    with suppress(ValueError):
        match kind:
            case Whole():
                return int(text)
            case Real():
                return float(text)
            case Reals() | Point():
                return [float(part) for part in text.split(",")]
    return text
