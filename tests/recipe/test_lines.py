"""Lines: command lines, read as a recipe's data."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, RecipeError
from nnart.recipe.forms import parse
from nnart.recipe.kinds import Flag
from nnart.recipe.knobs import KNOBS
from nnart.recipe.lines import is_line, read_line
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.reproduce import command
from nnart.sources.start import Start
from nnart.words import OPTIONS
from tests.faults_of import refused
from tests.strategies import recipes


@given(recipes(layers=40, width=12), st.sampled_from([8, 16]))
def test_a_line_is_read_as_the_recipe(recipe: Recipe, bits: int) -> None:
    line = command(recipe, Size(300, 200), bits=bits, dpi=72)
    values = parse(f"$ {line}\n")
    preset = values.pop("preset", None)
    size = values.pop("size")
    assert size in ("300x200", [300, 200])
    assert (values.pop("dpi"), values.pop("bits", 8)) == (72, bits)
    if preset is None:
        assert Start(values).recipe() == recipe


def test_options_are_read_as_the_command_line_reads_them() -> None:
    text = (
        "> nnart render --preset=silk --seed 7 --reverse --no-dither --z=-1,0.5 --palette 'navy,gold' --zoom=2"
    )
    assert is_line(text)
    assert read_line(text) == {
        "preset": "silk",
        "seed": 7,
        "reverse": True,
        "dither": False,
        "z": [-1.0, 0.5],
        "palette": "navy,gold",
        "zoom": 2.0,
    }
    assert read_line("nnart render --tolerance 128.5 --bits 16") == {"tolerance": 0.5, "bits": 16}


@pytest.mark.parametrize(
    "text",
    [
        "nnart render a.png",
        "nnart render --seed 7 -o a.png",
        "nnart render --seed 7 --output a.png",
        "nnart render --seed",
        "nnart render --from a.png",
        "nnart render --family lecture",
        "nnart render --seed 7\nnnart render --seed 8",
        "nnart render 1..3",
        "nnart render nn1-0cw0s1htkw -o a.png",
    ],
)
def test_other_lines_are_refused(text: str) -> None:
    with refused("kind", error=RecipeError):
        read_line(text)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("nnart render 7 --color rgb", {"seed": 7, "colour": "rgb"}),
        ("nnart paint -s7 --cmap navy", {"seed": 7, "palette": "navy"}),
        ("nnart render --seeds 7 -size 64", {"seed": 7, "size": "64"}),
        ("python -m nnart render SILK --seed 7", {"seed": 7, "preset": "silk"}),
        ("nnart render --input 7 --palette navy --palette gold", {"seed": 7, "palette": "navy;gold"}),
        ("nnart render 'cross(9,12,3)'", {"seed": 9, "genome": "cross(9,12,3)"}),
        ("nnart render 7 --transparent --exact", {"seed": 7, "alpha": "field", "tolerance": 0.0}),
        ("nnart render nn1-0cw0s1htkw --layers 5 --size 64", {"seed": 7, "layers": 5, "size": "64"}),
    ],
)
def test_a_line_may_have_all_that_the_command_line_takes(line: str, values: dict[str, Any]) -> None:
    found = read_line(line)
    found.pop("version", None)
    assert is_line(line) and found == values
    assert parse(line) == read_line(line)


@pytest.mark.parametrize("name", [name for name in OPTIONS if OPTIONS[name] in KNOBS])
def test_every_synonym_of_an_option_is_read(name: str) -> None:
    if KNOBS[OPTIONS[name]].option and not isinstance(KNOBS[OPTIONS[name]].kind, Flag):
        assert read_line(f"nnart render --{name} 7").keys() == {OPTIONS[name]}


@pytest.mark.parametrize("more", ["--seed 8", "8", "-s 8"])
def test_nothing_is_said_twice(more: str) -> None:
    with refused("conflict", "seed", error=RecipeError):
        read_line(f"nnart render 7 {more}")
    with refused("conflict", "preset", error=RecipeError):
        read_line("nnart render nn1-0cw0s1htkw --preset silk")


def test_what_makes_no_sense_is_refused_as_a_value() -> None:
    with refused("range", "layers", error=InputError):
        Recipe.from_dict(parse("nnart render --layers many"))
    with refused("syntax", error=RecipeError):
        parse("nnart render --palette 'navy")
    for text in ("nnart show 7", "nnart", "seed = 7", "my nnart render --seed 7"):
        assert not is_line(text)


@given(st.text(st.sampled_from("ab '\"\\\n\t\xa0#;—"), max_size=12))
def test_words_are_parted_as_python_parts_them(text: str) -> None:
    line = f"nnart render --palette '' {text}"
    try:
        words = shlex.split(line)
    except ValueError:
        with refused("syntax", error=RecipeError):
            read_line(line)
    else:
        assert _said(line) == _said(shlex.join(words))


def _said(line: str) -> object:
    """Return the values of a line, or why it has none."""
    try:
        return read_line(line)
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("part", ["🙂", "\\🙂", '"', '\\"', "''", " ", "' '"])
def test_time_grows_no_faster_than_words(part: str) -> None:
    """Else this would take hours."""
    with pytest.raises(InputError):
        Recipe.from_dict(read_line(f"nnart render --palette {part * 2**20}"))
