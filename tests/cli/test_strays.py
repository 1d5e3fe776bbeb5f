"""Strays: what words may have been meant for that stand where none is taken."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from nnart.cli.app import load_command
from nnart.cli.strays import hint_for_strays, meanings, quoted, turned
from nnart.cli.usage import lone_words, option_for_value, options_of
from nnart.recipe.presets import NAMES


@pytest.mark.parametrize(
    ("command", "words", "hint"),
    [
        ("render", "7 4k", "write --size 4k"),
        ("render", "7 silk", ""),  # a second start
        ("render", "1 5 9", "write --seed 1,5,9"),
        ("render", "a.png#1 b.png#2", ""),
        ("render", "a.png#1 a.png#2,3", "write a.png#1,2,3"),
        ("render", "7 8 --size 4k landscape", "write --size 4k-landscape"),
        ("explore", "calm 'not busy'", "write --prefer 'calm not busy'"),
        ("explore", "xyzzy", ""),
        ("vary", "3 9 12", ""),
        ("keep", "rename a", "write --name a"),
    ],
)
def test_words_are_put_where_they_belong(command: str, words: str, hint: str) -> None:
    given, options = shlex.split(words), options_of(load_command(command).params)
    assert hint_for_strays(lone_words(given, options), given, command, options) == hint


def test_a_file_is_what_pictures_are_to_be_like(tmp_path: Path) -> None:
    options = options_of(load_command("explore").params)
    for name, option in (("a b.jpg", "--like"), ("a.toml", "--from")):
        path = tmp_path / name
        path.touch()
        assert list(meanings(str(path), options)) == [f"{option} {quoted([str(path)])}"]


def test_words_are_quoted_where_shells_take_them_apart() -> None:
    assert quoted(["a b", "#7", "s.png#7", "--size", "16:9", "x"]) == "'a b' '#7' s.png#7 --size 16:9 x"


def test_a_size_is_turned_before_its_dots() -> None:
    assert turned(["--size", "a4@200dpi"], "landscape") == "a4-landscape@200dpi"
    assert turned(["--seed", "7"], "portrait") == "a3-portrait"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("--alpha --size 64", "--alpha"),
        ("-n -o a.png", "-n"),
        ("--output --sizes", None),
        ("--output -x", None),
        ("--seed 7 --size 64", None),
        ("-- --alpha --size", None),
    ],
)
def test_an_option_is_no_value(words: str, option: str | None) -> None:
    assert option_for_value(shlex.split(words), options_of(load_command("render").params)) == option


@pytest.mark.parametrize("preset", NAMES)
def test_every_preset_is_known_where_a_word_stands_alone(preset: str) -> None:
    options = options_of(load_command("explore").params)
    for word in (preset, preset.upper()):
        hint = hint_for_strays([word], [word], "explore", options)
        assert re.search(rf"--(preset|prefer|symmetry|palette) {preset}\b", hint), hint
