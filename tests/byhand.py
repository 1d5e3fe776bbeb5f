"""Networks given by hand, for tests."""

from __future__ import annotations

from nnart.network import data
from nnart.network.network import Network
from tests.parts import activations_of, biases_of, carries_of, weights_of

LINES = {"weights": [[4.0, 2.0], [-0.1, 3e-7]], "biases": [0.5, 0.0], "activation": "sigmoid"}


SUM = {"weights": [[1, -1]], "biases": [0], "activation": "linear"}


DATA = {"layers": [LINES, SUM]}


TOML = """# two soft steps
[[layers]]
weights = [[4.0, 2.0], [-0.1, 3e-7]]
biases = [0.5, 0.0]
activation = ["sigmoid"]

[[layers]]
weights = [[1, -1]]
biases = [0]
activation = "linear"
"""


def same(one: Network | None, other: Network | None) -> bool:
    assert one is not None and other is not None
    arrays = zip([*weights_of(one), *biases_of(one)], [*weights_of(other), *biases_of(other)], strict=True)
    return (
        all(a.tobytes() == b.tobytes() and a.shape == b.shape for a, b in arrays)
        and activations_of(one) == activations_of(other)
        and carries_of(one) == carries_of(other)
    )


NETWORK = data.from_data(DATA)
