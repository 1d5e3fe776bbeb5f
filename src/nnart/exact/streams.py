"""Random numbers from one or more seeds: counter-based streams that never change.

Stream n of a seed is the raw output of Philox4x64-10 (Salmon et al. 2011) with the key (seed, n). NumPy
guarantees that raw stream, too; the kernel computes it faster, and turns its integers into numbers by exact
arithmetic.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.exact.turns import cosines_and_sines, to_fixed_point
from nnart.kernel import loaded
from nnart.recipe.genome import Cross, Genome, Mix, parents_of

Numbers = NDArray[np.float64]

# Hidden layer k, counted from 0, has stream k.
OUTPUT = 2**32
Z = 2**32 + 1  # the weights of z
CENTRE, WAVES = 2**32 + 2, 2**32 + 3  # the inputs r and fourier
HUE = 2**32 + 4  # where the hues of OKLCH begin
_LATE = (OUTPUT, HUE)  # streams after those of the hidden layers; the others come before


def draw_uniform(seed: int, stream: int, count: int) -> Numbers:
    """Return `count` float64 numbers in [-1, 1), multiples of 2^-52, equally likely.

    Args:
        seed: 0 … 2^64 - 1.
        stream: 0 … 2^64 - 1.
        count: how many; a longer run begins with the same numbers.
    """
    numbers: Numbers = draw_rows(seed, stream, 1, count)[0]
    return numbers


def draw(genome: Genome, stream: int, count: int) -> Numbers:
    """Return `count` float64 numbers of a genome: for one seed as `draw_uniform`, for several a weighted sum.

    All have variance 1/3. A longer run begins with the same numbers.
    """
    numbers: Numbers = draw_rows(genome, stream, 1, count)[0]
    return numbers


def draw_rows(genome: Genome, stream: int, rows: int, count: int) -> Numbers:
    """Return `count` numbers of each of several streams in a row, (rows, count); as `draw`."""
    if isinstance(genome, int):
        numbers: Numbers = loaded().uniform(genome, stream, rows, count)
        return numbers
    return np.array([_weighted(genome, stream + row, count) for row in range(rows)])


def _weighted(genome: Genome, stream: int, count: int) -> Numbers:
    """Return the weighted sum of several seeds' numbers."""
    total = np.zeros(count)
    for seed, share in _shares(genome, stream):
        numbers = draw_uniform(seed, stream, count)
        if share != 1.0:
            numbers *= share
        total += numbers
    return total


@lru_cache(maxsize=256)
def _shares(genome: Genome, stream: int) -> list[tuple[int, float]]:
    """Return the weight of each seed's stream; the squares add up to 1, or nearly."""
    found = _unscaled(genome, stream)
    length = math.sqrt(math.fsum(share * share for share in found.values()))
    return [(seed, 1.0 if len(found) == 1 else share / length) for seed, share in found.items()]


def parts_of(mix: Mix) -> tuple[float, float]:
    """Return the weights of the two genomes of a mixture, whose squares add up to 1."""
    cosine, sine = (float(part[0]) for part in cosines_and_sines(to_fixed_point(np.array([mix.share / 4]))))
    return cosine, sine


def likeness(one: Genome, other: Genome, stream: int) -> float:
    """Return the cosine between two genomes' numbers in a stream: 1 for the same, about 0 for strangers."""
    mine, yours = dict(_shares(one, stream)), dict(_shares(other, stream))
    return math.fsum(share * yours.get(seed, 0.0) for seed, share in mine.items())


def _unscaled(genome: Genome, stream: int) -> dict[int, float]:
    """Return weights whose squares add up to 1 if no seed occurs twice."""
    if isinstance(genome, int):
        return {genome: 1.0}
    one, other = parents_of(genome)
    if isinstance(genome, Cross):
        late = stream in _LATE or genome.layers <= stream < OUTPUT
        return _unscaled(other if late else one, stream)
    found: dict[int, float] = {}
    for part, weight in zip((one, other), parts_of(genome), strict=True):
        if weight > 0:
            for seed, share in _unscaled(part, stream).items():
                found[seed] = found.get(seed, 0.0) + share * weight
    return found
