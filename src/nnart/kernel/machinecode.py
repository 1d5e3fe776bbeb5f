"""The kernel's machine code: compiled by numba once, kept in a file, linked by LLVM alone from then on.

To link an object file takes a hundredth of a second; to load numba and what it keeps of a function takes
longer than a small picture.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from threading import Lock

import llvmlite
from llvmlite import binding as llvm

from nnart.kernel.processor import FUSED, TARGET

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
_FOLDER = "NUMBA_CACHE_DIR"
_linking = Lock()
_functions: dict[str, Callable[..., int]] = {}
_engines: list[object] = []  # LLVM's, which must live as long as the functions


def call(name: str, *arguments: float) -> None:
    """Run a compiled function; other threads run meanwhile.

    numba does not document how it calls what it compiles: with pointers to a result and to an error, then the
    arguments. What it documents for C instead, `numba.cfunc`, reports errors through Python and numba, which
    would have to be loaded, even for a kernel that cannot fail. So pyproject.toml bounds numba, and
    `compiled.machine_code` and tests/test_doors.py check that the arguments are these.
    """
    nothing = ctypes.c_void_p()  # no result, and no way to fail
    place = ctypes.byref(nothing)
    _functions[name](place, place, *arguments)


def ready() -> None:
    """Have the functions linked, and compiled before that if no earlier process has."""
    with _linking:
        if not _functions:
            _functions.update(_link(*_machine_code()))


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


def _machine_code() -> tuple[dict[str, str], bytes]:
    """Return the functions' symbols and their object file, kept from an earlier process or compiled now.

    What is kept must never stand between a person and a picture: a file that is damaged is replaced, and
    where nothing can be written, that is said, and the kernel is compiled every time.
    """
    if not FUSED:
        _warn("this processor has no fused multiply-add: pictures are the same, but take very much longer")
    try:
        return _unwrapped((_folder() / f"kernel-{_key()}").read_bytes())
    except (OSError, RuntimeError, ValueError):  # no such file, no home to look in, damaged
        pass
    from nnart.kernel.compiled import machine_code

    symbols, code = machine_code()
    try:
        _keep(_folder() / f"kernel-{_key()}", _wrapped(symbols, code))
    except (OSError, RuntimeError) as error:
        _warn(
            f"the compiled kernel is not kept for the next time ({error}); "
            f"{_FOLDER} has to name a folder that can be written"
        )
    return symbols, code


def _keep(file: Path, data: bytes) -> None:
    """Write a file that is there as a whole or not at all, whatever other processes do."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.urandom(8).hex()}")
    try:
        part.write_bytes(data)
        part.replace(file)
    except PermissionError:
        if not file.exists():  # on Windows, a file that another process has just written and reads
            raise
    finally:
        part.unlink(missing_ok=True)


def _warn(message: str) -> None:
    warnings.warn(message, RuntimeWarning, stacklevel=2)


def _wrapped(symbols: dict[str, str], code: bytes) -> bytes:
    content = json.dumps(symbols).encode() + b"\0" + code
    return hashlib.sha256(content).digest() + content


def _unwrapped(data: bytes) -> tuple[dict[str, str], bytes]:
    """Return symbols and object file.

    Raises:
        ValueError: if a byte of them has changed.
    """
    digest, content = data[:32], data[32:]
    if hashlib.sha256(content).digest() != digest:
        raise ValueError("damaged")
    symbols, _, code = content.partition(b"\0")
    return json.loads(symbols), code


def _key() -> str:
    """Return a name for all that decides the machine code: sources, numba, its settings, the processor."""
    here = Path(__file__).parent
    sources = [here.parent / "activations.py", *sorted(here.glob("*.py"))]
    settings = {name: value for name, value in os.environ.items() if name.startswith("NUMBA_")}
    settings.pop(_FOLDER, None)
    target = (version("numba"), llvmlite.__version__, TARGET, sorted(settings.items()))
    state = hashlib.sha256(repr(target).encode())
    for source in sources:
        state.update(source.read_bytes())
    return state.hexdigest()[:16]


def _folder() -> Path:
    """Return the user's folder for what can be made again.

    Raises:
        RuntimeError: if the user has no home.
    """
    if given := os.environ.get(_FOLDER):
        return Path(given)
    from platformdirs import user_cache_path  # a person who says where does not need it

    folder = user_cache_path("nnart", appauthor=False)
    if not folder.is_absolute():  # older platformdirs, which leave a "~" that leads nowhere
        raise RuntimeError("Could not determine home directory.")
    return folder
