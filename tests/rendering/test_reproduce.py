"""The command line that paints a recipe again."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.cli.given import with_recipe
from nnart.cli.recipes import read_request
from nnart.field.calibration import calibrate
from nnart.recipe.presets import PRESETS
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import parse_size
from nnart.rendering.reproduce import code_of, command, command_for, toml_of
from tests.strategies import recipes


def parsed(line: str) -> tuple[nnart.Recipe, dict[str, Any]]:
    """Return the recipe that a line for `nnart render` asks for, and what it says of the picture."""
    words = shlex.split(line)
    assert words[:2] == ["nnart", "render"]
    found: list[nnart.Recipe] = []
    others: dict[str, Any] = {}

    def render(
        given: Any,
        size: Annotated[str | None, typer.Option()] = None,
        bits: Annotated[int | None, typer.Option()] = None,
        dpi: Annotated[int | None, typer.Option()] = None,
    ) -> None:
        chosen = read_request(given, bits)
        begun = chosen.begun
        found.extend(chosen.recipes())
        others.update(
            size=parse_size(size)[0] if size else begun.size, bits=bits or begun.bits, dpi=dpi or begun.dpi
        )

    app = typer.Typer()
    app.command()(with_recipe(render))
    app(words[2:], standalone_mode=False)
    (recipe,) = found
    return recipe, others


@given(recipes(layers=40, width=12), st.sampled_from([8, 16]), st.sampled_from([None, 300]))
def test_a_line_paints_the_picture(recipe: nnart.Recipe, bits: int, dpi: int | None) -> None:
    for length in (0, 10**6):  # by its code, and by options
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("nnart.rendering.reproduce._MAX_LENGTH", length)
            line = command(recipe, Size(300, 200), bits=bits, dpi=dpi)
        assert ("nn1-" in line) or length
        assert parsed(line) == (recipe, {"size": (300, 200), "bits": bits, "dpi": dpi})


def test_what_is_at_its_default_is_left_out() -> None:
    assert command(nnart.Recipe(seed=7)) == "nnart render --seed 7"
    assert command(nnart.Recipe(seed=7), bits=8, dpi=None) == "nnart render --seed 7"
    line = command(nnart.Recipe(seed=7, layers=40), Size(1920, 1080), bits=16, dpi=300)
    assert line == "nnart render --seed 7 --layers 40 --size 1920x1080 --bits 16 --dpi 300"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_presets_line_is_short(preset: Any) -> None:
    recipe = nnart.Recipe(seed=4, **preset.values)
    line = command(recipe, Size(300, 300))
    assert line == f"nnart render --preset {preset.name} --seed 4 --size 300"
    assert parsed(line)[0] == recipe
    if preset.name in ("silk", "panes"):  # with the gain that was found, as a picture carries it
        assert command(calibrate(recipe), Size(300, 300)) == line
    size = preset.size or SQUARE
    assert command(recipe, size) == f"nnart render --preset {preset.name} --seed 4"
    assert parsed(command(recipe))[1]["size"] == SQUARE


def test_a_tolerance_is_in_levels_of_the_picture() -> None:
    recipe = nnart.Recipe(seed=7, tolerance=0.5)
    assert command(recipe) == "nnart render --seed 7 --tolerance 0.5"
    assert command(recipe, bits=16) == "nnart render --seed 7 --tolerance 128.5 --bits 16"
    odd = next(n / 1000 for n in range(1, 8000) if n / 1000 * 257 / 257 != n / 1000)
    for bits in (8, 16):
        assert parsed(command(recipe.replace(tolerance=odd), bits=bits))[0].tolerance == odd


def test_what_options_cannot_say_is_a_code() -> None:
    for recipe in (
        nnart.Recipe(sampling="ends"),
        nnart.Recipe(palette=",".join(f"#{i:06x}" for i in range(60))),
        nnart.Recipe(gain=2.0, detail=3.0),
    ):
        line = command(recipe, Size(20, 20), file="x.toml")
        assert line == f"nnart render {code_of(recipe, Size(20, 20))}"
        assert parsed(line) == (recipe, {"size": (20, 20), "bits": 8, "dpi": None})
    assert "nn1-" not in command(nnart.Recipe(seed=3, center=(-0.5, 2), z=(-1,)), Size(20, 20))


def test_the_file_is_named_where_even_a_code_is_long() -> None:
    recipe = nnart.Recipe(palette=",".join(f"#{i:06x}" for i in range(600)))
    assert command(recipe, Size(20, 20), file="my x.toml") == "nnart render 'my x.toml' --size 20"
    assert parsed(command(recipe, Size(20, 20)))[0] == recipe
    assert command_for("x.png", bits=16) == "nnart render x.png --bits 16"


def test_a_found_gain_is_in_no_code() -> None:
    recipe = nnart.Recipe(seed=4, layers=3, width=9)
    assert code_of(calibrate(recipe)) == recipe.to_code()
    assert code_of(recipe.replace(gain=2.0)) == recipe.replace(gain=2.0).to_code()


def test_toml_can_be_edited() -> None:
    recipe = nnart.Recipe(seed=4, layers=3, width=9)
    text = toml_of(calibrate(recipe))
    assert "# gain = " in text and nnart.Recipe.from_toml(text) == recipe
    other = recipe.replace(gain=2.0)
    assert toml_of(other) == other.to_toml()
