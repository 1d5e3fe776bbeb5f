"""Codes: recipes in a few characters, to be pasted into a chat or printed on the back of a picture.

A code holds the recipe's version, its seed, and each value that differs from its default: the value's number in
the table below, its form and the value itself. Both tables grow only at their ends, so later versions of nnart
read earlier codes. nnart refuses codes with unknown numbers. Defaults are those of the recipe's version.
`nnart.recipe.armour` turns the bytes into text.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from decimal import Decimal
from enum import IntEnum
from typing import Any, Final, cast
from zlib import crc32

from nnart.errors import InputError, RecipeError, fault
from nnart.recipe.armour import unwrap, wrap
from nnart.recipe.genome import MAX_DEPTH, Cross, Genome, parents_of
from nnart.recipe.genome import parse as parse_genome
from nnart.recipe.palettes import canonical, name_of

# The numbers of values: append only, never change one. The last ones belong to a picture, not to a recipe. fmt:
# off
NAMES: Final = (
    "seed",
    "genome",
    "layers",
    "width",
    "activation",
    "family",
    "detail",
    "gain",
    "bias",
    "residual",
    "inputs",
    "z",
    "symmetry",
    "cells",
    "seamless",
    "after",
    "neuron",
    "colour",
    "palette",
    "reverse",
    "tone",
    "contrast",
    "steps",
    "alpha",
    "dither",
    "samples",
    "space",
    "sampling",
    "center",
    "zoom",
    "rotate",
    "tolerance",
    "size",
    "bits",
    "dpi",
    "gamut",
)
PICTURE: Final = ("size", "bits", "dpi")
# The numbers of words, one-byte numbers first: append only, never change one.
WORDS: Final[tuple[Any, ...]] = (
    False,
    True,
    "cross",
    "mix",
    "x",
    "y",
    "r",
    "fourier",
    "sin",
    "gauss",
    "relu",
    "step",
    "mirror",
    "rgb",
    "oklch",
    "none",
    "tanh",
    "sigmoid",
    "abs",
    "linear",
    "nnart",
    "lecture",
    "xy",
    "palette",
    "shaded",
    "equalised",
    "stretch",
    "field",
    "vignette",
    "srgb",
    "p3",
    "centres",
    "ends",
    "mirror-y",
    "p1",
    "p2",
    "pm",
    "pg",
    "cm",
    "pmm",
    "pmg",
    "pgg",
    "cmm",
    "p4",
    "p4m",
    "p4g",
    "p3m1",
    "p31m",
    "p6",
    "p6m",
    *(f"kaleidoscope-{order}" for order in range(2, 17)),
    *(f"rotation-{order}" for order in range(2, 17)),
    "ink",
    "mist",
    "delft",
    "sundown",
    "iris",
    "abyss",
    "volt",
    "honey",
    "lacquer",
    "plum",
    "lagoon",
    "absinthe",
    "cinder",
    "rose",
    "fern",
    "aurora",
    "orchid",
    "evening",
    "hearth",
    "midnight",
    "reef",
    "rust",
    "peacock",
    "thistle",
    "comet",
    "desert",
    "garden",
    "petal",
    "marble",
    "kintsugi",
    "vesper",
    "malachite",
    "grey",
    "jet",
)
# fmt: on
_NUMBERS: Final = {name: number for number, name in enumerate(NAMES)}
_WORDS: Final = {word: number for number, word in enumerate(WORDS)}
_BYTES: Final = (3, 6)  # of a colour, with 8 bits a channel or 16
_DOUBLE = 9  # bytes
_MAX_BITS = 70  # of a whole number: of the largest seed with its form, in bytes of seven


class Form(IntEnum):
    """The forms of values, in three bits; never change one."""

    WHOLE = 0  # a number from 0
    DECIMAL = 1  # a sign and digits; then the power of ten that they are multiplied by
    DOUBLE = 2
    WORD = 3
    TEXT = 4
    COLOURS = 5
    NAMED = 6  # a palette by its name
    LIST = 7


def write_code(values: Mapping[str, Any]) -> str:
    """Return the code of a recipe's plain data.

    A palette of cmap's catalogue is written as its name and a checksum of its colours.

    Args:
        values: version, seed and all values that differ from their defaults; perhaps also a picture's size,
            [width, height], bits and dpi.
    """
    data = _varint(values["version"]) + _packed(values["seed"])
    for name, number in _NUMBERS.items():
        if name in values and name != "seed":
            data += _varint(number) + _packed(_made(name, values[name]))
    return wrap(data)


def read_code(text: str) -> dict[str, Any]:
    """Return the plain data of the first code in a text; its values are not checked.

    Raises:
        RecipeError: if there is no code, or it is mistyped, cut short or from a newer nnart.
    """
    reader = _Reader(unwrap(text))
    try:
        values: dict[str, Any] = {"version": reader.varint(), "seed": reader.value()}
        while reader.left:
            number = reader.varint()
            if number >= len(NAMES):
                raise _newer(f"value {number}")
            values[NAMES[number]] = reader.value()
    except (IndexError, ValueError, OverflowError, struct.error) as error:
        if isinstance(error, InputError):
            raise RecipeError(*error.faults) from None
        raise RecipeError(fault("damaged", "the code holds no recipe")) from None
    return values


def _newer(what: str) -> RecipeError:
    says = f"the code has {what}, which this nnart does not know"
    return RecipeError(fault("version", says, ways="use the nnart it is from"))


def _made(name: str, value: Any) -> Any:
    """Return a value ready to pack: several names as a list, a genome as nested lists."""
    if name == "genome":
        return _nested(parse_genome(value))
    return value.split(",") if name in ("activation", "inputs") and "," in value else value


def _nested(genome: Genome) -> Any:
    if isinstance(genome, int):
        return genome
    kind, last = ("cross", genome.layers) if isinstance(genome, Cross) else ("mix", genome.share)
    return [kind, *map(_nested, parents_of(genome)), last]


def _packed(value: Any) -> bytes:
    """Return a value's bytes, which begin with its form."""
    if isinstance(value, (list, tuple)):
        return _head(Form.LIST, len(value)) + b"".join(map(_packed, value))
    if isinstance(value, str):
        return _packed_text(value)
    if isinstance(value, bool):
        return _head(Form.WORD, _WORDS[value])
    if isinstance(value, int) or (value.is_integer() and 0 <= value < 2**40):
        return _head(Form.WHOLE, int(value))
    sign, digits, exponent = Decimal(repr(value)).as_tuple()
    mantissa = int("".join(map(str, digits)))
    short = _head(Form.DECIMAL, mantissa << 1 | sign) + _varint(_zigzag(cast(int, exponent)))
    return short if len(short) < _DOUBLE else _head(Form.DOUBLE, 0) + struct.pack(">d", value)


