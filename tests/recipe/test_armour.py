"""Armour: bytes as text that survives, and mistakes that are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import RecipeError
from nnart.recipe import armour
from nnart.recipe.armour import has_code, unwrap, wrap
from tests.faults_of import refused

DATA = bytes(range(20))
CODE = wrap(DATA)
SAME = str.maketrans("oil", "011")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_come_back(data: bytes) -> None:
    code = wrap(data)
    assert code.isascii() and code.replace("-", "").isalnum()
    assert unwrap(code) == unwrap(code.upper()) == data


def test_the_checksum_is_that_of_bech32m() -> None:
    """By a test vector of BIP 350, which has another alphabet and beginning: a1lqfn3a holds nothing."""
    beginning = (3, 0, 1)  # how "a" is counted
    state = 1
    for symbol in (*beginning, *map("qpzry9x8gf2tvdw0s3jn54khce6mua7l".index, "lqfn3a")):
        state = armour._step(state, symbol)
    assert state == armour._VALID


@pytest.mark.parametrize(
    "text",
    [
        f" {CODE}\n",
        f"`{CODE}`",
        f"“{CODE}”",
        f"**{CODE}**",
        f"<{CODE}>.",
        f"'{CODE}',",
        CODE.upper(),
        CODE.capitalize(),
        CODE.replace("-", "–"),
        CODE.replace("0", "O").replace("1", "l").replace("nnl", "nn1"),
        f"{CODE[:9]} {CODE[9:]}",
        f"{CODE[:9]}\n> {CODE[9:20]}\r\n> {CODE[20:]}\n",
        f"{CODE[:9]}\u200b{CODE[9:]}",
        f"{CODE[:9]}\xad{CODE[9:]}",
        f"{CODE[:9]}=\n{CODE[9:]}",
        f"Look, my first: {CODE} is what I found, and seed 12 is nice too!",
        f"https://example.com/paint?c={CODE}&size=4k#top",
        f"https://example.com/{CODE}/",
        f"nnart render '{CODE}' --size 4k",
        f"{CODE} and {wrap(b'another')}",
    ],
)
def test_a_code_survives(text: str) -> None:
    assert has_code(text)
    assert unwrap(text) == DATA


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_wrong_letter_is_refused(data: bytes, draw: st.DataObject) -> None:
    """A wrong letter or digit for sure, up to three of them; any other mistake but one in 2^30."""
    code = wrap(data)
    letters = list(code)
    for _ in range(draw.draw(st.integers(1, 3))):
        at = draw.draw(st.integers(4, len(code) - 1))
        letters[at] = draw.draw(st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz"))
    if "".join(letters[4:]).translate(SAME) != code[4:]:
        with pytest.raises(RecipeError):
            unwrap("".join(letters))


@given(st.binary(min_size=1, max_size=60), st.data())
def test_other_mistakes_are_refused(data: bytes, draw: st.DataObject) -> None:
    """Letters that are lost, doubled or in another order, and what is cut off."""
    code = wrap(data)
    at = draw.draw(st.integers(4, len(code) - 1))
    wrong = [code[:at] + code[at + 1 :], code[:at] + code[at] + code[at:], code[:at]]
    if at < len(code) - 1:
        wrong.append(code[:at] + code[at + 1] + code[at] + code[at + 2 :])
    for text in wrong:
        if text != code:
            with pytest.raises(RecipeError):
                unwrap(text)


def test_what_is_no_code_is_told() -> None:
    for text in ("", "nn", "nn1", "nn1-", "nothing", "ann1-0", "nn1 -0", "7"):
        assert not has_code(text)
        with refused("absent", error=RecipeError):
            unwrap(text)
    for text in ("nn1-0", CODE[:-1], CODE[:-1] + "u", "nn1-1-of-2", "nn1-" + "0" * 60_000):
        with refused("damaged", error=RecipeError):
            unwrap(text)
    with refused("version", error=RecipeError):
        unwrap(CODE.replace("nn1", "nn2"))
