"""The kernel as it is kept for later processes: machine code, and how fast its shapes are, in one file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

import llvmlite
from llvmlite import binding as llvm

from nnart.kernel.objectcode import sealed, unsealed
from nnart.kernel.processor import TARGET
from nnart.kernel.shapes import Shape, Times
from nnart.kernel.store import Store


class Kernel(NamedTuple):
    """A compiled kernel.

    Attributes:
        code: an object file.
        times: how long each shape takes, where that was measured.
    """

    code: bytes
    times: Times

    def to_bytes(self) -> bytes:
        """Encode both as bytes, with a checksum in front."""
        data = {width: {str(shape): time for shape, time in row.items()} for width, row in self.times.items()}
        return sealed(json.dumps(data).encode() + b"\0" + self.code)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Decode bytes of `to_bytes`.

        Raises:
            ValueError: if a byte has changed.
        """
        times, _, code = unsealed(data).partition(b"\0")
        rows: Mapping[str, Mapping[str, float]] = json.loads(times)
        return cls(
            code, {int(width): {Shape.named(one): row[one] for one in row} for width, row in rows.items()}
        )


class Keeper:
    """Keeps the kernel, and finds it again."""

    def __init__(self) -> None:
        self._store = Store(f"kernel-{key()}")

    def find(self) -> Kernel | None:
        """Return the kernel, if it was kept and is not damaged."""
        for data in self._store.read():
            with suppress(ValueError):
                return Kernel.from_bytes(data)
        return None

    def keep(self, kernel: Kernel) -> None:
        """Keep a kernel. If nothing can be written, nnart warns, and compiles it every time."""
        self._store.keep(kernel.to_bytes())


def key() -> str:
    """Return the cache's key for everything that decides the machine code: sources, versions, processor."""
    here = Path(__file__).parent
    sources = [here.parent / "activation.py", *sorted(here.glob("*.py"))]
    versions = llvmlite.__version__, llvm.llvm_version_info
    state = hashlib.sha256(repr((versions, TARGET)).encode())
    for source in sources:
        state.update(source.read_bytes())
    return state.hexdigest()[:16]
