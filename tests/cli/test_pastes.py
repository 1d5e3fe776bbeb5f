"""Pastes: prompts, quotes and a second nnart are left out, and nothing else is."""

from __future__ import annotations

import shlex

import pytest

from nnart.cli.app import command_named
from nnart.cli.pastes import unpasted
from tests.conftest import Run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nnart render 7", "render 7"),
        ("'$' nnart render 7", "render 7"),
        ("'$' render 7", "render 7"),
        ("render '$' nnart sheet --seed 7", "sheet --seed 7"),
        ("render nnart render 7", "render 7"),
        ("'nnart render 7 -o a.png'", "render 7 -o a.png"),
        ("'$ nnart render 7 --palette \"a b\"'", "render 7 --palette 'a b'"),
        ("'render 7' --force", "render 7 --force"),
        ("render 7 --from nnart render", "render 7 --from nnart render"),
        ("keep 7 --name nnart", "keep 7 --name nnart"),
        ("open nnart", "open nnart"),
        ("'calm blue'", "'calm blue'"),
        ("'nnart render \"7'", "'nnart render \"7'"),
        ("'$'", "'$'"),
        ("", ""),
    ],
)
def test_what_was_pasted_around_a_command_is_left_out(typed: str, meant: str) -> None:
    found = unpasted(shlex.split(typed), lambda word: command_named(word) is not None)
    assert found == shlex.split(meant)


def test_the_command_line_says_how_it_reads_a_pasted_line(main_: Run) -> None:
    done = main_("$", "nnart", "presets")
    assert done.returncode == 0
    assert "read as nnart presets" in done.stderr
