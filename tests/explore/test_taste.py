"""Taste: what is dull, and what suits those who ask for something."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

import nnart
from nnart.explore import taste
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.taste import dull, scores_of, standardise
from nnart.explore.words import PREFERENCES, wishes_of
from nnart.recipe.presets import PRESETS, preset
from tests.explore.measured import measured, scored

Table = NDArray[np.float64]


def some_measures() -> st.SearchStrategy[list[Measures]]:
    number = st.floats(-10, 100).map(lambda one: round(one, 4))
    return st.lists(st.builds(Measures, *[number] * len(NAMES)), min_size=1, max_size=12)


@given(some_measures(), st.sampled_from(sorted(PREFERENCES)), st.randoms())
def test_scores_do_not_depend_on_order_or_units(found: list[Measures], name: str, random: Any) -> None:
    scores = scored(found, name)
    assert np.isfinite(scores).all() and abs(scores.mean()) < 1e-3
    order = list(range(len(found)))
    random.shuffle(order)
    other = [Measures(*(3 * value + 1 for value in vars(found[k]).values())) for k in order]
    assert scores[order] == pytest.approx(scored(other, f"{name}=2"), abs=1e-3)


def test_scores_by_hand() -> None:
    """Of 0, 0, 3 the mean is 1 and the deviation √2."""
    found = [measured(), measured(), measured(colourfulness=3, slope=3)]
    assert scored(found, "colourful=7").tolist() == [-0.7071, -0.7071, 1.4142]
    assert scored(found, "not-colourful").tolist() == [0.7071, 0.7071, -1.4142]
    assert scored(found, "colourful,slope").tolist() == [-0.7071, -0.7071, 1.4142]
    joined = -math.log((3 * math.exp(-1.4142) + math.exp(1.4142)) / 4)
    assert scored(found, "colourful=3,slope=-1")[2] == pytest.approx(joined, abs=1e-4)


def test_much_of_one_thing_does_not_make_up_for_another() -> None:
    marks = [np.array([1.0, 4.0]), np.array([1.0, -1.0])]
    even, uneven = scores_of(marks, [1, 1])
    assert even == 1
    assert uneven < 0


def tables() -> st.SearchStrategy[tuple[Table, list[float], int]]:
    """Return marks (words, pictures), a weight of each, and how many pictures are the best."""
    shapes = st.tuples(st.integers(2, 4), st.integers(2, 30))
    numbers = st.floats(-5, 5).map(lambda number: round(number, 4))
    return shapes.flatmap(
        lambda shape: st.tuples(
            arrays(np.float64, shape, elements=numbers),
            st.lists(st.floats(0.1, 10), min_size=shape[0], max_size=shape[0]),
            st.integers(1, shape[1]),
        )
    )


@given(tables())
def test_who_asks_for_one_thing_more_gets_no_less_of_it(case: tuple[Table, list[float], int]) -> None:
    """Of the best, as many as you like: the mean of its utility, -exp(-mark), is no lower than before."""
    marks, weights, count = case
    without, with_it = scores_of([*marks[:-1]], weights[:-1]), scores_of([*marks], weights)
    gained = [
        -np.exp(-marks[-1][np.argsort(-scores, kind="stable")[:count]]).mean() for scores in (without, with_it)
    ]
    # Scores have 4 decimals, so that nearly equal ones may change places.
    lowest = math.exp(-float(marks.min()))
    assert gained[1] >= gained[0] - 1e-3 * lowest * sum(weights) / weights[-1]


def test_scores_are_finite_however_far_off_a_picture_is() -> None:
    assert scores_of([np.array([-5000.0, 5000.0]), np.array([5000.0, -5000.0])], [1, 1]) == pytest.approx(
        -5000 + math.log(2), abs=1e-3
    )


@pytest.mark.parametrize("value", [22.2344, 0.1, -3.7001, 1e-4])
@pytest.mark.parametrize("count", [1, 3, 7, 1000])
def test_equal_measures_are_on_their_mean(value: float, count: int) -> None:
    """Though a mean of three times 22.2344, say, is rounded to another number."""
    assert not standardise([measured(value)] * count).any()
    nearly = [measured(value)] * count + [measured(value + 1e-4)]
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


@pytest.mark.parametrize(
    ("prefer", "allowed"),
    [
        *((word, "blurred") for word in ("calm", "smooth", "simple", "sparse", "edges=-1", "not-busy")),
        *((word, "nearly one colour") for word in ("dark", "bright", "sparse", "soft", "plain", "blue,dark")),
        *((word, "noisy") for word in ("busy", "rough", "complex", "not-calm", "slope")),
        *((word, "") for word in ("blue", "warm", "symmetric", "colourful", "striking", "bold")),
    ],
)
def test_what_is_asked_for_is_not_rejected_for_that(prefer: str, allowed: str) -> None:
    dulls = {
        "nearly one colour": measured(contrast=0.02, edges=0.2, entropy=3),
        "blurred": measured(contrast=0.2, edges=0.001, entropy=7),
        "noisy": measured(contrast=0.2, edges=0.9, entropy=7),
    }
    wishes = wishes_of(prefer)
    assert dull(measured(), wishes=wishes) == taste.ONE_COLOUR
    assert dull(dulls["noisy"], flat=True, wishes=wishes) == taste.ONE_COLOUR
    for reason, one in dulls.items():
        assert dull(one) == reason
        assert (dull(one, wishes=wishes) is None) or reason != allowed
        if not allowed:
            assert dull(one, wishes=wishes) == reason


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
