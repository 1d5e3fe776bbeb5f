"""What is said of arguments that nnart does not have."""

from __future__ import annotations

import pytest

import nnart
from nnart.checks.instead import INSTEAD, hint
from nnart.recipe.knobs import KNOBS
from nnart.words import fold


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("neurons", "did you mean width"),
        ("layerz", "did you mean layers"),
        ("height", INSTEAD["height"]),
        ("n_jobs", INSTEAD["n-jobs"]),
        ("cores", INSTEAD["threads"]),
        ("nosuchthing", ""),
    ],
)
def test_a_name_has_a_hint(name: str, says: str) -> None:
    assert hint(name, list(KNOBS)) == says


def test_all_names_are_folded_and_none_is_a_values() -> None:
    assert all(fold(name) == name for name in INSTEAD)
    assert not INSTEAD.keys() & KNOBS.keys()


def test_what_is_proposed_can_be_called() -> None:
    for text in INSTEAD.values():
        if text.startswith("write run="):
            eval(text.removeprefix("write run=").partition(", or ")[0], {"nnart": nnart})
