"""Choices of palettes: several palettes in one text, from which each seed takes one.

Separate palettes by semicolons, or by commas if all are names: `reef; navy,gold`, `reef,fern`. A seed chooses
among them as it does among nnart's own palettes. A palette that occurs twice is chosen twice as often.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nnart.errors import InputError, fault, shown
from nnart.recipe import palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.colours import colour, looks_like_colour, split

MAX_CHOICES = 256
_MAX_NAMED = 3  # colours or palettes in an error
_MAX_SHOWN = 50  # characters that an error quotes in full


def choices(text: str, is_file: Callable[[str], bool] | None = None) -> list[str]:
    """Split a text into its palettes, each as it is written.

    Args:
        text: one or more palettes.
        is_file: returns whether a text is a file's name, where files are allowed.

    Raises:
        InputError: if a comma stands between a colour and a palette's name, or there are too many palettes.
    """
    is_name = (
        palettes.is_palette if is_file is None else lambda part: palettes.is_palette(part) or is_file(part)
    )
    found = [one for part in split(text, ";") if part for one in _between_commas(part, is_name)]
    if len(found) > MAX_CHOICES:
        raise InputError(fault("count", f"at most {MAX_CHOICES} palettes are needed, not {len(found)}"))
    return found or [text]


def check(text: str) -> str:
    """Return the canonical texts of all palettes in a text, joined by semicolons.

    Names of the catalogue stay names, without their colours.

    Raises:
        InputError: if a part is neither a palette's name nor colours, or there is none.
    """
    return ";".join(map(palettes.check, choices(text)))


def choose(text: str, seed: int) -> str:
    """Return the palette that a seed chooses from a text of `check`, expanded as by `palettes.expand`."""
    return palettes.expand(palettes.choose_palette(seed, text.split(";")))


def expand(text: str) -> str:
    """Return a text of `check` with the catalogue's names replaced by their colours."""
    return ";".join(map(palettes.expand, text.split(";")))


def has_choices(values: Mapping[str, Any]) -> bool:
    """Return whether a recipe's values, checked or not, name several palettes to choose from."""
    palette = values.get("palette")
    if isinstance(palette, (list, tuple)) and all(isinstance(part, str) for part in palette):
        palette = join(palette)
    return isinstance(palette, str) and len(choices(palette)) > 1


def join(parts: Sequence[str]) -> str:
    """Join a list into one text: palettes if a part has several colours, else one list of colours or names."""
    return (";" if any(len(split(part, ",")) > 1 for part in parts) else ",").join(parts)


def remarks(text: str) -> list[str]:
    """Return remarks about palettes that `check` accepts."""
    return [remark for one in choices(text) for remark in palettes.remarks(one)]


def _between_commas(text: str, is_name: Callable[[str], bool]) -> list[str]:
    """Split at commas: one palette of colours, or the names of several palettes."""
    parts = split(text, ",")
    _check_numbers(parts)
    if len(parts) == 1 or len(parts) > palettes.MAX_COLOURS or palettes.is_row(text):
        return [text]
    if "" in parts:
        raise InputError(fault("syntax", f"{shown(text)} has a comma too many", ways="leave it out"))
    colours = [part for part in parts if looks_like_colour(part)]
    if len(colours) == len(parts):
        if all(map(palettes.is_own, parts)):
            raise _two_meanings(parts)
        return [text]
    names = [part for part in parts if is_name(part)]
    if len(names) == len(parts):
        return parts
    for part in parts:
        if part not in colours and part not in names:
            raise _unknown(part, among_colours=len(colours) >= len(names))
    raise _mixed(text, [part for part in colours if part not in names], [n for n in names if n not in colours])


def _check_numbers(parts: Sequence[str]) -> None:
    """Refuse 255,128,100 and 255, which could be red, green and blue or three-digit colours."""
    numbers = all(re.fullmatch("[0-9]{1,3}", part) and int(part) <= 255 for part in parts)
    if numbers and len(parts) in (1, 3) and (len(parts) == 3 or len(parts[0]) == 3):
        ways = [f"write 'rgb({','.join(parts)})'"] * (len(parts) == 3)
        if all(len(part) == 3 for part in parts):
            ways.append(f"write '{','.join(f'#{part}' for part in parts)}'")
        raise InputError(fault("syntax", f"{shown(','.join(parts))} is not a colour", ways=" or ".join(ways)))


def _two_meanings(parts: Sequence[str]) -> InputError:
    says = f"{shown(','.join(parts))} are palettes of nnart's own, and colours of CSS"
    colours = ",".join(COLOURS.get(part.lower(), part) for part in parts)
    ways = f"for the palettes write {shown(';'.join(parts))}, for the colours {shown(colours)}"
    return InputError(fault("conflict", says, ways=ways))


def _unknown(part: str, *, among_colours: bool) -> InputError:
    """Return the error for a part that is neither a colour nor a name."""
    if among_colours:
        try:
            colour(part)
        except InputError as error:
            return error
    return palettes.unknown_palette(part)


def _mixed(text: str, colours: Sequence[str], names: Sequence[str]) -> InputError:
    """Return the error for a mix of colours and palettes separated by commas; it gives both readings."""
    says = f"{shown(text)} mixes colours ({_few(colours)}) and palettes ({_few(names)})"
    whole = ";".join(split(text, ","))
    several = whole if len(whole) <= _MAX_SHOWN else f"{colours[0]};{names[0]}"
    ways = (
        f"for one palette give colours only, such as {shown(f'{colours[0]},white')}",
        f"for several palettes, of which each seed takes one, write {shown(several)}: {colours[0]} becomes "
        "a ramp",
    )
    return InputError(fault("conflict", says, ways=ways))


def _few(parts: Sequence[str]) -> str:
    """Join some texts in words, shortening long lists."""
    different = list(dict.fromkeys(parts))
    more = ", …" if len(different) > _MAX_NAMED else ""
    return ", ".join(different[:_MAX_NAMED]) + more
