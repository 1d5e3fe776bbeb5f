"""Network: the weights and biases that a recipe's seed stands for, or ones given by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart import streams
from nnart.activations import BY_NAME
from nnart.errors import InputError, shown
from nnart.recipe import Recipe

INPUTS = 2  # x and y


class Network:
    """A fully connected network: layer after layer, y ← φ(W y + b).

    Attributes:
        weights: one float32 matrix (out, in) a layer, the output layer last.
        biases: one float32 vector (out,) a layer.
        activations: the name of each layer's φ.
    """

    def __init__(
        self,
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike],
        activations: str | Sequence[str],
    ) -> None:
        """Take a network given by hand.

        Args:
            weights: a matrix (out, in) a layer; each layer's `in` is the `out` of the one before.
            biases: a vector (out,) a layer.
            activations: a name of `nnart.activations` for every layer, or one for all of them.

        Raises:
            InputError: if shapes do not fit together, a number is not finite or above 2^40, or a name is
                unknown.
        """
        names = (activations,) * len(weights) if isinstance(activations, str) else tuple(activations)
        if not len(weights) == len(biases) == len(names) or not names:
            raise InputError(
                f"a network needs as many weights as biases and activations, 1 or more, "
                f"not {len(weights)}, {len(biases)} and {len(names)}"
            )
        self.weights = tuple(_finite(f"weights[{i}]", w, 2) for i, w in enumerate(weights))
        self.biases = tuple(_finite(f"biases[{i}]", b, 1) for i, b in enumerate(biases))
        self.activations = names
        inputs = self.weights[0].shape[1]
        for i, (w, b, name) in enumerate(zip(self.weights, self.biases, names, strict=True)):
            if w.shape[1] != inputs or b.shape != w.shape[:1]:
                raise InputError(
                    f"layer {i}: weights ({b.shape[0]}, {inputs}) and biases ({b.shape[0]},) are needed, "
                    f"not {w.shape} and {b.shape}"
                )
            if name not in BY_NAME:
                raise InputError(f"activations[{i}]: {shown(name)} is not one of {', '.join(BY_NAME)}")
            inputs = w.shape[0]

    @classmethod
    def from_recipe(cls, recipe: Recipe) -> Self:
        """Return the network that a recipe's seed stands for: x and y in, hidden layers, one output."""
        return cls(*(_lecture(recipe) if recipe.family == "lecture" else _drawn(recipe)))

    @property
    def inputs(self) -> int:
        """Number of inputs."""
        return int(self.weights[0].shape[1])

    @property
    def outputs(self) -> int:
        """Number of outputs."""
        return int(self.weights[-1].shape[0])

    def __repr__(self) -> str:
        sizes = " → ".join(str(n) for n in (self.inputs, *(len(b) for b in self.biases)))
        return f"<Network {sizes}>"


def _finite(name: str, values: ArrayLike, dimensions: int) -> NDArray[np.float32]:
    try:
        array = np.array(values, dtype=np.float32)
    except (TypeError, ValueError) as error:
        raise InputError(f"{name}: {shown(str(error))}") from None
    if array.ndim != dimensions or 0 in array.shape or not (np.abs(array) <= 2.0**40).all():
        raise InputError(
            f"{name}: finite numbers up to 2^40 in {dimensions} dimension{'s'[: dimensions - 1]} are needed, "
            f"not shape {array.shape}"
        )
    array.flags.writeable = False
    return array


_Layers = tuple[Sequence[ArrayLike], Sequence[ArrayLike], list[str]]


def _drawn(recipe: Recipe) -> _Layers:
    """Return uniform weights of variance gain²/inputs and biases of variance bias², a stream a layer.

    A stream holds the layer's weights in row order, then its biases. Numbers are scaled in float64
    and rounded to float32 once. The first layer's biases grow with the gain: that spreads the lines where
    its neurons are 0 over the frame, instead of bundling them in its middle when the gain is high. The
    output layer has gain 1 and no bias, which the tone would undo.
    """
    assert recipe.gain is not None and recipe.bias is not None
    weights: list[ArrayLike] = []
    biases: list[ArrayLike] = []
    inputs = INPUTS
    for layer in range(recipe.layers):
        drawn = streams.uniform(recipe.seed, layer, recipe.width * (inputs + 1))
        split = recipe.width * inputs
        matrix = drawn[:split].reshape(recipe.width, inputs) * (recipe.gain * math.sqrt(3 / inputs))
        weights.append(matrix.astype(np.float32))
        spread = recipe.bias * (recipe.gain / 2 if layer == 0 else 1)
        biases.append(drawn[split:] * (spread * math.sqrt(3)))
        inputs = recipe.width
    final = streams.uniform(recipe.seed, streams.OUTPUT, inputs)[None] * math.sqrt(3 / inputs)
    weights.append(final.astype(np.float32))
    biases.append(np.zeros(1))
    return weights, biases, [*[recipe.activation] * recipe.layers, "linear"]


def _lecture(recipe: Recipe) -> _Layers:
    """Return the network that the lecture's notebook draws after `numpy.random.seed(recipe.seed)`.

    Source: Florian Marquardt, "Machine Learning for Physicists", lecture 1. A first layer, `layers` - 1
    further ones and the output, all with the same activation; its arrays are (in, out), drawn in the
    order below.
    """
    random = np.random.RandomState(recipe.seed)

    def draw(reach: int, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        # As `uniform(-reach, reach)`, but one operation a call, which no compiler can contract.
        return random.random_sample(shape) * (2 * reach) - reach

    further, n = recipe.layers - 1, recipe.width
    hidden, hidden_biases = draw(3, (further, n, n)), draw(1, (further, n))
    first, first_biases = draw(1, (INPUTS, n)), draw(1, n)
    final, final_biases = draw(1, (n, 1)), draw(1, 1)
    # Its picture spans -1/2 … 1/2 where a frame here spans -1 … 1; to halve is exact.
    matrices = [first.T / 2, *(matrix.T for matrix in hidden), final.T]
    return matrices, [first_biases, *hidden_biases, final_biases], [recipe.activation] * (recipe.layers + 1)
