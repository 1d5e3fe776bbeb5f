"""The command line that paints a recipe again."""

from __future__ import annotations

import shlex
from typing import Annotated, Any

import pytest
import typer
from hypothesis import given

import nnart
from nnart.cli.recipes import read_request, with_recipe
from nnart.field.calibration import calibrate
from nnart.recipe.presets import PRESETS
from nnart.rendering.reproduce import command
from tests.strategies import recipes


def parsed(line: str) -> tuple[list[nnart.Recipe], dict[str, str]]:
    """Return the recipes that a line for `nnart render` asks for, and its other options."""
    words = shlex.split(line)
    assert words[:2] == ["nnart", "render"]
    found: list[nnart.Recipe] = []
    others: dict[str, str] = {}

    def render(given: Any, size: str, output: Annotated[str, typer.Option("-o")]) -> None:
        found.extend(read_request(given).recipes())
        others.update(size=size, output=output)

    render.__annotations__ |= {"size": Annotated[str, typer.Option()]}
    app = typer.Typer()
    app.command()(with_recipe(render))
    app(words[2:], standalone_mode=False)
    return found, others


@given(recipes(layers=40, width=12))
def test_a_line_paints_the_recipe(recipe: nnart.Recipe) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnart.rendering.reproduce._MAX_LENGTH", 10**6)
        line = command(recipe, (200, 300), "dusk")
    if "--recipe dusk.toml" not in line:  # such as a relu's detail, which changes nothing
        assert parsed(line) == ([recipe], {"size": "300x200", "output": "dusk.png"})


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_presets_line_is_short(preset: Any) -> None:
    recipe = nnart.Recipe(seed=4, **preset.values)
    line = command(recipe, (300, 300), "a")
    assert line == f"nnart render --preset {preset.name} --seed 4 --size 300 -o a.png"
    assert parsed(line)[0] == [recipe]
    if preset.name in ("silk", "panes"):  # with the gain that was found, as a picture carries it
        assert command(calibrate(recipe), (300, 300), "a") == line


def test_what_options_cannot_say_is_taken_from_the_recipes_file() -> None:
    for recipe in (
        nnart.Recipe(sampling="ends"),
        nnart.Recipe(palette=",".join(f"#{i:06x}" for i in range(60))),
    ):
        line = command(recipe, (20, 20), "x")
        assert line == "nnart render --recipe x.toml --size 20 -o x.png"
    assert "--recipe" in command(nnart.Recipe(), (20, 20), "x", alone=False)
    assert "--recipe" not in command(nnart.Recipe(seed=3, center=(-0.5, 2), z=(-1,)), (20, 20), "x")
