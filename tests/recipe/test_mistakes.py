"""Mistakes: who edits a recipe by hand is told what to write, in words that need no grammar."""

from __future__ import annotations

import pytest

from nnart.errors import RecipeError
from nnart.recipe.forms import parse_json
from nnart.recipe.mistakes import mistake_in_toml
from nnart.recipe.toml import parse_toml


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("palette = reef", 'text needs quotes: palette = "reef"'),
        ("palette = navy,gold", 'text needs quotes: palette = "navy,gold"'),
        ("palette = #fff", 'text needs quotes: palette = "#fff"'),
        ("size = 1920x1080", 'text needs quotes: size = "1920x1080"'),
        ("layers = twelve", 'text needs quotes: layers = "twelve"'),
        ("reverse = True", "write reverse = true"),
        ("dither = off", "write dither = false"),
        ("detail = None", "leave detail out"),
        ("zoom = 0,5", "write zoom = 0.5, or of several numbers [0, 5]"),
        ("seed = 07", "write seed = 7"),
        ("seed = -00", "write seed = -0"),
        ("seed = +0070", "write seed = 70"),
        ("seed = 00" + "9" * 5000, "Expected newline"),  # more digits than Python writes
        ("seed = " + "0" * 2**20 + "b", "text needs quotes"),
        ("a" * 60_000 + " = yes", "Invalid value"),
        ("layers: 5", "write layers = …, not layers: …"),
        ('palette = "ink', "the quotes do not end"),
        ("layers = 2\nlayers = 3", "layers is there twice: leave one of them out"),
        ("layers = [1 2]", "'Unclosed array'"),
        ("a = " + " " * 60_000 + "b", "text needs quotes"),
        ("a = a" + " " * 2**20 + "b", "text needs quotes"),  # or it would take hours
        ("a = a" + " " * 60_000 + "// b", "a comment begins with #: a = a"),
    ],
)
def test_toml(text: str, says: str) -> None:
    with pytest.raises(RecipeError, match="not TOML at ") as caught:
        parse_toml(f"gain = 1\n{text}\n")
    assert says in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"palette": reef}', 'text needs quotes: "reef"'),
        ('{"palette": #fff}', 'text needs quotes: "#fff"'),
        ("{layers: 2}", 'text needs quotes: "layers"'),
        ('{"dither": False}', "write false"),
        ('{"detail": None}', "write nothing of that name"),
        ("{'layers': 2}", 'quotes are double: "layers"'),
        ('{"layers": 2,}', "the comma before the end is too many"),
        ('{"z": [1,]}', "the comma before the end is too many"),
        ('{"layers": 2 "width": 3}', "a comma is missing"),
        ('{"layers" 2}', "a colon is missing"),
        ('{"layers": 2', "it ends too early"),
        ('{"layers": }', "Expecting value"),
    ],
)
def test_json(text: str, says: str) -> None:
    with pytest.raises(RecipeError, match=r"not JSON at line 1, column \d+: ") as caught:
        parse_json(text)
    assert says in str(caught.value)


def test_a_name_is_there_once() -> None:
    with pytest.raises(RecipeError, match="'layers' is there twice"):
        parse_json('{"layers": 2, "layers": 3}')
    assert parse_json('{"a": {"b": 1}, "b": 1}') == {"a": {"b": 1}, "b": 1}


def test_comments_of_other_languages_are_told_of() -> None:
    for comment in ("// mine", "; mine", "-- mine"):
        assert mistake_in_toml(f"seed = 4 {comment}", 1, "") == "a comment begins with #: seed = 4"
