"""The kernel's machine code: compiled once by numba, cached in a file, linked by LLVM without numba.

Linking an object file takes a hundredth of a second; loading numba and its own cache takes longer than a small
picture.
"""

from __future__ import annotations

import ctypes
import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import llvmlite
from llvmlite import binding as llvm

from nnart.kernel.execution import check_executable
from nnart.kernel.objectcode import ObjectCode
from nnart.kernel.processor import FUSED, TARGET, settings
from nnart.kernel.store import Store
from nnart.notices import tell
from nnart.threads import Cancel

_POINTER, _INTEGER, _NUMBER = ctypes.c_void_p, ctypes.c_int64, ctypes.c_double
_CURVE = (_POINTER, _POINTER, _POINTER, _INTEGER)
_ROUNDING = (_NUMBER, ctypes.c_uint64, _INTEGER, _INTEGER, _INTEGER, _POINTER, _POINTER)
# The arguments of the functions in `nnart.kernel.compiled`.
_ARGUMENTS = {
    "forward": (_INTEGER, *[_POINTER] * 12, _INTEGER, _INTEGER, _INTEGER, _POINTER, _POINTER),
    "disagreements": (
        *(_POINTER, _INTEGER, _POINTER, _POINTER, _NUMBER, _NUMBER, _NUMBER),
        *(_POINTER, _POINTER, _INTEGER, _POINTER, _POINTER),
    ),
    "interpolate": (_POINTER, _POINTER, _INTEGER, _INTEGER, _POINTER, *[_INTEGER] * 3, _POINTER),
    "tone": (_POINTER, _INTEGER, *_CURVE, _POINTER),
    "colours": (_POINTER, _INTEGER, _INTEGER, _INTEGER, _POINTER, _POINTER, _INTEGER, *_ROUNDING),
    "averages": (_POINTER, _INTEGER, _INTEGER, _INTEGER, _POINTER, _POINTER, *_ROUNDING),
    "peak": (_INTEGER, _POINTER),
}
_linking = Lock()
_functions: dict[str, Callable[..., int]] = {}
_engines: list[object] = []  # LLVM's objects, which must live as long as the functions


def call(name: str, *arguments: float) -> None:
    """Run a compiled function, without blocking other threads.

    numba does not document its calling convention: pointers to a result and to an error, then the arguments.
    The documented `numba.cfunc` for C reports errors through Python and numba, which would have to be loaded
    even for a kernel that cannot fail. So pyproject.toml bounds numba's version, and `compiled.machine_code`
    and tests/test_doors.py check the convention.
    """
    nothing = ctypes.c_void_p()  # no result, and no way to fail
    place = ctypes.byref(nothing)
    _functions[name](place, place, *arguments)


def ready() -> None:
    """Link the functions; compile them first if no earlier process has done so.

    Raises:
        NnartError: if they cannot be compiled or executed.
    """
    with _linking:
        if not _functions:
            check_executable()
            found = _object_code()
            _functions.update(Cancel().run(lambda: _link(*found)))  # on a thread: see `in_thread`


def _link(symbols: dict[str, str], code: bytes) -> dict[str, Callable[..., int]]:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(TARGET.triple).create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    return {
        name: ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, *_ARGUMENTS[name])(
            engine.get_function_address(symbol)
        )
        for name, symbol in symbols.items()
    }


def _object_code() -> ObjectCode:
    """Return the functions' object code, from the cache or compiled now.

    The cache must never prevent a picture: a damaged file is replaced. If nothing can be written, nnart warns
    and compiles the kernel every time.
    """
    if not FUSED:
        tell("this processor has no fused multiply-add: pictures are the same, but take very much longer")
    store = Store(f"kernel-{_key()}")
    for data in store.read():
        with suppress(ValueError):  # damaged
            return ObjectCode.from_bytes(data)
    from nnart.kernel.compiler import compile_kernel  # not needed with a cached kernel

    compiled = compile_kernel()
    store.keep(compiled.to_bytes())
    return compiled


def _key() -> str:
    """Return the cache's key for everything that decides the machine code: sources, versions, settings,
    processor.
    """
    here = Path(__file__).parent
    sources = [here.parent / "activation.py", *sorted(here.glob("*.py"))]
    versions = (sys.implementation.cache_tag, version("numba"), llvmlite.__version__, llvm.llvm_version_info)
    state = hashlib.sha256(repr((versions, TARGET, sorted(settings().items()))).encode())
    for source in sources:
        state.update(source.read_bytes())
    return state.hexdigest()[:16]