def _packed_text(text: str) -> bytes:
    if text in _WORDS:
        return _head(Form.WORD, _WORDS[text])
    if (name := name_of(text)) != text:
        return _head(Form.NAMED, len(name.encode())) + name.encode() + _check(text)
    colours = text.split(",")
    sizes = {len(colour) // 2 for colour in colours}
    if text.startswith("#") and len(sizes) == 1:
        return _packed_colours(colours, *sizes)
    data = text.encode()
    return _head(Form.TEXT, len(data)) + data


def _packed_colours(colours: list[str], size: int) -> bytes:
    head = _head(Form.COLOURS, len(colours) << 1 | _BYTES.index(size))
    return head + bytes.fromhex("".join(colour[1:] for colour in colours))


def _check(palette: str) -> bytes:
    """Return a two-byte checksum of a palette's colours, to notice later if they change."""
    return crc32(palette.encode()).to_bytes(4)[:2]


def _head(form: int, number: int) -> bytes:
    return _varint(number << 3 | form)


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    """Encode a whole number from 0: seven bits a byte, lowest first; the top bit is set if more follow."""
    data = bytearray()
    while number > 127:
        data.append(number & 127 | 128)
        number >>= 7
    return bytes([*data, number])


class _Reader:
    """Takes values from the front of bytes; raises IndexError or ValueError if they make no sense."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        """Whether there are bytes left."""
        return self._at < len(self._data)

    def varint(self) -> int:
        """Take a whole number."""
        number, shift = 0, 0
        while True:
            byte = self._data[self._at]
            self._at += 1
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7
            if shift >= _MAX_BITS:
                raise ValueError

    def value(self, depth: int = 0) -> Any:  # noqa: PLR0911  - a form each
        """Take a value, which begins with its form."""
        head = self.varint()
        form, number = head & 7, head >> 3
        match form:
            case Form.WHOLE:
                return number
            case Form.DECIMAL:
                return self._decimal(number)
            case Form.DOUBLE:
                (double,) = struct.unpack(">d", self._take(8))
                return double
            case Form.WORD:
                if number >= len(WORDS):
                    raise _newer(f"word {number}")
                return WORDS[number]
            case Form.TEXT:
                return self._take(number).decode()
            case Form.COLOURS:
                return self._colours(number)
            case Form.NAMED:
                return self._named(number)
        return self._list(number, depth)

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise IndexError
        self._at += count
        return taken

    def _decimal(self, number: int) -> float:
        exponent = self.varint()
        sign = "-" if number & 1 else ""
        return float(f"{sign}{number >> 1}e{-(exponent + 1 >> 1) if exponent & 1 else exponent >> 1}")

    def _colours(self, number: int) -> str:
        count, size = number >> 1, _BYTES[number & 1]
        return ",".join(f"#{self._take(size).hex()}" for _ in range(count))

    def _named(self, size: int) -> str:
        name = self._take(size).decode()
        palette = canonical(name)
        if _check(palette) != self._take(2):
            says = f"the palette {name} has other colours here than where the code is from"
            raise RecipeError(fault("version", says, ways="use the nnart and cmap it is from"))
        return palette

    def _list(self, count: int, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise ValueError
        values = [self.value(depth + 1) for _ in range(count)]
        if values and values[0] in ("cross", "mix"):
            if any(isinstance(value, list) for value in values):  # as text in text in text, it would grow
                raise ValueError
            return f"{values[0]}({','.join(map(str, values[1:]))})"
        return values
