"""Census: against the papers' formulas, CSS's colours by their names, and pictures of which one knows."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from nnart.colour.oklab import to_oklab
from nnart.explore.census import HUES, census
from nnart.recipe.colournames import COLOURS


def of(*colours: str) -> dict[str, float]:
    """Return the census of equal areas of colours."""
    rows = [[int(colour[k : k + 2], 16) for k in (1, 3, 5)] for colour in colours]
    return census(np.repeat(np.array(rows, np.uint8)[:, None], 16, axis=1))


def hex_of(name: str) -> str:
    red, green, blue = (int(part) for part in COLOURS[name])
    return f"#{red:02x}{green:02x}{blue:02x}"


@pytest.mark.parametrize(
    ("hue", "colours"),
    [
        ("red", "#ff0000 #b22222 #dc143c #8b0000"),
        ("orange", "#ffa500 #ff8c00 #f97306"),
        ("yellow", "#ffff00 #ffd700 #daa520"),
        ("green", "#008000 #00ff00 #228b22 #2e8b57 #98fb98"),
        ("cyan", "#00ffff #40e0d0 #008b8b #00ced1"),
        ("blue", "#0000ff #4169e1 #000080 #1e90ff #87cefa"),
        ("purple", "#800080 #9400d3 #8a2be2 #9370db #ff00ff"),
        ("pink", "#ff69b4 #ff1493 #ffb6c1 #ffc0cb"),
        ("brown", "#8b4513 #a0522d #653700 #5c4033 #b08d57"),
    ],
)
def test_colours_are_of_the_hue_that_people_call_them(hue: str, colours: str) -> None:
    """Those of CSS and of the XKCD survey (R. Munroe, "Color survey results", 2010)."""
    for colour in colours.split():
        found = of(colour)
        assert max(HUES, key=found.__getitem__) == hue, (colour, found)
        assert sum(found[other] for other in HUES) == pytest.approx(found[hue])


def test_greys_are_of_no_hue() -> None:
    for grey in ("#000000", "#808080", "#ffffff", "#c4c4c4"):
        found = of(grey)
        assert max(found[hue] for hue in HUES) < 1e-3


def test_how_much_a_picture_is_of_a_hue() -> None:
    """Its share of the picture times its share of what is coloured."""
    assert of("#0000ff")["blue"] == 1
    assert of("#0000ff", "#000000")["blue"] == pytest.approx(0.5, abs=0.01)
    assert of("#0000ff", "#ff0000")["blue"] == pytest.approx(0.25, abs=0.01)
    assert of("#0000ff", "#0000ff", "#ff0000", "#ffffff")["blue"] == pytest.approx(0.5 * 2 / 3, abs=0.01)
    assert 0 < of("#c8d0e0")["blue"] < 0.3  # pale


def test_lightness_is_oklabs() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 50, 3), np.uint8)
    expected = to_oklab(pixels / 255)[..., 0].mean()
    assert census(pixels)["lightness"] == pytest.approx(expected, abs=0.005)


@given(st.tuples(*[st.integers(0, 31)] * 3))
def test_emotions_are_ous(levels: tuple[int, int, int]) -> None:
    """Written again with scikit-image's CIELAB: of the middle of the 8 levels that are one here."""
    from skimage.color import rgb2lab

    found = census(np.full((16, 16, 3), [8 * level for level in levels], np.uint8))
    lab = rgb2lab((np.array([[levels]]) + 0.5) / 32)[0, 0]
    chroma, hue = math.hypot(lab[1], lab[2]), math.degrees(math.atan2(lab[2], lab[1]))
    warm = -0.5 + 0.02 * chroma**1.07 * math.cos(math.radians(hue - 50))
    active = -1.1 + 0.03 * math.sqrt(chroma**2 + ((lab[0] - 50) / 1.5) ** 2)
    assert (found["warmth"], found["activity"]) == pytest.approx((warm, active), abs=0.01)


def test_fire_is_warm_and_ice_is_cold() -> None:
    assert of("#ff4500")["warmth"] > 0.5 > -0.5 > of("#4682b4")["warmth"]
    assert of("#ff0000")["activity"] > of("#b0a8a0")["activity"]


@given(arrays(np.uint8, (16, 20, 3)))
def test_where_colours_are_does_not_matter(pixels: NDArray[np.uint8]) -> None:
    found = census(pixels)
    assert census(pixels[::-1, ::-1]) == found
    assert census(pixels.transpose(1, 0, 2)) == found
    assert all(-0.001 <= found[hue] <= 1.001 for hue in HUES)
