"""Palettes: rows of colours, named or custom.

A palette is written as text. Recipes keep its canonical text, which means the same for ever: a name from the
table below, or colours, or both for reversed palettes and those of cmap's catalogue. `nnart.colour.colouring`
blends palettes, `nnart.recipe.palettefiles` reads them from files.

A name is looked up among nnart's own palettes first, then among CSS colours, then in the catalogue. If a CSS
colour has the same name, use the catalogue's full name, such as `cmap:blue`. A single colour becomes a ramp
(see `nnart.recipe.ramps`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from nnart.errors import InputError, Way, fault, shown
from nnart.recipe.colournames import COLOURS
from nnart.recipe.colours import colour, looks_like_colour, read_colour, split
from nnart.words import did_you_mean, match

MAX_COLOURS = 1024

# Chosen by eye over fourteen seeds and three presets. The seed picks one by its position, so adding, removing
# or moving a palette changes what seeds mean. No name occurs in the catalogue, and no channel jumps up from 0,
# which would slow down adaptive evaluation.
CURATED = {
    # Steadily from dark to light: shapes stay visible to colour-blind people.
    "ink": "#0b0c10,#2a2f3a,#626b7a,#a9b0b8,#e3e1da,#faf8f2",
    "mist": "#3a4757,#6d7f8e,#a5b1b5,#d5d3cb,#efe3d6,#f8efe6",
    "delft": "#0b1536,#1c3f94,#5f88cf,#b9cdec,#e8eef5,#fbfaf4",
    "sundown": "#1b1035,#4b1d6b,#a12b7a,#ee5f6b,#fdae61,#fff3b8",
    "iris": "#0f1035,#3b2f8f,#7d68d6,#c4a8f0,#f7d9e3,#fff7ea",
    "abyss": "#020305,#050b14,#0a2236,#0f566c,#3fb8b0,#e6fff2",
    "volt": "#03031a,#10107a,#2450fa,#3cb4fa,#a9f3ff,#f4ffff",
    "honey": "#1c0f04,#5c3108,#b06a0f,#eaa928,#f9dc7a,#fffbe2",
    "lacquer": "#0a0506,#2a0609,#6e0d12,#c3201f,#f0533a,#ffd2a6",
    "plum": "#1a0a1e,#4f1a4a,#8a3a5f,#c97b5e,#e5bd6c,#f7efc2",
    "lagoon": "#0a1433,#12437d,#1788ab,#55c9b8,#c9eec1,#fffbe0",
    "absinthe": "#0a0f1c,#173b4a,#2f7d5d,#9ccc3c,#eef29a,#fffde8",
    "cinder": "#121216,#26262d,#3d3a40,#a3301b,#ff7a24,#ffe08a",
    "rose": "#1d1120,#5c2340,#b04a5f,#e79a8b,#f6d8c0,#fbf6ea",
    "fern": "#07130f,#0f3b2c,#2d6a4f,#95a84e,#e6c65c,#fff4cf",
    "aurora": "#04070f,#0b2b3a,#12735f,#5fd08a,#c8b2e6,#f3e2f4",
    "orchid": "#150a26,#451a63,#8d3b93,#d677a8,#f5bcc0,#fdf2ec",
    "evening": "#10142b,#2f3266,#735590,#cf7f92,#f7bd98,#fff0d8",
    "hearth": "#0d0b1e,#3a1030,#8f1d33,#e0562c,#f8b862,#fff3d6",
    # Two or three hues that meet in a bright line.
    "midnight": "#05060f,#0f1b4c,#2b4fa3,#77a6dd,#f1e6c8,#f0b04f",
    "reef": "#04142b,#125f82,#33b0aa,#f6f0d4,#ff8b6a,#d43d63",
    "rust": "#17222d,#41586b,#94a7ae,#ece4d6,#cf8a5e,#8a3f22",
    "peacock": "#06141b,#154f5b,#309488,#f0d479,#c26a2c,#3d1226",
    "thistle": "#1b0f2e,#4c2a70,#a48bc0,#f0ece4,#8fb58a,#1f5a3d",
    "comet": "#05060f,#173a7a,#6fb1e0,#fdf6e3,#f2a24a,#9c3413,#1d0705",
    "desert": "#2b1b2d,#7a3b3f,#c9784a,#ecc183,#d9dccb,#7ea6ad",
    "garden": "#1a1530,#3d4e81,#5fa08f,#c9d69a,#f7e3c4,#e9857d",
    "petal": "#6b4a52,#c99aa0,#ecd5d0,#f9f2ea,#e6ecd9,#a9bd98",
    # Veins: dark or bright lines through an even colour.
    "marble": "#fbfaf6,#e4e1da,#a9adb3,#23262e,#b5b0a6,#ebe5db,#fdfcfa",
    "kintsugi": "#0b101c,#16243a,#2a4560,#f0c257,#24405a,#131f33,#090d17",
    "vesper": "#efe6ea,#93a9d0,#3f4d94,#241230,#7a2f4d,#cf9678,#f4e9e0",
    "malachite": "#041b15,#156b50,#082a21,#52b58b,#0f4538,#bfe8c8,#125b44",
}

# No seed chooses these. Add new palettes here: this leaves all pictures as they are.
ON_REQUEST = {
    "grey": "#000000,#ffffff",  # even steps of lightness, to inspect a field
}

# matplotlib's jet, used by the lecture: each channel is linear between these points (position, value).
_JET = (
    ((0.0, 0.0), (0.35, 0.0), (0.66, 1.0), (0.89, 1.0), (1.0, 0.5)),
    ((0.0, 0.0), (0.125, 0.0), (0.375, 1.0), (0.64, 1.0), (0.91, 0.0), (1.0, 0.0)),
    ((0.0, 0.5), (0.11, 1.0), (0.34, 1.0), (0.65, 0.0), (1.0, 0.0)),
)

_NAMED = re.compile(r"([a-z0-9_.:]{1,100}):(#.*)")


_ROWS = CURATED | ON_REQUEST
_OWN = (*_ROWS, "jet")
_SPELLINGS = {"gray": "grey", "gray_r": "grey_r"}


def names() -> list[str]:
    """Return the names of nnart's own palettes."""
    return list(_OWN)


