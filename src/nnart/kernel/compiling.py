"""How the kernel is compiled, with what operations beyond numba's own, and where the result is kept."""

from __future__ import annotations

import hashlib
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
from numba import types
from numba.core.caching import NullCache
from numba.extending import intrinsic


def compiled(function: Callable[..., Any]) -> Any:
    """Compile `function` at its first call.

    nogil         bands run in a thread pool of our own; numba's own threading layers are never entered
    error_model   as NumPy divides, without a test for zero
    fastmath and parallel stay off: both let the order of operations depend on the machine.
    """
    return numba.njit(nogil=True, error_model="numpy")(function)


def _fma(name: str, real: types.Float) -> Any:
    def fma(typingctx: Any, a: Any, b: Any, c: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.fma(*args)

        return real(real, real, real), generate

    fma.__name__ = name
    fma.__doc__ = f"Return a * b + c in {real}, rounded once."
    return intrinsic(fma)


fma32 = _fma("fma32", types.float32)
fma64 = _fma("fma64", types.float64)


def _bits(name: str, source: Any, target: Any) -> Any:
    def reinterpret(typingctx: Any, x: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], context.get_value_type(target))

        return target(source), generate

    reinterpret.__name__ = name
    reinterpret.__doc__ = f"Return the {target} that has the bits of a {source}."
    return intrinsic(reinterpret)


bits_of = _bits("bits_of", types.float32, types.int32)
float_of = _bits("float_of", types.int32, types.float32)
double_of = _bits("double_of", types.int64, types.float64)


def _cache_folder() -> Path:
    """Return the folder for compiled code.

    It is named for the sources that the code is made of: numba itself looks at one file only, and would go
    on using code compiled from an older version of the others.
    """
    package = Path(__file__).parent.parent
    files = [package / "activations.py", *sorted(package.glob("kernel/*.py"))]
    sources = b"".join(file.read_bytes() for file in files)
    name = hashlib.sha256(sources + numba.__version__.encode()).hexdigest()[:16]
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        root = Path(given)
    elif sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        root = Path(local) / "nnart" / "cache"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches" / "nnart"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nnart"
    return root / name


def prepare(function: Any, signature: Any) -> None:
    """Compile a function for a signature, or load what an earlier process compiled.

    A compile cache must never keep a picture from being painted: where nothing can be written or what is
    there cannot be read, it is compiled in memory, with one warning.
    """
    before = numba.config.CACHE_DIR
    try:
        folder = _cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        numba.config.CACHE_DIR = str(folder)  # read when caching is enabled; not for other users of numba
        function.enable_caching()
        function.compile(signature)
    except Exception as error:  # a broken cache can raise anything that unpickling can
        warnings.warn(
            f"the compiled kernel is not kept for the next time ({type(error).__name__}: {error}); "
            "NUMBA_CACHE_DIR names a folder for it",
            RuntimeWarning,
            stacklevel=2,
        )
        function._cache = NullCache()
        if not function.signatures:
            function.compile(signature)
    finally:
        numba.config.CACHE_DIR = before
