"""Armour: bytes as text that survives a chat, an e-mail, a shell, a URL and being read aloud.

    nn1-0e1r0cv3ckg

`nn`, the form of the code, a hyphen, Crockford's base32 (https://www.crockford.com/base32.html) of the bytes,
and the six characters of the checksum of bech32m (BIP 350). Neither Markdown nor shells nor URLs give letters
and digits a meaning. Upper and lower case are the same, so a phone's capital does no harm, and QR codes can
take their denser form. O is 0, I and L are 1, and there is no U. Base58 and base64 are shorter by a sixth,
but fail at these.

The checksum finds up to three wrong characters in a code of up to 1023 for sure, and one in a code of any
length. Of all other mistakes it misses one in 2^30, about one in a thousand million.
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
# Some keyboards and programs make a long dash of a hyphen, or leave none.
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
    """Return whether something in a text begins as a code does."""
    return _START.search(text) is not None


def unwrap(text: str) -> bytes:
    """Return the bytes of the first code in a text, whatever stands around it or breaks it into pieces.

    Raises:
        RecipeError: if there is none, it is of another form, mistyped or cut short.
    """
    start = _START.search(text)
    if start is None:
        raise RecipeError(fault("absent", "there is no code, which begins with nn1-", got=text))
    if int(start[1]) != FORM:
        says = f"this nnart reads codes that begin with nn{FORM}-"
        raise RecipeError(fault("version", says, got=start[0] + "…", ways="use a newer nnart"))
    state, symbols = 1, list[int]()
    # Line breaks, blanks and a mail's > may part a code, and a sentence go on after it: the checksum tells.
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
    """Yield bytes as symbols, zeros after the last bit."""
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
