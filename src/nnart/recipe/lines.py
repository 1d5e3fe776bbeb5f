"""Lines: command lines that paint one picture, read as a recipe's data."""

from __future__ import annotations

import re
from typing import Any

from nnart.errors import RecipeError, fault, shown
from nnart.recipe.armour import has_code
from nnart.recipe.changes import apply_changes
from nnart.recipe.codes import PICTURE, read_code
from nnart.recipe.genome import values_of
from nnart.recipe.kinds import Flag, Whole
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import NAMES
from nnart.recipe.written import read_written
from nnart.words import COMMANDS, FLAGS, OPTIONS, fold, match

_LINE = re.compile(r"[\s$>]*(?:python3? -m )?nnart\s+([\w-]+)(?=\s)")
_OPTION = re.compile(r"-(s)(?:=?([0-9].*))?|--?([A-Za-z][\w-]*)(?:=(.*))?", re.DOTALL)
_PIECE = re.compile(  # of a word
    r"""(?P<blank>[ \t\r\n]+)|'([^']*)'|"(?P<quoted>(?:[^"\\]|\\.)*)"|\\(.)|([^ \t\r\n'"\\]+)|(?P<wrong>.)""",
    re.DOTALL,
)
_START = "from"  # which gives what a word on its own does
_SETTINGS = ("preset", *PICTURE)
_SEEDS = ("s", "seeds")
_SCALE = 257  # levels of 16 bits in one of 8


def is_line(text: str) -> bool:
    """Return whether a text is a command line that paints, perhaps with a shell's prompt before it."""
    found = _LINE.match(text)
    return found is not None and COMMANDS.get(found[1], found[1]) == "render"


def read_line(text: str) -> dict[str, Any]:
    """Return the values that a line gives to a recipe, and to its picture; none of them checked.

    Options have all the names that the command line knows. A word on its own is a seed, genome, code or preset.

    Raises:
        RecipeError: if it has options that give no value, names a file, or says a thing twice.
    """
    line = _LINE.match(text)
    words = _words_of(text[line.end() if line else 0 :])
    given = dict[str, Any]()
    while words:
        name, value = _next(words)
        if name in given and name == "palette":
            value = f"{given[name]};{value}"
        elif name in given:
            raise RecipeError(fault("conflict", "the command line says it twice", name, ways="leave one out"))
        given[name] = value
    return _of_bits(_on_start(given))


def _words_of(line: str) -> list[str]:
    """Return the words of a command line as `shlex.split`, which takes minutes for words of megabytes.

    Raises:
        RecipeError: if a quote does not end.
    """
    words: list[list[str]] = [[]]
    for piece in _PIECE.finditer(line):
        if piece["wrong"] is not None:
            raise RecipeError(fault("syntax", "the command line has a quote that does not end"))
        if piece["blank"] is not None:
            words.append([])
        elif piece["quoted"] is not None:
            words[-1].append(re.sub(r'\\(["\\])', r"\1", piece["quoted"]))
        else:
            words[-1].append(piece[piece.lastindex or 0])
    return ["".join(pieces) for pieces in words if pieces]


def _next(words: list[str]) -> tuple[str, Any]:
    """Take an option and its value, or a word on its own, from the words; return its name and value."""
    word = words.pop(0)
    found = _OPTION.fullmatch(word)
    name, text = (found[1], found[2]) if found and found[1] else found.groups()[2:] if found else (_START, word)
    name = _own(fold(name))
    if text is None and name in FLAGS and FLAGS[name][0] in KNOBS:
        return FLAGS[name]
    flag = KNOBS.get(name.removeprefix("no-"))
    if flag and isinstance(flag.kind, Flag) and text is None:
        return flag.name, not name.startswith("no-")
    if name == "exact" and text is None:
        return "tolerance", 0.0
    if text is None and words and _is_option(name):
        text = words.pop(0)
    if text is not None and name == _START:
        return _started_by(text)
    if text is None or not _is_option(name):
        says = f"{shown(word)} in this command line is not part of a recipe"
        raise RecipeError(fault("kind", says, ways="run it in a shell"))
    return name, _read(name, text)


def _own(name: str) -> str:
    """Return the name of an option that nnart has; the same where there is none."""
    if _is_option(name) or name in FLAGS:
        return name
    return "seed" if name in _SEEDS else OPTIONS.get(name, name)


def _is_option(name: str) -> bool:
    return name in (*_SETTINGS, _START) or (name in KNOBS and KNOBS[name].option)


def _started_by(text: str) -> tuple[str, Any]:
    """Return what a word on its own gives: the seed, the preset, or values that others go on top of."""
    if text.isdecimal():
        return "seed", _read("seed", text)
    if has_code(text):
        return _START, read_code(text)
    if (values := values_of(text)) is not None:
        return _START, values
    if (preset := match(text, NAMES)) is not None:
        return "preset", preset
    says = f"{shown(text)} in this command line is not part of a recipe"
    raise RecipeError(fault("kind", says, ways="run it in a shell"))


def _on_start(given: dict[str, Any]) -> dict[str, Any]:
    """Return values on top of those that a code or genome among them gives."""
    if _START not in given:
        return given
    start = given.pop(_START)
    if "preset" in given:
        says = "only one of them can be the start"
        raise RecipeError(fault("conflict", f"the command line has two: {says}", "preset", ways="give one"))
    beside = {name: values.pop(name) for values in (start, given) for name in PICTURE if name in values}
    return apply_changes(start, given) | beside


def _of_bits(values: dict[str, Any]) -> dict[str, Any]:
    """Return values with a tolerance in levels of 8 bits, which is one in those of the picture."""
    if values.get("bits") == 16 and isinstance(values.get("tolerance"), float):
        return {**values, "tolerance": values["tolerance"] / _SCALE}
    return values


def _read(name: str, text: str) -> Any:
    """Return a value as a recipe's text would have it; what makes no sense stays text, to be refused later."""
    kind = KNOBS[name].kind if name in KNOBS else Whole(0, 0) if name in ("bits", "dpi") else None
    return read_written(kind, text)
