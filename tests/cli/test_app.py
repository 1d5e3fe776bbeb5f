"""The commands: all are there, with help, and loaded by name."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnart.cli import commands
from nnart.cli.app import GREETING, SUMMARIES, app, load_command
from nnart.cli.usage import HELP_ALL
from nnart.version import __version__
from tests.conftest import Run


def test_help_names_every_command(main_: Run) -> None:
    text = main_("--help").stdout
    for name, summary in SUMMARIES.items():
        assert re.search(rf"^ +{name} +{re.escape(summary)}$", text, re.MULTILINE), name
        assert (load_command(name).help or "").startswith(summary.removesuffix(".")), name


def test_nnart_alone_greets(main_: Run) -> None:
    """It is no error: who types it asks what to do."""
    done = main_()
    assert (done.returncode, done.stderr) == (0, "")
    assert all(f"  {line} " in done.stdout for line in GREETING)
    assert len(GREETING) == 5
    assert "nnart --help" in done.stdout


def test_every_module_of_commands_is_a_command() -> None:
    modules = {path.stem for path in Path(commands.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == set(SUMMARIES)


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_command_has_the_help_of_its_function(name: str) -> None:
    """Paragraphs are kept, the line breaks within them are not."""
    said = getattr(import_module(f"nnart.cli.commands.{name}"), name).__doc__
    found = load_command(name).help or ""
    assert found.split() == said.split()
    assert found.count("\n\n") == found.count("\n") / 2 == said.strip().count("\n\n")


def test_the_version_is_printed() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, done.stdout) == (0, f"nnart {__version__}\n")


@pytest.mark.parametrize("name", SUMMARIES)
def test_help_has_words_of_people_in_brackets(main_: Run, name: str) -> None:
    text = main_(name, HELP_ALL).stdout
    assert not re.search(r"\[\[|\{\{|\{[A-Z]|list\[|<\w+>|None", text)


def test_dashes_of_a_chat_are_read_as_they_were_typed(main_: Run) -> None:
    done = main_("show", "—all", "‘7’", "—bogus")
    assert done.stderr.startswith("read as nnart show --all 7 --bogus\nnnart: No such option: --bogus")
    assert "read as" not in main_("show", "7", "—quiet").stderr.replace("No such option: --quiet", "")
