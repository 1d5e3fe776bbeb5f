"""Numbers from a seed, or from several: counter-based streams that mean the same for good.

Stream n of a seed is the raw output of Philox4x64-10 (Salmon et al. 2011) with the key (seed, n). NumPy
promises that raw stream, but not what its `Generator` makes of it, so integers become numbers here, by
exact arithmetic.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.exact.turns import cosines_and_sines, to_fixed_point
from nnart.recipe.genome import Cross, Genome, parents_of

# Hidden layer k, counted from 0, has stream k.
OUTPUT = 2**32
Z = 2**32 + 1  # what z is weighted by
CENTRE, WAVES = 2**32 + 2, 2**32 + 3  # the inputs r and fourier
HUE = 2**32 + 4  # where the hues of OKLCH begin
_SMALL = 2**14  # numbers that are kept a while
_LATE = (OUTPUT, HUE)  # what follows on the hidden layers; the others come before


def draw_uniform(seed: int, stream: int, count: int) -> NDArray[np.float64]:
    """Return `count` float64 numbers in [-1, 1), multiples of 2^-52, equally likely.

    Args:
        seed: 0 … 2^64 - 1.
        stream: 0 … 2^64 - 1.
        count: how many; the first n of a longer run are those of a run of n.
    """
    # The key is one integer of 128 bits, its low half first in Philox's key.
    raw = np.random.Philox(key=seed | stream << 64).random_raw(count)
    raw >>= np.uint64(11)
    numbers = raw.astype(np.float64)
    numbers *= 2.0**-52
    numbers -= 1.0
    return numbers


def draw(genome: Genome, stream: int, count: int) -> NDArray[np.float64]:
    """Return `count` float64 numbers of a genome: of one seed as `draw_uniform`, of several a sum of theirs.

    Those of a sum have the same variance, 1/3. The first n of a longer run are those of a run of n. They may
    not be written to.
    """
    return _kept(genome, stream, count) if count <= _SMALL else _drawn(genome, stream, count)


@lru_cache(maxsize=256)  # a gain is found by trying some, with the same numbers each time
def _kept(genome: Genome, stream: int, count: int) -> NDArray[np.float64]:
    numbers = _drawn(genome, stream, count)
    numbers.flags.writeable = False
    return numbers


def _drawn(genome: Genome, stream: int, count: int) -> NDArray[np.float64]:
    if isinstance(genome, int):
        return draw_uniform(genome, stream, count)
    total = np.zeros(count)
    for seed, share in _shares(genome, stream):
        numbers = draw_uniform(seed, stream, count)
        if share != 1.0:
            numbers *= share
        total += numbers
    return total


@lru_cache(maxsize=256)
def _shares(genome: Genome, stream: int) -> list[tuple[int, float]]:
    """Return by which number each seed's stream is weighted; their squares add up to 1, or nearly."""
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
