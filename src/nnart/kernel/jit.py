"""How functions are compiled. Importing this loads numba."""

from __future__ import annotations

import numba

# Divided as NumPy does, without a test for zero. No wrappers: they call numba, which is not there when the code
# is linked again. fastmath and parallel stay off: both let the order of operations depend on the machine.
compiled = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
# For what other compiled functions call: taken into them before they are compiled, not compiled twice.
inlined = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")
