"""The README and the package as a stranger meets them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.presets import PRESETS
from tests.pages import ROOT, blocks, commands

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [
    found
    for language, block in blocks(README)
    if language == "sh" and (found := list(commands(f"```sh\n{block}```", side=96)))
]
# `nnart bench` in moments instead of ten seconds: how fast this machine is nobody asks here.
MOMENTS = """
from nnart.rendering import estimate
from nnart.field import speed
from nnart.cli import main
speed._MOMENT, speed._ROUNDS, estimate._SECONDS = 0.01, 2, 0.01
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("block", range(len(BLOCKS)))
def test_every_command_works(block: int, tmp_path: Path) -> None:
    """In the order it stands in, but for the three that set up, which are CI's."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "NNART_FAVOURITES": str(tmp_path / "kept")}
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (list_,) = (block for language, block in blocks(README) if language == "toml" and "[[pictures]]" in block)
    (tmp_path / "gallery.toml").write_text(list_, encoding="utf-8")
    for line, arguments, target in BLOCKS[block]:
        program = ["-c", MOMENTS] if arguments == ["bench"] else ["-m", "nnart"]
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        if target:
            (tmp_path / target).write_text(done.stdout, encoding="utf-8")
        if arguments == ["bench"]:
            assert len(re.findall(r"^\d+ x \d+.*%$", done.stdout, re.MULTILINE)) == 5
            assert "a picture of the default network takes about\n 1024  1024 x 1024 " in done.stdout


def test_no_command_is_left_out() -> None:
    assert sum(map(len, BLOCKS)) == 76


def test_no_figure_is_left_out() -> None:
    assert not re.search(r"@[A-Z0-9]+@", README + (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))


def test_the_python_block_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = (block for language, block in blocks(README) if language == "python")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "README.md", "exec"), {})
    assert {path.name for path in tmp_path.iterdir()} == {"seven.png", "silk.tif", "square.png", "square.toml"}


def test_the_setup_commands_are_cis() -> None:
    """CI takes them out of the README and runs them."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for wanted in re.findall(r"readme '([^']+)'", script):
        line = next(line for line in README.splitlines() if wanted in line)
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_every_picture_of_the_readme_is_there() -> None:
    paths = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(paths) == 12
    for path in paths:
        assert nnart_picture_is_small(ROOT / path)


def nnart_picture_is_small(path: Path) -> bool:
    return path.stat().st_size < 200_000


def test_the_first_picture_is_painted_by_this_version() -> None:
    recipe = nnart.read(ROOT / "docs" / "pictures" / "first.jpg").recipe
    assert recipe == calibrate(nnart.Recipe(seed=7, layers=20))


def test_the_map_of_files_is_complete() -> None:
    package = ROOT / "src" / "nnart"
    named = set(re.findall(r"^\| `(\w+(?:\.py|/))`", README.split("## Files")[1], re.MULTILINE))
    there = {path.name + "/" * path.is_dir() for path in package.iterdir() if not path.name.startswith("_")}
    assert named == there - {"py.typed"}


def test_presets_are_all_named() -> None:
    for preset in PRESETS:
        assert f"`{preset.name}`" in README


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
