"""Taste: what is dull, and what is preferred."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.errors import InputError
from nnart.explore import taste
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.taste import DEFAULT, dull, scores_of, standardise, weights_of
from nnart.explore.words import PREFERENCES
from nnart.recipe.presets import PRESETS, preset
from tests.faults_of import broken


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("colourful", {"colourfulness": 1}),
        ("edges=-1", {"edges": -1}),
        (" edges = -.5 ", {"edges": -0.5}),
        ("colourful=2,muted", {"colourfulness": 1}),
        (
            "calm=3,edges=1.5,rich",
            {"edges": -0.5, "compressed": -2, "slope": -1, "entropy": 1},
        ),  # calm is 1.5 long
    ],
)
def test_preferences_are_weights(text: str, weights: dict[str, float]) -> None:
    assert weights_of(text) == pytest.approx(weights)


@pytest.mark.parametrize("text", ["calm,busy", "colourful=2,muted=2", "rich=0"])
def test_preferences_that_cancel_each_other_are_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        weights_of(text)
    assert broken(caught.value) == [("conflict", ("prefer",))]


def test_a_name_that_is_nearly_one_is_guessed() -> None:
    with pytest.raises(InputError) as caught:
        weights_of("colorful")
    assert broken(caught.value) == [("unknown", ("prefer",))]
    assert [way.does for way in caught.value.faults[0].ways] == ["did you mean colourful"]


@pytest.mark.parametrize("text", ["", "nice", "calm,,rich", "calm=2=3", "Calm", "calm;rich", "=2"])
def test_unknown_preferences_are_refused_with_the_known(text: str) -> None:
    with pytest.raises(InputError) as caught:
        weights_of(text)
    (fault,) = caught.value.faults
    assert fault.rule == "range" or all(name in fault.says for name in (*PREFERENCES, *NAMES))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["calm=", "calm=x", "calm=nan", "calm=1e3", "calm=1001", "calm=inf"])
def test_weights_are_numbers(text: str) -> None:
    with pytest.raises(InputError) as caught:
        weights_of(text)
    assert broken(caught.value) == [("range", ("prefer",))]


def test_all_preferences_are_of_measures() -> None:
    assert DEFAULT in PREFERENCES
    for weights in PREFERENCES.values():
        assert weights.keys() <= set(NAMES)


def some_measures() -> st.SearchStrategy[list[Measures]]:
    number = st.floats(-10, 100).map(lambda one: round(one, 4))
    return st.lists(st.builds(Measures, *[number] * len(NAMES)), min_size=1, max_size=12)


@given(some_measures(), st.sampled_from(sorted(PREFERENCES)), st.randoms())
def test_scores_do_not_depend_on_order_or_units(found: list[Measures], name: str, random: Any) -> None:
    scores = scores_of(standardise(found), weights_of(name))
    assert np.isfinite(scores).all() and abs(scores.mean()) < 1e-3
    order = list(range(len(found)))
    random.shuffle(order)
    other = [Measures(*(3 * value + 1 for value in vars(found[k]).values())) for k in order]
    again = scores_of(standardise(other), weights_of(f"{name}=2"))
    assert scores[order] == pytest.approx(again, abs=1e-3)


def test_scores_by_hand() -> None:
    """Of 0, 0, 3 the mean is 1 and the deviation √2."""
    found = [Measures(0, 0, 0, 0, 0, 0), Measures(0, 0, 0, 0, 0, 0), Measures(3, 0, 0, 0, 3, 0)]
    colourful = scores_of(standardise(found), weights_of("colourful=7"))
    assert colourful.tolist() == [-0.7071, -0.7071, 1.4142]
    assert scores_of(standardise(found), weights_of("colourful,slope")).tolist() == [-1, -1, 2]


@pytest.mark.parametrize("value", [22.2344, 0.1, -3.7001, 1e-4])
@pytest.mark.parametrize("count", [1, 3, 7, 1000])
def test_equal_measures_are_on_their_mean(value: float, count: int) -> None:
    """Though a mean of three times 22.2344, say, is rounded to another number."""
    table = standardise([Measures(*[value] * len(NAMES))] * count)
    assert not table.any()
    nearly = [Measures(*[value] * len(NAMES))] * count + [Measures(*[value + 1e-4] * len(NAMES))]
    expected = [-1 / math.sqrt(count)] * count + [math.sqrt(count)]
    assert standardise(nearly)[:, 0] == pytest.approx(expected, rel=1e-4)


def picture_of(seed: int, **values: Any) -> Measures:
    return measure(nnart.render(nnart.Recipe(seed=seed, **values), (128, 128)).pixels[..., :3].astype(np.uint8))


@pytest.mark.parametrize(
    ("reason", "values"),
    [
        (taste.ONE_COLOUR, {"gain": 0.9, "layers": 30}),
        (taste.NEARLY_ONE_COLOUR, {"zoom": 100.0}),
        (taste.BLURRED, {"activation": "relu"}),
        (taste.NOISY, {"detail": 300.0}),
    ],
)
def test_dull_ones_are_rejected_with_the_reason(reason: str, values: dict[str, Any]) -> None:
    """What they were chosen by: too little gain, too much zoom, no edges, too much detail."""
    found = [dull(picture_of(seed, width=60, **values)) for seed in range(4)]
    assert found.count(reason) >= 3


@pytest.mark.parametrize("name", [one.name for one in PRESETS if one.name != "lecture"])
def test_presets_are_hardly_ever_dull(name: str) -> None:
    found = [dull(picture_of(seed, **preset(name).values)) for seed in range(2)]
    assert found == [None, None]


def test_noise_and_nothing_are_dull() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (128, 128, 3), np.uint8)
    assert dull(measure(noise)) == taste.NOISY
    assert dull(measure(np.full((128, 128, 3), 80, np.uint8))) == taste.ONE_COLOUR
    assert dull(picture_of(7), flat=True) == taste.ONE_COLOUR
    assert dull(picture_of(7)) is None


def test_two_flat_colours_are_not_nearly_one() -> None:
    pixels = np.zeros((128, 128, 3), np.uint8)
    pixels[32:96, 32:96] = 60, 60, 60
    assert dull(measure(pixels)) is None
