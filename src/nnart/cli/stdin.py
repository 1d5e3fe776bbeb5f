"""Standard input, where a command is given `-` to read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, InputError, fault
from nnart.inputfiles import STDIN


def standard_input(**texts: str | Path | None) -> BinaryIO | None:
    """Return standard input if one of the inputs of a command is `-`, or a tile of it as in `-#7`.

    Args:
        texts: what is given, by the names of the command's parameters.

    Raises:
        InputError: if more than one of them is.
        FileError: if it is closed.
    """
    names = [name for name, text in texts.items() if isinstance(text, str) and text.partition("#")[0] == STDIN]
    if not names:
        return None
    if len(names) > 1:
        ways = "save the others as files"
        raise InputError(fault("conflict", "only one of them can be standard input", *names, ways=ways))
    if sys.stdin is None:
        raise FileError(fault("access", "is closed", where="standard input"))
    return sys.stdin.buffer
