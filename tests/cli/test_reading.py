"""Reading: what a command's words say, without Typer's own reader of values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from nnart.cli.app import SUMMARIES, Command, load_command
from nnart.cli.numbers import INTEGER
from nnart.cli.reading import Reader

PLAIN = (bool, str, list[str], tuple[str, str])  # which Typer's reader would leave as they are


@pytest.mark.parametrize("name", SUMMARIES)
def test_all_options_are_text_or_have_a_parser(name: str) -> None:
    parameters: Sequence[Any] = load_command(name).params
    for parameter in parameters:
        asked = parameter.type_descriptor
        assert asked.annotation in PLAIN or asked.parameter_info.parser is not None, parameter.name


def test_a_parser_reads_what_is_given_and_nothing_else() -> None:
    assert Reader(int).coerce("7", param=None, ctx=None) == 7
    assert Reader(int).coerce(None, param=None, ctx=None) is None
    assert Reader(None).coerce("7", param=None, ctx=None) == "7"


def test_words_are_read_as_typer_reads_them() -> None:
    """The same command, by Typer alone and by nnart's class."""
    read: list[dict[str, Any]] = []

    def command(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        count: Annotated[int | None, typer.Option(**INTEGER)] = None,
        path: Annotated[Path, typer.Option(parser=Path)] = Path("a"),
        several: Annotated[list[str] | None, typer.Option()] = None,
        pair: Annotated[tuple[str, str] | None, typer.Option()] = None,
        whether: Annotated[bool | None, typer.Option("--yes/--no")] = None,
        flag: Annotated[bool, typer.Option("--flag")] = False,
    ) -> None:
        read.append(locals().copy())

    assert "words" in get_type_hints(command)
    lines = [
        [],
        ["7", "x.png", "--count", "12", "--path", "b/c", "--several", "1", "--several", "2", "--flag"],
        ["--pair", "a", "b", "--no", "--count", "many", ""],
        ["--yes", "--path", ""],
    ]
    for line in lines:
        read.clear()
        for cls in (None, Command):
            app = typer.Typer(add_completion=False)
            app.command(cls=cls)(command)
            assert CliRunner().invoke(app, line).exit_code == 0, line
        by_typer, ours = read
        by_typer.pop("read", None), ours.pop("read", None)
        assert ours == by_typer, line
        assert [type(value) for value in ours.values()] == [type(value) for value in by_typer.values()]
