"""Typography: what phones and chats make of a command line is read as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.recipe.forms import parse
from nnart.recipe.typography import plain_text, plain_words


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        (["—preset", "silk"], ["--preset", "silk"]),
        (["–preset", "silk"], ["--preset", "silk"]),
        (["––preset"], ["--preset"]),
        (["–o", "a.png"], ["-o", "a.png"]),
        (["‘navy,", "gold’"], ["navy, gold"]),
        (["‘#000080,#ffd700’"], ["#000080,#ffd700"]),
        (["—palette=“navy,", "gold”", "7"], ["--palette=navy, gold", "7"]),
        (["--seed\xa05"], ["--seed", "5"]),
        (["A3\xa0landscape"], ["A3 landscape"]),
        (["--rotate", "−30"], ["--rotate", "-30"]),
        (["0…99"], ["0..99"]),
        (["1–8"], ["1–8"]),
        (["‘navy"], ["navy"]),
        (["7", "--size", "4k"], ["7", "--size", "4k"]),
        (["—"], ["—"]),
    ],
)
def test_words_are_read_as_they_were_typed(words: list[str], plain: list[str]) -> None:
    assert plain_words(words) == plain


def test_a_file_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "‘dusk’.png"
    path.touch()
    assert plain_words([str(path)]) == [str(path)]


@pytest.mark.parametrize(
    "text",
    [
        "nnart render —preset blossom —seed 5 —palette ‘#000080,#ffd700’",
        "preset = “blossom”\nseed = 5\npalette = “#000080,#ffd700”",
        "{“preset”: “blossom”, “seed”: 5, “palette”: “#000080,#ffd700”}",
    ],
)
def test_pasted_recipes_are_read(text: str) -> None:
    assert parse(text).items() >= {"seed": 5, "palette": "#000080,#ffd700"}.items()


def test_a_range_keeps_its_dash() -> None:
    assert plain_text("seeds 1–8, calm — blue") == "seeds 1–8, calm — blue"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("—-—preset", "--preset"),
        ("-—o", "-o"),
        ("‘——preset’", "'--preset'"),
        ("a—preset", "a—preset"),
        ("-——", "-——"),
    ],
)
def test_dashes_in_a_row_begin_an_option(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize("text", ["a=\n" + "—" * 2**20, "-" * 2**20 + "—", "a " + "-—" * 2**19])
def test_time_grows_no_faster_than_dashes(text: str) -> None:
    """Else this would take hours."""
    assert plain_text(text) == text
