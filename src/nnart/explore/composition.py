"""Composition: a picture's symmetry and empty space, from its luma.

Everything is measured in 16 x 16 patches, with sums of whole numbers.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIDE = 16  # patches a side
_EMPTY = 6  # luma's deviation from the patch's mean, in levels, below which the patch counts as empty


def composition(luma: NDArray[np.int16]) -> dict[str, float]:
    """Return a picture's symmetry, emptiness and concentration.

    Args:
        luma: 0 … 255, (rows, columns), 16 or more a side.

    Returns:
        `symmetry`: the correlation of its patches with their mirror image, left-right or top-bottom, whichever
        is higher; -1 … 1 (E. den Heijer, A. E. Eiben, "Investigating aesthetic measures for unsupervised
        evolutionary art", Swarm and Evolutionary Computation 16 (2014), 52-68, compare halves in the same way).
        `emptiness`: the share of patches that are nearly flat, 0 … 1: negative space. `concentration`: Gini's
        index of how unevenly detail is spread over patches, 0 … 1 (N. Hurley, S. Rickard, "Comparing measures
        of sparsity", IEEE Trans. Information Theory 55 (2009), 4723-4741).
    """
    levels = luma.astype(np.int64)
    counts = _sums(np.ones_like(levels))
    means = _sums(levels) / counts
    variances = np.maximum(_sums(levels * levels) / counts - means * means, 0.0)
    return {
        "symmetry": max(_correlation(means, means[:, ::-1]), _correlation(means, means[::-1])),
        "emptiness": int(np.count_nonzero(variances < _EMPTY**2)) / variances.size,
        "concentration": _gini(np.sqrt(variances).ravel()),
    }


def _sums(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sums over patches, (16, 16)."""
    rows, columns = (np.arange(SIDE) * side // SIDE for side in numbers.shape)
    sums: NDArray[np.int64] = np.add.reduceat(np.add.reduceat(numbers, rows, axis=0), columns, axis=1)
    return sums


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the correlation of two sets of equal mean and spread, -1 … 1; 0 if they are flat."""
    apart = one - one.mean()
    spread = float((apart * apart).sum())
    return float((apart * (other - one.mean())).sum()) / spread if spread > 1e-9 else 0.0


def _gini(numbers: NDArray[np.float64]) -> float:
    """Return Gini's index of non-negative numbers: 0 if all are equal, near 1 if one has everything."""
    total = float(numbers.sum())
    if total <= 1e-9:
        return 0.0
    count = numbers.size
    ranks = (np.arange(count) + 0.5) / count
    return 2.0 * float((np.sort(numbers) * ranks).sum()) / total - 1.0
