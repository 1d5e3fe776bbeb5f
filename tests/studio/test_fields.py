"""Fields: kept for other colours, and evaluated again for other networks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from nnart.arrays import Array
from nnart.errors import Cancelled
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.studio import fields
from nnart.studio.cache import Cache
from nnart.studio.fields import Field, evaluate, field_of, key_of, limits_of
from nnart.studio.pictures import colouring_of
from nnart.studio.prepared import prepare
from nnart.threads import Cancel

SIZE = Size(48, 32)
BASE = Recipe(seed=7, layers=3, width=10)


@pytest.fixture
def evaluations(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[View]]:
    """The windows that are evaluated."""
    found: list[View] = []
    monkeypatch.setattr(fields, "_fields", Cache[Field](2**20, lambda one: one.numbers.nbytes))

    def counted(prepared: object, view: View, *more: object) -> object:
        found.append(view)
        return evaluate(prepared, view, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(fields, "evaluate", counted)
    yield found


def field(recipe: Recipe, size: Size = SIZE) -> Array:
    prepared = prepare(recipe, size, Cancel())
    limits = limits_of(recipe, colouring_of(recipe))
    return field_of(recipe, size, prepared, prepared.tones("equalised"), limits, Cancel())


def test_other_colours_need_no_evaluation(evaluations: list[View]) -> None:
    first = field(BASE)
    for changes in (
        {"palette": "reef"},
        {"palette": "ink"},
        {"contrast": 2.5},
        {"reverse": True},
        {"dither": True},
        {"alpha": "vignette"},
        {"space": "p3"},
    ):
        assert field(BASE.replace(**changes)) is first
    assert len(evaluations) == 1


def test_other_networks_places_and_sizes_do(evaluations: list[View]) -> None:
    field(BASE)
    for changes in ({"seed": 8}, {"layers": 4}, {"zoom": 2.0}, {"colour": "oklch"}, {"samples": 2}):
        field(BASE.replace(**changes))
    field(BASE, Size(32, 32))
    assert len(evaluations) == 7


def test_steps_need_an_exact_field_which_serves_all_others(evaluations: list[View]) -> None:
    size = Size(256, 256)
    field(BASE, size)
    exact = field(BASE.replace(steps=5), size)
    assert field(BASE.replace(palette="reef"), size) is exact
    assert len(evaluations) == 2


def test_a_field_serves_colours_that_are_four_times_as_steep() -> None:
    found = Field(np.zeros((1, 1, 1)), [0.001])
    assert found.serves([0.00025])
    assert not found.serves([0.0002])
    assert not found.serves([0.0])


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(threads: int) -> None:
    size = Size(300, 280)
    prepared = prepare(BASE, size, Cancel())
    tones, view = prepared.tones("equalised"), View.of(BASE, size)
    limits = limits_of(BASE, colouring_of(BASE))
    alone = evaluate(prepared, view, tones, limits, Cancel())
    assert np.array_equal(evaluate(prepared, view, tones, limits, Cancel(), threads), alone)


def test_a_cancelled_field_is_not_kept(evaluations: list[View]) -> None:
    cancel = Cancel()
    prepared = prepare(BASE, SIZE, Cancel())
    cancel()
    with pytest.raises(Cancelled):
        field_of(BASE, SIZE, prepared, prepared.tones("none"), [0.0], cancel)
    field(BASE)
    assert len(evaluations) == 2


def test_a_key_forgets_tone_and_colour() -> None:
    assert key_of(BASE, SIZE) == key_of(BASE.replace(palette="reef", tone="none", contrast=3.0), SIZE)
    assert key_of(BASE, SIZE) != key_of(BASE.replace(alpha="field"), SIZE)
