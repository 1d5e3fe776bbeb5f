"""Loading the kernel: it is compiled and measured once, kept, and linked by every process."""

from __future__ import annotations

import os
from threading import Lock

from nnart.kernel import choice, machinecode
from nnart.kernel.execution import check_executable
from nnart.kernel.kept import Keeper, Kernel
from nnart.kernel.measuring import MANY, measure
from nnart.kernel.processor import FUSED, SETTINGS
from nnart.kernel.shapes import Times
from nnart.notices import tell
from nnart.threads import Cancel

_loading = Lock()


def ready() -> None:
    """Link the functions; compile them first if no earlier process has done so.

    The cache must never prevent a picture: a damaged file is replaced.

    Raises:
        NnartError: if they cannot be compiled or executed.
    """
    with _loading:
        if machinecode.linked():
            return
        check_executable()
        chosen = choice.chosen()
        if not FUSED:
            whose = f"{SETTINGS[1]} lists" if SETTINGS[1] in os.environ else "this processor has"
            tell(f"{whose} no fused multiply-add: pictures are the same, but take very much longer")
        keeper = Keeper()
        kernel = keeper.find()
        code = _compiled() if kernel is None else kernel.code
        Cancel().run(lambda: machinecode.link(code))  # on a thread: see `in_thread`
        if kernel is None or not (kernel.times or chosen):
            kernel = Kernel(code, {} if chosen else _measured(code, keeper))
            keeper.keep(kernel)
        choice.use(kernel.times)


def _compiled() -> bytes:
    from nnart.kernel.compiler import compile_kernel  # not needed with a cached kernel

    return compile_kernel()


def _measured(code: bytes, keeper: Keeper) -> Times:
    """Return the shapes' times; if that is interrupted, the code is not lost."""
    try:
        return measure()
    except BaseException:
        keeper.keep(Kernel(code, {}))
        raise


def measure_again() -> None:
    """Measure the shapes for longer, and choose by that from now on, in later processes too."""
    keeper, times = Keeper(), measure(MANY)
    choice.use(times)
    kernel = keeper.find()
    if kernel is not None:
        keeper.keep(Kernel(kernel.code, times))
