"""The processor to compile for, and the use of its registers."""

from __future__ import annotations

import os
from typing import NamedTuple

from llvmlite import binding as llvm

from nnart.errors import NnartError, fault

# numba's variables that decide the kernel's code; all others are for other programs.
_CHOICES = {"NUMBA_OPT": ("0", "1", "2", "3", "max"), "NUMBA_ENABLE_AVX": ("0", "1")}
_NAMES = ("NUMBA_CPU_NAME", "NUMBA_CPU_FEATURES")  # an empty list of features is a valid setting


class Target(NamedTuple):
    """The target of compilation, from numba and its environment variables."""

    triple: str
    name: str
    features: str

    @classmethod
    def here(cls) -> Target:
        return cls(
            llvm.get_process_triple(),
            os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name(),
            os.environ.get("NUMBA_CPU_FEATURES", llvm.get_host_cpu_features().flatten()),
        )


class Shape(NamedTuple):
    """The use of registers. Results do not depend on it.

    Attributes:
        lanes: numbers in a vector.
        vectors: vectors of points that a block of sums holds for each of its rows.
        points: in a tile, a whole number of blocks.
        chains: independent sums that keep the processor busy, and fit its registers beside a factor.
    """

    lanes: int
    vectors: int
    points: int
    chains: int


ROWS = 4  # neurons in a block of sums: 4 x 4 vectors need 16 registers, 4 x 3 need 12
TARGET = Target.here()
X86 = TARGET.triple.startswith(("x86_64", "amd64"))
ARM = TARGET.triple.startswith(("aarch64", "arm64"))
FUSED = ARM or "+fma" in TARGET.features.split(",")


def settings() -> dict[str, str]:
    """Return numba's environment variables that decide the kernel's code, if they are set.

    Raises:
        NnartError: if a value is not valid.
    """
    chosen = {name: value for name in _CHOICES if (value := os.environ.get(name))}
    for name, value in chosen.items():
        if value not in _CHOICES[name]:
            raise NnartError(fault("choice", ", ".join(_CHOICES[name]), name, got=value, ways="unset it"))
    return chosen | {name: os.environ[name] for name in _NAMES if name in os.environ}


def shape_for(target: Target) -> Shape:
    features = target.features.split(",")
    if "+avx512f" in features:  # 32 registers
        return Shape(lanes=16, vectors=4, points=64, chains=24)
    if target.triple.startswith(("aarch64", "arm64")):  # 32 registers
        return Shape(lanes=4, vectors=4, points=64, chains=24)
    return Shape(lanes=8 if "+avx" in features else 4, vectors=3, points=96, chains=12)  # 16 registers


SHAPE = shape_for(TARGET)