def choose_palette(seed: int, among: Sequence[str] = tuple(CURATED)) -> str:
    """Return the palette that a seed chooses from a row; it depends only on the seed and the row's length."""
    import hashlib  # OpenSSL takes longer to load than all of nnart

    digest = hashlib.sha256(f"nnart palette {seed}".encode()).digest()
    return among[int.from_bytes(digest[:8]) % len(among)]


def canonical(text: str) -> str:
    """Return a palette's canonical text (see the module's docstring).

    Raises:
        InputError: if text is neither a palette's name nor colours.
    """
    return expand(check(text))


def check(text: str) -> str:
    """Return a palette's canonical text; a name of the catalogue stays a name, without its colours.

    Raises:
        InputError: if text is neither a palette's name nor colours.
    """
    text = text.strip().lower()
    text = _SPELLINGS.get(text, text)
    if text in _OWN:
        return text
    base = text.removesuffix("_r")
    if base in _OWN or (base in COLOURS and base != text):
        return f"{text}:{_turned(base if base in _OWN else ramp_of(base))}"
    if named := _NAMED.fullmatch(text):
        return f"{named[1]}:{row(named[2].split(','))}"
    if len(parts := split(text, ",")) > 1:
        return row(parts)
    if between_blanks(text):
        raise unknown_palette(text)
    if looks_like_colour(text):
        return ramp_of(text)
    return _key(text) if is_palette(text) else check(_own_name(text))


def _own_name(text: str) -> str:
    """Return nnart's palette for a synonym, unless the catalogue has a palette of that name.

    Raises:
        InputError: if it stands for none.
    """
    base = text.removesuffix("_r")
    if (own := match(base, _OWN)) is None:
        raise unknown_palette(text)
    return own + text.removeprefix(base)


def is_palette(text: str) -> bool:
    """Return whether a text is a palette's name, perhaps reversed; the name of a colour does not count."""
    name = _key(text)
    base = name.removesuffix("_r")
    return base in _OWN or (name not in COLOURS and (base in COLOURS or base in catalogue_names()))


