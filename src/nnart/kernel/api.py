"""The kernel's interface for the rest of nnart, after `nnart.kernel.loaded`."""

from nnart.kernel.calls import (
    Curve,
    Rounding,
    averages,
    colours,
    disagreements,
    forward,
    interpolate,
    multiply_add,
    tone,
    uniform,
)
from nnart.kernel.choice import shape_for
from nnart.kernel.loading import measure_again, ready
from nnart.kernel.packing import Packed, Scratch, packed
from nnart.kernel.processor import TARGET

__all__ = [
    "TARGET",
    "Curve",
    "Packed",
    "Rounding",
    "Scratch",
    "averages",
    "colours",
    "disagreements",
    "forward",
    "interpolate",
    "measure_again",
    "multiply_add",
    "packed",
    "ready",
    "shape_for",
    "tone",
    "uniform",
]
