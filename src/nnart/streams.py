"""Numbers from a seed: counter-based streams that mean the same for good.

Stream n of a seed is the raw output of Philox4x64-10 (Salmon et al. 2011) with the key (seed, n). NumPy
promises that raw stream, but not what its `Generator` makes of it, so integers become numbers here, by
exact arithmetic.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Hidden layer k, counted from 0, has stream k.
OUTPUT = 2**32
Z = 2**32 + 1  # what z is weighted by
CENTRE, WAVES = 2**32 + 2, 2**32 + 3  # the inputs r and fourier
HUE = 2**32 + 4  # where the hues of OKLCH begin


def uniform(seed: int, stream: int, count: int) -> NDArray[np.float64]:
    """Return `count` float64 numbers in [-1, 1), multiples of 2^-52, equally likely.

    Args:
        seed: 0 … 2^64 - 1.
        stream: 0 … 2^64 - 1.
        count: how many; the first n of a longer run are those of a run of n.
    """
    # The key is one integer of 128 bits, its low half first in Philox's key.
    raw = np.random.Philox(key=seed | stream << 64).random_raw(count)
    return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0
