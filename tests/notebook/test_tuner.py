"""The tuner: messages in, traits out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

import nnart
from nnart.notebook.tuner import Tuner
from nnart.studio import pictures

RECIPE = nnart.Recipe(seed=3, layers=2, width=8)
SOON = 20.0  # seconds


def wait(true: Callable[[], object]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + SOON
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def turn(tuner: Tuner, name: str, value: str | None, number: int, *, final: bool = False) -> None:
    """Send what a page sends when a control moves."""
    content = {"kind": "turn", "name": name, "value": value, "number": number, "final": final}
    tuner._read(tuner, content, [])


@pytest.fixture
def tuner() -> Tuner:
    """A tuner that shows its whole picture."""
    made = Tuner(RECIPE, nnart.Size(96, 64))
    made._read(made, {"kind": "ready"}, [])
    wait(lambda: made._answer.get("whole"))
    return made


def watched(tuner: Tuner) -> list[dict[str, Any]]:
    """Return a list that gets every answer."""
    answers: list[dict[str, Any]] = []
    tuner.observe(lambda change: answers.append(change["new"]), "_answer")
    return answers


def test_nothing_is_painted_before_it_is_shown() -> None:
    made = Tuner(RECIPE, nnart.Size(96, 64))
    made.recipe = 5
    assert made.recipe == nnart.Recipe(5)
    assert (made._picture, made._shown["look"]) == (b"", {"seed": "5"})
    assert made.painter._thread is None


def test_a_turn_is_answered_by_a_draft_and_at_rest_by_the_whole_picture(tuner: Tuner) -> None:
    first, answers = tuner._picture, watched(tuner)
    assert first[:4] == b"RIFF"
    turn(tuner, "layers", "5", 1)
    wait(lambda: tuner._answer["whole"] and tuner._answer["number"] == 1)
    assert [answer["whole"] for answer in answers] == [False, True]
    assert tuner.recipe == RECIPE.replace(layers=5)
    assert tuner._picture != first
    assert tuner._shown["values"]["layers"] == "5"
    assert "layers=5" in tuner._answer["words"]


def test_what_is_refused_is_a_line_and_loses_nothing(tuner: Tuner) -> None:
    before = tuner._picture
    turn(tuner, "layers", "0", 1, final=True)
    assert tuner._faults == {"layers": "A whole number from 1 to 1000 is needed, not 0"}
    assert (tuner.recipe, tuner._picture, tuner._answer["number"]) == (RECIPE, before, 1)
    turn(tuner, "detail", "9", 2, final=True)
    assert "layers" in tuner._faults  # it still stands in the field
    turn(tuner, "layers", "4", 3, final=True)
    assert tuner._faults == {}
    assert tuner.recipe == RECIPE.replace(detail=9.0, layers=4)


def test_what_cannot_be_painted_is_a_line_too(tuner: Tuner) -> None:
    before = tuner._picture
    turn(tuner, "detail", "1e6", 1, final=True)
    wait(lambda: "detail" in tuner._faults)
    assert tuner._picture == before
    turn(tuner, "detail", None, 2, final=True)
    wait(lambda: tuner._answer["number"] == 2)
    assert tuner._faults == {}


def test_overtaken_pictures_are_cancelled_and_never_shown(
    tuner: Tuner, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancelled: list[nnart.Recipe] = []
    paint = pictures.take

    def slow(recipe: nnart.Recipe, size: Any, form: str, cancel: nnart.Cancel, threads: int) -> Any:
        end = time.monotonic() + SOON
        while recipe.layers < 9 and time.monotonic() < end:
            if cancel.called:
                cancelled.append(recipe)
            cancel.check()
            time.sleep(0.001)
        return paint(recipe, size, form, cancel, threads)

    monkeypatch.setattr("nnart.notebook.tuner.take", slow)
    answers = watched(tuner)
    for number, layers in enumerate((5, 6, 7, 9), start=1):
        turn(tuner, "layers", str(layers), number, final=True)
        wait(lambda number=number: tuner._answer["number"] == number)  # type: ignore[misc]
    wait(lambda: tuner._answer["whole"])
    assert [recipe.layers for recipe in cancelled] == [5, 6, 7]
    assert [(answer["number"], answer["whole"]) for answer in answers] == [
        (1, False), (2, False), (3, False), (4, False), (4, True),
    ]  # fmt: skip


def test_a_slider_that_stops_where_it_is_gets_the_whole_picture_at_once(
    tuner: Tuner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnart.notebook.tuner.REST", SOON)
    turn(tuner, "layers", "5", 1)
    wait(lambda: tuner._answer["number"] == 1)
    answers = watched(tuner)
    turn(tuner, "layers", "5", 2, final=True)
    wait(lambda: tuner._answer["whole"])
    assert all(answer["number"] == 2 for answer in answers)


def test_python_sets_the_recipe_and_is_told_of_changes(tuner: Tuner) -> None:
    seen: list[nnart.Recipe] = []
    tuner.observe(lambda change: seen.append(change["new"]), "recipe")
    before = tuner._picture
    tuner.recipe = nnart.Recipe(seed=9, layers=3, width=8)
    wait(lambda: tuner._answer["whole"] and tuner._picture != before)
    turn(tuner, "seed", "10", 1, final=True)
    assert [recipe.seed for recipe in seen] == [9, 10]
    with pytest.raises(nnart.InputError, match="layers: a whole number"):
        tuner.recipe = {"seed": 1, "layers": 0}
    assert tuner.recipe.seed == 10


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        {},
        {"kind": "turn"},
        {"kind": "turn", "name": "nosuch", "value": "1", "number": 1},
        {"kind": "turn", "name": "layers", "value": 7, "number": 1},
        {"kind": "turn", "name": "layers", "value": "7", "number": "x"},
    ],
)
def test_other_messages_do_nothing(content: object) -> None:
    made = Tuner(RECIPE, nnart.Size(96, 64))
    made._read(made, content, [])
    assert (made.recipe, made._faults) == (RECIPE, {})


def test_the_still_is_the_last_picture(tuner: Tuner) -> None:
    assert f'<div class="{tuner._mark}"><img src="data:image/webp;base64,' in tuner.still()
    assert "Picture of Recipe(seed=3" in tuner.still()
    assert "<img" not in Tuner(RECIPE, nnart.Size(8, 8)).still()
