"""The compiler: a Python process of its own, where numba finds nothing that is set for other programs.

numba takes settings from environment variables, from a file in the current folder, and from a program that has
loaded it before, and prints what they ask for. Machine code is kept for later processes, so none of that may
decide it. A Ctrl-C ends the process at once; its crash, or want of memory, is a line here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from nnart.errors import NnartError, fault
from nnart.kernel.objectcode import ObjectCode
from nnart.kernel.processor import settings
from nnart.notices import Tick, waiting

_OTHERS = ("NUMBA_", "LLVMLITE_", "VS_PROFILER")  # variables that numba and llvmlite would read
_TICK = 0.1  # seconds
_START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from nnart.kernel.compiler import main
main()
"""


def compile_kernel() -> ObjectCode:
    """Return the kernel's machine code, made by another process, which ends with this call, however it ends.

    Raises:
        NnartError: if that process cannot be started, or fails.
    """
    if not sys.executable or getattr(sys, "frozen", False):  # it would be this very program again
        raise NnartError(fault("absent", "to compile the kernel takes a Python interpreter, and here is none"))
    path = [str(Path(folder).absolute()) for folder in sys.path]
    command = [sys.executable, "-P", "-W", "ignore", "-c", _START, json.dumps(path)]
    try:
        with waiting("compiling for this processor, once: a few seconds") as tick:
            done = _run(command, tick)
    except OSError as error:
        says = f"the process that compiles the kernel does not start ({error.strerror})"
        raise NnartError(fault("access", says)) from error
    try:
        return ObjectCode.from_bytes(done.stdout)
    except ValueError as error:
        raise NnartError(fault("unreachable", f"the kernel cannot be compiled ({_cause(done)})")) from error


def _run(command: list[str], tick: Tick) -> subprocess.CompletedProcess[bytes]:
    """Return how a process ended, and what it wrote, after ticks meanwhile; it ends with this call."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent,  # where nobody leaves settings
        env=_environment(),
    ) as process:
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    out, said = process.communicate(timeout=_TICK)
                    return subprocess.CompletedProcess(command, process.returncode, out, said)
                tick()
        except BaseException:
            process.kill()
            raise


def main() -> None:
    """Compile the kernel, and write it to standard output, where nothing else is written."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        from nnart.kernel.compiled import machine_code  # which loads numba

        out.write(machine_code().to_bytes())


def _environment() -> dict[str, str]:
    """Return the environment without numba's variables, but for those that the kernel heeds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)}
    return kept | settings() | {"OPENBLAS_NUM_THREADS": "1"}  # NumPy would start threads that do nothing


def _cause(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return in a few words why the process failed."""
    if done.returncode < 0:
        return f"the compiler was ended by signal {-done.returncode}; it may lack memory"
    said = done.stderr.decode(errors="replace").split("\n")
    return next(filter(None, reversed(said)), "the compiler said nothing")
