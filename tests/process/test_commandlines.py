"""Command lines: some of an endless row of them, made from the commands' own options, are run and judged.

One that goes wrong is run again by its number: python tools/fuzz_commands.py --from NUMBER --lines 1
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from nnart.cli.app import SUMMARIES, load_command
from nnart.recipe.knobs import KNOBS
from tests.commandline import POSIX
from tests.commandlines import SLOW_COMMANDS, line
from tests.optionvalues import HUGE, VALUES, values_of
from tests.play import play
from tests.playground import make_playground

LINES = 200
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "playground"
    make_playground(folder)
    return folder


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("number", range(LINES))
def test_any_command_line_ends_well(made: Path, tmp_path: Path, number: int) -> None:
    assert not play(number, made, tmp_path), f"{number}: nnart {shlex.join(line(number))}"


def test_every_option_is_given_sooner_or_later() -> None:
    """Those of new commands too."""
    given: dict[str, set[str]] = {name: set() for name in SUMMARIES}
    for number in range(12_000):
        command, *words = line(number) or ("",)
        assert "--huge" not in words or not any(word.endswith(HUGE) for word in words), number
        if command in given:
            given[command] |= {word.partition("=")[0] for word in words}
    for name, seen in given.items():
        options = {option for one in load_command(name).params for option in one.opts if option.startswith("-")}
        assert options <= seen, name


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_line_is_the_same_everywhere(seed: str) -> None:
    """In another process, whose sets have another order, and in whatever order lines are asked for."""
    numbers = [*range(60, 0, -1)]
    code = f"from tests.commandlines import line; print(*map(line, {numbers}), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [str(line(number)) for number in numbers]


def test_what_an_option_takes_is_told_by_its_name_or_kind() -> None:
    """So that a new one is given what makes sense, and VALUES names none that is gone."""
    parameters = {one.name: one for name in SUMMARIES for one in load_command(name).params}
    assert {*VALUES} <= {*parameters} | {"cluster"}
    for name, parameter in parameters.items():
        if not getattr(parameter, "is_flag", False):
            assert values_of(parameter).wrong, name
            assert name in VALUES or name in KNOBS, f"{name} is given anything: say in VALUES what it takes"
    assert {*SLOW_COMMANDS} <= {*SUMMARIES}
