"""Memory layout of networks and of the numbers that pass through them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.activation import ACTIVATIONS, Activation, runs_of
from nnart.kernel.choice import shape_for
from nnart.kernel.shapes import Shape
from nnart.threads import kept_by_thread

Numbers = NDArray[np.float64] | NDArray[np.float32]
Integers = NDArray[np.int64]

_CODES = {activation: code for code, activation in enumerate(ACTIVATIONS)}


class Packed(NamedTuple):
    """A network laid out for the kernel.

    sizes    int64 (L + 1,): inputs, then the outputs of each of the L layers
    runs     int64 (L + 1,): where each layer's runs of neurons with one activation begin, and where all end
    codes    int64 (R,): each run's activation, its index in `ACTIVATIONS`
    rows     int64 (R,): its neurons
    carries  float32 (L,): how much of the sums of the layer before each layer adds to its own
    weights  float32: one layer after another; the first and the last in row order, those between in blocks
             of rows, k-major, filled up with rows of zeros
    biases   float32: one layer after another; those of blocks filled up with zeros
    shape    of blocks and tiles
    """

    sizes: NDArray[np.int64]
    runs: NDArray[np.int64]
    codes: NDArray[np.int64]
    rows: NDArray[np.int64]
    carries: NDArray[np.float32]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    shape: Shape

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with."""
        return int(self.sizes[-1])

    @property
    def final(self) -> NDArray[np.float32]:
        """The output layer's weights, (outputs, terms)."""
        return self.weights[len(self.weights) - self.sizes[-1] * self.sizes[-2] :].reshape(self.outputs, -1)

    @property
    def is_linear(self) -> bool:
        """Whether the output layer answers with its sums."""
        return all(one.name == "linear" for one in self.activations[self.runs[-2] :])

    @property
    def activations(self) -> list[Activation]:
        """The activation of each run."""
        return [ACTIVATIONS[code] for code in self.codes]


def packed(
    weights: Sequence[Numbers],
    biases: Sequence[Numbers],
    activations: Sequence[str],
    carries: Sequence[float],
    shape: Shape | None = None,
    scales: Sequence[tuple[float, float]] | None = None,
) -> Packed:
    """Lay out a network, given by its layers or by stacks of layers that are alike.

    Args:
        weights: (out, in) of a layer, or (layers, out, in) of a stack; the first and the last are layers.
        biases: (out,), or (layers, out).
        activations, carries: of the layers, or of all layers in a stack.
        shape: of blocks and tiles; by default the fastest for the widest layer.
        scales: factors of each one's weights and biases, whose products are rounded to float32; 1 by default.
    """
    scales = scales or [(1.0, 1.0)] * len(weights)
    stacks = [one.reshape(-1, *one.shape[-2:]) for one in weights]
    columns = [one.reshape(*stack.shape[:2], 1) for one, stack in zip(biases, stacks, strict=True)]
    counts = [stack.shape[:2] for stack in stacks]
    shape = shape or shape_for(max(neurons for _, neurons in counts))
    return Packed(
        *_outline(stacks[0].shape[2], tuple(zip(counts, activations, carries, strict=True))),
        weights=_joined(stacks, [scale for scale, _ in scales], shape.rows),
        biases=_joined(columns, [spread for _, spread in scales], shape.rows),
        shape=shape,
    )


@lru_cache(maxsize=64)  # small pictures are many, and their networks mostly alike
def _outline(
    inputs: int, stacks: tuple[tuple[tuple[int, int], str, float], ...]
) -> tuple[Integers, Integers, Integers, Integers, NDArray[np.float32]]:
    """Return all but the numbers, of stacks ((layers, neurons), activation, carry)."""
    layers = [(neurons, name, carry) for (count, neurons), name, carry in stacks for _ in range(count)]
    runs = [runs_of(name, neurons) for neurons, name, _ in layers]
    codes, rows = zip(*itertools.chain(*runs), strict=True)
    return (
        np.array([inputs, *(neurons for neurons, _, _ in layers)], np.int64),
        np.array([0, *itertools.accumulate(map(len, runs))], np.int64),
        np.array([_CODES[activation] for activation in codes], np.int64),
        np.array(rows, np.int64),
        np.array([carry for _, _, carry in layers], np.float32),
    )


def _joined(stacks: Sequence[Numbers], scales: Sequence[float], block: int) -> NDArray[np.float32]:
    """Scale and join the numbers of stacks (layers, out, in); inner layers are in blocks of rows."""
    inner = range(1, len(stacks) - 1)
    rows = [-(-one.shape[1] // block) * block if n in inner else one.shape[1] for n, one in enumerate(stacks)]
    sizes = [len(one) * count * one.shape[2] for count, one in zip(rows, stacks, strict=True)]
    numbers = np.zeros(sum(sizes), np.float32)
    parts = np.split(numbers, list(itertools.accumulate(sizes[:-1])))
    for n, (part, one, scale) in enumerate(zip(parts, stacks, scales, strict=True)):
        if n not in inner:
            _scale(one, scale, part.reshape(one.shape))
            continue
        layers, count, terms = one.shape
        whole = count // block * block
        blocks = part.reshape(layers, -1, terms, block).swapaxes(2, 3)
        _scale(one[:, :whole].reshape(layers, -1, block, terms), scale, blocks[:, : whole // block])
        if whole < count:
            _scale(one[:, whole:], scale, blocks[:, -1, : count - whole])
    return numbers


def _scale(numbers: Numbers, scale: float, out: NDArray[np.float32]) -> None:
    np.multiply(numbers, scale, out=out, casting="same_kind")


class Scratch(NamedTuple):
    """Working memory of one thread, for a tile on its way through a network.

    sums, before   float32 (widest layer, filled up to a block; points of a tile), at a whole cache line: a
                   layer's sums, and the activations that go into them
    inputs         float64 (inputs, points of a tile)
    answers        float64 (outputs, points of a tile)
    """

    sums: NDArray[np.float32]
    before: NDArray[np.float32]
    inputs: NDArray[np.float64]
    answers: NDArray[np.float64]

    @classmethod
    def of(cls, network: Packed) -> Scratch:
        """Return this thread's working memory for networks of that size."""
        return _scratch(network.shape, int(network.sizes[1:].max()), int(network.sizes[0]), network.outputs)


@kept_by_thread(1)
def _scratch(shape: Shape, widest: int, inputs: int, outputs: int) -> Scratch:
    rows = -(-widest // shape.rows) * shape.rows
    return Scratch(
        aligned(rows * shape.tile).reshape(rows, shape.tile),
        aligned(rows * shape.tile).reshape(rows, shape.tile),
        np.zeros((inputs, shape.tile)),
        np.zeros((outputs, shape.tile)),
    )


def aligned(count: int) -> NDArray[np.float32]:
    """Return an array of zeros, aligned to a cache line."""
    numbers = np.zeros(count + 16, np.float32)
    skipped = -numbers.ctypes.data // 4 % 16
    return numbers[skipped : skipped + count]
