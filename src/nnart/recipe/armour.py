"""Armour: bytes as text that survives chats, e-mails, shells, URLs and being read aloud.

    nn1-0e1r0cv3ckg

`nn`, the form of the code, a hyphen, Crockford's base32 (https://www.crockford.com/base32.html) of the bytes,
and six characters of checksum, bech32m's (BIP 350). Letters and digits are safe in Markdown, shells and URLs.
Case does not matter, so a phone's automatic capital does no harm and QR codes can use their denser upper-case
mode. O counts as 0, I and L as 1, and U does not occur. Base58 and base64 would be a sixth shorter, but have
none of these properties.

The checksum always detects up to three wrong characters in a code of up to 1023, and one wrong character in a
longer code. It misses one in 2^30 of all other mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nnart.errors import RecipeError, fault, shown

FORM = 1
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SYMBOLS = {letter: index for index, letter in enumerate(_ALPHABET)} | {"o": 0, "i": 1, "l": 1}
_BITS = 5  # of a symbol
_CHECK = 6  # symbols
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_VALID = 0x2BC830A3
# Some keyboards and programs turn a hyphen into a dash, or drop it.
_START = re.compile(r"(?<![0-9A-Za-z])nn([0-9])[-‐‑‒–—−]\s*(?=[0-9A-Za-z])", re.IGNORECASE)
_PIECE = re.compile("[0-9A-Za-z]+")


def wrap(data: bytes) -> str:
    """Return bytes as a code."""
    symbols = list(_symbols_of(data))
    state = 1
    for symbol in (*symbols, *[0] * _CHECK):
        state = _step(state, symbol)
    check = [(state ^ _VALID) >> _BITS * (_CHECK - 1 - i) & 31 for i in range(_CHECK)]
    return f"nn{FORM}-" + "".join(_ALPHABET[symbol] for symbol in (*symbols, *check))


def has_code(text: str) -> bool:
    """Return whether a text contains the beginning of a code."""
    return _START.search(text) is not None


def unwrap(text: str) -> bytes:
    """Return the bytes of the first code in a text; the code may be surrounded or broken up by other text.

    Raises:
        RecipeError: if there is no code, or it has an unknown form, is mistyped or cut short.
    """
    start = _START.search(text)
    if start is None:
        raise RecipeError(fault("absent", "there is no code, which begins with nn1-", got=text))
    if int(start[1]) != FORM:
        says = f"this nnart reads codes that begin with nn{FORM}-"
        raise RecipeError(fault("version", says, got=start[0] + "…", ways="use a newer nnart"))
    state, symbols = 1, list[int]()
    # Line breaks, blanks and a mail's > may split a code, and a sentence may follow it: the checksum tells
    # where it ends.
    for piece in _PIECE.finditer(text, start.end()):
        found = [_SYMBOLS.get(letter) for letter in piece[0].lower()]
        for symbol in found:
            if symbol is None:
                raise _damaged(text[start.start() :])
            state = _step(state, symbol)
            symbols.append(symbol)
        if state == _VALID and len(symbols) > _CHECK:
            return _bytes_of(symbols[:-_CHECK], text[start.start() :])
    raise _damaged(text[start.start() :])


def _damaged(text: str) -> RecipeError:
    says = f"the code {shown(text)} is mistyped or cut short"
    return RecipeError(fault("damaged", says, ways="copy all of it again"))


def _step(state: int, symbol: int) -> int:
    """Return the checksum's state after one more symbol."""
    top = state >> 25
    state = (state & 0x1FFFFFF) << _BITS ^ symbol
    for bit, number in enumerate(_GENERATOR):
        if top >> bit & 1:
            state ^= number
    return state


def _symbols_of(data: bytes) -> Iterator[int]:
    """Yield bytes as symbols, padded with zero bits."""
    held, bits = 0, 0
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        while bits >= _BITS:
            bits -= _BITS
            yield held >> bits & 31
            held &= (1 << bits) - 1
    if bits:
        yield held << (_BITS - bits)


def _bytes_of(symbols: list[int], text: str) -> bytes:
    held, bits, data = 0, 0, bytearray()
    for symbol in symbols:
        held, bits = held << _BITS | symbol, bits + _BITS
        if bits >= 8:
            bits -= 8
            data.append(held >> bits)
            held &= (1 << bits) - 1
    if held or bits >= _BITS:
        raise _damaged(text)
    return bytes(data)
