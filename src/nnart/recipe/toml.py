"""TOML: recipes as people write and keep them, read as plain data that nothing has checked yet."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

from nnart.errors import InputError, RecipeError, fault, shown
from nnart.recipe.mistakes import mistake_in_toml

MAX_TEXT = 2**16  # characters of a recipe
_MAX_PARTS = 500  # of a key: of thousands of them, each takes as long as all before it together
# What may hold dots that part no keys. Parsers stop at a text without an end, and so at nothing behind it.
_TEXTS = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{0,5}|"(?:[^"\\\n]|\\[^\n])*"?'''
    r"""|'{3}(?:[^']|'{1,2}(?!'))*'{0,5}|'[^'\n]*'?|#[^\n]*""",
    re.DOTALL,
)
_MAX_BITS = 10_000  # of a whole number: Python writes none of more than 4300 digits
MAX_WHOLE = 2**63 - 1  # that TOML has for sure
# What editors, and PowerShell's > above all, put in front of a text, and how it goes on.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK = "\ufeff"  # one of them, decoded
_WIDEST = 2  # bytes of a character, of which there are many


def decode_text(data: bytes) -> str:
    """Return the text that bytes hold: UTF-8, or UTF-16 with a byte order mark or plainly without one.

    Raises:
        InputError: if they hold none.
    """
    encoding = _encoding_of(data)
    try:
        text = data.decode(encoding).removeprefix(_MARK)
        if "\0" not in text:
            return text
        wrong = "some characters are 0"
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start} makes no sense"
    says = f"it is no text in {encoding.upper()[:6]}: {wrong}"
    raise InputError(fault("syntax", says, ways="save it as UTF-8"))


def _encoding_of(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    # The first character of TOML, palettes and the like is one of ASCII.
    empty = [not byte for byte in data[:2]]
    return "utf-16-le" if empty == [False, True] else "utf-16-be" if empty == [True, False] else "utf-8"


def is_text(head: bytes) -> bool:
    """Return whether a file that begins so, with 16 bytes or more unless it is shorter, may be a text."""
    encoding = _encoding_of(head)
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return not any(mark < "\t" or mark == "\x7f" for mark in text)


def read_text(stream: BinaryIO, maximum: int, kind: str, ways: str = "") -> str:
    """Return the text in a stream.

    Args:
        stream: as it was opened.
        maximum: characters.
        kind: what a longer text is not, such as `recipe`.
        ways: out of it.

    Raises:
        InputError: if it is no text, or too long.
    """
    data = stream.read(most_bytes(maximum))
    text = decode_text(data) if len(data) < most_bytes(maximum) else None
    if text is None or len(text) > maximum:
        says = f"more than {maximum} characters are no {kind}"
        raise InputError(fault("limit", says, ways=ways or ()))
    return text


def most_bytes(maximum: int) -> int:
    """Return how many bytes have to be read to know that a text has more characters than that."""
    return _WIDEST * (maximum + 2)


def parse_toml(text: str) -> dict[str, Any]:
    """Return the plain data that TOML text holds, nothing worked out yet.

    Raises:
        RecipeError: if it is no TOML.
    """
    import tomllib  # for the few who give TOML

    _check_bounds(text)
    try:
        data: dict[str, Any] = tomllib.loads(text.removeprefix(_MARK))
    except (ValueError, RecursionError) as error:
        place = re.search(r" \(at (line \d+, column \d+|end of document)\)", str(error))
        where = f" at {place[1]}" if place else ""
        message = str(error).removesuffix(place[0] if place else "")
        line = re.match(r"line (\d+)", place[1]) if place else None
        number = int(line[1]) if line else text.count("\n") + 1
        says = f"not TOML{where}: {mistake_in_toml(text, number, message) or shown(message)}"
        raise RecipeError(fault("syntax", says)) from None
    _make_writable(data)
    return data


def _make_writable(data: dict[str, Any]) -> None:
    """Make whole numbers of thousands of digits in plain data infinities: Python does not write them."""
    parts: list[Any] = [data]  # and no recursion: keys of hundreds of parts are tables within tables
    while parts:
        part = parts.pop()
        for name, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
            if isinstance(value, (dict, list)):
                parts.append(value)
            elif isinstance(value, int) and value.bit_length() > _MAX_BITS:
                part[name] = math.inf if value > 0 else -math.inf


def _check_bounds(text: str) -> None:
    """Refuse TOML that would take minutes.

    Raises:
        RecipeError: if it is such a text.
    """
    bare = _TEXTS.sub("", text)
    parts = 1 + max(piece.count(".") for piece in re.split("[,=\n]", bare))
    if parts > _MAX_PARTS:
        raise RecipeError(fault("limit", f"not TOML as it is here: a key of more than {_MAX_PARTS} parts"))


def write_toml(values: Mapping[str, Any]) -> str:
    """Return a recipe's plain data as TOML; a seed that is too large for other programs is written as text."""
    import tomli_w  # for the few who want TOML written

    large = {name: str(value) for name, value in values.items() if name == "seed" and value > MAX_WHOLE}
    return tomli_w.dumps({**values, **large})
