"""The compiled code, alone: all that is done to every pixel. Only here is numba imported, to compile.

    processor.py     what is compiled for, and how its registers are used
    lanes.py         vectors, loops, and the operators that formulas are written in
    hidden.py        the activations of hidden layers, in float32
    output.py        those of the output layer, in float64
    arithmetic.py    the processor's mode: denormals, rounding
    steps.py         sums of products, and activations, as functions for compiled code
    interpolation.py polynomials within cells, and how far the network is from them
    shading.py       tone and colours, averages, noise
    peak.py          as many fused multiply-adds as can be, to measure against
    compiled.py      the functions that are compiled: the way through a network, above all
    jit.py           how functions are compiled
    packing.py       how networks and tiles lie in memory
    compiler.py      compiles them, in a process of its own
    objectcode.py    what comes of it, as bytes
    store.py         where that is kept
    trust.py         whether others could have changed it
    execution.py     whether this process may execute it
    machinecode.py   compiled once, kept, linked, called
    calls.py         the functions on arrays
    api.py           what the rest of nnart calls, once `loaded`

Arithmetic
----------
Every number that reaches a pixel comes from operations that IEEE 754 defines to the last bit: add,
subtract, multiply, divide, compare, round to another width, and a fused multiply-add that is asked for by
name. There is no fastmath, no reduction and no libm but for an exact `fma` where the processor has none: one
output sum is one serial chain,

    s = b;  s = fma(w[k], y[k], s)  for k = 0, 1, …

or in a layer that carries the sums z of the one before, s = fma(c, z, b) first; so the bits depend neither on
the width of vectors nor on how points are cut into tiles. Rows and points that fill up a block are summed by
the same operations, and dropped. The processor's mode is set to the standard's default for as long as the
kernel runs, so that denormals are kept whatever other libraries want; LLVM does not promise to keep arithmetic
behind that instruction, so a test sees to it.

The first layer's sums are float64, since points are, and so is all of the output layer, since a tone may
stretch a small part of its range over a whole palette; between them is float32.

Tone, colours and polynomials are float64 in plain loops. A pixel's number is a chain of its own there too, so
LLVM may take several pixels at a time, but not contract a multiplication and an addition.

Magnitudes stay finite: every hidden activation is bounded, if not by its nature then by a clamp at ±2^60,
which with the limits that a recipe sets on gain, bias and width keeps every later sum far below float32's
largest number. A first layer's sum may round to infinity; the activation that follows clamps it too, and
none of them makes a NaN of it: gauss squares it and clamps, the others clamp first. Carried on, it stays
infinite, since only finite products are added to it.

Operation by operation, this is why another processor gives the same bits. `fadd`, `fsub`, `fmul`, `fdiv`,
`fpext` and `fptrunc` are correctly rounded on x86-64 (SSE2 and later), on AArch64 (Advanced SIMD) and on
every other target of LLVM with IEEE arithmetic; without the flags `fast`, `contract` or `reassoc`, which
are never set here, LLVM may neither fuse nor reorder them. `llvm.fma` is one instruction with FMA3, AVX-512
and Advanced SIMD, and elsewhere libm's `fma`, which C defines as rounded once. Minimum and maximum are a
comparison and a choice, `x < y ? x : y`, with one meaning for zeros of both signs. Signs, exponents and
parities are integer operations on bits. That fixes the answers of all numbers but NaN, and there is no NaN.

Speed
-----
Points run along the vectors' lanes, and activations are kept neuron-major, `(neuron, point)`, for a tile of
64 points: a weight is the same for all lanes, and nothing is ever summed across them. A block of sums, 4
neurons x 4 vectors, stays in registers through the loop over k, which for its 16 fused multiply-adds loads
4 vectors of activations and 4 weights, laid out in the order of that loop. When all sums of a layer are
written, their activations take the place of the layer's before; the sums stay, for a layer that carries them.

Measured on one core of a Zen 5 processor (AVX-512), 20 layers of tanh, as the share of its fp32 FMA peak
that the products between hidden layers reach:

    width                                  32     64    100    128    256
    products alone                         96     98     99     99     98  %
    all of it                              73     84     89     90     94  %

What is lost is the activation. A vector of 16 takes 5.0 cycles, in a loop of its own too: seven
multiplications and fused multiply-adds at half a cycle, and a division at as much as three of them. None
of it hides behind the products, which need the same two pipes.

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

Scaled forms gain half a point at the default width, and would have every weight rounded twice and a layer's
weights depend on its activation; vrangeps is an instruction of x86 alone. All are small beside that.
Products left to the vectoriser take twice the time.

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
    """Return `nnart.kernel.api`, ready to be called: linked, and compiled before that if it never was.

    Raises:
        NnartError: if LLVM cannot be loaded, or the kernel not be compiled or executed.
    """

    def load() -> ModuleType:
        from nnart.kernel import api  # which loads LLVM

        return api

    try:
        api = in_thread(load)
    except OSError as error:  # llvmlite guesses at a cause; the system names it
        raise NnartError(fault("access", f"LLVM cannot be loaded ({error.__context__ or error})")) from error
    api.ready()
    return api
