"""Random numbers: counter-based streams, whose meaning is in `nnart.exact.streams`."""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from nnart.kernel.code import Code, define
from nnart.kernel.mode import default_mode
from nnart.kernel.signatures import SIGNATURES
from nnart.kernel.values import INT64, Array, Value

_ROUNDS, _BLOCK = 10, 4
_MULTIPLIERS = 0xD2E7470EE14C6C93, 0xCA5A826395121157
_STEPS = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B  # of the key
_INT128 = ir.IntType(128)


def define_streams(module: Any) -> None:
    """Define the function `uniform`."""
    define(module, "uniform", SIGNATURES["uniform"], _emit_uniform)


def _emit_uniform(code: Code, seed: Value, stream: Value, rows: Value, count: Value, out: Array) -> None:
    """Write numbers in [-1, 1), multiples of 2^-52: `count` of each of several streams in a row.

    out   float64 (rows, count)
    """
    with default_mode(code), code.loop(0, rows) as row:
        own, whole = out + row * count, count // _BLOCK
        with code.loop(0, whole) as block:
            for n, number in enumerate(_numbers(code, seed, stream + row, block)):
                own[block * _BLOCK + n] = number
        for n, number in enumerate(_numbers(code, seed, stream + row, whole)):
            with code.when(whole * _BLOCK + n < count):
                own[whole * _BLOCK + n] = number


def _numbers(code: Code, seed: Value, stream: Value, block: Value) -> list[Value]:
    """Return the four numbers of a block of Philox4x64-10 (Salmon et al. 2011) with the key (seed, stream)."""
    x, key = [block + 1, *[code.number(0)] * 3], (seed, stream)
    for _ in range(_ROUNDS):
        (high, low), (upper, lower) = (_product(x[n], by) for n, by in zip((0, 2), _MULTIPLIERS, strict=True))
        x = [upper ^ x[1] ^ key[0], lower, high ^ x[3] ^ key[1], low]
        key = key[0] + _STEPS[0], key[1] + _STEPS[1]
    return [(one >> 11).float * 2.0**-52 - 1.0 for one in x]


def _product(x: Value, by: int) -> tuple[Value, Value]:
    """Return the high and the low half of a product of 128 bits."""
    builder = x.builder
    whole = builder.mul(builder.zext(x.parts[0], _INT128), ir.Constant(_INT128, by))
    halves = builder.lshr(whole, ir.Constant(_INT128, 64)), whole
    high, low = (Value(builder, [builder.trunc(half, INT64)]) for half in halves)
    return high, low
