"""The README and the package as a stranger meets them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from tests.pages import ROOT, blocks, commands

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = list(commands(README, side=96))


@pytest.mark.slow
def test_every_command_works(tmp_path: Path) -> None:
    """In one folder, in the order in which they stand; CI runs the two that set up."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NNART_FAVOURITES": str(tmp_path / "kept")}
    for line, arguments, _ in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "nnart", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_no_command_is_left_out() -> None:
    assert len(COMMANDS) == 10


def test_no_figure_is_left_out() -> None:
    benchmarks = (ROOT / "docs" / "project" / "benchmarks.md").read_text(encoding="utf-8")
    assert not re.search(r"@[A-Z0-9]+@", README + benchmarks)


def test_the_python_block_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = (block for language, block in blocks(README) if language == "python")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"seven.png"}


def test_the_setup_commands_are_cis() -> None:
    """CI takes them out of the README and runs them."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for wanted in re.findall(r"readme '([^']+)'", script):
        line = next(line for line in README.splitlines() if wanted in line)
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_every_picture_of_the_readme_is_there() -> None:
    paths = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(paths) == 4
    for path in paths:
        assert (ROOT / path).stat().st_size < (520_000 if path.endswith(".gif") else 200_000)


def test_the_film_is_painted_by_this_version() -> None:
    assert nnart.verify_film(ROOT / "docs" / "pictures" / "film.gif").same


def test_the_first_picture_is_painted_by_this_version() -> None:
    recipe = nnart.read(ROOT / "docs" / "pictures" / "first.jpg").recipe
    assert recipe == calibrate(nnart.Recipe(seed=7, layers=20))


def test_public_names_are_exactly_these() -> None:
    public: list[str] = vars(nnart)["__all__"]
    assert public == sorted(public)
    for name in public:
        assert getattr(nnart, name).__doc__, name
        assert name in dir(nnart)
    with pytest.raises(AttributeError, match="nosuch"):
        nnart.nosuch  # type: ignore[attr-defined]  # noqa: B018


def test_a_public_name_that_shares_a_modules_name_would_be_hidden() -> None:
    """`import nnart.x` binds the module over a lazy name `x`, so no name may be that of a module."""
    package = ROOT / "src" / "nnart"
    modules = {path.stem for path in package.iterdir()}
    assert modules.isdisjoint(vars(nnart)["__all__"])
