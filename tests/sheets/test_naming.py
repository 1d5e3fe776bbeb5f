"""Names of tiles: one, several, and those that look like several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import FileError
from nnart.sheets.naming import choose
from tests.faults_of import refused

SEEDS = [str(seed) for seed in range(900, 910)]
SWEEP = ["1, 3", "1, 0.5", "8, 3", "8, 0.5", "1..8", "A", "B", "navy,gold;", "#fff,#000"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("903", [3]),
        ("903,907", [3, 7]),
        ("907, 903", [7, 3]),
        ("903,903", [3]),
        ("903..905", [3, 4, 5]),
        ("903-905", [3, 4, 5]),
        ("901,903–904", [1, 3, 4]),
        ("909,901..903", [9, 1, 2, 3]),
        ("901;903", [1, 3]),
    ],
)
def test_a_list_or_a_range_names_several(text: str, found: list[int]) -> None:
    assert choose(SEEDS, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1, 3", [0]),
        ("1,3", [0]),
        ("1,3,8,0.5", [0, 3]),
        ("1,3;8,0.5", [0, 3]),
        ("1, 0.5..8, 0.5", [1, 2, 3]),
        ("1..8", [4]),
        ("A..B", [5, 6]),
        ("navy,gold;", [7]),
        ("#fff,#000", [8]),
        ("A,#fff,#000", [5, 8]),
    ],
)
def test_a_name_with_commas_or_dots_is_that_tile(text: str, found: list[int]) -> None:
    assert choose(SWEEP, text) == found


@pytest.mark.parametrize("text", ["", ",", ";", "1", "899", "903,1", "903..", "..903", "903,,904"])
def test_what_names_no_tile_is_refused(text: str) -> None:
    with refused("absent", error=FileError):
        choose(SEEDS, text)


def test_a_name_with_a_dash_comes_before_a_range() -> None:
    assert choose(["1", "2", "1-2", "-1"], "1-2") == [2]
    assert choose(["-1", "2", "3"], "-1-3") == [0, 1, 2]


def test_a_range_that_goes_back_is_empty() -> None:
    for text in ("905..903", "901,905..903"):
        with refused("range", error=FileError):
            choose(SEEDS, text)


@given(st.lists(st.text("12,.; a#", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_every_name_is_its_tile(names: list[str], data: st.DataObject) -> None:
    names = list({name.replace(" ", ""): name for name in names}.values())
    name = data.draw(st.sampled_from(names))
    assert choose(names, name) == [names.index(name)]
    with_others = ";".join(names)
    try:
        found = choose(names, with_others)
    except FileError:
        return
    assert found == list(dict.fromkeys(found))
