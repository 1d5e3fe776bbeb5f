"""Reading: the look in what a person pastes or drops.

No text is taken for the name of a file: the studio opens only what the browser sends.
"""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from nnart.errors import FileError, InputError, NnartError, Way, fault
from nnart.recipe.armour import has_code
from nnart.recipe.forms import has_value, parse
from nnart.recipe.genome import values_of
from nnart.recipe.lines import is_line
from nnart.recipe.palettechoices import check
from nnart.recipe.presets import NAMES
from nnart.recipe.seeds import parse_seeds, random_seed
from nnart.recipe.size import SQUARE
from nnart.recipe.toml import MAX_TEXT, decode_text
from nnart.sources.favourites import has_favourite
from nnart.sources.opening import open_favourite
from nnart.sources.picturecolours import read_palette
from nnart.sources.readings import is_recipe, open_preset, read_picture, read_recipe, start_of
from nnart.sources.start import Start
from nnart.studio.looks import check_drawn, look_of, read_look, write_look
from nnart.words import match

_SEED: Final = re.compile(r"\s*(?:(?:seed|nnart)[\s=:#-]*|#\s*)?([0-9]{1,20})\s*", re.IGNORECASE)
_VIEWS: Final = ("tune", "zoom")
_BESIDE: Final = {"shape", "at", "size", "format", "v"}  # what addresses name besides the look


def read_text(text: str) -> dict[str, Any]:
    """Return the look, or the palette, in a text that was pasted.

    The text can be a seed, a recipe (TOML or JSON), a code, a genome, a command line, an address of the studio,
    a favourite, a preset, or a palette.

    Raises:
        InputError: if the text is none of them, or holds what the studio cannot show.
    """
    if len(text) > MAX_TEXT:
        raise InputError(fault("limit", f"more than {MAX_TEXT} characters are no recipe"))
    text = text.strip()
    if (found := _in_address(text)) is not None:
        return found
    try:
        return _shown(_start_of(text))
    except NnartError:
        with suppress(InputError):
            check(text)
            return {"palette": text}
        raise


def read_file(data: bytes) -> dict[str, Any]:
    """Return the look in a file that was dropped, or the palette of a picture without a recipe.

    Raises:
        InputError: if the file holds what the studio cannot show.
        FileError: if it cannot be read.
    """
    _refuse_film(data)
    if is_recipe(BytesIO(data)):
        return _of_written(data)
    _refuse_sheet(data)
    try:
        return _shown(read_picture(BytesIO(data)))
    except InputError:
        raise
    except FileError:
        return {"palette": read_palette(BytesIO(data))}


def _of_written(data: bytes) -> dict[str, Any]:
    """Return the look in a recipe's file, or the palette in a file of colours."""
    try:
        return _shown(read_recipe(BytesIO(data)))
    except NnartError:
        with suppress(NnartError):
            return {"palette": read_palette(BytesIO(data))}
        if not has_value(decode_text(data)) and b"{" not in data:
            raise InputError(fault("kind", "this is neither a picture nor a recipe")) from None
        raise


def _refuse_film(data: bytes) -> None:
    from nnart.films.files.reading import is_film

    if is_film(data):
        ways = "drop a picture, or paste a recipe"
        raise FileError(fault("kind", "this is a film, and the studio shows pictures", ways=ways))


def _refuse_sheet(data: bytes) -> None:
    from nnart.sheets.files import is_sheet

    if is_sheet(BytesIO(data)):
        ways = "start nnart studio sheet.png#7 with the name of one of them"
        raise FileError(fault("kind", "this is a sheet of several pictures", ways=ways))


def _in_address(text: str) -> dict[str, Any] | None:
    """Return the look in an address of the studio, and any shape of the picture; None if the text is none."""
    if re.search(r"\s", text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:  # such as for http://[
        return None
    view, mark, query = parts.fragment.partition("?")
    if not (mark and view in _VIEWS):
        if not (parts.path.startswith("/api/picture") or re.match(r"\??seed=", text)):
            return None
        query = parts.query or text.lstrip("?")
    named = look_of(parse_qsl(query))
    look = {name: value for name, value in named.items() if name not in _BESIDE}
    shape = {"shape": named["shape"]} if "shape" in named else {}
    return {"look": write_look(read_look(look))} | shape


def _start_of(text: str) -> Start:
    if seed := _SEED.fullmatch(text):
        return Start({"seed": parse_seeds(seed[1], "seed")[0]})
    if has_favourite(text):
        return open_favourite(text)
    if (preset := match(text, NAMES)) is not None:
        return open_preset(preset)
    if (values := values_of(text)) is not None:
        return Start(dict(values))
    if not (has_value(text) or text.startswith("{") or is_line(text) or has_code(text)):
        needed = "a seed, a recipe, a code, a command line or an address of the studio is needed"
        raise InputError(fault("syntax", needed, got=text, ways=Way("write a number, such as 7")))
    return start_of(parse(text))


def _shown(start: Start) -> dict[str, Any]:
    """Return what the page shows of a start: its look, and any size and bits of its own."""
    check_drawn(start)
    seed = {} if start.values.get("seed") is not None else {"seed": random_seed()}
    shown: dict[str, Any] = {"look": write_look(start.recipe(seed))}
    if start.size != SQUARE:
        shown["size"] = f"{start.size.width}x{start.size.height}"
    return shown | ({"bits": start.bits} if start.bits != 8 else {})