def means_palette(text: str) -> bool:
    """Return whether a text looks like a palette: a name, or colours, valid or not."""
    return is_palette(text) or any(map(looks_like_colour, split(text, ",")))


def ways_to(text: str) -> list[Way]:
    """Return how to give a palette, if a text looks like one."""
    return [Way("takes these colours", "palette", text)] if means_palette(text) else []


def is_own(text: str) -> bool:
    """Return whether a text names one of nnart's own palettes, perhaps reversed."""
    return _key(text).removesuffix("_r") in _OWN


def is_row(text: str) -> bool:
    """Return whether a text is a canonical palette with a name before its colours."""
    return _NAMED.fullmatch(text.lower()) is not None


def between_blanks(text: str) -> list[str]:
    """Return the colours or palette names of a text that separates them by blanks only; else nothing."""
    words = [word for word in split(text, " ") if word]
    fits = len(words) > 1 and (all(map(looks_like_colour, words)) or all(map(is_palette, words)))
    return words if fits else []


def unknown_palette(text: str) -> InputError:
    """Return the error for an unknown palette, with similar names."""
    if words := between_blanks(text):
        return InputError(
            fault("unknown", f"{shown(text)} is not a palette", ways=f"write commas: {','.join(words)}")
        )
    guess = did_you_mean(text, sorted({*names(), *COLOURS, *catalogue_names()}))
    ways = (*(guess or (Way("shows all", call="catalogue"),)), "colours are written as #0b132b,#f5cb5c")
    return InputError(fault("unknown", f"{shown(text)} is not a palette", ways=ways))


def _key(name: str) -> str:
    """Return a name in the form of the tables' keys."""
    key = re.sub("[ -]", "_", name.strip().lower())
    return _SPELLINGS.get(key, key)


def _turned(text: str) -> str:
    """Return the colours of a canonical palette in reverse."""
    return ",".join(map(write_colour, reversed(stops(text))))


@lru_cache(maxsize=1024)  # many recipes use the same palette
def ramp_of(text: str) -> str:
    """Return the canonical palette of one colour.

    Raises:
        InputError: if text is no colour.
    """
    from nnart.recipe.ramps import ramp  # which few need

    return ",".join(map(write_colour, ramp(_parsed(colour(text)))))


def remarks(text: str) -> list[str]:
    """Return remarks about a palette that `check` accepts, such as another palette of the same name."""
    text = text.strip().lower()
    text = _SPELLINGS.get(text, text)
    base = text.removesuffix("_r")
    if base in COLOURS and base not in _OWN:
        turned = text.removeprefix(base)
        hidden = [full + turned for full in sorted(catalogue_names()) if full.endswith(f":{base}")]
        says = f"{base} is the colour {COLOURS[base]}, made a ramp"
        return [f"{says}; the catalogue's palette is {' or '.join(hidden)}"] if hidden else []
    parts = [] if is_row(text) or is_palette(text) else split(text, ",")
    return [remark for part in parts if (remark := read_colour(part).remark)]


def shorten(text: str) -> str:
    """Return a short text for a canonical palette: its name, or the colour of a ramp.

    The catalogue may have different colours under that name today.
    """
    if named := _NAMED.fullmatch(text):
        return named[1]
    from nnart.recipe.ramps import STOPS

    colours = text.split(",")
    return next((one for one in colours if len(colours) == STOPS and ramp_of(one) == text), text)


def expand(text: str) -> str:
    """Replace a name of the catalogue, as `check` returns it, by its colours; imports NumPy for that.

    Raises:
        InputError: if the catalogue's palette has one colour only.
    """
    return text if "#" in text or text in _OWN else _from_catalogue(text)


def name_of(text: str) -> str:
    """Return a canonical palette's short text, as `shorten`, if it means the same colours today."""
    short = shorten(text)
    with suppress(InputError):
        if short != text and canonical(short) == text:
            return short
    return text


