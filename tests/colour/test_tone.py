"""Tones: how a field is spread over a palette, held against a plain twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.colour.tone import Tone, measured_tones, shaped, stretched_tones
from tests import naive_colour as naive

VALUES = st.floats(-1e6, 1e6, width=32)


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


def test_noise_is_stretched_only_where_an_activation_may_have_compressed_it() -> None:
    for linear in (True, False):
        plain, noise = stretched_tones([(0.0, 1.0), (0.0, 1e-9)], [1e-9, 1e-9], linear=linear)
        assert (plain.flat, noise.flat) == (False, linear)


def test_a_stretched_tone_goes_from_end_to_end() -> None:
    tone = Tone.stretched(-2.0, 6.0)
    assert tone(np.array([-3, -2, 0, 6, 7], np.float64)).tolist() == [0, 0, 0.25, 1, 1]
    assert Tone.stretched(3.0, 3.0).flat
    assert Tone.stretched(3.0, 3.0)(np.zeros((2, 2))).tolist() == [[0, 0], [0, 0]]


@given(st.lists(VALUES, min_size=1, max_size=600), st.lists(VALUES, min_size=1, max_size=50))
def test_a_tone_is_that_of_its_naive_twin(sample: list[float], field: list[float]) -> None:
    """Bit by bit, at its knots too."""
    tone = Tone.equalised(np.array(sample, np.float64))
    values = np.array([*field, *tone.values])
    assert np.array_equal(tone(values), naive.toned(tone, values))


@given(st.lists(VALUES, min_size=1, max_size=300), st.floats(0.1, 10))
def test_a_contrast_is_that_of_its_naive_twin(sample: list[float], contrast: float) -> None:
    for tone in (Tone.equalised(np.array(sample)), Tone.stretched(min(sample), max(sample)), Tone.fixed()):
        found, twin = tone.contrasted(contrast), naive.contrasted(tone, contrast)
        assert np.array_equal(found.values, twin.values)
        assert np.array_equal(found.positions, twin.positions)
        assert (np.diff(found.positions) >= 0).all()
        back = found.contrasted(1 / contrast)
        assert back(np.array(sample)) == pytest.approx(
            tone(np.array(sample)), abs=1e-9 if len(tone.values) > 2 else 1e-2
        )


def test_contrast_makes_the_middle_steeper_and_keeps_the_ends() -> None:
    for contrast in (0.2, 1.0, 5.0):
        tone = Tone.fixed().contrasted(contrast)
        assert tone(np.array([-2.0, -1.0, 0.0, 1.0, 2.0])).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]
        low, high = tone(np.array([-1e-3, 1e-3]))
        assert (high - low) / 1e-3 == pytest.approx(contrast, rel=0.04)


@given(VALUES, VALUES, st.lists(VALUES, min_size=1, max_size=50))
def test_a_stretched_tone_is_a_straight_line(one: float, other: float, field: list[float]) -> None:
    least, greatest = sorted((one, other))
    tone, values = Tone.stretched(least, greatest), np.array(field)
    if tone.flat:
        assert least == greatest
        assert (tone(values) == 0).all()
    else:
        line = np.clip((values - least) / (greatest - least), 0, 1)
        assert tone(values) == pytest.approx(line, abs=1e-9)


@pytest.mark.parametrize(("roundings", "flat"), [(60, True), (70, False)])
def test_what_is_but_rounding_is_flat(roundings: float, flat: bool) -> None:
    sample = np.linspace(1.0, 2.0, 9)
    assert Tone.equalised(sample, 1 / roundings).flat == flat
    assert Tone.stretched(1.0, 2.0, 1 / roundings).flat == flat
    assert Tone.equalised(sample, 1.0)(sample).tolist() == [0.5] * 9


def test_a_cut_tone_has_three_tenths_at_each_end() -> None:
    tone = Tone.fixed().cut()
    assert tone.positions.tolist() == [0.0, 1.0]
    sample = np.linspace(-1, 1, 1001)
    equalised = Tone.equalised(sample)
    found = equalised.cut()(sample)
    assert found == pytest.approx(np.clip((equalised(sample) - 0.3) / 0.4, 0, 1), abs=0.02)
    assert ((found == 0).mean(), (found == 1).mean()) == pytest.approx((0.3, 0.3), abs=0.01)


def test_a_flat_tone_has_no_contrast() -> None:
    flat = Tone.stretched(3.0, 3.0)
    assert flat.contrasted(5.0) is flat
    assert Tone.fixed().contrasted(1.0).positions.tolist() == [0.0, 1.0]


def test_tones_are_measured_as_a_recipe_says() -> None:
    fields, roundings = np.random.default_rng(0).normal(size=(2, 500)), [1e-9, 1e3]
    assert [tone.flat for tone in measured_tones("equalised", fields, roundings)] == [False, True]
    (one, other) = measured_tones("stretch", fields, [0.0, 0.0])
    assert one.values.tolist() == [fields[0].min(), fields[0].max()]
    assert other.positions.tolist() == [0.0, 1.0]
    assert all(tone.values.tolist() == [-1.0, 1.0] for tone in measured_tones("none", fields, roundings))


def test_tones_are_shaped_by_contrast_and_the_last_one_is_cut_for_alpha() -> None:
    tones = measured_tones("none", np.zeros((2, 1)), [0.0, 0.0])
    first, last = shaped(tones, 2.0, "field")
    values = np.linspace(-1, 1, 9)
    assert np.array_equal(first(values), Tone.fixed().contrasted(2.0)(values))
    assert np.array_equal(last(values), Tone.fixed().contrasted(2.0).cut()(values))
    assert np.array_equal(shaped(tones, 2.0, "none")[1](values), first(values))


def test_the_steepest_slope_is_that_of_the_steepest_piece() -> None:
    tone = Tone(np.array([0.0, 1.0, 3.0]), np.array([0.0, 0.75, 1.0]))
    assert tone.steepest == 0.75
    assert Tone.stretched(1.0, 1.0).steepest == 0.0
