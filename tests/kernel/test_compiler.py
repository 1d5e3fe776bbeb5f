"""The compiler's process: alone with the kernel; when it fails, a line says why."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nnart.errors import NnartError
from nnart.kernel import compiler
from nnart.kernel.objectcode import sealed
from nnart.notices import watching
from tests.commandline import POSIX
from tests.faults_of import broken


def refusal() -> NnartError:
    with pytest.raises(NnartError) as caught:
        compiler.compile_kernel()
    return caught.value


def test_it_runs_where_nobody_leaves_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And with the modules of this process, those of the current folder too."""
    found: dict[str, object] = {}

    class Process(subprocess.Popen[bytes]):
        """A compiler that says where it runs, and has compiled already."""

        def __init__(self, command: list[str], **options: Any) -> None:
            found.update(options, command=command)
            code = f"import sys; sys.stdout.buffer.write({sealed(b'code')!r})"
            super().__init__([sys.executable, "-c", code], **options)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", "/somewhere"])
    monkeypatch.setattr("subprocess.Popen", Process)
    assert compiler.compile_kernel() == b"code"
    assert found["cwd"] == Path(compiler.__file__).parent
    assert isinstance(command := found["command"], list)
    assert command[-1] == f'["{tmp_path}", "/somewhere"]'


def test_whoever_watches_is_told_while_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, and several times a second that it still does."""
    said: list[str] = []
    ticks: list[None] = []

    @contextmanager
    def watch(message: str) -> Iterator[Callable[[], None]]:
        said.append(message)
        yield lambda: ticks.append(None)

    answer = sealed(b"code")
    start = f"import sys, time; time.sleep(1); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(compiler, "_START", start)
    with watching(watch):
        assert compiler.compile_kernel() == b"code"
    assert len(said) == 1
    assert ticks


def test_what_ends_the_wait_ends_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    class Process(subprocess.Popen[bytes]):
        """A process that is remembered."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    @contextmanager
    def watch(_: str) -> Iterator[Callable[[], None]]:
        yield interrupt

    def interrupt() -> None:
        raise KeyboardInterrupt

    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.setattr("subprocess.Popen", Process)
    monkeypatch.setattr(compiler, "_START", "import time; time.sleep(100)")
    with watching(watch), pytest.raises(KeyboardInterrupt):
        compiler.compile_kernel()
    (process,) = started
    assert process.poll() is not None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise MemoryError", "MemoryError"),
        ("import sys; sys.stdout.write('no machine code')", "the compiler said nothing"),
        pytest.param(
            "import os; os.abort()", f"ended by signal {int(signal.SIGABRT)}; it may lack memory", marks=POSIX
        ),
    ],
)
def test_a_failure_is_one_line(code: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "_START", code)
    error = refusal()
    assert broken(error) == [("unreachable", ())]
    assert said in str(error)
    assert "\n" not in str(error)


def test_a_process_that_does_not_start_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen", full)
    error = refusal()
    assert broken(error) == [("access", ())]
    assert "Resource temporarily unavailable" in str(error)


def test_a_program_without_an_interpreter_is_not_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert broken(refusal()) == [("absent", ())]


def test_what_else_is_printed_is_no_machine_code(monkeypatch: pytest.MonkeyPatch) -> None:
    start = """
import sys, types
from nnart.kernel import compiler
def machine_code():
    print("noise")
    return b"code"
sys.modules["nnart.kernel.compiled"] = types.SimpleNamespace(machine_code=machine_code)
compiler.main()
"""
    monkeypatch.setattr(compiler, "_START", f"import json, sys; sys.path[:] = json.loads(sys.argv[1])\n{start}")
    assert compiler.compile_kernel() == b"code"
