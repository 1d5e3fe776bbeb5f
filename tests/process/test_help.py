"""Help comes at once: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"llvmlite", "numpy", "PIL"}


def light(*arguments: str, heavy: set[str] = HEAVY) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command line, after looking that nothing heavy was loaded."""
    code = (
        "import sys\nfrom nnart.cli import main\ntry: main()\n"
        f"finally: assert not (found := {heavy} & sys.modules.keys()), found"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["help", "show"]], ids=" ".join)
def test_help_does_not_load_what_checks_values(arguments: list[str]) -> None:
    """Pydantic, which Typer takes for that, would be a third of the time."""
    code, stdout, stderr = light(*arguments, heavy={*HEAVY, "pydantic"})
    assert (code, stderr) == (0, "")
    assert stdout


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["render", "--help"], ["palettes", "--help"], ["palettes", "ink"], ["--version"]],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code, stdout, stderr = light(*arguments)
    assert (code, stderr) == (0, "")
    assert stdout


# What a picture in a PNG does without, each of them a hundredth of a second or more.
UNUSED = {
    "asyncio",
    "cmap",
    "distributed",
    "email",
    "importlib.metadata",
    "jinja2",
    "nnart.cli.commandhints",
    "nnart.cli.concepts",
    "nnart.cli.hints",
    "nnart.explore.words",
    "numpy.ma",
    "PIL",
    "pydantic",
    "rich",
    "sqlite3",
    "statistics",
    "tifffile",
    "urllib.request",
}


def test_a_picture_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    code, stdout, stderr = light("render", "7", "--size", "64", "-o", str(tmp_path / "a.png"), heavy=UNUSED)
    assert (code, stdout) == (0, "")
    assert stderr.startswith("seed 7 (64 x 64")
