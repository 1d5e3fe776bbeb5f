"""What the command line says: printable lines."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.console import (
    fail,
    ignore_odd_terminals,
    print_json,
    printable,
    say,
)


@given(st.text())
def test_what_is_said_is_printable(said: str) -> None:
    assert printable(said).isprintable()
    if said.isprintable():
        assert printable(said) == said


@pytest.mark.parametrize(
    ("name", "text", "stays"),
    [
        ("COLUMNS", "80", True),
        ("COLUMNS", "20", True),
        ("COLUMNS", "10000", True),
        *(("COLUMNS", text, False) for text in ("0", "1", "-1", "abc", "", "10001", "9" * 30, "²", "8 0")),
        ("LINES", "1", True),
        ("LINES", "0", False),
    ],
)
def test_a_terminal_that_cannot_be_is_ignored(
    name: str, text: str, stays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"COLUMNS", "LINES"}
    for other in names:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, text)
    ignore_odd_terminals()
    assert (name in os.environ) == stays
    assert names & os.environ.keys() <= {name}


@given(st.text())
def test_a_failure_is_one_line(message: str) -> None:
    told = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", told)
        with pytest.raises(SystemExit) as end:
            fail(message, 2)
    assert end.value.code == 2
    assert told.getvalue().startswith("nnart: ")
    assert told.getvalue().endswith("\n")
    assert told.getvalue()[:-1].isprintable()


def test_a_quiet_or_closed_stderr_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say("a", quiet=True)
    say("b")
    assert capsys.readouterr() == ("", "b\n")
    monkeypatch.setattr(sys, "stderr", None)
    say("c")


@pytest.mark.parametrize(
    ("data", "printed"),
    [
        ({"seed": 7, "size": [1, 2]}, {"seed": 7, "seed_text": "7", "size": [1, 2]}),
        ({"recipe": {"seed": 2**64 - 1}}, {"recipe": {"seed": 2**64 - 1, "seed_text": str(2**64 - 1)}}),
        ({"seeds": [1, 2**60]}, {"seeds": [1, 2**60], "seeds_text": ["1", str(2**60)]}),
        ({"seeds": 24, "kept": 2**53}, {"seeds": 24, "kept": 2**53}),
        ([{"max": 2**53 + 1}], [{"max": 2**53 + 1, "max_text": str(2**53 + 1)}]),
        ({"seed": None, "raw": True}, {"seed": None, "raw": True}),
        (
            {"list": [{"seed": 3}], "other": ("a", 1.5)},
            {"list": [{"seed": 3, "seed_text": "3"}], "other": ["a", 1.5]},
        ),
    ],
)
def test_numbers_that_programs_round_are_printed_as_text_too(
    data: object, printed: object, capsys: pytest.CaptureFixture[str]
) -> None:
    print_json(data)
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert json.loads(line) == printed
