"""What the command line says: printable lines, a bar of progress, times and amounts."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.console import (
    amount,
    duration,
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
        ("TERMINAL_WIDTH", "80", True),
        ("TERMINAL_WIDTH", "x", False),
        ("LINES", "1", True),
        ("LINES", "0", False),
    ],
)
def test_a_terminal_that_cannot_be_is_ignored(
    name: str, text: str, stays: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"COLUMNS", "TERMINAL_WIDTH", "LINES"}
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
    ("seconds", "said"),
    [
        (0, "0.0 s"),
        (89.94, "89.9 s"),
        (90, "2 min"),
        (5399, "90 min"),
        (5400, "2 h"),
        (48 * 3600 - 1, "48 h"),
        (48 * 3600, "2 days"),
    ],
)
def test_times_have_the_unit_that_fits(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9900, "9.9 kB"),
        (10_000, "10 kB"),
        (2.5e6, "2.5 MB"),
        (7e9, "7.0 GB"),
        (3e15, "3000 TB"),
    ],
)
def test_amounts_have_the_unit_that_fits(count: float, said: str) -> None:
    assert amount(count) == said


@given(st.floats(0, 1e15), st.sampled_from(["bytes", "kB", "MB", "GB", "TB"]))
def test_an_amount_is_within_a_rounding(count: float, unit: str) -> None:
    number, found = amount(count).split()
    size = 1000 ** ["bytes", "kB", "MB", "GB", "TB"].index(found)
    assert abs(float(number) * size - count) <= 0.5 * size + 1e-9
    if unit == found != "TB":
        assert float(number) <= 1000


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
