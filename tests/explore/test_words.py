"""Words that are asked for, and their measures."""

from __future__ import annotations

from nnart.explore.measures import NAMES as MEASURED
from nnart.explore.words import NAMES, PREFERENCES


def test_words_are_made_of_measures() -> None:
    assert NAMES == MEASURED
    for weights in PREFERENCES.values():
        assert {*weights} <= {*NAMES}
