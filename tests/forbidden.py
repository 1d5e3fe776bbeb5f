"""Processes that must not execute memory that they have written, as under systemd's MemoryDenyWriteExecute."""

from __future__ import annotations

import subprocess
import sys

import pytest

_FORBID = "import ctypes; assert ctypes.CDLL(None).prctl(65, 1, 0, 0, 0) == 0\n"  # PR_SET_MDWE


def forbidding_execution() -> str:
    """Return code that forbids it to the process that runs it; where no system can, skip the test."""
    if subprocess.run([sys.executable, "-c", _FORBID], capture_output=True, check=False).returncode:
        pytest.skip("this system cannot forbid a process to execute memory: needs Linux 6.3")
    return _FORBID
