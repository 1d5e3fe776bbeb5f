"""Memory layout of networks and of the numbers that pass through them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.activation import ACTIVATIONS, runs_of
from nnart.kernel.choice import shape_for
from nnart.kernel.shapes import Shape

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


def packed(
    weights: Sequence[NDArray[np.float32]],
    biases: Sequence[NDArray[np.float32]],
    activations: Sequence[str],
    carries: Sequence[float],
    shape: Shape | None = None,
) -> Packed:
    """Lay out a network's layers: weights (out, in), biases (out,), activations and carries.

    The shape is the fastest for its widest layer, unless it is given.
    """
    shape = shape or shape_for(max(map(len, biases)))
    inner = range(1, len(weights) - 1)
    runs = [runs_of(name, len(b)) for name, b in zip(activations, biases, strict=True)]
    codes, rows = zip(*itertools.chain(*runs), strict=True)
    return Packed(
        sizes=np.array([weights[0].shape[1], *(len(b) for b in biases)], np.int64),
        runs=np.array([0, *itertools.accumulate(map(len, runs))], np.int64),
        codes=np.array([_CODES[activation] for activation in codes], np.int64),
        rows=np.array(rows, np.int64),
        carries=np.array(carries, np.float32),
        weights=_joined(weights, inner, shape.rows),
        biases=_joined([b[:, None] for b in biases], inner, shape.rows),
        shape=shape,
    )


def _joined(layers: Sequence[NDArray[np.float32]], inner: range, block: int) -> NDArray[np.float32]:
    """Join the numbers of layers (out, in); inner layers are in blocks of rows."""
    rows = [-(-len(one) // block) * block if n in inner else len(one) for n, one in enumerate(layers)]
    ends = list(itertools.accumulate(count * one.shape[1] for count, one in zip(rows, layers, strict=True)))
    numbers = np.zeros(ends[-1], np.float32)
    for n, one in enumerate(layers):
        part = numbers[ends[n] - rows[n] * one.shape[1] : ends[n]]
        if n not in inner:
            part[:] = one.ravel()
            continue
        whole = len(one) // block * block
        blocks = part.reshape(-1, one.shape[1], block).swapaxes(1, 2)
        blocks[: whole // block] = one[:whole].reshape(-1, block, one.shape[1])
        if whole < len(one):
            blocks[-1, : len(one) - whole] = one[whole:]
    return numbers


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
        rows, tile = network.shape.rows, network.shape.tile
        widest = -(-int(network.sizes[1:].max()) // rows) * rows
        return cls(
            aligned(widest * tile).reshape(widest, tile),
            aligned(widest * tile).reshape(widest, tile),
            np.zeros((network.sizes[0], tile)),
            np.zeros((network.sizes[-1], tile)),
        )


def aligned(count: int) -> NDArray[np.float32]:
    """Return an array of zeros, aligned to a cache line."""
    numbers = np.zeros(count + 16, np.float32)
    skipped = -numbers.ctypes.data // 4 % 16
    return numbers[skipped : skipped + count]
