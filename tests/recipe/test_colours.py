"""Colours as people write them."""

from __future__ import annotations

import coloraide
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.colournames import COLOURS
from nnart.recipe.colours import colour, looks_like_colour, read_colour, split
from tests.faults_of import refused


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Navy", "#000080"),
        ("Light Blue", "#add8e6"),
        ("dark-slate_grey", "#2f4f4f"),
        (" #FFF ", "#ffffff"),
        ("#0B132B", "#0b132b"),
        ("#0b132bff", "#0b132b"),
        ("#ABCF", "#aabbcc"),
        ("#000000000001", "#000000000001"),
        ("0x0B132B", "#0b132b"),
        ("0b132b", "#0b132b"),
        ("fff", "#ffffff"),
        ("RGB(11, 19, 43)", "#0b132b"),
        ("hsl(210deg 50% 40%)", "#336699"),
    ],
)
def test_colours_have_one_canonical_form(text: str, same: str) -> None:
    assert colour(text) == same
    assert looks_like_colour(text)
    assert read_colour(text).remark == ""


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("gould", "navy"),
        ("#12", "#rrggbb"),
        ("#12345", "#rrggbb"),
        ("beef", "#rrggbb"),  # has it an alpha of f?
        ("#fff8", "#fff"),
        ("#0b132b80", "#0b132b"),
        ("ff0b132b", "#0b132b"),
        ("0xff0b132b", "#0b132b"),
        ("0xfff", "#rgb"),
        ("transparent", "navy"),
        ("", "navy"),
        ("#٣٣٣", "#rgb"),
    ],
)
def test_other_texts_are_refused_with_a_way_out(text: str, way: str) -> None:
    with refused("syntax") as caught:
        colour(text)
    assert way in caught.value.faults[0].ways[0].does


@given(st.sampled_from(sorted(COLOURS)) | st.from_regex(r"\A#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})f?\Z"))
def test_names_and_digits_are_read_as_coloraide_reads_them(text: str) -> None:
    if len(text) == 8 and text.startswith("#"):
        text += "f"
    theirs = coloraide.Color(text)
    assert colour(text) == theirs.set("alpha", 1).to_string(hex=True, compress=False)


def test_marks_within_parentheses_do_not_split() -> None:
    assert split("rgb(1,2,3), navy ,#fff", ",") == ["rgb(1,2,3)", "navy", "#fff"]
    assert split("a; b;", ";") == ["a", "b", ""]
    assert split("a),b", ",") == ["a)", "b"]


def test_time_grows_no_faster_than_a_text() -> None:
    """Else this would take hours."""
    assert split("(" + "🙂" * 2**22, ",") == ["(" + "🙂" * 2**22]
    assert len(split("()" + "," * 2**18, ",")) == 2**18 + 1
