"""Seeds, as people write them."""

from __future__ import annotations

import pytest

from nnart.recipe.seeds import parse_seeds


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("7", [7]),
        ("0..3", [0, 1, 2, 3]),
        ("5, 1..2,9", [5, 1, 2, 9]),
        (str(2**64 - 1), [2**64 - 1]),
        ("3..3", [3]),
    ],
)
def test_seeds_are_read_as_people_write_them(text: str, seeds: list[int]) -> None:
    assert parse_seeds(text) == seeds
