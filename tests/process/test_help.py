"""Help: complete, true, and at once."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from nnart.cli.app import SUMMARIES, load_command
from tests.conftest import Run


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


def test_help_names_every_command_and_option(main_: Run) -> None:
    text = main_("--help").stdout
    for name, summary in SUMMARIES.items():
        command = load_command(name)
        assert re.search(rf"^ +{name} +{re.escape(summary)}$", text, re.MULTILINE), name
        assert (command.help or "").startswith(summary.removesuffix(".")), name
        described = main_(name, "--help").stdout
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                word = option if option.startswith("-") else str(parameter.metavar)
                assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", described), (name, word)


def test_without_a_command_help_is_shown(main_: Run) -> None:
    done = main_()
    assert "Usage: " in done.stdout
    assert done.stderr == ""
    assert done.returncode == 2


def test_help_says_what_the_defaults_are(main_: Run) -> None:
    recipe = tomllib.loads(main_("render", "--seed", "0", "--dry-run", "--size", "8").stdout)
    options = main_("render", "--help").stdout
    assert re.search(
        rf"--bias .*?{recipe['bias'] / recipe['width']:.0%}".replace("%", " %"), options, re.DOTALL
    )
    for name in ("layers", "width", "detail", "zoom"):
        assert re.search(rf"--{name} .*?\(default:\s+(?:│\s+│\s+)?{recipe[name]:g}\)", options, re.DOTALL), name
