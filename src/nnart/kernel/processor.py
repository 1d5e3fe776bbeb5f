"""The processor to compile for."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from llvmlite import binding as llvm

from nnart.errors import NnartError, fault

# The processor to compile for, as LLVM names it, and its features: an empty list is a valid one.
SETTINGS = ("NNART_CPU", "NNART_CPU_FEATURES")


class Target(NamedTuple):
    """The target of compilation: this processor, or what the environment says instead."""

    triple: str
    name: str
    features: str

    @classmethod
    def here(cls) -> Target:
        """Return the target of this process.

        Raises:
            NnartError: if the features are no list of LLVM's.
        """
        name, features = (os.environ.get(setting) for setting in SETTINGS)
        if features and not re.fullmatch(r"[+-][\w.-]+(,[+-][\w.-]+)*", features):  # LLVM would end the process
            says = "names with + or - before each are needed, with commas between"
            raise NnartError(fault("type", says, SETTINGS[1], got=features, ways="unset it"))
        return cls(
            llvm.get_process_triple(),
            name or llvm.get_host_cpu_name(),
            llvm.get_host_cpu_features().flatten() if features is None else features,
        )

    @property
    def is_x86(self) -> bool:
        return self.triple.startswith(("x86_64", "amd64"))

    @property
    def is_arm(self) -> bool:
        return self.triple.startswith(("aarch64", "arm64"))

    @property
    def has(self) -> frozenset[str]:
        """The features that it has."""
        return frozenset(one[1:] for one in self.features.split(",") if one.startswith("+"))

    @property
    def lanes(self) -> int:
        """Numbers of float32 in a vector."""
        if "avx512f" in self.has:
            return 16
        return 8 if "avx" in self.has else 4

    @property
    def registers(self) -> int:
        """Vectors that it holds in registers."""
        return 32 if "avx512f" in self.has or self.is_arm else 16


def host_has(feature: str) -> bool:
    """Return whether this processor has a feature, whatever it compiles for."""
    return bool(llvm.get_host_cpu_features().get(feature, False))


TARGET = Target.here()
X86, ARM = TARGET.is_x86, TARGET.is_arm
FUSED = ARM or "fma" in TARGET.has
LANES = TARGET.lanes
CHAINS = TARGET.registers * 3 // 4  # independent sums that keep it busy, and fit its registers beside a factor
