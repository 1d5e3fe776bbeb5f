"""Endings: which format a file's name asks for, and an option beside it."""

from __future__ import annotations

from pathlib import Path

from nnart.errors import InputError, fault
from nnart.words import did_you_mean, match

ENDINGS = ("png", "jpg", "webp", "avif", "tif", "npy")  # as nnart writes them in names of its own
STDOUT = "-"


def read_format(text: str) -> str:
    """Return the ending that a format has in the names of files: JPEG, .jpg and jpg are jpg.

    Raises:
        InputError: if there is none of that name.
    """
    name = text.strip().lstrip(".")
    if (ending := match(name, ENDINGS)) is not None:
        return ending
    ways = did_you_mean(name, ENDINGS)
    raise InputError(fault("choice", ", ".join(ENDINGS), "file_format", got=text, ways=ways))


def with_ending(output: str, ending: str) -> str:
    """Return a file's name with the ending of a format, which is added if it has none.

    Args:
        output: the name.
        ending: as `read_format` returns it.

    Raises:
        InputError: if the name has another one, or goes to standard output, which is PNG.
    """
    if output == STDOUT:
        given = "stdout gets PNG"
        found: str | None = "png"
    else:
        suffix = Path(output).suffix
        if not suffix:
            return f"{output}.{ending}"
        given, found = f"the name ends in {suffix}", match(suffix[1:], ENDINGS)
    if found == ending:
        return output
    raise InputError(
        fault("conflict", given, "output", "file_format", got=ending, ways="leave one of them out")
    )
