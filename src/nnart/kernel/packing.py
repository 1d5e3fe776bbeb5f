"""How networks and the numbers on their way through them lie in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.activations import ACTIVATIONS
from nnart.kernel.processor import ROWS, SHAPE

_CODES = {activation.name: code for code, activation in enumerate(ACTIVATIONS)}


class Packed(NamedTuple):
    """A network laid out for the kernel.

    sizes    int64 (L + 1,): inputs, then the outputs of each of the L layers
    codes    int64 (L,): each layer's activation, its index in `ACTIVATIONS`
    weights  float32: one layer after another; the first and the last in row order, those between in blocks
             of `ROWS` rows, k-major, filled up with rows of zeros
    biases   float32: one layer after another; those of blocks filled up with zeros
    """

    sizes: NDArray[np.int64]
    codes: NDArray[np.int64]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]


def packed(
    weights: Sequence[NDArray[np.float32]], biases: Sequence[NDArray[np.float32]], activations: Sequence[str]
) -> Packed:
    """Lay out a network's layers: weights (out, in), biases (out,), and names of activations."""
    inner = range(1, len(weights) - 1)
    return Packed(
        sizes=np.array([weights[0].shape[1], *(len(b) for b in biases)], np.int64),
        codes=np.array([_CODES[name] for name in activations], np.int64),
        weights=np.concatenate([_blocks(w) if n in inner else w.ravel() for n, w in enumerate(weights)]),
        biases=np.concatenate([_filled(b) if n in inner else b for n, b in enumerate(biases)]),
    )


def _filled(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows, followed by as many of zeros as make a whole number of blocks."""
    return np.concatenate([rows, np.zeros((-len(rows) % ROWS, *rows.shape[1:]), np.float32)])


def _blocks(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    return _filled(weights).reshape(-1, ROWS, weights.shape[1]).swapaxes(1, 2).ravel()


class Scratch(NamedTuple):
    """Where one thread keeps a tile while it goes through a network.

    before, after   float32 (widest layer, filled up to a block; points of a tile), at a whole cache line
    inputs          float64 (inputs, points of a tile)
    answers         float64 (outputs, points of a tile)
    """

    before: NDArray[np.float32]
    after: NDArray[np.float32]
    inputs: NDArray[np.float64]
    answers: NDArray[np.float64]

    @classmethod
    def of(cls, network: Packed) -> Scratch:
        widest = -(-int(network.sizes[1:].max()) // ROWS) * ROWS
        return cls(
            _rows(widest),
            _rows(widest),
            np.zeros((network.sizes[0], SHAPE.points)),
            np.zeros((network.sizes[-1], SHAPE.points)),
        )


def _rows(count: int) -> NDArray[np.float32]:
    return aligned(count * SHAPE.points).reshape(count, SHAPE.points)


def aligned(count: int) -> NDArray[np.float32]:
    """Return so many zeros, from the start of a cache line."""
    numbers = np.zeros(count + 16, np.float32)
    skipped = -numbers.ctypes.data // 4 % 16
    return numbers[skipped : skipped + count]
