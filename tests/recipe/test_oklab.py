"""OKLab of single colours, held against coloraide, and against nnart's arrays."""

from __future__ import annotations

from decimal import Decimal

import coloraide
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.colour import oklab as arrays
from nnart.recipe import oklab
from nnart.recipe.decimals import cosine_and_sine

_CHANNELS = st.tuples(*[st.integers(0, 255)] * 3)


def _decimals(channels: tuple[int, int, int]) -> oklab.Three:
    red, green, blue = (Decimal(channel) / 255 for channel in channels)
    return red, green, blue


@given(_CHANNELS)
def test_a_colour_is_coloraides_and_the_arrays(channels: tuple[int, int, int]) -> None:
    own = [float(part) for part in oklab.to_oklab(_decimals(channels))]
    theirs = coloraide.Color("srgb", [channel / 255 for channel in channels]).convert("oklab").coords()
    assert own == pytest.approx(theirs, abs=1e-6)
    assert own == pytest.approx(arrays.to_oklab(np.array(channels) / 255).tolist(), abs=1e-9)


@given(_CHANNELS)
def test_it_comes_back(channels: tuple[int, int, int]) -> None:
    lab = oklab.to_oklab(_decimals(channels))
    assert oklab.is_inside(lab)
    assert [round(channel * 255) for channel in oklab.from_oklab(lab)] == list(channels)


@given(st.decimals("0.02", "0.99", places=3), st.integers(0, 359))
def test_the_most_chroma_is_on_the_border(lightness: Decimal, hue: int) -> None:
    cosine, sine = cosine_and_sine(Decimal(hue))
    most = oklab.max_chroma(lightness, cosine, sine)
    beyond = most + Decimal("0.002")
    assert oklab.is_inside((lightness, most * cosine, most * sine))
    assert not oklab.is_inside((lightness, beyond * cosine, beyond * sine))
    theirs = coloraide.Color("oklch", [float(lightness), float(most) * 0.995, hue])
    assert theirs.in_gamut("srgb", tolerance=1e-3)


def test_beyond_the_border_channels_are_clipped() -> None:
    colour = oklab.from_oklab((Decimal("0.7"), Decimal("-0.4"), Decimal("0.2")))
    assert all(0 <= channel <= 1 for channel in colour)
