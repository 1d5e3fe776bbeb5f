"""Symmetries by name: one spelling for each, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.symmetries import (
    CELLS,
    MAX_CELLS,
    MAX_ORDER,
    MIN_CELLS,
    MIRRORS,
    TURNED,
    WALLPAPERS,
    canonical,
    names,
    parse,
    split,
)
from tests.faults_of import refused

NAMES = [*MIRRORS, *(f"{kind}-{order}" for kind in TURNED for order in range(2, MAX_ORDER + 1)), *WALLPAPERS]


def test_a_name_is_its_own_spelling() -> None:
    assert [canonical(name) for name in NAMES] == NAMES
    assert names() == [*MIRRORS, "kaleidoscope-N", "rotation-N", *WALLPAPERS]


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["-", " ", "_", " - "]),
    st.sampled_from([str.lower, str.upper, str.title]),
    st.sampled_from(["", " ", "\n"]),
)
def test_every_spelling_has_one_name(
    name: str, separator: str, spelt: Callable[[str], str], around: str
) -> None:
    text = around + spelt(name).replace("-", separator) + around
    assert canonical(text) == parse(text) == name


def test_an_order_may_begin_with_zeros() -> None:
    assert canonical("  Kaleidoscope 06 ") == "kaleidoscope-6"


@pytest.mark.parametrize("text", ["none", " None ", "NONE"])
def test_none_is_read_but_is_no_symmetry(text: str) -> None:
    assert parse(text) == "none"
    with refused("choice", "symmetry"):
        canonical(text)


def test_a_name_is_split_into_kind_and_order() -> None:
    for name in NAMES:
        kind, order = split(name)
        assert name == (f"{kind}-{order}" if kind in TURNED else kind)
        assert (order == 1) == (kind not in TURNED)


def test_the_default_number_of_cells_is_in_its_range() -> None:
    assert MIN_CELLS <= CELLS <= MAX_CELLS


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        *((text, "choice") for text in ("p7", "rotation-6.5", "rotation-٣", "", "-")),
        *((text, "range") for text in ("rotation-1", "kaleidoscope-65")),
        ("rotation", "missing"),
    ],
)
def test_unknown_names_are_refused(text: str, rule: str) -> None:
    for read in (canonical, parse):
        with refused(rule, "symmetry"):
            read(text)
