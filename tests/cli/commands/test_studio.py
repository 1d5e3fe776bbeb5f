"""`nnart studio`, which `tests/studio/test_serving.py` runs as a process."""

from __future__ import annotations

import builtins
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

import pytest

import nnart
from nnart.cli.app import load_command
from nnart.cli.commands import studio as command
from nnart.studio import serving
from nnart.studio.looks import look_of, read_look
from tests.conftest import Run

TINY = nnart.Recipe(seed=7, layers=3, width=8)
ADDRESS = "http://127.0.0.1:8000/"


class AtOnce(Thread):
    """A thread that has ended when it is started."""

    def start(self) -> None:
        super().start()
        self.join()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is served, and how, of studios that end at once."""
    found: list[dict[str, Any]] = []

    def serve(folder: Path, ready: Callable[[str], None], **more: Any) -> None:
        found.append({"folder": folder, **more})
        ready(ADDRESS)

    monkeypatch.setattr(serving, "serve", serve)
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser is asked to show."""
    found: list[str] = []
    monkeypatch.setattr(webbrowser, "open", found.append)
    monkeypatch.setattr(command, "Thread", AtOnce)
    return found


def test_it_opens_the_browser_and_says_where_it_is(
    main_: Run, served: list[dict[str, Any]], opened: list[str]
) -> None:
    done = main_("studio")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"the studio is at {ADDRESS}; Ctrl-C ends it\n"
    assert served == [{"folder": Path(), "host": "127.0.0.1", "port": None, "place": ""}]
    assert opened == [ADDRESS]


def test_every_option_is_handed_on(
    main_: Run, tmp_path: Path, served: list[dict[str, Any]], opened: list[str]
) -> None:
    words = ["--no-browser", "--port", "8000", "--host", "0.0.0.0", "--folder", str(tmp_path)]
    assert main_("studio", *words).returncode == 0
    assert served == [{"folder": tmp_path, "host": "0.0.0.0", "port": 8000, "place": ""}]
    assert opened == []


def test_a_picture_is_the_one_to_begin_with(
    main_: Run, tmp_path: Path, served: list[dict[str, Any]], opened: list[str]
) -> None:
    nnart.render(TINY, (20, 16)).save(tmp_path / "a.png")
    assert main_("studio", "a.png").returncode == 0
    view, _, query = served[0]["place"].partition("?")
    assert view == "tune"
    look = look_of(parse_qsl(query))
    assert look.pop("size") == "20x16"
    assert read_look(look).without_gain == TINY
    assert len(opened) == 1


def test_a_preset_is_one_to_look_at(main_: Run, served: list[dict[str, Any]]) -> None:
    for name, preset in (("Silk", "silk"), ("any", "any")):
        assert main_("studio", name, "--no-browser").returncode == 0
        assert served[-1]["place"] == f"find?preset={preset}"


def test_the_examples_work(main_: Run, tmp_path: Path, served: list[dict[str, Any]], opened: list[str]) -> None:
    nnart.render(TINY, (20, 16)).save(tmp_path / "nnart-7.png")
    for line in load_command("studio").examples:
        assert main_(*line.split()[1:]).returncode == 0
    assert len(served) == len(opened) == 3


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--port", "70000"), 2, "--port: a whole number from 1 to 65535 is needed, not 70000"),
        (("--port", "x"), 2, "--port: a whole number from 1 to 65535 is needed, not 'x'"),
        (("nosuch",), 1, "there is no such file, favourite or preset"),
        (("--folder", "missing"), 1, "mkdir -p missing makes it"),
    ],
)
def test_a_wrong_usage_is_said(main_: Run, words: tuple[str, ...], code: int, says: str) -> None:
    done = main_("studio", "--no-browser", *words)
    assert done.returncode == code
    assert says in done.stderr


def test_a_network_by_hand_is_refused(main_: Run, tmp_path: Path) -> None:
    nnart.render(TINY, (20, 16), network=nnart.network_of(TINY)).save(tmp_path / "a.png")
    done = main_("studio", "a.png")
    assert done.returncode == 2
    assert "network by hand" in done.stderr


def test_without_the_extra_it_says_what_to_install(main_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def lacking(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "uvicorn":
            raise ModuleNotFoundError(f"No module named {name!r}", name="uvicorn")
        return load(name, *more)

    monkeypatch.delitem(sys.modules, "nnart.studio.serving", raising=False)
    monkeypatch.setattr(builtins, "__import__", lacking)
    done = main_("studio")
    assert done.returncode == 2
    assert done.stderr.endswith("pip install 'nnart[studio]'\n")
