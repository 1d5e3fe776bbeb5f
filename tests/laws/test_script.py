"""A user's script with all of the public names: it runs, and a strict checker of types finds nothing."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from tests.pages import ROOT

SCRIPT = Path(__file__).with_name("script.py")


def test_it_uses_every_public_name() -> None:
    used = set(re.findall(r"nnart\.(\w+)", SCRIPT.read_text(encoding="utf-8")))
    assert used == set(dir(nnart))


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))
    found = runpy.run_path(str(SCRIPT))
    assert found["row"] is None and len(found["shown"]) == 3


@pytest.mark.slow
def test_a_strict_checker_finds_nothing(tmp_path: Path) -> None:
    """In a folder of its own, as a user has no settings of ours."""
    pytest.importorskip("mypy")
    (tmp_path / "script.py").write_bytes(SCRIPT.read_bytes())
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = True\n[mypy-tqdm]\nignore_missing_imports = True\n")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "script.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"MYPYPATH": str(ROOT / "src")},
    )
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), done.stdout
