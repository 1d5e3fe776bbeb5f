"""What the command line says: messages on stderr, data on stdout."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, NoReturn

_MAX_EXACT: Final = 2**53  # up to which floating-point numbers are all of the whole ones

_WIDTHS = range(20, 10_001)  # of terminals that can be used
_TERMINAL = {"COLUMNS": _WIDTHS, "LINES": range(1, 10_001)}


def ignore_odd_terminals() -> None:
    """Leave out what the environment says of the terminal's size if nothing can be printed on that.

    Rich takes COLUMNS=0 for a terminal without any room, and fail where a number is too large.
    """
    for name, usable in _TERMINAL.items():
        text = os.environ.get(name)
        if text is not None and not (re.fullmatch("[0-9]{1,5}", text) and int(text) in usable):
            del os.environ[name]


def fail(message: str, code: int) -> NoReturn:
    """Say what went wrong, in one line, and exit."""
    say(f"nnart: {' '.join(message.split())}")
    sys.exit(code)


def say(message: str, quiet: bool = False) -> None:
    """Tell a person something, on stderr, if there is one."""
    if not quiet and sys.stderr is not None:
        print(printable(message), file=sys.stderr)


def say_nothing_printed(quiet: bool) -> None:
    """Say that nothing goes to stdout where a person has sent it elsewhere, as if they expected something."""
    with suppress(OSError, ValueError, AttributeError):  # of a stream without a file
        kind = os.fstat(sys.stdout.fileno()).st_mode
        if sys.stderr.isatty() and (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
            says = "-o - writes the picture to standard output, and --json its name"
            say(f"nothing was printed; {says}", quiet)


def printable(text: str) -> str:
    """Return text with what a terminal would obey written out: a file's name may hold escape sequences."""
    return "".join(mark if mark.isprintable() else repr(mark)[1:-1] for mark in text)


def print_json(data: Any, **form: Any) -> None:
    """Print data as JSON, on one line unless options of `json.dumps` say otherwise.

    Beside each seed, and each whole number that programs with floating-point numbers alone would round, stands
    its text, under a name that ends in _text.
    """
    import json  # not needed to print help

    print(json.dumps(_with_texts(data), **form), flush=True)


def _with_texts(data: Any) -> Any:
    if isinstance(data, Mapping):
        found = {}
        for name, value in data.items():
            found[name] = _with_texts(value)
            if _needs_text(name, value):
                found[f"{name}_text"] = _text(value)
        return found
    return [_with_texts(part) for part in data] if isinstance(data, (list, tuple)) else data


def _needs_text(name: str, value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(_needs_text(name.removesuffix("s"), part) for part in value)
    return type(value) is int and (name == "seed" or abs(value) > _MAX_EXACT)


def _text(value: Any) -> Any:
    return [_text(part) for part in value] if isinstance(value, (list, tuple)) else str(value)
