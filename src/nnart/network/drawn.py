"""Drawn networks: the random layers of a calibrated recipe."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from nnart.errors import InputError, fault
from nnart.exact import streams
from nnart.kernel import loaded
from nnart.network.network import Layer, Network
from nnart.plane.inputs import Inputs
from nnart.recipe.genome import Genome
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.threads import kept_by_thread

if TYPE_CHECKING:
    from nnart.kernel.packing import Packed

_MAX_KEPT = 2**18  # weights of a network that is kept for a while

Numbers = NDArray[np.float64] | NDArray[np.float32]


class Drawing(NamedTuple):
    """Everything that decides the network of a recipe.

    Attributes:
        genome: one or more seeds.
        layers: of the whole network; its first hidden ones and the output are drawn if `after` is not None.
        width: of hidden layers.
        inputs, outputs: numbers that the network takes and answers with.
        family, activation, gain, bias, residual, z, after, neuron: as in `Recipe`.
    """

    family: str
    genome: Genome
    layers: int
    width: int
    inputs: int
    outputs: int
    activation: str
    gain: float | None
    bias: float | None
    residual: float | None
    z: tuple[float, ...]
    after: int | None
    neuron: int | None

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Return what decides a recipe's network."""
        return cls(
            recipe.family,
            recipe.genes,
            recipe.layers,
            recipe.width,
            Inputs.of(recipe).count,
            outputs_of(vars(recipe)),
            recipe.activation,
            recipe.gain,
            recipe.bias,
            recipe.residual,
            recipe.z,
            recipe.after,
            recipe.neuron,
        )

    @property
    def is_small(self) -> bool:
        """Whether the network is kept for a while."""
        return self.layers * self.width**2 <= _MAX_KEPT


def draw_network(recipe: Recipe) -> Network:
    """Draw the network of a calibrated recipe; small ones are cached.

    Raises:
        InputError: if the recipe has no gain yet; call `nnart.calibrate`.
    """
    drawing = Drawing.of(recipe)
    return _kept_network(drawing) if drawing.is_small else _network(drawing)


def draw_packed(drawing: Drawing) -> Packed:
    """Draw a network in the kernel's layout.

    Small networks are cached, since calibration and painting use the same one.

    Raises:
        InputError: if there is no gain yet.
    """
    return _kept_packed(drawing) if drawing.is_small else _packed(drawing)


@lru_cache(maxsize=16)
def _kept_network(drawing: Drawing) -> Network:
    return _network(drawing)


@kept_by_thread(2)
def _kept_packed(drawing: Drawing) -> Packed:
    return _packed(drawing)


def _network(drawing: Drawing) -> Network:
    return Network(tuple(layer for stack in _stacks(drawing) for layer in stack.layers()))


def _packed(drawing: Drawing) -> Packed:
    *columns, scales = zip(*_stacks(drawing), strict=True)
    found: Packed = loaded().packed(*columns, scales=scales)
    return found


class _Stack(NamedTuple):
    """Layers that are alike, whose numbers are scaled and then rounded to float32, once.

    Attributes:
        weights: (layers, out, in).
        biases: (layers, out).
        activation, carry: of all of them.
        scales: factors of the weights and the biases.
    """

    weights: Numbers
    biases: Numbers
    activation: str
    carry: float = 0.0
    scales: tuple[float, float] = (1.0, 1.0)

    def rounded(self) -> Self:
        """Return the stack with its numbers scaled and rounded, in half the memory."""
        pairs = zip((self.weights, self.biases), self.scales, strict=True)
        weights, biases = ((numbers * scale).astype(np.float32) for numbers, scale in pairs)
        return self._replace(weights=weights, biases=biases, scales=(1.0, 1.0))

    def layers(self) -> Iterator[Layer]:
        """Yield the layers."""
        stack = self.rounded()
        for pair in zip(stack.weights, stack.biases, strict=True):
            yield Layer(*pair, self.activation, self.carry, drawn=True)


def _stacks(drawing: Drawing) -> list[_Stack]:
    """Return the layers of a network; the first and the last stand alone."""
    stacks = _lecture(drawing) if drawing.family == "lecture" else _uniform(drawing)
    if drawing.neuron is not None:  # instead of the output, what one neuron answers
        chosen = np.arange(1, drawing.width + 1) == drawing.neuron
        stacks[-1] = _single(chosen.astype(np.float32)[None], np.zeros(1), "linear")
    return stacks


