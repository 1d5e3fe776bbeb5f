"""The compiled functions' arguments, by name: what is emitted, and what Python calls."""

from __future__ import annotations

_CURVE = {"values": "doubles", "positions": "doubles", "rises": "doubles", "knots": "integer"}
_ROUNDING = {
    "divisor": "double",
    "key": "bits",
    "dithered": "integer",
    "row": "integer",
    "column": "integer",
    "out8": "bytes",
    "out16": "words",
}
# Of a number: integer (int64), bits (uint64), double, float. Of a pointer: integers, doubles, floats, bytes
# (uint8), words (uint16), or a function.
SIGNATURES = {
    "forward": {
        # How it is computed: a function of `products`, and its shape.
        "products": "function",
        "rows": "integer",
        "tile": "integer",
        # The parts of a `Packed`.
        "layers": "integer",
        "sizes": "integers",
        "runs": "integers",
        "codes": "integers",
        "counts": "integers",
        "carries": "floats",
        "weights": "floats",
        "biases": "floats",
        # The parts of a `Scratch`.
        "sums": "floats",
        "before": "floats",
        "inputs": "doubles",
        "answers": "doubles",
        # What is asked for, and the answers.
        "points": "doubles",
        "count": "integer",
        "first": "integer",
        "last": "integer",
        "out": "doubles",
        "steepest": "floats",
    },
    "disagreements": {
        "nodes": "doubles",
        "cells": "integer",
        "fitted": "doubles",
        "coarse": "doubles",
        "share": "double",
        "least": "double",
        "beyond": "double",
        "values": "doubles",
        "rises": "doubles",
        "knots": "integer",
        "rows": "doubles",
        "out": "doubles",
    },
    "interpolate": {
        "nodes": "doubles",
        "origins": "integers",
        "cells": "integer",
        "side": "integer",
        "weights": "doubles",
        "columns": "integer",
        "first": "integer",
        "last": "integer",
        "field": "doubles",
    },
    "tone": {"field": "doubles", "count": "integer", **_CURVE, "out": "doubles"},
    "colours": {
        "positions": "doubles",
        "fields": "integer",
        "rows": "integer",
        "columns": "integer",
        "table": "doubles",
        "sizes": "integers",
        "flat": "integer",
        **_ROUNDING,
    },
    "averages": {
        "fine": "words",
        "side": "integer",
        "rows": "integer",
        "columns": "integer",
        "light": "doubles",
        "encoded": "doubles",
        **_ROUNDING,
    },
    "uniform": {"seed": "bits", "stream": "bits", "rows": "integer", "count": "integer", "out": "doubles"},
    "peak": {"passes": "integer", "out": "floats"},
}
