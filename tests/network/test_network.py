"""Networks: drawn from a seed, or given by hand."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from typing import Any

import numpy as np
import pytest

from nnart.errors import InputError
from nnart.field.calibration import network_of
from nnart.field.evaluator import evaluate, evaluate_at
from nnart.network.network import Network
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.parts import activations_of, carries_of


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


def test_arrays_cannot_be_changed() -> None:
    network = network_of(Recipe(layers=1, width=2))
    with pytest.raises(ValueError, match="read-only"):
        network.layers[0].weights[0, 0] = 1


@pytest.mark.parametrize(
    ("weights", "biases", "activations", "rule", "name"),
    [
        ([], [], "tanh", "count", ""),
        ([[[1.0]]], [[1.0]], ["tanh", "sin"], "count", ""),
        ([[[1.0]]], [[1.0, 2.0]], "tanh", "count", "biases[0]"),
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
    with refused("count", "network", error=InputError):
        evaluate(network, View(size=(2, 2)))
    for points in ([[1.0, 2.0]], [1.0, 2.0, 3.0], [[1.0, 2.0, np.inf]]):
        with refused("type", "points", error=InputError):
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


def test_each_input_may_be_given_by_itself() -> None:
    network = Network.of([[[1.0, 2.0]]], [[0.5]], "linear")
    x, y = np.meshgrid([0.0, 1.0, 2.0], [0.0, -1.0])
    assert network(0.5, 0.25).tolist() == network([0.5, 0.25]).tolist()
    assert np.array_equal(network(x, y), network(np.stack([x, y], axis=-1)))
    with refused("type", "points"):
        network([1.0, 2.0], [1.0, 2.0, 3.0])


def test_a_network_is_a_row_of_layers() -> None:
    network = Network.of([[[1.0, 0.0]], [[1.0]]], [[0.0], [0.0]], "tanh")
    assert len(network) == 2 and list(network) == list(network.layers)
