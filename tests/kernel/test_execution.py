"""Memory that must not be executed is found out, before LLVM crashes over it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pytest

from nnart.errors import NnartError
from nnart.kernel import execution
from tests.faults_of import broken
from tests.forbidden import forbidding_execution


def test_an_ordinary_process_may_execute_memory() -> None:
    execution.check_executable()


def test_where_it_is_forbidden_it_is_refused() -> None:
    code = forbidding_execution() + "from nnart.kernel.execution import check_executable; check_executable()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NnartError: cannot allocate executable memory" in done.stderr


def test_where_there_is_no_memory_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr("mmap.mmap", full)
    with pytest.raises(NnartError) as caught:
        execution.check_executable()
    assert broken(caught.value) == [("limit", ())]
