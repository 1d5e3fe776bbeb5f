"""The compiled code, alone: a network's answer at a run of points. The only package that imports numba.

Arithmetic
----------
Every number that reaches a pixel comes from operations that IEEE 754 defines to the last bit: add,
subtract, multiply, divide, comparison, and fused multiply-add that is asked for by name (`fma32`,
`fma64`). There is no libm call, no fastmath and no reduction: one output sum is one serial chain,

    s = b;  s = fma(w[k], y[k], s)  for k = 0, 1, …

so the bits depend neither on the vector width nor on how points are cut into tiles. The compiler may
vectorise over points, and over points only.

The first layer's sums are float64, since points are, and so is all of the output layer, since a tone may
stretch a small part of its range over a whole palette; between them is float32.

Magnitudes stay finite: hidden activations without a bound of their own are clamped to ±2^60, which with
the limits that a recipe sets on gain, bias and width keeps every sum far below float32's largest number.

Speed
-----
Points run along the vector lanes; activations are kept neuron-major, `(neuron, point)`, for a tile of
`TILE` points, small enough for the first-level cache. Four terms of the chain are added per pass over
the sums, so that a sum is loaded and stored once for four fused multiply-adds.
"""

from nnart.kernel.forward import CODES, TILE, Packed, forward, ready

__all__ = ["CODES", "TILE", "Packed", "forward", "ready"]
