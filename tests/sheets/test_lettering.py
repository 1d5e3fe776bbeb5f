"""Lettering: names that fit, in letters that there are."""

from __future__ import annotations

import nnart
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.sheets.compose import compose
from nnart.sheets.lettering import fitting, font, plain, wrapped
from tests.sheets.tiny import SIZE, TINY


def test_long_names_keep_their_ends() -> None:
    assert fitting("1234", 100, 12) == "1234"
    short = fitting("18446744073709551615", 70, 12)
    assert short.startswith("184")
    assert short.endswith("615")
    assert font(12).getlength(short) <= 70
    assert fitting("18446744073709551615", 1, 12) == "…"


def test_lines_are_broken_at_blanks_and_the_last_is_cut() -> None:
    text = "seeds 900..905, preset silk, detail 3, contrast 4"
    assert wrapped(text, 1000, 12, 3) == (text,)
    lines = wrapped(text, 120, 12, 2)
    assert lines[0] == "seeds 900..905,"
    assert "…" in lines[1]
    assert all(font(12).getlength(line) <= 120 for line in lines)
    assert " ".join(wrapped(text, 120, 12, 9)) == text
    assert wrapped("", 10, 12, 3) == ("",)


def test_texts_are_written_in_letters_that_there_are() -> None:
    assert plain("düsk Ångström ½ 日本") == "dusk Angstrom 1?2 ??"
    sheet = nnart.Sheet((nnart.Tile("a\x1b[2J\0\udcff", Recipe(seed=1, **TINY)),), 1, "b\0\n\udcff日")
    assert sheet.tiles[0].name == "a [2J"
    assert sheet.title == "b 日"
    assert compose(sheet, Size.of_shape(*SIZE))[0].shape[2] == 3


def test_a_long_word_is_broken_behind_its_commas() -> None:
    text = "palette #123456,gold,#abcdef,white, contrast 2"
    lines = wrapped(text, 110, 12, 9)
    assert len(lines) > 2
    assert all(font(12).getlength(line) <= 110 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrapped(text, 1000, 12, 9) == (text,)
