"""Natural order of file names."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.sources.order import natural_key


@pytest.mark.parametrize(
    "names",
    [
        ("nnart-2.png", "nnart-10.png", "nnart-100.png"),
        ("nnart-7.png", "nnart-7-2.png", "nnart-7-10.png", "nnart-8.png"),
        ("2.png", "10.png", "a.png"),
        ("a.jpg", "a.png", "a.toml", "a1.png", "b.png"),
        ("Dawn.png", "dawn.png", "dusk.png", "Dusk-2.png"),  # case decides only where nothing else does
        ("007.png", "07.png", "7.png", "8.png"),
        ("cafe\u0301-1.png", "caf\u00e9-2.png", "cafe\u0301-10.png"),  # however an accent is stored
        ("9" * 250, "1" + "0" * 250),
    ],
)
def test_names_are_in_the_order_in_which_people_count(names: tuple[str, ...]) -> None:
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    assert tuple(sorted(mixed, key=natural_key)) == names


@given(st.lists(st.text(min_size=1, max_size=20), unique=True), st.randoms())
def test_any_names_have_one_order(names: list[str], chance: random.Random) -> None:
    mixed = list(names)
    chance.shuffle(mixed)
    assert sorted(mixed, key=natural_key) == sorted(names, key=natural_key)
