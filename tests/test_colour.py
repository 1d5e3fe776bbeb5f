"""From a field to pixels: tone, blending and quantisation."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from nnart.colour import Colouring, blended, from_oklab, to_eight_bits, to_oklab
from nnart.palettes import CURATED, canonical, stops
from nnart.tone import Tone, reference_points
from tests import naive

CHANNEL = st.floats(0, 1)
VALUES = st.floats(-1e6, 1e6, width=32)


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_oklab_is_coloraides(srgb: tuple[float, float, float]) -> None:
    expected = Color("srgb", srgb).convert("oklab").coords()
    assert to_oklab(np.array(srgb)) == pytest.approx(expected, abs=2e-4)


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL))
def test_oklab_comes_back(srgb: tuple[float, float, float]) -> None:
    assert from_oklab(to_oklab(np.array([srgb])))[0] == pytest.approx(srgb, abs=1e-6)


@pytest.mark.parametrize("name", [*CURATED, "#000000,#ffffff,#ff0000"])
def test_a_blend_goes_through_its_stops(name: str) -> None:
    written = stops(name)
    table = blended(name, 20 * (len(written) - 1) + 1)
    assert np.abs(table[::20].astype(int) - np.array(written)).max() <= 1


def test_a_blend_is_in_oklab() -> None:
    middle = blended("#ff0000,#0000ff", 3)[1] / 65535
    expected = Color(
        "oklab", ((to_oklab(np.array([1.0, 0, 0])) + to_oklab(np.array([0, 0, 1.0]))) / 2).tolist()
    )
    assert middle == pytest.approx(expected.convert("srgb").coords(), abs=2e-3)


@pytest.mark.parametrize("bits", [8, 16])
def test_the_ends_of_a_palette_are_its_colours(bits: int) -> None:
    pixels = Colouring("#123456,#fedcba")(np.array([[0.0, 1.0]]), bits)
    scale = 1 if bits == 8 else 257
    assert pixels.tolist() == [
        [[c * scale for c in colour] for colour in ([0x12, 0x34, 0x56], [0xFE, 0xDC, 0xBA])]
    ]
    assert pixels.dtype == f"uint{bits}"


@given(st.floats(0, 1))
def test_eight_bits_are_sixteen_rounded(position: float) -> None:
    colouring = Colouring("hearth")
    at = np.array([[position]])
    assert np.abs(colouring(at, 8).astype(int) * 257 - colouring(at, 16).astype(int)).max() <= 129


def test_steps_are_flat_and_equally_wide() -> None:
    pixels = Colouring("#000000,#ffffff", steps=4)(np.arange(8)[None] / 8 + 0.01)[0, :, 0]
    assert len(set(pixels.tolist())) == 4
    assert (pixels[::2] == pixels[1::2]).all()
    assert Colouring("#000000,#ffffff", steps=4)(np.array([[1.0]]))[0, 0].tolist() == [255, 255, 255]


def test_a_table_of_256_is_indexed_as_matplotlib_does() -> None:
    """floor(256 t), with 1 going to the last entry."""
    t = np.array([[0.0, 0.0039, 0.00391, 0.5, 0.9999, 1.0]])
    table = np.array(stops("jet")) // 257
    assert np.array_equal(Colouring("jet", 256)(t)[0], table[[0, 0, 1, 128, 255, 255]])


@given(st.lists(VALUES, min_size=1, max_size=600))
def test_an_equalised_tone_rises_from_rank_to_rank(sample: list[float]) -> None:
    field = np.array(sample, np.float64)
    tone = Tone.equalised(field)
    order = np.sort(field)
    positions = tone(order)
    assert (np.diff(positions) >= 0).all()
    assert positions[0] >= 0
    assert positions[-1] <= 1
    assert tone.flat == (len(set(sample)) == 1)
    assert tone(np.array([-1e30, 1e30], np.float64)).tolist() == [positions[0], positions[-1]]


def test_an_equalised_tone_is_four_fifths_rank_and_one_fifth_value() -> None:
    field = np.random.default_rng(0).normal(size=5000)
    ranks = (np.argsort(np.argsort(field)) + 0.5) / len(field)
    linear = (field - field.min()) / np.ptp(field)
    assert np.abs(Tone.equalised(field)(field) - 0.8 * ranks - 0.2 * linear).max() < 0.005


def test_equal_values_share_the_middle_of_their_ranks() -> None:
    tone = Tone.equalised(np.array([1, 1, 1, 2], np.float64))
    assert tone(np.array([1, 2], np.float64)) == pytest.approx([0.8 * 3 / 8, 0.8 * 7 / 8 + 0.2])


def test_a_stretched_tone_goes_from_end_to_end() -> None:
    tone = Tone.stretched(-2.0, 6.0)
    assert tone(np.array([-3, -2, 0, 6, 7], np.float64)).tolist() == [0, 0, 0.25, 1, 1]
    assert Tone.stretched(3.0, 3.0).flat
    assert Tone.stretched(3.0, 3.0)(np.zeros((2, 2))).tolist() == [[0, 0], [0, 0]]


def test_sixteen_bits_become_eight_as_if_painted_so() -> None:
    position = np.linspace(0, 1, 5000)[None]
    colouring = Colouring("hearth")
    difference = to_eight_bits(colouring(position, 16)).astype(int) - colouring(position, 8)
    assert np.abs(difference).max() <= 1
    assert (difference == 0).mean() > 0.99
    assert np.array_equal(to_eight_bits(colouring(position, 8)), colouring(position, 8))


@given(st.lists(VALUES, min_size=1, max_size=600), st.lists(VALUES, min_size=1, max_size=50))
def test_a_tone_is_that_of_its_naive_twin(sample: list[float], field: list[float]) -> None:
    """Bit by bit, at its knots too."""
    tone = Tone.equalised(np.array(sample, np.float64))
    values = np.array([*field, *tone.values])
    assert np.array_equal(tone(values), naive.toned(tone, values))


@given(
    st.sampled_from([("hearth", 0), ("viridis", 0), ("jet", 256), ("#000000,#ffffff,#ff0000", 7)]),
    st.lists(st.floats(0, 1), min_size=1, max_size=50),
    st.sampled_from([8, 16]),
)
def test_colours_are_those_of_the_naive_twin(
    palette: tuple[str, int], positions: list[float], bits: int
) -> None:
    name, steps = canonical(palette[0]), palette[1]
    at = np.array([*positions, 0.0, 1.0])
    assert np.array_equal(Colouring(name, steps)(at, bits), naive.coloured(name, steps, at, bits))


def test_reference_points_are_spread_evenly() -> None:
    """Inside the frame, and every cell of a grid of 16 x 16 holds its share of 10 within a few."""
    points = reference_points()
    assert np.abs(points).max() < 1
    counts = np.histogram2d(points[0], points[1], bins=16, range=[[-1, 1], [-1, 1]])[0]
    assert np.abs(counts - points.shape[1] / 256).max() < 3
