"""Concepts: what is told can be typed, and the words are many."""

from __future__ import annotations

import re
import shlex

import pytest

from nnart.cli.app import SUMMARIES, load_command
from nnart.cli.concepts import BY_WORD, CONCEPTS, SHEETS, Concept, concept_of, has_all, says
from nnart.cli.usage import options_of, own_option, takes_value
from nnart.recipe.kinds import Real, Whole
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettechoices import check
from nnart.recipe.sizes import parse_size
from nnart.words import FLAGS, OPTIONS, fold

_PAINT = "render"


def _options(command: str) -> set[str]:
    return {*options_of(load_command("sheet" if command == SHEETS else command).params)}


def _told() -> list[tuple[str, str]]:
    """Return what rows say, with the command that they say it in."""
    rows = [(_PAINT, row.says) for row in CONCEPTS]
    return rows + [(command, text) for row in CONCEPTS for command, text in row.of.items()]


def test_words_are_written_as_words_are_compared() -> None:
    assert len(BY_WORD) > 700
    assert all(fold(word) == word for word in BY_WORD)
    assert {command for row in CONCEPTS for command in row.of} <= {SHEETS, *SUMMARIES}


def test_a_word_that_nnart_render_knows_is_no_concept() -> None:
    options = options_of(load_command(_PAINT).params)
    for word, row in BY_WORD.items():
        if row.says:
            assert own_option(f"--{word}", options) == [], word
    assert not {*BY_WORD} & {*FLAGS}


@pytest.mark.parametrize(("command", "text"), _told())
def test_all_options_that_are_told_are_there(command: str, text: str) -> None:
    if "without" in text or "--version" in text:
        return
    assert has_all(text, _options(command)), (command, text)
    for other, rest in re.findall(r"nnart ([a-z]+)((?: [^;:]*)?)", text):
        if other in SUMMARIES:
            assert {*re.findall(r"(?<![\w-])--[a-z-]+", rest)} <= _options(other), text


@pytest.mark.parametrize("text", [text for _, text in _told()])
def test_all_values_that_are_told_are_taken(text: str) -> None:
    plain = re.sub(r"[{}]", "", text.replace("{command}", "render"))
    for option, written in re.findall(r"--([a-z-]+) ('[^']*'|[^\s;:]*[\w])", plain):
        knob, (value, *_) = KNOBS.get(option), shlex.split(written)
        if option == "palette" and "," in value:
            check(value)
        elif option == "size" and re.search(r"\d", value):
            parse_size(value)
        elif knob is not None and isinstance(knob.kind, (Real, Whole)) and re.fullmatch(r"\d+(\.\d+)?", value):
            knob.kind.read(int(value) if isinstance(knob.kind, Whole) else float(value))


@pytest.mark.parametrize(
    ("word", "command", "told"),
    [
        ("darker", "render", "dark colours make it darker: --palette black,navy,steelblue"),
        ("max-brightness", "render", "colours say how light it is"),
        ("blur", "show", "in nnart render, lower detail paints softer"),
        ("gap", "sheet", "gaps are fixed"),
        ("gap", "render", "pictures reach their edges"),
        ("code", "vary", "write it without --code: nnart vary"),
        ("columns", "render", ""),
        ("bogus", "render", ""),
    ],
)
def test_a_row_says_what_fits_the_command(word: str, command: str, told: str) -> None:
    found = says(word, command, _options(command))
    assert found.startswith(told) if told else not found


def test_what_stands_around_an_idea_is_passed_over() -> None:
    assert concept_of("image-quality") is BY_WORD["quality"]
    assert concept_of("image-picture") is None


def test_no_word_is_in_two_rows() -> None:
    from nnart.cli.concepts import _spread

    with pytest.raises(ValueError, match="in two rows: a"):
        _spread((Concept("a b", "x"), Concept("a c", "y")))


def test_an_option_that_is_told_with_a_value_takes_one() -> None:
    options = options_of(load_command(_PAINT).params)
    for _, text in _told():
        for option in re.findall(r"write (--[a-z-]+) [^ ]+$", text):
            assert option not in options or takes_value(options[option]), text
    assert not {*OPTIONS} & {row.words for row in CONCEPTS}
