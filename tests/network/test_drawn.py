"""Drawn networks: what a seed decides, in the order of its draws."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.exact import streams
from nnart.field.calibration import network_of
from nnart.field.evaluator import evaluate_at
from nnart.kernel.packing import Packed
from nnart.network.answers import packed
from nnart.network.drawn import Drawing, draw_network, draw_packed
from nnart.network.network import Layer, Network
from nnart.plane.inputs import Inputs
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from tests import naive
from tests.faults_of import refused
from tests.parts import biases_of
from tests.strategies import small_recipes


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


def plain_layers(recipe: Recipe) -> list[Layer]:
    """Return a recipe's layers, drawn, scaled and rounded one by one."""
    layers = plain_lecture(recipe) if recipe.family == "lecture" else plain_uniform(recipe)
    if recipe.neuron is not None:
        chosen = np.arange(1, recipe.width + 1) == recipe.neuron
        layers[-1] = layer(chosen[None], np.zeros(1), "linear")
    return layers


def layer(weights: NDArray[Any], biases: NDArray[Any], activation: str, carry: float = 0.0) -> Layer:
    return Layer(weights.astype(np.float32), biases.astype(np.float32), activation, carry)


def plain_uniform(recipe: Recipe) -> list[Layer]:
    gain, bias, residual = recipe.gain, recipe.bias, recipe.residual
    assert gain is not None and bias is not None and residual is not None
    width, inputs, layers = recipe.width, Inputs.of(recipe).count, list[Layer]()
    for k in range(recipe.after or recipe.layers):
        numbers = streams.draw(recipe.genes, k, width * (inputs + 1))
        weights, biases = numbers[: width * inputs].reshape(width, inputs), numbers[width * inputs :]
        share = math.sqrt(1 - residual) if k else 1.0
        weights = weights * (gain * math.sqrt(3 / inputs) * share)
        biases = biases * (bias * (1 if k else gain / 2) * math.sqrt(3) * share)
        if k == 0:
            shift = np.zeros(width)
            columns = streams.draw(recipe.genes, streams.Z, width * len(recipe.z)) * (gain * math.sqrt(3 / 2))
            for number, column in zip(recipe.z, columns.reshape(-1, width), strict=True):
                shift = shift + column * number
            biases = biases + shift
        layers.append(layer(weights, biases, recipe.activation, math.sqrt(residual) if k else 0.0))
        inputs = width
    outputs = outputs_of(vars(recipe))
    final = streams.draw(recipe.genes, streams.OUTPUT, outputs * width).reshape(outputs, width)
    return [*layers, layer(final * math.sqrt(3 / width), np.zeros(outputs), "linear")]


def plain_lecture(recipe: Recipe) -> list[Layer]:
    random = np.random.RandomState(recipe.seed)
    n, further = recipe.width, recipe.layers - 1
    hidden, hidden_biases = random.uniform(-3, 3, (further, n, n)), random.uniform(-1, 1, (further, n))
    first, first_biases = random.uniform(-1, 1, (2, n)), random.uniform(-1, 1, n)
    final, final_biases = random.uniform(-1, 1, (n, 1)), random.uniform(-1, 1, 1)
    shown = (recipe.after or recipe.layers) - 1
    pairs = [(first.T / 2, first_biases), *zip(hidden.transpose(0, 2, 1)[:shown], hidden_biases, strict=False)]
    return [layer(*pair, recipe.activation) for pair in (*pairs, (final.T, final_biases))]


def is_same(one: Packed, other: Packed) -> bool:
    """Return whether two networks lie in memory in the same way, to the bit."""
    pairs: Iterator[tuple[Any, Any]] = zip(one[:-1], other[:-1], strict=True)
    return one.shape == other.shape and all((a.dtype, a.tobytes()) == (b.dtype, b.tobytes()) for a, b in pairs)


def lectures() -> st.SearchStrategy[Recipe]:
    shown = {"after": st.sampled_from([None, 1, 2]), "neuron": st.sampled_from([None, 1])}
    sizes = {"seed": st.integers(0, 2**32 - 1), "layers": st.integers(2, 5), "width": st.integers(1, 12)}
    return st.builds(Recipe, family=st.just("lecture"), **(sizes | shown))


@given(small_recipes().map(lambda recipe: replace(recipe, gain=recipe.gain or 2.3456)) | lectures())
def test_networks_are_those_that_are_drawn_layer_by_layer(recipe: Recipe) -> None:
    """As layers, and in the kernel's layout."""
    plain = plain_layers(recipe)
    for one, other in zip(draw_network(recipe).layers, plain, strict=True):
        assert one.weights.tobytes() == other.weights.tobytes()
        assert one.biases.tobytes() == other.biases.tobytes()
        assert (one.activation, one.carry) == (other.activation, other.carry)
    assert is_same(draw_packed(Drawing.of(recipe)), packed(plain))


def test_large_networks_are_drawn_a_few_layers_at_a_time() -> None:
    recipe = Recipe(seed=5, layers=9, width=300, gain=2.0)
    assert not Drawing.of(recipe).is_small
    assert is_same(draw_packed(Drawing.of(recipe)), packed(plain_layers(recipe)))


def test_fields_have_weights_of_their_own() -> None:
    network = draw_network(Recipe(layers=2, width=5, gain=2.0, colour="rgb", alpha="field"))
    assert network.outputs == 4
    assert len(np.unique(network.layers[-1].weights)) == 4 * 5
