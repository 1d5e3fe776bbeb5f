"""The kernel's machine code, linked and called."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from llvmlite import binding as llvm

from nnart.kernel.processor import TARGET
from nnart.kernel.shapes import CANDIDATES, Shape
from nnart.kernel.signatures import SIGNATURES

_KINDS: dict[str, Any] = {
    "integer": ctypes.c_int64,
    "bits": ctypes.c_uint64,
    "double": ctypes.c_double,
    "float": ctypes.c_float,
}
_functions: dict[str, Callable[..., None]] = {}
_products: dict[str, int] = {}
_engines: list[Any] = []  # LLVM's objects, which must live as long as the functions


def call(name: str, *arguments: float) -> None:
    """Run a compiled function, without blocking other threads."""
    _functions[name](*arguments)


def products(shape: Shape) -> int:
    """Return the address of the compiled function that sums products in blocks of a shape."""
    return _products[shape.symbol]


def linked() -> bool:
    """Return whether the functions can be called."""
    return bool(_functions)


def link(code: bytes) -> None:
    """Link an object file, so that its functions can be called."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(TARGET.triple).create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    _products.update((shape.symbol, engine.get_function_address(shape.symbol)) for shape in CANDIDATES)
    _functions.update(
        {
            name: ctypes.CFUNCTYPE(None, *(_KINDS.get(kind, ctypes.c_void_p) for kind in kinds.values()))(
                engine.get_function_address(name)
            )
            for name, kinds in SIGNATURES.items()
        }
    )
