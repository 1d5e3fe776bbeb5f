"""Hints: the words that were typed stand in what is told; test_usage.py has what strangers type."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.app import PARAMETERS, load_command
from nnart.cli.hints import hint_for, hint_for_option
from nnart.errors import InputError

RENDER = load_command("render").params


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--ratio", "4:5"], "write --size 4:5"),
        (["--ratio=4:5"], "write --size 4:5"),
        (["--ratio", "--size", "4k"], "write --size 16:9"),
        (["--bleed", "5mm", "--paper", "a4"], "write --size 220x307mm: it has 5mm more on every side"),
        (["--bleed", "5mm", "--size", "4k"], "it is part of the size: --size 303x426mm"),
        (["--code", "a b"], "write it without --code: nnart render 'a b'"),
        (["--xyzzy", "oklch"], "write --colour oklch"),
        (["--xyzzy", "7"], ""),
        (["--xyzzy", "none"], ""),
    ],
)
def test_a_value_that_was_typed_stands_in_the_hint(words: list[str], hint: str) -> None:
    found = hint_for_option(words[0].partition("=")[0], words, RENDER)
    assert found == hint or (len(hint) > 20 and found.startswith(hint))


def test_what_is_wrong_otherwise_has_no_hint() -> None:
    assert hint_for(InputError(), ["--seed", "7"], "render", PARAMETERS)[1] == ""


@pytest.mark.parametrize(
    ("detail", "word", "told"),
    [
        (8, "--smooth", "--detail 4 (it has 8)"),
        (8, "--sharpen", "--detail 16 (it has 8)"),
        (2, "--smooth", "its detail is 2, and lower is hardly softer; nnart explore --prefer soft"),
    ],
)
def test_what_is_told_is_below_or_above_the_pictures_own(
    tmp_path: Path, detail: int, word: str, told: str
) -> None:
    recipe = tmp_path / "a.toml"
    recipe.write_text(f"seed = 7\ndetail = {detail}\n")
    assert told in hint_for_option(word, [str(recipe), word], RENDER)
