"""Help: what people use first fits a screen, all else is there on request, and the examples work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from nnart.cli import viewer
from nnart.cli.app import GREETING, SUMMARIES, app, load_command
from nnart.cli.help import shorten
from nnart.cli.usage import HELP_ALL
from nnart.recipe.knobs import KNOBS
from tests.conftest import Run
from tests.pages import commands

SCREEN = (80, 44)  # columns and lines


def helped(*words: str, columns: int = SCREEN[0]) -> list[str]:
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [*words])
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize("words", [[], ["--help"], *([name, "--help"] for name in SUMMARIES)], ids=" ".join)
def test_help_fits_a_screen(words: list[str]) -> None:
    lines = helped(*words)
    assert max(map(len, lines)) <= SCREEN[0]
    assert len(lines) <= SCREEN[1]


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_longer_than_a_terminal_is_wide(columns: int) -> None:
    assert max(map(len, helped("render", HELP_ALL, columns=columns))) <= columns


@pytest.mark.parametrize("name", SUMMARIES)
def test_all_options_are_there_on_request(name: str) -> None:
    command, whole = load_command(name), " ".join(" ".join(helped(name, HELP_ALL)).split())
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            word = option if option.startswith("-") else str(parameter.metavar)
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", whole), (name, word)
        assert " ".join((getattr(parameter, "help", "") or "").split()) in whole, parameter.name
    assert " ".join((command.help or "").split()) in whole


@pytest.mark.parametrize("name", SUMMARIES)
def test_help_says_where_the_rest_is(name: str) -> None:
    command, text = load_command(name), "\n".join(helped(name, "--help"))
    words = {
        str(each.name): str(each.opts[0] if each.opts[0].startswith("-") else each.metavar)
        for each in command.params
    }
    shown = {
        name for name, word in words.items() if re.search(rf"^  (-., )?{re.escape(word)}\b", text, re.MULTILINE)
    }
    assert shown == words.keys() & command.first
    assert (HELP_ALL in text) == (shown < words.keys())


def test_the_table_says_which_knobs_come_first() -> None:
    first = load_command("render").first
    assert {name for name, knob in KNOBS.items() if knob.first} == first & KNOBS.keys()


def test_all_is_a_way_to_ask_for_help_of_everything(main_: Run) -> None:
    assert main_(HELP_ALL).stdout == main_("--help").stdout
    assert main_("show", "--", HELP_ALL).returncode == 1
    assert main_("bench", HELP_ALL).stdout == main_("bench", "--help").stdout


def test_a_text_is_shortened_to_its_sentence_and_default() -> None:
    assert shorten("One. Two. (default: 3)") == "One. (default: 3)"
    assert shorten("One. (default: 3)") == "One. (default: 3)"
    assert shorten("One.") == "One."
    assert shorten("One. Two.") == "One."


def test_every_command_has_examples_that_fit() -> None:
    for name in SUMMARIES:
        examples = load_command(name).examples
        assert 2 <= len(examples) <= 4
        assert next(iter(examples)).startswith(f"nnart {name}")
        for line, does in examples.items():
            assert max(len(line) + 2, len(does) + 4) <= SCREEN[0]


@pytest.mark.slow
def test_every_example_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of all commands in one folder, in the order in which the commands are listed."""
    opened = list[Path]()
    monkeypatch.setattr(viewer, "open_in_viewer", lambda path: opened.append(Path(path)))
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    lines = [*GREETING, *(line for name in SUMMARIES for line in load_command(name).examples)]
    for line, arguments, target in commands("```sh\n" + "\n".join(lines) + "\n```", side=32):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, f"{line}\n{done.output}{done.exception}"
        if target:
            (tmp_path / target).write_text(done.stdout, encoding="utf-8")
    assert len(opened) == sum("--open" in line or line.startswith("nnart open") for line in lines)
    assert all(path.exists() for path in opened)
