"""Functions of colours, held against coloraide."""

from __future__ import annotations

import math

import coloraide
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.colourfunctions import read_function
from nnart.recipe.colours import colour
from tests.faults_of import refused

_ROUNDED = 0.502  # levels of 8 bits: half a one, and what OKLab's numbers differ by


def _number(low: float, high: float) -> st.SearchStrategy[str]:
    return st.decimals(low, high, places=2).map(lambda number: f"{number}")


def _percent() -> st.SearchStrategy[str]:
    return _number(0, 100).map("{}%".format)


def _hue() -> st.SearchStrategy[str]:
    units = st.sampled_from([("", 720), ("deg", 720), ("grad", 800), ("rad", 12), ("turn", 2)])
    return units.flatmap(lambda unit: _number(-unit[1], unit[1]).map(lambda number: f"{number}{unit[0]}"))


def _blanks(name: str, *values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    alpha = st.sampled_from(["", " / 1", "/100%", " / 1.0"])
    return st.builds(lambda *parts: f"{name}({' '.join(parts[:-1])}{parts[-1]})", *values, alpha)


def _commas(name: str, *values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    mark, alpha = st.sampled_from([",", ", ", " , "]), st.sampled_from(["", ", 1", ",100%"])
    return st.builds(lambda *parts: f"{name}({parts[-2].join(parts[:-2])}{parts[-1]})", *values, mark, alpha)


_CHANNEL = _number(0, 255)
_EITHER = _CHANNEL | _percent() | st.just("none")
_SHARE = _percent() | _number(0, 100) | st.just("none")
FUNCTIONS = st.one_of(
    _blanks("rgb", *[_EITHER] * 3),
    _blanks("rgba", *[_EITHER] * 3),
    _commas("rgb", *[_CHANNEL] * 3),
    _commas("rgba", *[_percent()] * 3),
    _blanks("hsl", _hue() | st.just("none"), _SHARE, _SHARE),
    _commas("hsla", _hue(), _percent(), _percent()),
    _commas("HSL", _hue(), _percent(), _percent()),
)
OKLAB = st.one_of(
    _blanks("oklab", _number(0, 1), *[_number(-0.5, 0.5)] * 2),
    _blanks("oklab", _percent(), *[_number(-100, 100).map("{}%".format)] * 2),
    _blanks("oklch", _percent() | _number(0, 1), _number(0, 0.5) | _percent(), _hue()),
)


def _levels(text: str) -> list[int]:
    return [int(text[i : i + 2], 16) for i in (1, 3, 5)]


@given(FUNCTIONS)
def test_rgb_and_hsl_are_read_as_coloraide_reads_them(text: str) -> None:
    theirs = coloraide.Color(text.lower()).convert("srgb").coords(nans=False)
    for own, channel in zip(_levels(colour(text)), theirs, strict=True):
        assert abs(own - channel * 255) <= 0.5 + 1e-6


@given(OKLAB)
def test_oklab_and_oklch_are_read_as_coloraide_reads_them(text: str) -> None:
    """Where sRGB has no such colour, lightness and hue stay, and chroma is the most that there is."""
    written, remark = read_function(text)
    theirs = coloraide.Color(text)
    if not remark:
        for own, channel in zip(_levels(written), theirs.convert("srgb").coords(nans=False), strict=True):
            assert abs(own - min(max(channel, 0), 1) * 255) <= _ROUNDED
        return
    lightness, chroma, hue = theirs.convert("oklch").coords(nans=False)
    assert not theirs.in_gamut("srgb", tolerance=0)
    assert written in remark
    mapped = coloraide.Color(written).convert("oklch").coords(nans=False)
    if lightness < 0.1:  # levels of 8 bits are far apart there
        return
    assert mapped[0] == pytest.approx(lightness, abs=0.01)
    assert mapped[1] < chroma + 0.005
    if mapped[1] > 0.05:
        assert math.cos(math.radians(mapped[2] - hue)) > math.cos(0.1)


@pytest.mark.parametrize(
    ("text", "rule", "word"),
    [
        ("rgb(300,0,0)", "range", "red is 0 … 255"),
        ("rgb(0 -1 0)", "range", "green is 0 … 255"),
        ("rgb(0 0 101%)", "range", "blue is 0 … 255"),
        ("hsl(0 150% 50%)", "range", "saturation is 0% … 100%"),
        ("hsl(1e7 50% 50%)", "range", "hue is 0 … 360"),
        ("oklch(70 0.1 200)", "range", "lightness is 0 … 1"),
        ("oklch(0.7 60 200)", "range", "chroma is 0 … 0.5"),
        ("oklab(0.7 1 0)", "range", "a is -0.5 … 0.5"),
        ("hsl(red 50% 50%)", "syntax", "write degrees"),
        ("hsl(50% 50% 50%)", "syntax", "write degrees"),
        ("rgb(red 0 0)", "syntax", "write a number"),
        ("rgb(1deg 0 0)", "syntax", "write a number"),
        ("rgb(٣ 0 0)", "syntax", "write a number"),
        ("rgb(1,,3)", "syntax", "write a number"),
        ("rgb(1 2)", "syntax", "rgb(11 19 43)"),
        ("rgb(1 2 3 4)", "syntax", "rgb(11 19 43)"),
        ("rgb(1, 50%, 3)", "syntax", "rgb(11 19 43)"),
        ("hsl(210, 50, 40)", "syntax", "hsl(225deg, 59%, 11%)"),
        ("oklch(0.7, 0.1, 200)", "syntax", "oklch(70% 0.1 200)"),
        ("lab(50 20 20)", "syntax", "oklch(70% 0.1 200)"),
        ("rgb(1 2 3", "syntax", "rgb(11 19 43)"),
        ("rgb(1 2 3) 4", "syntax", "rgb(11 19 43)"),
        ("rgba(1, 2, 3, 0.5)", "syntax", "write rgb(1, 2, 3)"),
        ("rgb(1 2 3 / 50%)", "syntax", "write rgb(1 2 3)"),
        ("rgb(1 2 3 / none)", "syntax", "write rgb(1 2 3)"),
        ("rgb(1 2 3 / x)", "syntax", "write a number"),
    ],
)
def test_other_functions_are_refused_with_a_way_out(text: str, rule: str, word: str) -> None:
    with refused(rule) as caught:
        read_function(text)
    assert word in str(caught.value)


@given(st.from_regex(r"\A(rgb|hsl|oklch|oklab)a?\([0-9 ,./%a-z+-]{0,30}\)\Z"))
def test_no_function_is_a_crash(text: str) -> None:
    try:
        written, _ = read_function(text)
    except ValueError as error:
        assert str(error).isprintable()
    else:
        assert colour(written) == written
