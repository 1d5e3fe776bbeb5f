"""Palette files: rows of colours in the formats of other programs.

* GIMP: the file begins with "GIMP Palette"; each line has three numbers 0 … 255.
* JSON: texts are colours.
* Style sheets and other files with braces: values behind colons, between braces, are colours.
* Any other text: words that begin with # and functions such as rgb() are colours. A line without these has
  a colour's name or rrggbb (Lospec's .hex), or several separated by commas, perhaps behind a `name:`. Lines
  without words and comments (# and a space, ; or //) are skipped.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from nnart.errors import InputError, fault, in_file, shown
from nnart.inputfiles import SAVED, STDIN, File, is_address, name_of, open_input
from nnart.recipe import palettechoices, palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.colours import colour, looks_like_colour, split
from nnart.recipe.toml import most_bytes, read_text

_MAX_TEXT = 2**16  # characters
_WRITTEN = re.compile(r"#\w+|\b(?:rgba?|hsla?|oklab|oklch)\([^()]*\)")
_BARE = re.compile(r"[0-9a-f]{6}")  # not three digits: 255 could be the red of 255 0 0
_COMMENT = re.compile(r"#(\s|$)|;|//|/?\*")
# Matches begin only at the start of a word, which keeps long words fast.
_NAME = re.compile(r"""(?<![\w$@-])[\w$@-]++["']?\s*+:""")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_VALUE = re.compile(rf"{_NAME.pattern}([^;]*)")
_LINK = re.compile(r"\burl\([^()]*\)")
_PICTURES = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"),
    *(b"8BPS", b"qoif", b"\0\0\0\x0cjP", b"P4\n", b"P5\n", b"P6\n"),
)
_GIMP = "GIMP Palette"
_GIMPS_COLOUR = re.compile(r"(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(\s.*)?", re.ASCII)


def read_if_file(
    text: str, stdin: BinaryIO | None = None, read_file: Callable[[File], str] | None = None
) -> str:
    """Return palettes in a recipe's form, after reading the files that a text names.

    A text that could also be the name of a palette or a colour means a file only if it has a folder or an
    ending.

    Args:
        text: a palette, a file, or several of these.
        stdin: the stream that `-` means, if any.
        read_file: what reads a file, instead of `read`, such as one that also reads pictures.

    Raises:
        InputError: as `nnart.recipe.palettechoices.choices`.
        FileError: as `read`, or as read_file.
    """
    found = split_palettes(text)
    if len(found) == 1 and not _names_file(found[0], stdin is not None):
        return text
    return ";".join(read_palette(one, stdin, read_file) for one in found)


def split_palettes(text: str) -> list[str]:
    """Split a text into palettes and files, each as it is written; raises as `choices`."""
    return [text] if _is_there(text) else palettechoices.choices(text, _names_file)


def read_palette(
    text: str, stdin: BinaryIO | None = None, read_file: Callable[[File], str] | None = None
) -> str:
    """Return one palette in a recipe's form; as `read_if_file`."""
    if not _names_file(text, stdin is not None):
        return text
    if is_address(text):
        raise InputError(fault("kind", f"{shown(text)} is an address, not a file", ways=SAVED))
    return (read_file or read)(stdin if text == STDIN and stdin is not None else text)


def _names_file(text: str, stdin: bool = True) -> bool:
    """Return whether a text names a file; the file need not exist if the name has a folder or an ending."""
    if text == STDIN:
        return stdin
    there = _is_there(text)
    if not there and ("#" in text or "(" in text):
        return False  # colours, wrong ones perhaps
    if any(mark in text for mark in (os.sep, os.altsep) if mark) or Path(text).suffix:
        return True
    return there and not (palettes.is_palette(text) or looks_like_colour(text))


def _is_there(text: str) -> bool:
    with suppress(OSError, ValueError):  # the name is too long, or contains a zero byte
        return Path(text).exists() and not Path(text).is_dir()
    return False


def read(file: File) -> str:
    """Read a palette file, and return its canonical text.

    Raises:
        FileError: if the file cannot be read, or holds no palette.
    """
    with open_input(file, most_bytes(_MAX_TEXT)) as stream, in_file(name_of(file)):
        if is_picture(stream):
            ways = "write some of its colours, as in '#0b132b,#f5cb5c', or save them as a text file"
            raise InputError(fault("kind", "it is a picture, and no palette", ways=ways))
        return palettes.row(list(_colours(read_text(stream, _MAX_TEXT, "palette"))))


