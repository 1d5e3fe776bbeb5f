"""The kernel: compiled code for everything done to each pixel. Only this package loads LLVM.

The kernel is emitted as LLVM's instructions, by formulas and loops in Python, and compiled once for each
processor. LLVM alone does this in half a second; a compiler of Python would take three.

    processor.py     what is compiled for
    shapes.py        how sums use registers and caches
    values.py        numbers, vectors and arrays of emitted code, and the operators of formulas
    code.py          its loops, choices, variables and functions
    signatures.py    the functions' arguments
    mode.py          the processor's mode: denormals, rounding
    hidden.py        the activations of hidden layers, in float32
    output.py        those of the output layer, in float64
    products.py      the sums of products of a layer
    network.py       the way through a network
    interpolation.py polynomials within cells, and how far the network is from them
    shading.py       tone and colours, averages, noise
    streams.py       random numbers
    peak.py          as many fused multiply-adds as can be, to measure against
    compiled.py      all of it as one module, compiled
    compiler.py      compiles it, in a process of its own
    objectcode.py    what comes of it, as bytes
    kept.py          the kernel as it is kept
    store.py         where that is
    trust.py         whether others could have changed it
    execution.py     whether this process may execute it
    machinecode.py   linked, and called
    packing.py       how networks and tiles lie in memory
    calls.py         the functions on arrays
    measuring.py     how fast the shapes are
    choice.py        which one a network gets
    loading.py       all this, once
    api.py           what the rest of nnart calls, once `loaded`

Arithmetic
----------
Every number that reaches a pixel comes from operations that IEEE 754 defines to the last bit: add, subtract,
multiply, divide, compare, round to another width, and explicit fused multiply-add. There is no fastmath, no
reduction and no libm, except an exact `fma` on processors without one. One output sum is one serial chain,

    s = b;  s = fma(w[k], y[k], s)  for k = 0, 1, …

or, in a layer that carries the previous layer's sums z, it begins with s = fma(c, z, b). So the bits depend
neither on the width of vectors nor on how points are cut into tiles. Padding rows and points are computed by
the same operations, and dropped. While the kernel runs, the processor is in the standard's default mode, which
keeps denormals whatever other libraries have set. LLVM does not guarantee to keep arithmetic behind the
instruction that sets the mode, so a test checks it.

The first layer's sums are float64, since points are float64. The output layer is float64 too, since a tone may
stretch a small part of its range over a whole palette. Everything between is float32.

Tone, colours and polynomials are float64 in plain loops. Each pixel's number is a separate chain there, too.
LLVM may work on several pixels at a time, but must not contract a multiplication and an addition. Arrays never
overlap, and LLVM is told so, which makes colours and interpolation 5 to 20 % faster.

Magnitudes stay finite: every hidden activation is bounded, by its nature or by a clamp at ±2^60. With a
recipe's limits on gain, bias and width, this keeps every later sum far below float32's largest number. A first
layer's sum may round to infinity; the activation clamps it without making a NaN: gauss squares it and clamps,
the others clamp first. If carried, it stays infinite, since only finite products are added to it.

This is why, operation by operation, every processor gives the same bits. `fadd`, `fsub`, `fmul`, `fdiv`,
`fpext` and `fptrunc` are correctly rounded on x86-64 (SSE2 and later), on AArch64 (Advanced SIMD) and on every
other target of LLVM with IEEE arithmetic; without the flags `fast`, `contract` or `reassoc`, which are never
set here, LLVM may neither fuse nor reorder them. `llvm.fma` is one instruction with FMA3, AVX-512 and Advanced
SIMD, and elsewhere libm's `fma`, which C defines as rounded once. Minimum and maximum are a comparison and a
choice, `x < y ? x : y`, with one meaning for zeros of both signs. Signs, exponents and parities are integer
operations on bits. That fixes all results except for NaN, and NaN does not occur.

Speed
-----
Points run along the vectors' lanes, and activations are kept neuron-major, `(neuron, point)`, for a tile of
points: a weight is the same for all lanes, and nothing is ever summed across them. A block of sums stays in
registers through the loop over k. In the shape 4x4x64+512, of 4 neurons x 4 vectors and a tile of 64 points,
this loop loads 4 vectors of activations and 4 weights, laid out in its order, for 16 fused multiply-adds, and
prefetches the weights 512 further on. When all sums of a layer are written, their activations overwrite those
of the previous layer; the sums stay, for a layer that carries them.

Which shape is fastest depends on ports and caches. At 256 neurons the activations of a tile of 64 points no
longer fit a first-level cache of 48 KB; each block of 4x4 then reads 32 bytes a cycle from the second level,
one of 6x4 reads 21, and one of 12x2 reads 11. So several shapes are compiled and measured (`shapes.py`).

Measured on one core of a Zen 5 processor (AVX-512), 20 layers of tanh, as the share of its fp32 FMA peak
that the products between hidden layers reach:

    width                                  32     64    100    128    256
    products alone                         96     98     99     99     98  %
    all of it                              73     84     89     90     94  %

The rest goes to activations. A vector of 16 takes 5.0 cycles, even in a separate loop: seven multiplications
and fused multiply-adds at half a cycle, and a division at as much as three of them. None of it hides behind the
products, which need the same two pipes.

Tried instead, in percentage points of the peak at widths 32, 64, 100 and 128:

    tanh by Horner's rule, one multiplication more                        -1.3  -0.5  -0.5  -0.9
    one multiplication less, the argument scaled within the weights       +1.3  +1.0  +0.5  +0.3
    cubic over cubic, error 1.1e-6, twice as large                        +1.8  +1.7  +0.3  +0.4
    the same, scaled within the weights                                   +2.7  +2.3  +0.9  +0.9
    a clamp in one instruction (vrangeps)                                 +0.5  +0.4  +0.2  +0.1
    tanh from exp: fewer multiplications, 19 operations instead of 14     -6    -3    -2    -1
    activation fused into the block, in its registers                     -0.6  -1.0  -0.3  -1.1
    activation of one block interleaved with the products of the next     -1.5  -1.5  -0.5  -0.5
    activation of every block as soon as it is summed                     -3    -2    -3    -3
    activations left to LLVM's vectoriser                                 -5    -4    -2    -3
    blocks of 5 x 4, 6 x 4 and 8 x 2 vectors, tiles of 32 and of 128      -0.5 to -17
    weights of a row loaded just before its products, not all at first    -2    -1    -1.5  -3
    the tile's size as a constant                                          0     0     0     0

Scaled forms gain half a point at the default width, but would round every weight twice and make a layer's
weights depend on its activation; vrangeps exists only on x86. The gains do not justify this. Products left to
the vectoriser take twice the time.

Without the prefetch, 256 wide loses 3 points and 512 wide 20: a tile reads all weights once, from the
third-level cache when they do not fit the second.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from nnart.errors import NnartError, fault
from nnart.threads import in_thread


@cache
def loaded() -> ModuleType:
    """Return `nnart.kernel.api`, linked and ready; compile it first if that was never done.

    Raises:
        NnartError: if LLVM cannot be loaded, or the kernel cannot be compiled or executed.
    """

    def load() -> ModuleType:
        from nnart.kernel import api  # which loads LLVM

        return api

    try:
        api = in_thread(load)
    except OSError as error:  # llvmlite guesses the cause; the system knows it
        raise NnartError(fault("access", f"LLVM cannot be loaded ({error.__context__ or error})")) from error
    api.ready()
    return api
