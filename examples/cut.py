"""A cut through a field: what a network answers along a line, as numbers and as a curve of characters.

python examples/cut.py [NETWORK.toml]

Without a file, it is a seed's. A cut shows what colours hide: how high a step is, how steep, how flat between.
"""

import sys

import numpy as np

import nnart

given = sys.argv[1:]
network = nnart.read_network(given[0]) if given else nnart.network_of(nnart.Recipe(seed=7))

# Along the middle of the frame, from its left edge to its right one.
x = np.linspace(-1, 1, 41)
answers = nnart.evaluate_at(network, np.stack([x, np.zeros_like(x)], axis=1))[:, 0]

least, greatest = answers.min(), answers.max()
heights = (answers - least) / (greatest - least or 1.0)
for place, answer, height in zip(x, answers, heights, strict=True):
    print(f"{place:6.2f} {answer:9.4f} {' ' * round(50 * float(height))}*")
