"""Seeds that are drawn of the lecture's networks, and what is said of those that are nearly one colour."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

import nnart
from nnart.cli.given import OPTIONS
from nnart.cli.lecture import advice_on, leave_out_dull, pass_over_dull
from nnart.cli.recipes import Request, read_request
from nnart.explore.structure import lacks_structure
from nnart.recipe.recipe import Recipe
from tests.conftest import Run as Command

LECTURE = nnart.preset("lecture").values
FLAT, NEXT = 4, 5
SMALL = ("--size", "24")


def request(seed: int, **given: Any) -> Request:
    """Return what is asked for, as if the seed had been drawn."""
    chosen = read_request(dict.fromkeys(OPTIONS) | {"exact": False, "seed": str(seed)} | given)
    return replace(chosen, drawn=True)


def test_a_drawn_seed_of_the_lectures_passes_over_those_of_nearly_one_colour() -> None:
    chosen = leave_out_dull(request(FLAT, preset="lecture"))
    assert (chosen.seeds, chosen.passed_over) == ([NEXT], 1)
    chosen = leave_out_dull(request(NEXT, preset="lecture"))
    assert (chosen.seeds, chosen.passed_over) == ([NEXT], 0)


def test_what_was_passed_over_is_told_of_a_drawn_seed() -> None:
    drawn = pass_over_dull(request(FLAT, preset="lecture"))
    assert drawn.seeds == [NEXT]
    why = "passed over as nearly one colour, as a third of the lecture's are"
    assert drawn.said == f"seed {NEXT} was drawn; 1 other is {why}"
    asked = replace(request(FLAT, preset="lecture"), drawn=False)
    assert pass_over_dull(asked) == asked


@pytest.mark.parametrize("count", [1, 2, 4, 9])
@pytest.mark.parametrize("first", [FLAT, NEXT])
def test_what_is_said_of_drawn_seeds_is_true_of_any_number(first: int, count: int) -> None:
    drawn = pass_over_dull(replace(request(first, preset="lecture"), seeds=range(first, first + count)))
    told = [int(number) for number in re.findall("[0-9]+", drawn.said.partition(" were ")[0])]
    seeds, passed = list(drawn.seeds), drawn.seeds[-1] + 1 - first - count
    assert (len(seeds), drawn.passed_over) == (count, passed)
    assert (f"{passed} other" in drawn.said) == (passed > 0)
    if count > 1 and ".." in drawn.said:
        assert seeds == list(range(told[0], told[1] + 1))
    elif count > 1:
        assert told == [count, seeds[0], seeds[-1]]


def test_options_have_a_say() -> None:
    """What is looked at is the picture that will be painted."""
    chosen = leave_out_dull(request(FLAT, preset="lecture", layers=3))
    assert not lacks_structure(chosen.recipes()[0])


@pytest.mark.parametrize("preset", [None, "silk", "any"])
def test_other_seeds_are_as_they_were_drawn(preset: str | None) -> None:
    before = request(FLAT, preset=preset)
    assert leave_out_dull(before) == before
    assert pass_over_dull(before) == before


def test_a_picture_of_nearly_one_colour_is_told_with_another_seed() -> None:
    job = nnart.Job(Recipe(seed=FLAT, **LECTURE), (24, 24))
    says = (
        f"seed {FLAT} of the lecture's networks is nearly one colour, as about a third are; try --seed {NEXT}"
    )
    assert advice_on(job) == says
    for other in (
        replace(job, recipe=Recipe(seed=NEXT, **LECTURE)),
        replace(job, recipe=Recipe(seed=FLAT)),
        replace(job, show="samples"),
        replace(job, show="field"),
    ):
        assert advice_on(other) == ""


@pytest.mark.parametrize(
    ("changes", "way"),
    [({"activation": "sin"}, "without the preset lecture"), ({"layers": 50}, "--layers 20 has shapes")],
)
def test_grain_is_told_with_what_has_shapes(changes: dict[str, Any], way: str) -> None:
    told = advice_on(nnart.Job(Recipe(**{**LECTURE, "seed": NEXT, **changes}), (24, 24)))
    assert "is grain" in told
    assert way in told


def test_render_says_so_and_paints_the_seed_that_was_asked_for(main_: Command) -> None:
    done = main_("render", "--preset", "lecture", "--seed", str(FLAT), *SMALL, "-o", "flat.png")
    assert done.returncode == 0
    assert f"try --seed {NEXT}\n" in done.stderr
    assert json.loads(main_("show", "flat.png", "--json").stdout)["recipe"]["seed"] == FLAT
    quiet = main_("render", "--preset", "lecture", "--seed", str(FLAT), *SMALL, "-o", "quiet.png", "-q")
    assert quiet.stderr == ""


def test_render_draws_a_seed_that_shows_something(main_: Command) -> None:
    done = main_("render", "--preset", "lecture", *SMALL, "-o", "drawn.png")
    assert done.returncode == 0
    drawn = re.search(r"seed ([0-9]+) was drawn", done.stderr)
    assert drawn is not None
    assert not lacks_structure(Recipe(seed=int(drawn[1]), **LECTURE))
    assert "try --seed" not in done.stderr


def test_a_sheet_leaves_out_those_of_nearly_one_colour(main_: Command) -> None:
    done = main_("sheet", "--preset", "lecture", *SMALL, "-o", "drawn.png", "--json")
    assert done.returncode == 0
    found = re.search(r"seeds (?:from )?([0-9]+)(?:\.\.| to )([0-9]+) were drawn", done.stderr)
    assert found is not None
    first, last = map(int, found.groups())
    without = re.search(r" without ([0-9]+) of nearly one colour", main_("show", "drawn.png").stdout)
    dull = int(without[1]) if without else 0
    names = [int(json.loads(line)["name"]) for line in done.stdout.splitlines()]
    assert len(names) == 24 >= last - first + 1 - dull
    assert not any(lacks_structure(Recipe(seed=seed, **LECTURE)) for seed in names[:4])
    asked = main_("sheet", "--preset", "lecture", "--seeds", "3..5", *SMALL, "-o", "asked.png", "--json")
    assert [json.loads(line)["name"] for line in asked.stdout.splitlines()] == ["3", "4", "5"]