def stops(text: str) -> list[tuple[int, int, int]]:
    """Return the evenly spaced colours of a canonical palette, in sRGB with 16 bits a channel."""
    if text == "jet":
        return [tuple(257 * _jet(channel, i) for channel in _JET) for i in range(256)]  # type: ignore[misc]
    colours = _ROWS.get(text) or text[text.index("#") :]
    return [_parsed(colour) for colour in colours.split(",")]


def write_colour(stop: tuple[int, int, int]) -> str:
    """Return a 16-bit colour as #rrggbb if that is exact, else as #rrrrggggbbbb."""
    if all(value % 257 == 0 for value in stop):
        return "#" + "".join(f"{value // 257:02x}" for value in stop)
    return "#" + "".join(f"{value:04x}" for value in stop)


def catalogue() -> list[str]:
    """Return the names of cmap's palettes, over 600, each usable as `palette`: nnart.catalogue().

    Palettes that nnart has itself are left out. A palette with the name of a CSS colour has its full name, such
    as `cmap:blue`. Imports NumPy and cmap.
    """
    from cmap import Catalog

    known = Catalog()
    found = {_key(name) for name in known.unique_keys(normalized_names=True)} - set(names())
    return sorted(_key(known[name].qualified_name) if name in COLOURS else name for name in found)


def row(colours: Sequence[str]) -> str:
    """Return the canonical text of a palette of the given colours.

    Raises:
        InputError: if there are too few or too many colours, or one is not valid.
    """
    if not 2 <= len(colours) <= MAX_COLOURS:
        raise InputError(fault("count", f"2 to {MAX_COLOURS} colours are needed, not {len(colours)}"))
    return ",".join(map(colour, colours))


def _parsed(colour: str) -> tuple[int, int, int]:
    digits = len(colour) // 3
    values = [int(colour[1 + i * digits : 1 + (i + 1) * digits], 16) for i in range(3)]
    red, green, blue = (value * 257 if digits == 2 else value for value in values)
    return red, green, blue


def _jet(channel: tuple[tuple[float, float], ...], index: int) -> int:
    """Return entry `index` of 256, computed and rounded down exactly as matplotlib does."""
    at = index * (1 / 255) * 255
    for (x0, y0), (x1, y1) in pairwise(channel):
        if at <= x1 * 255:
            return int(255 * ((at - x0 * 255) / (x1 * 255 - x0 * 255) * (y1 - y0) + y0))
    raise AssertionError(index)


@cache
def catalogue_names() -> frozenset[str]:
    """Return every name that cmap knows, read from its data file.

    The public way is `cmap.Catalog`, but importing cmap loads NumPy, which takes ten times as long. The data
    file is not documented, so pyproject.toml bounds cmap's version, and tests/test_doors.py compares both ways.
    """
    spec = find_spec("cmap")
    assert spec is not None and spec.submodule_search_locations
    found: set[str] = set()
    for folder in spec.submodule_search_locations:
        for path in Path(folder).glob("data/**/record.json"):
            record = json.loads(path.read_text(encoding="utf-8"))
            for name, entry in record["colormaps"].items():
                aliases = [f"{record['namespace']}:{alias}" for alias in entry.get("aliases", [])]
                found |= {name, f"{record['namespace']}:{name}", *aliases}
    return frozenset(re.sub("[ -]", "_", name.lower()) for name in found)


@lru_cache(maxsize=64)
def _from_catalogue(name: str) -> str:
    """Return `name:` and 256 colours of 16 bits.

    Rounds to nine decimals first: cmap's results may differ in the last bits between machines, and many lie
    halfway between two 16-bit numbers. All further steps use integers.
    """
    from cmap import Catalog, Colormap

    base = name.removesuffix("_r")
    turned = "_r" if base != name else ""
    table = Colormap(Catalog().resolve(base) + turned).lut(256)[:, :3]
    if len(table) < 2:
        raise InputError(fault("count", f"{name} has one colour only"))
    billionths = (table * 1e9).round().astype(int)
    values = (billionths * 65535 * 2 + 10**9) // (2 * 10**9)
    return f"{name}:" + ",".join("#" + "".join(f"{value:04x}" for value in row) for row in values.tolist())
