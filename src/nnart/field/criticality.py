"""The strength of weights that gives a picture the wanted detail, by mean-field theory.

In a wide network, the sums z of a layer are normally distributed. Their variance q settles where q = g² E[φ(√q
Z)²] + b², Z ~ N(0, 1), for the gain g (weights of variance g²/inputs), biases of standard deviation b and the
activation φ. There the squared distance of two nearby points grows by the factor

    χ = g² E[φ'(√q Z)²]

a layer (Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017, arXiv:1611.01232): below 1 a deep
picture is flat, far above 1 it is noise. The number of features across the frame grows as χ^(L/2), so a
wanted detail D over L layers means χ = D^(2/L). In a residual network, where a share r of the variance is
carried over from layer to layer, the squared distance grows by r + (1 - r) χ, and the variance settles at the
same q. A layer of several activations has the mean of their expectations.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from nnart.activation import Activation

DECIMALS = 4  # a gain is rounded to these before use, far coarser than two machines' libm could differ

# The trapezoid rule over t with z = sinh(t) / 400 puts nodes close together near 0, where a steep network's
# integrand is narrow: smooth activations are exact to 1e-8 for standard deviations up to 1024.
_MAX_LOG2_VARIANCE = 20.0  # log2 of the largest variance
_STEP = 1 / 48
_NODES = [math.sinh(_STEP * i) / 400 for i in range(-423, 424)]  # ±8.4
_TERMS = [
    (_STEP * math.sqrt(node**2 + 1 / 400**2) * math.exp(-node * node / 2) / math.sqrt(2 * math.pi), node)
    for node in _NODES
]  # weights and nodes


def mean_square(function: Callable[[float], float], variance: float) -> float:
    """Return E[function(z)²] for normally distributed z of mean 0 and the given variance."""
    spread = math.sqrt(variance)
    return math.fsum([weight * function(spread * node) ** 2 for weight, node in _TERMS])


@cache  # independent of the seed, and needed for up to a hundred thousand seeds
def solve_gain(
    activations: tuple[Activation, ...], layers: int, detail: float, bias: float, residual: float = 0.0
) -> float:
    """Return the gain that gives `layers` hidden layers the wanted detail, rounded to 4 decimals.

    Instead of searching the gain and, inside, the variance it settles at, one search over the variance
    q does both: it fixes g² = (q - b²) / E[φ²], and χ = g² E[φ'²] grows with q.

    Args:
        activations: of equal shares of every hidden layer; where all have rules of their own, their mean is
            taken.
        layers: number of hidden layers, 1 or more.
        detail: features across the frame, above 0.
        bias: standard deviation of the biases, 0 or more.
        residual: the share of the variance that is carried over from layer to layer, 0 or more, below 1.

    Returns:
        The gain. If no gain within the range of the integration is enough: infinity, or in a mix with an
        unbounded activation, the gain with most detail.
    """
    rules = [one.gain(bias) for one in activations if one.gain is not None]
    if len(rules) == len(activations):
        return round(math.fsum(rules) / len(rules), DECIMALS)
    if layers == 1:
        residual = 0.0  # nothing comes before
    wanted = (detail ** (2 / layers) - residual) / (1 - residual)

    def gain_and_growth(log2_extra: float) -> tuple[float, float]:
        extra = 2.0**log2_extra
        values, slopes = (
            math.fsum(mean_square(function, bias**2 + extra) for function in functions) / len(activations)
            for functions in ([one.function for one in activations], [one.derivative for one in activations])
        )
        return math.sqrt(extra / values), extra / values * slopes

    low, high = -20.0, _MAX_LOG2_VARIANCE  # of log2(q - b²)
    most, growth = gain_and_growth(high)
    if growth < wanted:
        if all(one.gain is None for one in activations):
            return math.inf
        # Beside activations without bounds, growth falls again for large q.
        high = max((low + n for n in range(41)), key=lambda extra: gain_and_growth(extra)[1])
        most, growth = gain_and_growth(high)
        if growth < wanted:
            return round(most, DECIMALS)
    least = -math.inf
    for _ in range(34):
        if round(least, DECIMALS) == round(most, DECIMALS):  # the gain rises with q, so it is the same between
            break
        middle = (low + high) / 2
        gain, growth = gain_and_growth(middle)
        if growth < wanted:
            low, least = middle, gain
        else:
            high, most = middle, gain
    return round(most, DECIMALS)
