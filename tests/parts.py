"""The arrays of a network, one list for each kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnart.network.network import Network


def weights_of(network: Network) -> list[NDArray[np.float32]]:
    return [layer.weights for layer in network.layers]


def biases_of(network: Network) -> list[NDArray[np.float32]]:
    return [layer.biases for layer in network.layers]


def activations_of(network: Network) -> list[str]:
    return [layer.activation for layer in network.layers]


def carries_of(network: Network) -> list[float]:
    return [layer.carry for layer in network.layers]
