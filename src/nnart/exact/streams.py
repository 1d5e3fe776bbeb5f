"""Random numbers from one or more seeds: counter-based streams that never change.

Stream n of a seed is the raw output of Philox4x64-10 (Salmon et al. 2011) with the key (seed, n). NumPy
guarantees that raw stream, but not the output of its `Generator`, so this module turns integers into numbers
itself, by exact arithmetic.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.exact.turns import cosines_and_sines, to_fixed_point
from nnart.recipe.genome import Cross, Genome, parents_of
from nnart.threads import kept_by_thread

# Hidden layer k, counted from 0, has stream k.
OUTPUT = 2**32
Z = 2**32 + 1  # the weights of z
CENTRE, WAVES = 2**32 + 2, 2**32 + 3  # the inputs r and fourier
HUE = 2**32 + 4  # where the hues of OKLCH begin
_LATE = (OUTPUT, HUE)  # streams after those of the hidden layers; the others come before


def draw_uniform(seed: int, stream: int, count: int) -> NDArray[np.float64]:
    """Return `count` float64 numbers in [-1, 1), multiples of 2^-52, equally likely.

    Args:
        seed: 0 … 2^64 - 1.
        stream: 0 … 2^64 - 1.
        count: how many; a longer run begins with the same numbers.
    """
    philox, start = _generator()  # moved to each stream, as making one takes ten times as long
    start["state"]["key"] = np.array([seed, stream], np.uint64)
    philox.state = start
    raw = philox.random_raw(count)
    raw >>= np.uint64(11)
    numbers = raw.astype(np.float64)
    numbers *= 2.0**-52
    numbers -= 1.0
    return numbers


@kept_by_thread(1)
def _generator() -> tuple[np.random.Philox, Any]:
    """Return a generator, and its state at the beginning of a stream."""
    philox = np.random.Philox(key=0)
    return philox, philox.state


def draw(genome: Genome, stream: int, count: int) -> NDArray[np.float64]:
    """Return `count` float64 numbers of a genome: for one seed as `draw_uniform`, for several a weighted sum.

    All have variance 1/3. A longer run begins with the same numbers.
    """
    if isinstance(genome, int):
        return draw_uniform(genome, stream, count)
    total = np.zeros(count)
    for seed, share in _shares(genome, stream):
        numbers = draw_uniform(seed, stream, count)
        if share != 1.0:
            numbers *= share
        total += numbers
    return total


def draw_rows(genome: Genome, stream: int, rows: int, count: int) -> NDArray[np.float64]:
    """Return `count` numbers of each of several streams in a row, (rows, count); as `draw`."""
    numbers = np.empty((rows, count))
    for row in range(rows):
        numbers[row] = draw(genome, stream + row, count)
    return numbers


@lru_cache(maxsize=256)
def _shares(genome: Genome, stream: int) -> list[tuple[int, float]]:
    """Return the weight of each seed's stream; the squares add up to 1, or nearly."""
    found = _unscaled(genome, stream)
    length = math.sqrt(math.fsum(share * share for share in found.values()))
    return [(seed, 1.0 if len(found) == 1 else share / length) for seed, share in found.items()]


def _unscaled(genome: Genome, stream: int) -> dict[int, float]:
    """Return weights whose squares add up to 1 if no seed occurs twice."""
    if isinstance(genome, int):
        return {genome: 1.0}
    one, other = parents_of(genome)
    if isinstance(genome, Cross):
        late = stream in _LATE or genome.layers <= stream < OUTPUT
        return _unscaled(other if late else one, stream)
    cosine, sine = (float(part[0]) for part in cosines_and_sines(to_fixed_point(np.array([genome.share / 4]))))
    found: dict[int, float] = {}
    for part, weight in ((one, cosine), (other, sine)):
        if weight > 0:
            for seed, share in _unscaled(part, stream).items():
                found[seed] = found.get(seed, 0.0) + share * weight
    return found
