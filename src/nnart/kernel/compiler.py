"""The compiler: a separate Python process, in which LLVM has no settings of other programs.

A program that has loaded LLVM before may have set its options. Machine code is kept for later processes, so no
such setting may influence it. A Ctrl-C ends the process at once. If it crashes or lacks memory, nnart reports
that in one line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from nnart.errors import NnartError, fault
from nnart.kernel.objectcode import sealed, unsealed
from nnart.notices import Tick, waiting

_TICK = 0.1  # seconds
_START = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from nnart.kernel.compiler import main
main()
"""


def compile_kernel() -> bytes:
    """Return the kernel's object file, compiled by another process, which never outlives this call.

    Raises:
        NnartError: if the process cannot be started, or fails.
    """
    if not sys.executable or getattr(sys, "frozen", False):  # sys.executable would start this program again
        raise NnartError(
            fault("absent", "nnart needs a Python interpreter to compile its kernel, and there is none")
        )
    path = [str(Path(folder).absolute()) for folder in sys.path]
    command = [sys.executable, "-P", "-W", "ignore", "-c", _START, json.dumps(path)]
    try:
        with waiting("compiling for this processor, once: a second or two") as tick:
            done = _run(command, tick)
    except OSError as error:
        says = f"the process that compiles the kernel does not start ({error.strerror})"
        raise NnartError(fault("access", says)) from error
    try:
        return unsealed(done.stdout)
    except ValueError as error:
        raise NnartError(fault("unreachable", f"the kernel cannot be compiled ({_cause(done)})")) from error


def _run(command: list[str], tick: Tick) -> subprocess.CompletedProcess[bytes]:
    """Run a process; return its exit code and output. It never outlives this call."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent,  # wherever this process is, that folder may be gone
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
    """Compile the kernel, and write it, and nothing else, to standard output."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        from nnart.kernel.compiled import machine_code  # not needed to start the process

        out.write(sealed(machine_code()))


def _cause(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return why the process failed, in a few words."""
    if done.returncode < 0:
        return f"the compiler was ended by signal {-done.returncode}; it may lack memory"
    said = done.stderr.decode(errors="replace").split("\n")
    return next(filter(None, reversed(said)), "the compiler said nothing")
