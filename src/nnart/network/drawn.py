"""Drawn networks: the random layers of a calibrated recipe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart.errors import InputError, fault
from nnart.exact import streams
from nnart.network.network import Layer, Network
from nnart.plane.inputs import Inputs
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of

_MAX_KEPT = 2**18  # weights of a network that is kept for a while


def draw_network(recipe: Recipe) -> Network:
    """Draw the network of a calibrated recipe.

    Small networks are cached, since calibration and painting use the same one.

    Raises:
        InputError: if the recipe has no gain yet; call `nnart.calibrate`.
    """
    if recipe.family == "nnart" and recipe.gain is None:
        raise InputError(fault("missing", "the network cannot be drawn without one", "gain"))
    return _kept(recipe) if recipe.layers * recipe.width**2 <= _MAX_KEPT else _draw(recipe)


@lru_cache(maxsize=16)
def _kept(recipe: Recipe) -> Network:
    return _draw(recipe)


def _draw(recipe: Recipe) -> Network:
    layers = _lecture(recipe) if recipe.family == "lecture" else _uniform(recipe)
    return Network(tuple(layers if recipe.neuron is None else _showing(recipe.neuron, layers)))


def _layer(weights: ArrayLike, biases: ArrayLike, activation: str, carry: float = 0.0) -> Layer:
    """Return a layer of drawn numbers, rounded to float32."""
    return Layer(np.array(weights, np.float32), np.array(biases, np.float32), activation, carry, drawn=True)


def _uniform(recipe: Recipe) -> list[Layer]:
    """Draw layers with weights of variance gain²/inputs and biases of variance bias².

    Each layer has its own stream: the weights in row order, then the biases. With a single seed, all are
    uniform. Numbers are scaled in float64 and rounded to float32 once. The first layer's biases grow with the
    gain: otherwise a high gain would bundle the lines where its neurons are 0 in the middle of the frame. They
    also include z, whose weights have their own stream. The output layer has gain 1 and no bias, since the tone
    would undo both.
    """
    assert recipe.gain is not None and recipe.bias is not None and recipe.residual is not None
    genome, count = recipe.genes, recipe.after or recipe.layers
    inputs = Inputs.of(recipe).count
    layers: list[Layer] = []
    for k in range(count):
        numbers = streams.draw(genome, k, recipe.width * (inputs + 1))
        split = recipe.width * inputs
        scale = recipe.gain * math.sqrt(3 / inputs)
        spread = recipe.bias * (recipe.gain / 2 if k == 0 else 1) * math.sqrt(3)
        if k:
            share = math.sqrt(1 - recipe.residual)
            scale, spread = scale * share, spread * share
        biases = numbers[split:] * spread
        if k == 0:
            biases = biases + _shift(recipe)
        weights = numbers[:split].reshape(recipe.width, inputs) * scale
        layers.append(_layer(weights, biases, recipe.activation, math.sqrt(recipe.residual) if k else 0.0))
        inputs = recipe.width
    outputs = outputs_of(vars(recipe))
    final = streams.draw(genome, streams.OUTPUT, outputs * inputs) * math.sqrt(3 / inputs)
    return [*layers, _layer(final.reshape(outputs, inputs), np.zeros(outputs), "linear")]


def _showing(neuron: int, layers: Sequence[Layer]) -> list[Layer]:
    """Replace the output layer by one that passes on a single neuron of the last hidden layer."""
    chosen = np.arange(1, layers[-1].inputs + 1) == neuron
    return [*layers[:-1], _layer(chosen[None], [0.0], "linear", layers[-1].carry)]


def _shift(recipe: Recipe) -> NDArray[np.float64]:
    """Return what z adds to the first layer's sums; its weights have the same variance as those of x and y."""
    assert recipe.gain is not None
    shift = np.zeros(recipe.width)
    scale = recipe.gain * math.sqrt(3 / 2)
    numbers = streams.draw(recipe.genes, streams.Z, recipe.width * len(recipe.z)) * scale
    for number, column in zip(recipe.z, numbers.reshape(len(recipe.z), recipe.width), strict=True):
        shift = shift + column * number
    return shift


def _lecture(recipe: Recipe) -> list[Layer]:
    """Return the layers that the lecture's notebook draws after `numpy.random.seed(recipe.seed)`.

    Source: Florian Marquardt, "Machine Learning for Physicists", lecture 1. A first layer, `layers` - 1
    further ones and the output, all with the same activation; its arrays are (in, out), drawn in the
    order below.
    """
    random = np.random.RandomState(recipe.seed)
    inputs = 2

    def draw(reach: int, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        # Like `uniform(-reach, reach)`, but with one operation a call, which no compiler can contract.
        return random.random_sample(shape) * (2 * reach) - reach

    further, n = recipe.layers - 1, recipe.width
    hidden, hidden_biases = draw(3, (further, n, n)), draw(1, (further, n))
    first, first_biases = draw(1, (inputs, n)), draw(1, n)
    final, final_biases = draw(1, (n, 1)), draw(1, 1)
    shown = (recipe.after or recipe.layers) - 1
    # The lecture's picture spans -1/2 … 1/2, a frame here -1 … 1; halving is exact.
    matrices = [first.T / 2, *(matrix.T for matrix in hidden[:shown]), final.T]
    biases = [first_biases, *hidden_biases[:shown], final_biases]
    return [_layer(*pair, recipe.activation) for pair in zip(matrices, biases, strict=True)]
