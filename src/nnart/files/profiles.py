"""Colour profiles (ICC): the meaning of the numbers in a file.

Sources: ICC.1:2022, Image technology colour management; SMPTE EG 432-1 for the primaries of P3; IEC 61966-2-1
for sRGB's transfer function.
"""

from __future__ import annotations

import struct
from functools import cache

from nnart.errors import InputError, fault
from nnart.recipe.knobs import SPACES

# In 65536ths, XYZ under D50 of white and of Display P3's red, green and blue, which add up to white: the
# primaries (0.680, 0.320), (0.265, 0.690), (0.150, 0.060) under D65, (0.3127, 0.3290), adapted by this matrix.
_WHITE = (63190, 65536, 54061)
_PRIMARIES = {"r": (33759, 15807, -69), "g": (19135, 45366, 2745), "b": (10296, 4363, 51385)}
_BRADFORD = (68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262)
# Y = (a X + b)^g from d on, c X below.
_G, _A, _B, _C, _D = 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045


def icc_profile(space: str) -> bytes | None:
    """Return the profile to embed; None for sRGB, since files without a profile are sRGB.

    Raises:
        InputError: if there is no such space.
    """
    if space not in SPACES:
        raise InputError(fault("choice", ", ".join(SPACES), "space", got=space))
    return None if space == "srgb" else _display_p3()


@cache
def _display_p3() -> bytes:
    """Return Display P3 as a profile of a display, version 4.3: a matrix and a curve."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(*(_round(x) for x in (_G, _A, _B, _C, _D)))
    tags = {
        b"desc": _text("Display P3"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_WHITE),
        b"chad": b"sf32\0\0\0\0" + _fixed(*_BRADFORD),
    }
    tags |= {f"{name}XYZ".encode(): _xyz(primary) for name, primary in _PRIMARIES.items()}
    tags |= {f"{name}TRC".encode(): curve for name in _PRIMARIES}
    return _assemble(tags)


def _assemble(tags: dict[bytes, bytes]) -> bytes:
    """Assemble a profile: a header of 128 bytes, a table of tags, and their data, equal data only once."""
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    places: dict[bytes, int] = {}
    for name, element in tags.items():
        if element not in places:
            places[element] = start + len(data)
            data += element + bytes(-len(element) % 4)
        table += name + struct.pack(">II", places[element], len(element))
    header = struct.pack(
        ">I4sI4s4s4s6H4s28x3I48x",
        start + len(data), b"", 0x04300000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp", *_WHITE,
    )  # fmt: skip
    return header + table + data


def _text(text: str) -> bytes:
    """Return a text in American English, the only one of several languages."""
    words = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(words), 28) + words


def _xyz(numbers: tuple[int, int, int]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*numbers)


def _fixed(*numbers: int) -> bytes:
    """Return numbers in 65536ths."""
    return struct.pack(f">{len(numbers)}i", *numbers)


def _round(number: float) -> int:
    return round(number * 65536)
