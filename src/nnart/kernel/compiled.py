"""The kernel as one module, compiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import binding as llvm
from llvmlite import ir

from nnart.kernel.interpolation import define_interpolation
from nnart.kernel.network import define_forward
from nnart.kernel.peak import define_peak
from nnart.kernel.processor import TARGET
from nnart.kernel.products import define_products
from nnart.kernel.shading import define_shading
from nnart.kernel.shapes import CANDIDATES, Shape
from nnart.kernel.streams import define_streams

_LEVEL = 2  # of optimisation: 3 takes a tenth longer, and interpolates and tones more slowly


def machine_code(shapes: Sequence[Shape] = CANDIDATES) -> bytes:
    """Compile all functions, with sums of products for all shapes; return an object file."""
    code: bytes = _target_machine().emit_object(optimised(assembly(shapes)))
    return code


def assembly(shapes: Sequence[Shape]) -> str:
    """Return the module as LLVM's assembly."""
    module = ir.Module("nnart")
    module.triple = TARGET.triple
    for shape in {one.symbol: one for one in shapes}.values():
        define_products(module, shape)
    for define in (define_forward, define_interpolation, define_shading, define_streams, define_peak):
        define(module)
    return str(module)


def optimised(assembly: str) -> Any:
    """Return LLVM's module of an assembly, after its passes."""
    machine = _target_machine()
    module = llvm.parse_assembly(assembly)
    module.verify()
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(_LEVEL))
    builder.getModulePassManager().run(module, builder)
    outside = [f.name for f in module.functions if f.is_declaration and not f.name.startswith("llvm.")]
    assert not outside, f"the kernel would call {outside}, which may not be there when it is linked"
    return module


def _target_machine() -> Any:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_triple(TARGET.triple).create_target_machine(
        cpu=TARGET.name, features=TARGET.features, opt=_LEVEL, jit=True
    )
