"""The compiled kernel is kept, found again, replaced when damaged, and measured once."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.kernel import choice, loading, machinecode
from nnart.kernel.kept import Keeper, Kernel
from nnart.kernel.measuring import measure
from nnart.kernel.shapes import CANDIDATES, WIDTHS, Times
from tests.conftest import names

PAINT = """
import nnart, sys
nnart.render(nnart.Recipe(seed=7), (8, 8))
print("nnart.kernel.compiler" in sys.modules)
"""


def compiles(cache: Path, source: Path | None = None) -> bool:
    """Paint something in a process of its own; return whether it had to compile."""
    environment = os.environ | {"NNART_CACHE_DIR": str(cache)}
    if source is not None:
        environment["PYTHONPATH"] = str(source)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PAINT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    return done.stdout == "True\n"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that a process has found empty, and left the kernel in."""
    folder = tmp_path_factory.mktemp("kept")
    assert compiles(folder)
    return folder


@pytest.fixture
def fast(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in no time, for tests of what is done with that: what another process has compiled is there."""
    (file,) = kept.iterdir()
    code = Kernel.from_bytes(file.read_bytes()).code
    monkeypatch.setattr("nnart.kernel.compiler.compile_kernel", lambda: code)


@pytest.mark.slow
def test_the_kernel_is_compiled_once(kept: Path) -> None:
    assert not compiles(kept)
    assert len(list(kept.iterdir())) == 1


@pytest.mark.slow
def test_a_damaged_file_is_replaced(kept: Path, tmp_path: Path) -> None:
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    (tmp_path / file.name).write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert compiles(tmp_path)
    assert not compiles(tmp_path)
    assert names(tmp_path) == [file.name]


@pytest.mark.usefixtures("fast")
def test_a_home_that_is_nowhere_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NNART_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.setattr(machinecode, "_functions", {})
    with pytest.warns(RuntimeWarning, match="not kept for the next time"):
        loading.ready()
    assert machinecode._functions


@pytest.mark.usefixtures("fast")
def test_a_full_disk_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(Path, "replace", full)
    monkeypatch.setattr(machinecode, "_functions", {})
    with pytest.warns(RuntimeWarning, match="No space left on device"):
        loading.ready()
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_an_edit_of_a_source_compiles_anew(kept: Path, tmp_path: Path) -> None:
    """The same sources in another place do not."""
    package = shutil.copytree(Path(nnart.__file__).parent, tmp_path / "src" / "nnart")
    cache = shutil.copytree(kept, tmp_path / "cache")
    assert not compiles(cache, tmp_path / "src")
    with (package / "kernel" / "hidden.py").open("a", encoding="utf-8") as source:
        source.write("# edited\n")
    assert compiles(cache, tmp_path / "src")
    assert not compiles(cache, tmp_path / "src")


@pytest.mark.usefixtures("fast")
def test_a_processor_without_fused_multiply_add_is_said_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(loading, "FUSED", False)
    monkeypatch.setattr(machinecode, "_functions", {})
    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    with pytest.warns(RuntimeWarning, match="no fused multiply-add") as said:
        loading.ready()
        loading.ready()
    assert len(said) == 1


@pytest.mark.usefixtures("fast")
def test_shapes_are_measured_once_unless_one_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By a process that finds none measured, too."""
    measured: list[int] = []
    times = {width: {CANDIDATES[0]: 2.0, CANDIDATES[1]: 1.0} for width in WIDTHS}

    def measure(rounds: int = 0) -> Times:
        measured.append(rounds)
        return times

    def ready() -> Kernel | None:
        monkeypatch.setattr(machinecode, "_functions", {})
        monkeypatch.setattr(choice, "_times", {})
        loading.ready()
        return Keeper().find()

    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(loading, "measure", measure)
    monkeypatch.setenv("NNART_SHAPE", "default")
    kernel = ready()
    assert kernel is not None
    assert (kernel.times, measured) == ({}, [])
    monkeypatch.delenv("NNART_SHAPE")
    for _ in range(2):
        kernel = ready()
        assert kernel is not None
        assert (kernel.times, measured) == (times, [0])
        assert choice.shape_for(100) == CANDIDATES[1]


@pytest.mark.usefixtures("fast")
def test_a_processor_that_is_too_slow_is_measured_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Or every start would take as long as that is tried."""
    tried: list[Times] = []

    def measured() -> Times:
        tried.append(measure(patience=-1.0))
        return tried[-1]

    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NNART_SHAPE", raising=False)
    monkeypatch.setattr(choice, "_times", {})
    monkeypatch.setattr(loading, "measure", measured)
    for _ in range(2):
        monkeypatch.setattr(machinecode, "_functions", {})
        loading.ready()
        assert len(tried) == 1
        assert choice.shape_for(100) == CANDIDATES[0]


@pytest.mark.usefixtures("fast")
def test_a_longer_measurement_replaces_the_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NNART_SHAPE", raising=False)
    monkeypatch.setattr(machinecode, "_functions", {})
    monkeypatch.setattr(choice, "_times", {})
    for best in (1, 2):
        times = {width: {CANDIDATES[0]: 2.0, CANDIDATES[best]: 1.0} for width in WIDTHS}
        monkeypatch.setattr(loading, "measure", lambda *_, times=times: times)
        loading.ready() if best == 1 else loading.measure_again()
        assert choice.shape_for(256) == CANDIDATES[best]
        kernel = Keeper().find()
        assert kernel is not None
        assert kernel.times == times


@pytest.mark.usefixtures("fast")
def test_an_interrupted_measurement_costs_no_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted() -> Times:
        raise KeyboardInterrupt

    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NNART_SHAPE", raising=False)
    monkeypatch.setattr(machinecode, "_functions", {})
    monkeypatch.setattr(loading, "measure", interrupted)
    with pytest.raises(KeyboardInterrupt):
        loading.ready()
    kernel = Keeper().find()
    assert kernel is not None
    assert kernel.times == {}
