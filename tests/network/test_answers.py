"""Networks and layers, asked at points."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnart
from tests import naive
from tests.faults_of import refused

NETWORK = nnart.network_of(nnart.Recipe(seed=3, layers=40, width=12))  # which carries
POINTS = np.random.default_rng(0).uniform(-1, 1, (3, 5, 2))


def test_a_network_answers_at_points_of_any_shape() -> None:
    flat = nnart.evaluate_at(NETWORK, POINTS.reshape(-1, 2))
    assert np.array_equal(NETWORK(POINTS), flat.reshape(3, 5, 1))
    assert NETWORK([0.1, 0.2]).shape == (1,)
    assert NETWORK(np.zeros((0, 2))).shape == (0, 1)
    many = np.zeros((2**15 + 1, 2))
    assert np.array_equal(NETWORK(many), np.broadcast_to(NETWORK([0.0, 0.0]), (2**15 + 1, 1)))


def test_a_view_is_evaluated_at_its_points() -> None:
    view = nnart.View(size=(6, 4))
    assert np.array_equal(NETWORK(view.points().T.reshape(4, 6, 2)), nnart.evaluate(NETWORK, view))


@pytest.mark.parametrize("layer", [0, 1, 20, 39, -2, -1, 40])
def test_a_layer_answers_as_in_the_network(layer: int) -> None:
    """As the naive twin, after so many layers, carries and all."""
    place = layer % 41
    width = NETWORK.layers[place].outputs
    found = NETWORK(POINTS, layer=layer)
    assert found.shape == (3, 5, width)
    same = nnart.Layer(np.eye(width, dtype=np.float32), np.zeros(width, np.float32), "linear")
    layers = NETWORK.layers[: place + 1] if place == 40 else (*NETWORK.layers[: place + 1], same)
    expected = naive.forward(nnart.Network(layers), POINTS.reshape(-1, 2))
    assert np.allclose(found.reshape(-1, width), expected, atol=1e-3)


def test_a_layer_alone_answers_to_what_it_is_given() -> None:
    first = NETWORK.layers[0]
    assert np.allclose(first(POINTS), np.tanh(POINTS @ first.weights.T + first.biases), atol=1e-6)
    assert np.allclose(NETWORK(POINTS, layer=0), first(POINTS), atol=1e-6)
    assert repr(first) == "<Layer 2 → 12, tanh>"


def test_a_deep_network_is_short() -> None:
    assert repr(NETWORK) == "<Network 2 → 1, 41 layers, 5,652 weights>"


@pytest.mark.parametrize(
    "points", ["x", [0.0], [[1.0, 2.0, 3.0]], [np.nan, 0.0], [1e13, 0.0], 7, [[1.0], [1.0, 2.0]]]
)
def test_other_points_are_refused(points: Any) -> None:
    with refused("type", "points"):
        NETWORK(points)


def test_other_layers_are_refused() -> None:
    for layer in (41, -42):
        with refused("range", "layer"):
            NETWORK(POINTS, layer=layer)
    with refused("type", "layer"):
        NETWORK(POINTS, layer=1.0)  # type: ignore[arg-type]
