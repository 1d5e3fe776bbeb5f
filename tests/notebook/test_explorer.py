"""The explorer: a wall whose choice is a Python value."""

from __future__ import annotations

from typing import Any

import pytest

import nnart
from nnart.notebook.explorer import Explorer
from nnart.studio import pictures
from tests.notebook.test_tuner import wait

LOOK = {"preset": "none", "layers": "3", "width": "16"}


def send(wall: Explorer, kind: str, **values: Any) -> None:
    """Send what a page sends."""
    wall._read(wall, {"kind": kind, **values}, [])


@pytest.fixture
def wall() -> Explorer:
    """A wall with six pictures."""
    made = Explorer(LOOK, 5, 6)
    send(made, "ready")
    wait(lambda: not made._state["busy"])
    return made


def test_a_wall_has_pictures_with_words_in_the_order_of_their_seeds(wall: Explorer) -> None:
    seeds = [one.candidate.recipe.seed for one in wall._seen]
    assert len(seeds) == 6 and seeds == sorted(seeds) and seeds[0] >= 5
    assert all(one.data[:4] == b"RIFF" for one in wall._seen)
    assert wall._seen[0].words.startswith(f"seed {seeds[0]}, ")
    assert wall._seen[0].candidate.recipe == nnart.Recipe(seeds[0], layers=3, width=16)


def test_colours_without_a_name_are_called_own() -> None:
    made = Explorer({"preset": "none", "palette": "#000,#fff", "layers": "2", "width": "8"}, 1, 1)
    made.begin()
    wait(lambda: not made._state["busy"])
    assert made._seen[0].words.endswith(", own colours")


def test_pictures_come_in_batches_that_follow_one_another() -> None:
    made, sent = Explorer(LOOK, 5, 6), list[dict[str, Any]]()
    made.observe(lambda change: sent.append(change["new"]), "_batch")
    send(made, "ready")
    wait(lambda: not made._state["busy"])
    there = 0
    for batch in sent:
        assert batch["first"] == there
        there += len(batch["pictures"])
    assert there == 6
    send(made, "ready")  # of another page
    assert (made._batch["first"], len(made._batch["pictures"])) == (0, 6)


def test_the_choice_is_a_value(wall: Explorer) -> None:
    assert (wall.recipe, list(wall.recipes)) == (None, [])
    wall.set_state({"chosen": [4, 1, 1, 99, -1]})  # as a page does
    assert wall.chosen == [4, 1]
    assert wall.recipe == wall._seen[1].candidate.recipe
    assert isinstance(wall.recipes, nnart.Recipes)
    assert list(wall.recipes) == [wall._seen[4].candidate.recipe, wall.recipe]
    assert repr(wall) == "<Explorer, 2 chosen>"
    assert wall.still().count("<img") == 2


def test_more_goes_on_where_the_wall_ends(wall: Explorer) -> None:
    send(wall, "more")
    wait(lambda: not wall._state["busy"])
    seeds = [one.candidate.recipe.seed for one in wall._seen]
    assert len(seeds) == 12 and seeds == sorted(set(seeds))
    assert wall.still().count("<img") == 12


def test_new_seeds_keep_what_is_chosen(wall: Explorer) -> None:
    wall.set_state({"chosen": [3, 0]})  # as a page does
    chosen = list(wall.recipes)
    send(wall, "new")
    wait(lambda: not wall._state["busy"])
    assert list(wall.recipes) == chosen
    assert (wall.chosen, len(wall._seen)) == ([0, 1], 8)


def test_dull_seeds_are_left_out_and_said_if_there_are_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    take = pictures.take

    def dull(recipe: nnart.Recipe, *others: Any) -> Any:
        shot = take(recipe, *others)
        return type(shot)(shot.data, shot.ranks, "flat" if recipe.seed % 2 or recipe.seed > 20 else "")

    monkeypatch.setattr("nnart.notebook.explorer.take", dull)
    made = Explorer(LOOK, 0, 4)
    send(made, "ready")
    wait(lambda: not made._state["busy"])
    assert [one.candidate.recipe.seed for one in made._seen] == [0, 2, 4, 6]
    made._next = 30
    send(made, "more")
    wait(lambda: not made._state["busy"])
    assert made._state["fault"].startswith("These seeds gave dull pictures only")
    assert len(made._seen) == 4
