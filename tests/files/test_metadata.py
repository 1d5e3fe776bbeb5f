"""Metadata: of what several places say, the first that is nnart's."""

from __future__ import annotations

from fractions import Fraction

from nnart.files.codec import Header
from nnart.files.metadata import Metadata
from nnart.files.tags import DESCRIPTION, INCH, RESOLUTION_UNIT, RESOLUTIONS
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe

ONE, TWO, THREE = (text_of(Recipe(seed=seed)) for seed in range(3))


def test_tags_come_before_comments_and_those_before_xmp() -> None:
    xmp = f"<a>{THREE}</a>".encode()
    assert Metadata({DESCRIPTION: ONE.encode()}, xmp, TWO.encode()).text == ONE
    assert Metadata({DESCRIPTION: b"a sunset"}, xmp, TWO.encode()).text == TWO
    assert Metadata({}, xmp, b"a sunset").text == THREE
    assert Metadata().text is None


def test_a_header_says_what_stands_in_nnarts_place() -> None:
    assert Metadata({DESCRIPTION: b"{}"}).text is None
    assert Metadata({DESCRIPTION: b"{}"}).header((2, 3)) == Header((2, 3), 8, 0, "{}", None)
    assert Metadata({}, b"", b"{}").header((2, 3)).text is None


def test_a_header_has_dots_per_inch() -> None:
    tags = {RESOLUTION_UNIT: INCH} | dict.fromkeys(RESOLUTIONS, Fraction(300))
    assert Metadata(tags).header((2, 3), 16) == Header((2, 3), 16, 0, None, 300)
