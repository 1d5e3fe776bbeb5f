"""OKLab, held against ColorAide."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from nnart.colour.oklab import from_linear, from_oklab, light_of, to_linear, to_oklab
from tests.colour.test_tables import NAMED

CHANNEL = st.floats(0, 1)


SPACES = st.sampled_from(list(NAMED))


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL), SPACES)
def test_oklab_is_coloraides(colour: tuple[float, float, float], space: str) -> None:
    expected = Color(NAMED[space], colour).convert("oklab").coords()
    assert to_oklab(np.array(colour), space) == pytest.approx(expected, abs=2e-4)


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL), SPACES)
def test_oklab_comes_back(colour: tuple[float, float, float], space: str) -> None:
    assert from_oklab(to_oklab(np.array([colour]), space), space)[0] == pytest.approx(colour, abs=1e-6)


@given(CHANNEL)
def test_light_comes_back(encoded: float) -> None:
    light = to_linear(np.array(encoded))
    assert 0 <= light <= 1
    assert from_linear(light) == pytest.approx(encoded, abs=1e-6)
    expected = Color("srgb", [encoded] * 3).convert("srgb-linear")["red"]
    assert light == pytest.approx(expected, abs=1e-6)


@given(st.lists(CHANNEL, min_size=2, max_size=9, unique=True), SPACES)
def test_greys_are_in_the_order_of_their_lightness(greys: list[float], space: str) -> None:
    """And have next to no colour."""
    lab = to_oklab(np.repeat(np.array(sorted(greys))[:, None], 3, axis=1), space)
    assert (np.diff(lab[:, 0]) > -1e-12).all()
    assert np.abs(lab[:, 1:]).max() < 1e-3


@pytest.mark.parametrize("space", NAMED)
def test_colours_that_there_are_not_are_clipped(space: str) -> None:
    vivid = np.array([[0.7, 0.4, 0.1], [1.5, 0.0, 0.0], [-0.2, 0.0, 0.0]])
    light = light_of(vivid, space)
    assert light.min() < 0 and light.max() > 1
    found = from_oklab(vivid, space)
    assert found.min() >= 0 and found.max() <= 1
    assert found[1] == pytest.approx([1.0] * 3)


def test_any_shape_is_kept() -> None:
    colours = np.random.default_rng(0).uniform(0, 1, (2, 3, 4, 3))
    lab = to_oklab(colours)
    assert lab.shape == light_of(lab).shape == from_oklab(lab).shape == colours.shape
    assert np.array_equal(lab[1, 2], to_oklab(colours[1, 2]))
