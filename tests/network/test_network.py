"""Networks: drawn from a seed, or given by hand."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.errors import InputError
from nnart.field.calibration import network_of
from nnart.field.evaluator import evaluate, evaluate_at
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from tests import naive
from tests.faults_of import refused
from tests.parts import activations_of, biases_of, carries_of


def test_a_network_given_by_hand_answers_as_the_lecture_prints() -> None:
    """Source: Florian Marquardt, "Machine Learning for Physicists", lecture 1: 3 inputs, 2 outputs."""
    w = [[-0.10438302, 0.90536501, 0.34479841], [0.14795581, 0.96366737, -0.78710148]]
    b, y = [0.62298635, 0.49342234], [[0.2, 0.4, -0.1]]
    assert evaluate_at(Network.of([w], [b], "linear"), y)[0] == pytest.approx([0.92977591, 0.9871906])
    assert evaluate_at(Network.of([w], [b], "sigmoid"), y)[0] == pytest.approx([0.71702982, 0.72853266])


def test_a_square_by_hand() -> None:
    """Four steps and an AND of them: 1 inside |x|, |y| < 1/2, 0 outside."""
    lines = [[1, 0], [-1, 0], [0, 1], [0, -1]]
    network = Network.of([lines, [[1, 1, 1, 1]]], [[0.5] * 4, [-3.5]], "step")
    field = evaluate(network, View(size=(8, 8)))[..., 0]
    inside = np.zeros((8, 8))
    inside[2:6, 2:6] = 1
    assert np.array_equal(field, inside)


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
    assert repr(network) == "<Network 2 → " + " → ".join(["30"] * 20) + " → 1>"
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


def test_arrays_cannot_be_changed() -> None:
    network = network_of(Recipe(layers=1, width=2))
    with pytest.raises(ValueError, match="read-only"):
        network.layers[0].weights[0, 0] = 1


@pytest.mark.parametrize(
    ("weights", "biases", "activations", "rule", "name"),
    [
        ([], [], "tanh", "count", ""),
        ([[[1.0]]], [[1.0]], ["tanh", "sin"], "count", ""),
        ([[[1.0]]], [[1.0, 2.0]], "tanh", "type", "biases[0]"),
        ([[[1.0]], [[1.0, 2.0]]], [[0.0], [0.0]], "tanh", "type", "weights[1]"),
        ([[[1.0]]], [[0.0]], "foo", "choice", "activations[0]"),
        ([[[np.nan]]], [[0.0]], "tanh", "range", "weights[0]"),
        ([[[1.0]]], [[1e30]], "tanh", "range", "biases[0]"),
        ([[1.0]], [[0.0]], "tanh", "type", "weights[0]"),
        ([[["a"]]], [[0.0]], "tanh", "type", "weights[0]"),
        ([np.zeros((0, 2))], [np.zeros(0)], "tanh", "type", "weights[0]"),
    ],
)
def test_networks_that_do_not_fit_are_refused(
    weights: list[Any], biases: list[Any], activations: Any, rule: str, name: str
) -> None:
    with refused(rule, *filter(None, [name])):
        Network.of(weights, biases, activations)


def test_points_and_views_that_do_not_fit_are_refused() -> None:
    network = Network.of([[[1.0, 2.0, 3.0]]], [[0.0]], "tanh")
    with pytest.raises(InputError, match="it is given 2 inputs, but <Network 3 → 1> has 3"):
        evaluate(network, View(size=(2, 2)))
    for points in ([[1.0, 2.0]], [1.0, 2.0, 3.0], [[1.0, 2.0, np.inf]]):
        with pytest.raises(InputError, match=r"shape \(points, 3\) are needed"):
            evaluate_at(network, points)


def test_carries_have_their_place() -> None:
    layers = [[[1.0, 1.0]] * 3, [[1.0] * 3] * 3, [[1.0] * 3]], [[0.0] * 3, [0.0] * 3, [0.0]]
    assert carries_of(Network.of(*layers, "tanh", [0.0, -0.5, 0.0])) == [0.0, -0.5, 0.0]
    for carries, rule, name in (
        ([0.0, 0.5], "count", "carries"),
        ([0.5, 0.0, 0.0], "no-effect", "carries[0]"),
        ([0.0, 0.0, 0.5], "no-effect", "carries[2]"),
        ([0.0, 1.5, 0.0], "range", "carries[1]"),
    ):
        with refused(rule, name):
            Network.of(*layers, "tanh", carries)


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


def test_r_is_measured_from_a_centre_of_the_seed() -> None:
    centres = np.array([Inputs.of(Recipe(seed=seed)).centre for seed in range(200)])
    assert (np.abs(centres) <= 0.5).all()
    assert (np.ptp(centres, axis=0) > 0.9).all()
    inputs = Inputs.of(Recipe(seed=5, inputs="x,y,r"))
    x, y, r = inputs(np.array([[0.3, inputs.centre[0]], [-0.2, inputs.centre[1]]]))
    assert r.tolist() == [pytest.approx(np.hypot(0.3 - inputs.centre[0], -0.2 - inputs.centre[1])), 0.0]
    assert (x[0], y[0]) == (0.3, -0.2)


def test_a_network_does_not_change() -> None:
    """All who ask for a recipe's may have the same."""
    recipe = Recipe(seed=7, layers=3, width=8, gain=1.5)
    for network in (network_of(recipe), Network.of([[[1.0, 2.0]]], [[0.0]], "linear")):
        with pytest.raises(FrozenInstanceError):
            network.layers = ()  # type: ignore[misc]
        with pytest.raises(FrozenInstanceError):
            network.layers[0].activation = "sin"  # type: ignore[misc]
        with pytest.raises(ValueError, match="read-only"):
            network.layers[0].weights[:] = 0
    again = pickle.loads(pickle.dumps(network_of(recipe)))
    assert activations_of(again) == [*["tanh"] * 3, "linear"]
