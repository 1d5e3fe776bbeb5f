"""The kernel as it is kept: the same when it is found again, never stale, never damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.kernel import kept, processor
from nnart.kernel.kept import Keeper, Kernel
from nnart.kernel.shapes import CANDIDATES, WIDTHS

ROWS = st.dictionaries(st.sampled_from(CANDIDATES), st.floats(1e-9, 1.0))


@given(st.binary(), st.dictionaries(st.sampled_from(WIDTHS), ROWS))
def test_a_kernel_is_the_same_after_bytes(code: bytes, times: dict) -> None:  # type: ignore[type-arg]
    assert Kernel.from_bytes(Kernel(code, times).to_bytes()) == (code, times)


def test_what_is_kept_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path))
    assert Keeper().find() is None
    kernel = Kernel(b"code", {32: {CANDIDATES[0]: 0.5}})
    Keeper().keep(kernel)
    assert Keeper().find() == kernel
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"f")
    assert Keeper().find() is None


def test_every_source_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = shutil.copytree(Path(nnart.__file__).parent, tmp_path / "nnart")
    keys = [kept.key()]
    monkeypatch.setattr(kept, "__file__", str(package / "kernel" / "kept.py"))
    assert kept.key() == keys[0]
    for path in [package / "activation.py", *(package / "kernel").iterdir()]:
        if path.suffix == ".py":
            path.write_bytes(path.read_bytes() + b"# edited\n")
            keys.append(kept.key())
    assert len(set(keys)) == len(keys) > 10


def test_another_processor_has_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.key()
    monkeypatch.setattr(kept, "TARGET", processor.TARGET._replace(name="another"))
    assert kept.key() != before
