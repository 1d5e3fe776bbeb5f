"""Least-squares polynomials through equally spaced numbers, as weights.

Source: the Gram (discrete Chebyshev) polynomials t_m, orthogonal on the nodes 0 … N - 1 (NIST Digital
Library of Mathematical Functions, 18.22: Hahn class, with the recurrence
(m + 1) t_{m+1} = (2m + 1)(2x - N + 1) t_m - m (N² - m²) t_{m-1} and Σ t_m² = (2m)! C(N + m, 2m + 1)).
"""

from __future__ import annotations

from math import comb, factorial

import numpy as np
from numpy.typing import NDArray


def weights(nodes: int, degree: int, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each number in the polynomial's value at each place.

    Gives the same bits on every machine: each operation is one NumPy call on single numbers.

    Args:
        nodes: how many numbers there are, at 0, 1, …, nodes - 1.
        degree: of the polynomial, up to nodes - 1, which interpolates.
        places: float64 (P,).

    Returns:
        float64 (nodes, P).
    """
    at_places, at_nodes = _gram(nodes, degree, places), _gram(nodes, degree, np.arange(nodes, dtype=np.float64))
    found = np.zeros((nodes, len(places)))
    for m in range(degree + 1):
        norm = factorial(2 * m) * comb(nodes + m, 2 * m + 1)
        found += (at_nodes[m] / norm)[:, None] * at_places[m]
    return found


def _gram(nodes: int, degree: int, x: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Return the Gram polynomials of degrees 0 … degree at x."""
    found = [np.ones_like(x), 2.0 * x - (nodes - 1)]
    for m in range(1, degree):
        further = (2 * m + 1) * found[1] * found[m] - m * (nodes**2 - m**2) * found[m - 1]
        found.append(further / (m + 1))
    return found
