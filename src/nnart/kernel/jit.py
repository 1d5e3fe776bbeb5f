"""Settings for compiling functions. Importing this module loads numba."""

from __future__ import annotations

import numba

# Division as in NumPy, without a test for zero. No wrappers: they call numba, which is not loaded when the code
# is linked later. fastmath and parallel stay off: both make the order of operations depend on the machine.
compiled = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
# For functions that other compiled functions call: inlined before compiling, not compiled twice.
inlined = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")
