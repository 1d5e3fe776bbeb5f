"""The options of a recipe as they are given."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import nnart
from nnart.cli.given import OPTIONS, Given, gather, with_options, with_recipe
from tests.conftest import Run
from tests.faults_of import refused


def test_options_take_the_place_of_a_parameter() -> None:
    taken: list[tuple[Any, ...]] = []

    def command(first: int, both: str, last: int = 3) -> None:
        """Say so."""
        taken.append((first, both, last))

    filled = with_options(command, {"a": (int, 1), "b": (str, "x")}, "both", lambda a, b: f"{a}{b}")
    parameters = inspect.signature(filled).parameters
    assert {name: one.default for name, one in parameters.items()} == {
        "first": inspect.Parameter.empty, "a": 1, "b": "x", "last": 3,
    }  # fmt: skip
    assert filled.__doc__ == command.__doc__
    filled(first=1, a=2, b="y", last=4)
    assert taken == [(1, "2y", 4)]


def test_a_command_with_recipes_has_all_their_options() -> None:
    def command(given: Given, size: str) -> None:
        """Do nothing."""

    parameters = inspect.signature(with_recipe(command)).parameters
    assert list(parameters) == ["picture", *OPTIONS, "size"]
    assert parameters["exact"].default is False


def test_a_seed_may_be_drawn_though_a_picture_has_one(main_: Run, tmp_path: Path) -> None:
    main_("render", "7", "--layers", "2", "--width", "4", "--size", "8", "-o", "a.png")
    done = main_("render", "a.png", "--seed", "random", "-o", "b.png")
    assert re.match(r"seed \d+ was drawn\n", done.stderr)
    assert nnart.read(tmp_path / "b.png").recipe.seed != 7


def test_seeds_may_be_given_in_the_place_of_a_picture() -> None:
    assert gather(picture="7", seed=None) == {"picture": None, "seed": "7", "seed_from": "picture"}
    assert gather(picture=["1", "5..9"], seed=None)["seed"] == "1,5..9"
    assert gather(picture=["a.png#1", "a.png#4"], seed=None)["picture"] == "a.png#1,4"
    assert gather(picture=["a.png", "7"], seed=None)["picture"] == ("a.png", "7")
    with refused("conflict", "picture", "seed"):
        gather(picture="7", seed="8")


def test_colours_with_blanks_between_them_need_quotes() -> None:
    with refused("syntax", "palette"):
        gather(picture=["gold"], seed=None, palette="navy,")
