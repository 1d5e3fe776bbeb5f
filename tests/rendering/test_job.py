"""Jobs: what decides the pixels of a picture, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest

import nnart
from nnart.field.calibration import network_of
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import MIN_GIANT, Job, Show
from nnart.rendering.painter import Painter
from tests.faults_of import refused
from tests.rendering.cases import case


@pytest.mark.parametrize("values", [{}, {"inputs": "x,fourier"}, {"symmetry": "p4m"}, {"seamless": "xy"}])
@pytest.mark.parametrize("more", [{}, {"colour": "rgb"}, {"alpha": "field"}])
def test_weights_are_counted_without_drawing(values: dict[str, Any], more: dict[str, Any]) -> None:
    one, _ = case(layers=3, width=9, gain=2.0, **values, **more)
    drawn = network_of(one.recipe)
    assert one.weights == drawn.count
    assert one.outputs == drawn.outputs
    by_hand = Job(Recipe(), network=Network.of([[[1.0, 0.0]], [[2.0]]], [[0.0], [1.0]], "tanh"))
    assert (by_hand.weights, by_hand.outputs, by_hand.is_giant) == (3, 1, False)


def test_samples_and_bytes_are_counted() -> None:
    assert Job(Recipe(samples=3), (4096, 4096)).samples == 9 * 4096**2
    assert [Job(Recipe(alpha=alpha)).pixel_bytes for alpha in ("none", "field", "vignette")] == [3, 4, 4]
    assert [Job(Recipe(alpha=alpha), bits=16).pixel_bytes for alpha in ("none", "field")] == [6, 8]
    assert Job(Recipe(alpha="field"), show="samples").pixel_bytes == 3
    assert Job(Recipe(colour="rgb"), show="field").pixel_bytes == 12


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("show", get_args(Show))
@pytest.mark.parametrize("alpha", ["none", "field", "vignette"])
def test_what_is_painted_has_the_channels_and_kind_that_a_job_says(bits: int, show: Show, alpha: str) -> None:
    job = Job(Recipe(layers=2, width=3, gain=1.0, colour="shaded", alpha=alpha), (5, 4), bits, show=show)
    painter = Painter(job)
    pixels, _ = painter.answer(painter.view)
    assert pixels.shape == (4, 5, job.channels)
    assert pixels.dtype == job.kind
    assert pixels.nbytes == 4 * 5 * job.pixel_bytes


def test_a_field_has_one_sample_a_pixel_and_no_tone_that_has_to_be_measured() -> None:
    recipe = Recipe(samples=2, tone="stretch")
    assert Job(recipe, show="field").recipe == recipe.replace(samples=1, tone="none")
    smooth = Recipe(samples=2, tolerance=0.25)
    assert Job(smooth, show="field").recipe == smooth.replace(samples=1)
    for show in ("picture", "samples"):
        assert Job(recipe, show=show).recipe == recipe


NETWORK = Network.of([[[1.0, 0.0]]], [[0.0]], "tanh")


def test_a_digest_tells_jobs_apart() -> None:
    """By all that decides the pixels, and nothing else."""
    one = Job(Recipe(seed=3, gain=2.0), (30, 20))
    others = [
        replace(one, recipe=one.recipe.replace(seed=4)),
        replace(one, size=Size(20, 30)),
        replace(one, bits=16),
        replace(one, network=NETWORK),
        replace(one, show="samples"),
        replace(one, show="field"),
    ]
    assert len({job.digest for job in [one, *others]}) == 1 + len(others)
    assert Job(Recipe(seed=3, gain=2.0), (30, 20)).digest == one.digest
    by_hand = [Job(Recipe(layers=layers), network=NETWORK).digest for layers in (3, 4)]
    assert by_hand[0] == by_hand[1]  # as no network is drawn


def test_a_job_is_ready_once_its_gain_is_known() -> None:
    one = Job(Recipe(seed=3, layers=2, width=5))
    assert not one.is_ready
    found = one.calibrate()
    assert found.is_ready
    assert found.recipe.gain is not None
    assert found.calibrate() is found
    assert replace(found, recipe=one.recipe) == one
    for ready in (Job(Recipe(gain=2.0)), Job(Recipe(family="lecture")), Job(Recipe(), network=NETWORK)):
        assert ready.is_ready
        assert ready.calibrate() is ready


def test_a_giant_has_to_be_drawn() -> None:
    large = Recipe(layers=17, width=1024)
    assert Job(large).weights > MIN_GIANT
    assert Job(large).is_giant
    assert not Job(large.replace(layers=16)).is_giant
    row = np.zeros((1, MIN_GIANT + 1), np.float32)
    by_hand = Job(large, network=Network.of([row], [[0.0]], "linear"))
    assert by_hand.weights > MIN_GIANT
    assert not by_hand.is_giant


@pytest.mark.parametrize(
    ("values", "rule", "name"),
    [
        ({"size": (0, 1)}, "range", "size"),
        ({"size": 6.4}, "type", "size"),
        ({"bits": 9}, "range", "bits"),
        ({"show": "all"}, "choice", "show"),
    ],
)
def test_values_that_break_a_rule_are_refused(values: dict[str, Any], rule: str, name: str) -> None:
    with refused(rule, name):
        Job(Recipe(), **values)


def test_what_has_a_recipe_makes_a_job() -> None:
    recipe = Recipe(seed=3, layers=2, width=4, gain=1.0)
    assert Job(7).recipe == Job(np.int64(7)).recipe == Recipe(7)  # type: ignore[arg-type]  # NumPy's are none
    assert Job(nnart.render(recipe, 8), 40) == Job(recipe, 40)
    network = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")
    assert Job(nnart.render(recipe, 8, network=network)).network is network
    with refused("type", "recipe"):
        Job("a.png")  # type: ignore[arg-type]
