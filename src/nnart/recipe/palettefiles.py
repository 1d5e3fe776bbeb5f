"""Palette files: rows of colours as other programs keep them.

GIMP's begin with "GIMP Palette" and hold three numbers 0 … 255 a line. Of any other text, colours are the words
that begin with #, whatever stands between them, so that a list in JSON will do. A line without one begins with
rrggbb (Lospec's .hex) or a colour's name, or has no word at all, or is a comment: # and a space, ; or //.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from nnart.errors import InputError, fault, in_file, shown
from nnart.inputfiles import STDIN, File, name_of, open_input
from nnart.recipe import palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.toml import most_bytes, read_text

_MAX_TEXT = 2**16  # characters
_HASHED = re.compile(r"#\w+")
_COMMENT = re.compile(r"#(\s|$)|;|//")
_BARE = re.compile(r"[0-9a-f]{6}")  # not of three digits: 255 could as well be the red of 255 0 0
_GIMP = "GIMP Palette"
_GIMPS_COLOUR = re.compile(r"(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(\s.*)?", re.ASCII)


def read_if_file(text: str, stdin: BinaryIO | None = None) -> str:
    """Return a palette as a recipe takes it: what text says, or the colours of the file that it names.

    What could be a palette's name as well is a file's only if it has a folder or an ending.

    Args:
        text: a palette, or the name of a file.
        stdin: what `-` stands for, if it stands for something.

    Raises:
        FileError: as `read` does.
    """
    if text == STDIN and stdin is not None:
        return read(stdin)
    there = _is_there(text)
    if "#" in text and not there:
        return text  # colours, wrong ones perhaps
    if any(mark in text for mark in (os.sep, os.altsep) if mark) or Path(text).suffix:
        return read(text)
    if not there:
        return text
    try:
        palettes.check(text)
    except ValueError:
        return read(text)
    return text


def _is_there(text: str) -> bool:
    with suppress(OSError, ValueError):  # of a name that is too long, or holds a zero
        return Path(text).exists() and not Path(text).is_dir()
    return False


def read(file: File) -> str:
    """Return the colours of a palette file, as the canonical text in which a recipe keeps them.

    Raises:
        FileError: if it cannot be read, or holds no palette.
    """
    with open_input(file, most_bytes(_MAX_TEXT)) as stream, in_file(name_of(file)):
        return palettes.row(_colours(read_text(stream, _MAX_TEXT, "palette").splitlines()))


def _colours(lines: list[str]) -> list[str]:
    gimps = bool(lines) and lines[0].strip() == _GIMP
    colours: list[str] = []
    for i in range(int(gimps), len(lines)):
        line = lines[i].strip()
        try:
            colours.extend(_gimps(line) if gimps else _plain(line.lower()))
        except InputError as error:
            raise error.inside(f"line {i + 1}") from None
    return colours


def _plain(line: str) -> list[str]:
    """Return the colours of a line of plain text."""
    hashed = _HASHED.findall(line)
    if hashed or _COMMENT.match(line) or not re.search(r"\w", line):
        return [palettes.colour(text) for text in hashed]
    word = re.split(r"[\s,;]", line, maxsplit=1)[0]
    if not _BARE.fullmatch(word) and word not in COLOURS:
        way = "write #rrggbb, rrggbb or a name such as navy"
        raise InputError(fault("syntax", f"{shown(word)} is no colour", ways=way))
    return [palettes.colour(word)]


def _gimps(line: str) -> list[str]:
    """Return the colour of a line of GIMP's, or none."""
    if not line or line.startswith(("#", "Name:", "Columns:")):
        return []
    found = _GIMPS_COLOUR.fullmatch(line)
    values = [int(value) for value in found.groups()[:3]] if found else [256]
    if max(values) > 255:
        raise InputError(
            fault("syntax", f"{shown(line)} is no colour", ways="GIMP's are three numbers from 0 to 255")
        )
    return ["#" + "".join(f"{value:02x}" for value in values)]
