"""The compiled kernel is kept, found again, replaced when damaged, and never stale."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.kernel import machinecode, processor
from nnart.kernel.objectcode import ObjectCode
from tests.conftest import names

PAINT = """
import nnart, sys
nnart.render(nnart.Recipe(seed=7), (8, 8))
assert "numba" not in sys.modules
print("nnart.kernel.compiler" in sys.modules)
"""


def compiles(cache: Path, source: Path | None = None) -> bool:
    """Paint something in a process of its own; return whether it had to compile."""
    environment = os.environ | {"NUMBA_CACHE_DIR": str(cache)}
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
    code = ObjectCode.from_bytes(file.read_bytes())
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
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.setattr(machinecode, "_functions", {})
    with pytest.warns(RuntimeWarning, match="not kept for the next time"):
        machinecode.ready()
    assert machinecode._functions


@pytest.mark.usefixtures("fast")
def test_a_full_disk_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(Path, "replace", full)
    monkeypatch.setattr(machinecode, "_functions", {})
    with pytest.warns(RuntimeWarning, match="No space left on device"):
        machinecode.ready()
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


def test_every_source_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = shutil.copytree(Path(nnart.__file__).parent, tmp_path / "nnart")
    keys = [machinecode._key()]
    monkeypatch.setattr(machinecode, "__file__", str(package / "kernel" / "machinecode.py"))
    assert machinecode._key() == keys[0]
    for path in [package / "activation.py", *(package / "kernel").iterdir()]:
        if path.suffix == ".py":
            path.write_bytes(path.read_bytes() + b"# edited\n")
            keys.append(machinecode._key())
    assert len(set(keys)) == len(keys) > 10


def test_another_processor_has_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    before = machinecode._key()
    monkeypatch.setattr(machinecode, "TARGET", processor.TARGET._replace(name="another"))
    assert machinecode._key() != before


def test_settings_that_decide_the_code_and_no_others_are_in_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("NUMBA_")]:
        monkeypatch.delenv(name)
    keys = [machinecode._key()]
    for name in ("NUMBA_OPT", "NUMBA_ENABLE_AVX"):
        monkeypatch.setenv(name, "1")
        keys.append(machinecode._key())
    assert len(set(keys)) == len(keys)
    for name in ("NUMBA_CACHE_DIR", "NUMBA_NUM_THREADS", "NUMBA_DUMP_ASSEMBLY", "NUMBA_BOUNDSCHECK"):
        monkeypatch.setenv(name, "1")
    assert machinecode._key() == keys[-1]


@pytest.mark.usefixtures("fast")
def test_a_processor_without_fused_multiply_add_is_said_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machinecode, "FUSED", False)
    monkeypatch.setattr(machinecode, "_functions", {})
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    with pytest.warns(RuntimeWarning, match="no fused multiply-add") as said:
        machinecode.ready()
        machinecode.ready()
    assert len(said) == 1