def _single(weights: Numbers, biases: Numbers, activation: str, scale: float = 1.0) -> _Stack:
    """Return a layer by itself."""
    return _Stack(weights[None], biases[None], activation, scales=(scale, 1.0))


def _uniform(drawing: Drawing) -> list[_Stack]:
    """Draw layers with weights of variance gain²/inputs and biases of variance bias².

    Each layer has its own stream: the weights in row order, then the biases. With a single seed, all are
    uniform. Numbers are scaled in float64 and rounded to float32 once. The first layer's biases grow with the
    gain: otherwise a high gain would bundle the lines where its neurons are 0 in the middle of the frame. They
    also include z, whose weights have their own stream. The output layer has gain 1 and no bias, since the tone
    would undo both.
    """
    gain, bias, residual = drawing.gain, drawing.bias, drawing.residual
    if gain is None:
        raise InputError(fault("missing", "the network cannot be drawn without one", "gain"))
    assert bias is not None and residual is not None
    width, share = drawing.width, math.sqrt(1 - residual)
    first = _rows(drawing, 0, 1, width * (drawing.inputs + 1))[0]
    split = width * drawing.inputs
    weights, biases = first[:split].reshape(width, -1), first[split:] * (bias * (gain / 2) * math.sqrt(3))
    scale = gain * math.sqrt(3 / drawing.inputs)
    stacks = [_single(weights, biases + _shift(drawing, gain), drawing.activation, scale)]
    scales = gain * math.sqrt(3 / width) * share, bias * math.sqrt(3) * share
    count, split = drawing.after or drawing.layers, width * width
    most = count if drawing.is_small else max(1, _MAX_KEPT // split)  # layers to draw at a time
    for start in range(1, count, most):
        numbers = _rows(drawing, start, min(most, count - start), split + width)
        weights, biases = numbers[:, :split].reshape(-1, width, width), numbers[:, split:]
        stack = _Stack(weights, biases, drawing.activation, math.sqrt(residual), scales)
        stacks.append(stack if drawing.is_small else stack.rounded())
    final = _rows(drawing, streams.OUTPUT, 1, drawing.outputs * width).reshape(-1, width)
    return [*stacks, _single(final, np.zeros(len(final)), "linear", math.sqrt(3 / width))]


def _rows(drawing: Drawing, stream: int, rows: int, count: int) -> NDArray[np.float64]:
    """Return numbers of streams in a row, (rows, count)."""
    draw = _kept_rows if drawing.is_small else streams.draw_rows
    return draw(drawing.genome, stream, rows, count)


_kept_rows = kept_by_thread(4)(streams.draw_rows)  # calibration tries several gains with the same numbers


def _shift(drawing: Drawing, gain: float) -> NDArray[np.float64]:
    """Return what z adds to the first layer's sums; its weights have the same variance as those of x and y."""
    shift = np.zeros(drawing.width)
    scale = gain * math.sqrt(3 / 2)
    numbers = streams.draw(drawing.genome, streams.Z, drawing.width * len(drawing.z)) * scale
    for number, column in zip(drawing.z, numbers.reshape(-1, drawing.width), strict=True):
        shift = shift + column * number
    return shift


def _lecture(drawing: Drawing) -> list[_Stack]:
    """Return the layers that the lecture's notebook draws after `numpy.random.seed(seed)`.

    Source: Florian Marquardt, "Machine Learning for Physicists", lecture 1. A first layer, `layers` - 1
    further ones and the output, all with the same activation; its arrays are (in, out), drawn in the
    order below.
    """
    random = np.random.RandomState(drawing.genome)  # type: ignore[arg-type]  # it has no other than a seed
    inputs = 2

    def draw(reach: int, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        # Like `uniform(-reach, reach)`, but with one operation a call, which no compiler can contract.
        return random.random_sample(shape) * (2 * reach) - reach

    further, n = drawing.layers - 1, drawing.width
    hidden, hidden_biases = draw(3, (further, n, n)), draw(1, (further, n))
    first, first_biases = draw(1, (inputs, n)), draw(1, n)
    final, final_biases = draw(1, (n, 1)), draw(1, 1)
    shown = (drawing.after or drawing.layers) - 1
    # The lecture's picture spans -1/2 … 1/2, a frame here -1 … 1; halving is exact.
    stacks = [_single(first.T / 2, first_biases, drawing.activation)]
    if shown:
        matrices = hidden[:shown].transpose(0, 2, 1)
        stacks.append(_Stack(matrices, hidden_biases[:shown], drawing.activation))
    return [*stacks, _single(final.T, final_biases, drawing.activation)]
