"""Hints for words that are written as commands: what was typed behind them stands in what is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.app import SUMMARIES, load_command
from nnart.cli.commandhints import hint_for_command
from nnart.cli.usage import options_of

RENDER = load_command("render").params


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["rename", "a", "b"], "write nnart keep --rename a b"),
        (["rename"], "write nnart keep --rename dusk dawn"),
        (["like", "my photo.jpg"], "write nnart explore --like 'my photo.jpg'"),
        (["wallpaper", "--seed", "7", "4k"], "write nnart render --size 4k --seed 7"),
        (["contct-sheet"], "did you mean nnart sheet"),
    ],
)
def test_words_behind_a_command_stand_in_the_hint(words: list[str], hint: str) -> None:
    assert hint_for_command(words[0], list(SUMMARIES), options_of(RENDER), words[1:]) == hint


def test_an_option_as_a_command_is_given_to_the_picture_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.png").touch()
    own = options_of(RENDER)
    assert hint_for_command("rotate", [], own, ["a.png", "90"]) == "write nnart render a.png --rotate 90"
    assert hint_for_command("seed", [], own, ["a.png"]) == "nnart show a.png prints it"
