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
)
from nnart.kernel.machinecode import ready
from nnart.kernel.packing import Packed, Scratch, packed
from nnart.kernel.processor import SHAPE, TARGET

__all__ = [
    "SHAPE",
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
    "multiply_add",
    "packed",
    "ready",
    "tone",
]
