"""Palettes: rows of colours, by name or one's own.

A palette is written as text, and its canonical text decides it for good: a name of the table below,
which never changes its meaning; or colours; or, for one from cmap's catalogue, its name and its
colours. `nnart.colour` blends them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from nnart.errors import shown

MOST_COLOURS = 1024

# Ours, from dark to light or across two hues; each was looked at over many seeds. The seed chooses
# among these, so that their number and order are part of what a seed means.
CURATED = {
    "ember": "#0d0b1e,#3a1030,#8f1d33,#e0562c,#f8b862,#fff3d6",
    "dusk": "#10142b,#2b2f5b,#6b5284,#c27a8c,#f3b995,#fdf1dc",
    "tide": "#04151f,#0b3c49,#1a7a83,#6fc2b4,#d9efe0,#fbfaf3",
    "moss": "#101a14,#26402c,#5c7a3a,#a9b665,#e6dfae,#fbf8ea",
    "ink": "#0b0c10,#2a2f3a,#626b7a,#a9b0b8,#e3e1da,#faf8f2",
    "orchid": "#150a26,#451a63,#8d3b93,#d677a8,#f5bcc0,#fdf2ec",
    "lagoon": "#0a1433,#12437d,#1788ab,#55c9b8,#c9eec1,#fffbe0",
    "clay": "#22130f,#5b2a1d,#a4502f,#d9905c,#efcda1,#faf2e3",
    "poppy": "#0c2431,#24606b,#8fb9a8,#f4e4c1,#ee8a5b,#c4362f",
    "petrol": "#081d26,#0d4652,#4b8b84,#e8dcc0,#d98b4c,#7c2f1d",
    "iris": "#0f1035,#3b2f8f,#7d68d6,#c4a8f0,#f7d9e3,#fff7ea",
    "citrus": "#1f2a1a,#56702f,#b5ae45,#f4d675,#f4a574,#b5454f",
    "frost": "#0d1b2e,#27496d,#6a93b8,#b5d0e0,#e9f1f2,#f2c9b1",
    "peacock": "#06141b,#0b4f5c,#12958a,#f0d479,#c26a2c,#3d1226",
    "rose": "#1d1120,#5c2340,#b04a5f,#e79a8b,#f6d8c0,#fbf6ea",
    "midnight": "#05060f,#0f1b4c,#2b4fa3,#77a6dd,#f1e6c8,#f0b04f",
    "saffron": "#2a0d2e,#7a1f4b,#d04a3f,#f3953d,#fbd06b,#fff6d9",
    "glacier": "#021014,#0a3a4a,#2f7f95,#93c9d0,#e6f3ef,#ffffff",
    "garden": "#1a1530,#3d4e81,#5fa08f,#c9d69a,#f7e3c4,#e9857d",
    "copper": "#0a1a1a,#1f4a47,#6f8f7c,#d8b98c,#c9703c,#5a1f14",
}

# matplotlib's jet, as the lecture's pictures use it: each channel is linear between these (position, value).
_JET = (
    ((0.0, 0.0), (0.35, 0.0), (0.66, 1.0), (0.89, 1.0), (1.0, 0.5)),
    ((0.0, 0.0), (0.125, 0.0), (0.375, 1.0), (0.64, 1.0), (0.91, 0.0), (1.0, 0.0)),
    ((0.0, 0.5), (0.11, 1.0), (0.34, 1.0), (0.65, 0.0), (1.0, 0.0)),
)

_COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{12})")
_NAMED = re.compile(r"([a-z0-9_.:]{1,100}):(#.*)")


def names() -> list[str]:
    """Return the names of nnart's own palettes."""
    return [*CURATED, "jet"]


def chosen_by(seed: int) -> str:
    """Return the name of the palette that a seed chooses."""
    import hashlib  # OpenSSL takes longer to load than all of nnart

    digest = hashlib.sha256(f"nnart palette {seed}".encode()).digest()
    return list(CURATED)[int.from_bytes(digest[:8]) % len(CURATED)]


