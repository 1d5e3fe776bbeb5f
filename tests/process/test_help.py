"""Help comes at once: nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest


def light(*arguments: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command line, after looking that nothing heavy was loaded."""
    code = (
        "import sys\nfrom nnart.cli import main\ntry: main()\n"
        "finally: assert not {'numba', 'numpy', 'PIL'} & sys.modules.keys(), 'heavy'"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["render", "--help"], ["palettes", "--help"], ["palettes", "ink"], ["--version"]],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code, stdout, stderr = light(*arguments)
    assert (code, stderr) == (0, "")
    assert stdout
