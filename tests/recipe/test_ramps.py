"""Ramps: palettes of one colour."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import coloraide
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe import palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.ramps import STOPS, ramp

# Of the ramps of all of CSS's colours: a picture has them in its recipe, but a command line has the name alone.
FROZEN = "d27e130c735d93a31999321321e98245e0f65e6352821bca0c7f3e6c6d47a52e"


def _oklch(stop: tuple[int, int, int]) -> list[float]:
    return list(
        coloraide.Color("srgb", [channel / 65535 for channel in stop]).convert("oklch").coords(nans=False)
    )


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_ramp_goes_from_dark_to_light_through_its_colour(channels: tuple[int, int, int]) -> None:
    red, green, blue = (channel * 257 for channel in channels)
    own = red, green, blue
    stops = ramp(own)
    assert len(stops) == STOPS
    assert own in stops
    tones = [_oklch(stop) for stop in stops]
    assert all(darker[0] < lighter[0] for darker, lighter in pairwise(tones))
    assert tones[0][0] < 0.22 and tones[-1][0] > 0.93
    assert all(channel % 257 == 0 for stop in stops for channel in stop)


@pytest.mark.parametrize("name", ["black", "gray", "silver", "white"])
def test_greys_stay_grey(name: str) -> None:
    for red, green, blue in palettes.stops(palettes.ramp_of(name)):
        assert red == green == blue


def test_a_colour_of_sixteen_bits_stays_what_it_is() -> None:
    assert (1, 2, 40000) in ramp((1, 2, 40000))


def test_ramps_are_the_same_on_every_machine() -> None:
    text = "\n".join(palettes.ramp_of(name) for name in COLOURS)
    assert hashlib.sha256(text.encode()).hexdigest() == FROZEN
