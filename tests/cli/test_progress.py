"""Progress: a bar on a terminal, a line elsewhere, and what is waited for."""

from __future__ import annotations

import io
import sys
import threading

import pytest

from nnart.cli.console import printable
from nnart.cli.progress import progress_bar, show_wait
from tests.make_corpus import ESCAPE

WAIT = "compiling [bold], once"


class Terminal(io.StringIO):
    """What nnart draws on a terminal."""

    def isatty(self) -> bool:
        return True


def put_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a wide terminal in the place of stderr; not in a fixture, after which pytest puts its own there."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("TERM", "xterm")
    return terminal


@pytest.mark.parametrize("title", ["network [bold]", "network [/nothing]", f"network {ESCAPE}"])
def test_a_bar_is_named_as_it_is_told(monkeypatch: pytest.MonkeyPatch, title: str) -> None:
    terminal = put_terminal(monkeypatch)
    with progress_bar(title, False) as step:
        assert step is not None
        step(1)
    written = terminal.getvalue()
    assert printable(title) in written
    assert "\x1b[2J" not in written


def test_a_bar_needs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    put_terminal(monkeypatch)
    before = threading.active_count()
    with progress_bar("a", False) as step:
        assert step is not None
        assert threading.active_count() == before
        step(1)


def test_resumed_work_says_once_how_much_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal, and nobody wants silence."""
    for quiet, resumed in ((False, False), (True, False), (True, True)):
        with progress_bar("a", quiet, resumed=resumed) as step:
            assert step is None
    with progress_bar("seed 7", False, resumed=True) as step:
        assert step is not None
        step(0.25)
        step(0.75)
    assert capsys.readouterr() == ("", "seed 7: resuming, 25% is there\n")


def test_without_a_terminal_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is waited for is a line."""
    with show_wait(WAIT) as tick:
        tick()
    assert capsys.readouterr() == ("", f"{WAIT}\n")
    monkeypatch.setattr(sys, "stderr", None)
    with progress_bar("d", False) as step, show_wait(WAIT) as tick:
        assert step is None
        tick()


def test_a_wait_moves_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_terminal(monkeypatch)
    with show_wait(WAIT) as tick:
        before = terminal.tell()
        tick()
        assert "━" in terminal.getvalue()[before:]
    assert terminal.getvalue().startswith(f"{WAIT}\n")


def test_a_wait_within_work_takes_the_works_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives it back: a terminal has room for one."""
    terminal = put_terminal(monkeypatch)
    with progress_bar("seed 7", False) as step:
        assert step is not None
        step(0.5)
        with show_wait(WAIT) as tick:
            waits = terminal.tell()
            tick()
            assert "seed 7" not in terminal.getvalue()[waits:]
        works = terminal.tell()
        step(0.5)
    assert WAIT in terminal.getvalue()
    assert "seed 7" in terminal.getvalue()[works:]
    assert "100%" in terminal.getvalue()[works:]
