"""Help comes at once: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"llvmlite", "numpy", "PIL"}


def light(*arguments: str, heavy: set[str] = HEAVY) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command line, after looking that nothing heavy was loaded."""
    code = (
        "import sys\nfrom nnart.cli import main\ntry: main()\n"
        f"finally: assert not {heavy} & sys.modules.keys(), 'heavy'"
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