def is_picture(stream: BinaryIO) -> bool:
    """Return whether a stream starts like a picture: PNG, JPEG, GIF, TIFF, WebP, AVIF, BMP or another."""
    head = stream.read(12)
    stream.seek(0)
    bitmap = head.startswith(b"BM") and head[6:10] == bytes(4)  # which its format leaves empty
    return head.startswith(_PICTURES) or bitmap or head[4:8] == b"ftyp"


def _colours(text: str) -> list[str]:
    lines = text.splitlines()
    if lines and lines[0].strip() == _GIMP:
        return _of_lines(lines, _gimps, 1)
    if (data := _json(text)) is not None:
        return list(_of_json(data))
    if _BLOCK.search(text):
        return list(_of_blocks(text.lower()))
    return _of_lines(text.lower().splitlines(), _plain)


def _of_lines(lines: list[str], read_line: Callable[[str], list[str]], first: int = 0) -> list[str]:
    colours: list[str] = []
    for i in range(first, len(lines)):
        try:
            colours.extend(read_line(lines[i].strip()))
        except InputError as error:
            raise error.inside(f"line {i + 1}") from None
    return colours


def _json(text: str) -> Any:
    """Return the list or table in a JSON text; None for any other text."""
    if text.lstrip()[:1] in ("[", "{"):
        with suppress(ValueError, RecursionError):
            return json.loads(text)
    return None


def _of_json(data: Any) -> Iterator[str]:
    """Yield the colours among JSON's texts, in order; from a table with a `hex`, only that.

    If one text of a list is a colour, all texts of the list must be. Tables may have other texts, such as
    names.
    """
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield colour(value)
        elif isinstance(value, dict):
            values = [value["hex"]] if isinstance(value.get("hex"), str) else list(value.values())
            waiting += [one for one in reversed(values) if not isinstance(one, str) or _is_written(one)]
        elif isinstance(value, list):
            any_colour = any(isinstance(one, str) and looks_like_colour(one) for one in value)
            waiting += [one for one in reversed(value) if not isinstance(one, str) or any_colour]


def _is_written(text: str) -> bool:
    """Return whether a text is a colour by its form, not by its name."""
    text = text.strip().lower()
    return bool(_WRITTEN.fullmatch(text) or _BARE.fullmatch(text))


def _of_blocks(text: str) -> Iterator[str]:
    """Yield the colours between braces and behind colons, in order."""
    text = _LINK.sub(" ", _without_comments(text))
    for block in _BLOCK.finditer(text):
        for value in _VALUE.finditer(text, block.start(1), block.end(1)):
            try:
                yield from _in(value[1])
            except InputError as error:
                raise error.inside(f"line {text.count(chr(10), 0, value.start(1)) + 1}") from None


def _without_comments(text: str) -> str:
    """Remove a style sheet's comments, keeping their line breaks."""
    first, *others = text.split("/*")
    parts = [first]
    for comment, _, rest in (other.partition("*/") for other in others):
        parts += ["\n" * comment.count("\n"), rest]
    return "".join(parts)


def _in(value: str) -> list[str]:
    """Return the colours in a text: those written out, or the one that the text names."""
    found = _WRITTEN.findall(value)
    name = value.strip("\"' \t\n,")
    return [colour(one) for one in found or [name] * (name in COLOURS)]


def _plain(line: str) -> list[str]:
    """Return the colours of a line of plain text."""
    written = _WRITTEN.findall(line)
    name = _NAME.match(line.lstrip("\"'"))
    parts = split(line[name.end() :].strip("\"' ,;") if name else line.rstrip(",;"), ",")
    if len(parts) > 1 and all(part in COLOURS or _is_written(part) for part in parts):
        return [colour(part) for part in parts]
    if written or _COMMENT.match(line) or not re.search(r"\w", line):
        return [colour(one) for one in written]
    word = re.split(r"[\s,;]", parts[0], maxsplit=1)[0]
    if not _BARE.fullmatch(word) and word not in COLOURS:
        way = "write #rrggbb, rrggbb or a name such as navy"
        raise InputError(fault("syntax", f"{shown(word)} is not a colour", ways=way))
    return [colour(word)]


def _gimps(line: str) -> list[str]:
    """Return the colour of a line in GIMP's format, if it has one."""
    if not line or line.startswith(("#", "Name:", "Columns:")):
        return []
    found = _GIMPS_COLOUR.fullmatch(line)
    values = [int(value) for value in found.groups()[:3]] if found else [256]
    if max(values) > 255:
        raise InputError(
            fault("syntax", f"{shown(line)} is not a colour", ways="GIMP's are three numbers from 0 to 255")
        )
    return ["#" + "".join(f"{value:02x}" for value in values)]