def canonical(text: str, *, expand: bool = True) -> str:
    """Return the text that stands for the same palette for good (see the module's docstring).

    With `expand` off, a name from the catalogue is checked, but not replaced by its colours, which would
    load NumPy.

    Raises:
        ValueError: if text is neither a palette's name nor colours.
    """
    text = text.strip().lower()
    if text in names():
        return text
    if text.startswith("#") or ("," in text and ":" not in text):
        return _colours(text)
    if named := _NAMED.fullmatch(text):
        return f"{named[1]}:{_colours(named[2])}"
    name = re.sub("[ -]", "_", text)
    catalogue = _catalogue()
    if name.removesuffix("_r") not in catalogue:
        import difflib

        close = difflib.get_close_matches(name, sorted({*names(), *catalogue}), n=3)
        guess = f"did you mean {' or '.join(close)}" if close else f"nnart's own are {', '.join(names())}"
        raise ValueError(f"{shown(text)} is no palette; {guess}; colours are written as #0b132b,#f5cb5c")
    return _from_catalogue(name) if expand else name


def stops(text: str) -> list[tuple[int, int, int]]:
    """Return the colours of a canonical palette, 16 bits a channel, sRGB, equally far apart."""
    if text == "jet":
        return [tuple(257 * _jet(channel, i) for channel in _JET) for i in range(256)]  # type: ignore[misc]
    written = CURATED.get(text) or text[text.index("#") :]
    return [_parsed(colour) for colour in written.split(",")]


def _colours(text: str) -> str:
    colours = [colour.strip() for colour in text.split(",")]
    if not 2 <= len(colours) <= MOST_COLOURS:
        raise ValueError(f"2 to {MOST_COLOURS} colours are needed, not {len(colours)}")
    return ",".join(map(_colour, colours))


def _colour(text: str) -> str:
    """Return one colour as #rrggbb or #rrrrggggbbbb."""
    digits = _COLOUR.fullmatch(text)
    if not digits:
        raise ValueError(f"{shown(text)} is no colour; write #rgb, #rrggbb or #rrrrggggbbbb")
    return f"#{''.join(2 * digit for digit in digits[1])}" if len(digits[1]) == 3 else f"#{digits[1]}"


def _parsed(colour: str) -> tuple[int, int, int]:
    digits = len(colour) // 3
    values = [int(colour[1 + i * digits : 1 + (i + 1) * digits], 16) for i in range(3)]
    red, green, blue = (value * 257 if digits == 2 else value for value in values)
    return red, green, blue


def _jet(channel: tuple[tuple[float, float], ...], index: int) -> int:
    """Return entry `index` of 256 as matplotlib makes a byte of it: by these very operations, rounded down."""
    at = index * (1 / 255) * 255
    for (x0, y0), (x1, y1) in pairwise(channel):
        if at <= x1 * 255:
            return int(255 * ((at - x0 * 255) / (x1 * 255 - x0 * 255) * (y1 - y0) + y0))
    raise AssertionError(index)


@cache
def _catalogue() -> frozenset[str]:
    """Return every name that cmap knows, read from its records: to import cmap would load NumPy."""
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


def _from_catalogue(name: str) -> str:
    """Return `name:` and 256 colours of 16 bits.

    They are rounded to nine decimals first, since what cmap computes may differ in its last bits between
    machines and often lies halfway between two numbers of 16 bits; from there on, integers decide.
    """
    from cmap import Catalog, Colormap

    base = name.removesuffix("_r")
    turned = "_r" if base != name else ""
    table = Colormap(Catalog().resolve(base) + turned).lut(256)[:, :3]
    if len(table) < 2:
        raise ValueError(f"{name} has one colour only")
    billionths = (table * 1e9).round().astype(int)
    values = (billionths * 65535 * 2 + 10**9) // (2 * 10**9)
    return f"{name}:" + ",".join("#" + "".join(f"{value:04x}" for value in row) for row in values.tolist())
