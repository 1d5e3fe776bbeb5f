"""From a seed to arrays: the weights, what the network answers, and the pixels.

python examples/seed_to_array.py [SEED]
"""

import sys

import numpy as np

import nnart

seed = int(sys.argv[1]) if len(sys.argv) > 1 else 7
recipe = nnart.Recipe(seed=seed, layers=20)

# The network that the seed stands for: a matrix (neurons, inputs) and a vector (neurons,) a layer.
network = nnart.network_of(recipe)
print(network)
print("the first neuron's weights:", network.layers[0].weights[0])

# Its answers at the centres of 128 x 96 pixels, before any colour. Sizes are (width, height), arrays
# (rows, columns, outputs).
field = nnart.evaluate(network, nnart.View(size=(128, 96)))
print(f"a field of shape {field.shape} from {field.min():.3f} to {field.max():.3f}")

# Anywhere else: at any points x, y; and what the neurons of its first layer answer there.
print("the answer in the middle:", network([0.0, 0.0])[0])
print("and of the first neuron:", network([0.0, 0.0], layer=0)[0])

# The picture is an array too: (rows, columns, red green blue).
picture = nnart.render(recipe, size=(128, 96))
pixels = np.asarray(picture)
print("pixels of shape", pixels.shape, pixels.dtype, "and mean colour", pixels.mean(axis=(0, 1)).round())
