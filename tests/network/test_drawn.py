"""Drawn networks: what a seed decides, in the order of its draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.field.calibration import network_of
from nnart.field.evaluator import evaluate_at
from nnart.network.drawn import draw_network
from nnart.network.network import Layer, Network
from nnart.recipe.recipe import Recipe
from tests import naive
from tests.faults_of import refused
from tests.parts import biases_of


@given(st.integers(0, 2**64 - 1), st.integers(1, 5), st.integers(1, 5), st.integers(1, 9))
def test_a_seed_keeps_its_first_layers_at_another_depth(seed: int, one: int, other: int, width: int) -> None:
    shallow, deep = sorted((one, other))
    first = network_of(Recipe(seed=seed, layers=shallow, width=width, gain=1.0, residual=0.0))
    second = network_of(Recipe(seed=seed, layers=deep, width=width, gain=1.0, residual=0.0))
    for layer in range(shallow):
        assert np.array_equal(first.layers[layer].weights, second.layers[layer].weights)
        assert np.array_equal(first.layers[layer].biases, second.layers[layer].biases)
    assert np.array_equal(first.layers[-1].weights, second.layers[-1].weights)


def test_weights_and_biases_have_the_variance_that_gain_and_bias_say() -> None:
    network = network_of(Recipe(seed=5, layers=3, width=400, gain=2.0, bias=0.5))
    assert network.layers[0].weights.var() == pytest.approx(2.0**2 / 2, rel=0.1)
    assert network.layers[1].weights.var() == pytest.approx(2.0**2 / 400, rel=0.02)
    assert network.layers[3].weights.var() == pytest.approx(1 / 400, rel=0.2)
    assert np.concatenate(biases_of(network)[1:3]).var() == pytest.approx(0.5**2, rel=0.1)
    assert network.layers[0].biases.var() == pytest.approx((0.5 * 2.0 / 2) ** 2, rel=0.15)


def test_layers_and_width_are_counted_as_they_say() -> None:
    network = network_of(Recipe(seed=1, layers=20, width=30))
    assert network.sizes == "2 → " + " → ".join(["30"] * 20) + " → 1"
    assert (network.inputs, network.outputs) == (2, 1)


def test_the_lecture_draws_in_its_order() -> None:
    recipe = Recipe(family="lecture", seed=7, layers=4, width=5)
    network = network_of(recipe)
    drawn = np.random.RandomState(7).uniform(-1, 1, 3 * 25 + 3 * 5 + 10 + 5 + 5 + 1)
    hidden, hidden_biases, first, first_biases, final, final_biases = np.split(drawn, [75, 90, 100, 105, 110])
    assert np.array_equal(network.layers[1].weights, np.float32(3 * hidden.reshape(3, 5, 5)[0].T))
    assert np.array_equal(network.layers[3].biases, np.float32(hidden_biases[10:]))
    assert np.array_equal(network.layers[0].weights, np.float32(first.reshape(2, 5).T / 2))
    assert np.array_equal(network.layers[0].biases, np.float32(first_biases))
    assert np.array_equal(network.layers[4].weights, np.float32(final[None]))
    assert np.array_equal(network.layers[4].biases, np.float32(final_biases))


def test_the_lecture_draws_what_numpys_uniform_does() -> None:
    recipe = Recipe(family="lecture", seed=11, layers=3, width=7)
    hidden = np.random.RandomState(11).uniform(-3, 3, (2, 7, 7))
    assert np.array_equal(network_of(recipe).layers[2].weights, np.float32(hidden[1].T))


def test_a_residual_network_is_that_of_the_naive_twin() -> None:
    network = network_of(Recipe(seed=3, layers=60, width=20, activation="tanh,sin,abs"))
    assert network.layers[1].carry == pytest.approx(np.sqrt(0.7333))
    points = np.random.default_rng(0).uniform(-1, 1, (200, 2))
    answers, expected = evaluate_at(network, points), naive.forward(network, points)
    assert np.abs(answers - expected).max() < 1e-3 * np.ptp(expected)


def test_z_moves_a_picture_gently() -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (200, 2))

    def field(*z: float) -> NDArray[np.float64]:
        return evaluate_at(network_of(Recipe(seed=3, gain=2.5, z=z)), points)

    home, near, far = field(), field(0.001), field(1.0)
    assert np.array_equal(home, field(0.0, 0.0))
    assert 0 < np.abs(near - home).max() < 0.1 * np.abs(far - home).max()


def test_a_network_cannot_be_drawn_without_a_gain() -> None:
    with refused("missing", "gain"):
        draw_network(Recipe(seed=3))
    assert draw_network(Recipe(family="lecture", layers=2, width=3)).inputs == 2


def test_a_small_network_is_kept_for_a_while() -> None:
    recipe = Recipe(seed=3, layers=2, width=3, gain=2.0)
    assert draw_network(recipe) is draw_network(Recipe(seed=3, layers=2, width=3, gain=2.0))
    assert draw_network(recipe) is not draw_network(recipe.replace(gain=3.0))


@pytest.mark.parametrize("family", ["nnart", "lecture"])
@pytest.mark.parametrize("after", [1, 2, 4])
def test_after_some_layers_the_output_is_the_whole_networks(family: str, after: int) -> None:
    values = {"layers": 4, "width": 5, "gain": 2.0} if family == "nnart" else {"layers": 4, "width": 5}
    recipe = Recipe(family=family, **values)
    whole, part = draw_network(recipe), draw_network(recipe.replace(after=after))
    assert len(part.layers) == after + 1
    for one, other in zip(part.layers, [*whole.layers[:after], whole.layers[-1]], strict=True):
        assert np.array_equal(one.weights, other.weights)
        assert np.array_equal(one.biases, other.biases)


@pytest.mark.parametrize("neuron", [1, 3, 5])
def test_a_neuron_is_shown_by_itself(neuron: int) -> None:
    """As the last hidden layer answers with it."""
    recipe = Recipe(layers=3, width=5, gain=2.0)
    whole, one = draw_network(recipe), draw_network(recipe.replace(neuron=neuron))
    points = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    rows = np.eye(5, dtype=np.float32)
    every = Network(
        (*whole.layers[:-1], Layer(rows, np.zeros(5, np.float32), "linear", whole.layers[-1].carry))
    )
    assert np.array_equal(evaluate_at(one, points)[:, 0], evaluate_at(every, points)[:, neuron - 1])


def test_fields_have_weights_of_their_own() -> None:
    network = draw_network(Recipe(layers=2, width=5, gain=2.0, colour="rgb", alpha="field"))
    assert network.outputs == 4
    assert len(np.unique(network.layers[-1].weights)) == 4 * 5
