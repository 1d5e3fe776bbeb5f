"""Matching: which pictures can turn into one another."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.errors import InputError
from nnart.films.film import Film, Keyframe
from nnart.films.matching import SHARED, check_matching, check_outputs
from nnart.recipe.recipe import Recipe
from tests.films.cases import by_hand, small

OTHER: dict[str, Any] = {
    "colour": "rgb",
    "alpha": "field",
    "tone": "none",
    "steps": 5,
    "space": "p3",
    "samples": 2,
    "dither": True,
}


@pytest.mark.parametrize("name", SHARED)
def test_a_value_that_pictures_do_not_share_is_named(name: str) -> None:
    one, other = small(), small(8, **{name: OTHER[name]})
    has, needs = getattr(other, name), getattr(one, name)
    with pytest.raises(InputError) as caught:
        Film([one, one, other], "morph")
    (fault,) = caught.value.faults
    assert fault.names == (name,)
    assert str(caught.value) == (
        f"{name}: the pictures of a morph share it; picture 1 has {needs!r}, picture 3 has {has!r}; "
        f"give all pictures {name} {needs!r}"
    )


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        check_matching([small(), small(8, colour="rgb", samples=2)])
    assert [fault.name for fault in caught.value.faults] == ["colour", "samples"]


def test_what_frames_can_lie_between_may_differ() -> None:
    other = small(8, palette="grey", contrast=2.0, zoom=3.0, symmetry="mirror", layers=2, activation="sin")
    check_matching([small(), other, small(9, reverse=True, tolerance=0.0)])


def test_a_network_by_hand_has_the_outputs_of_a_picture() -> None:
    check_outputs(small(), by_hand())
    with pytest.raises(InputError, match="2 outputs make a picture of colour palette and alpha field"):
        check_outputs(small(alpha="field"), by_hand())
    with pytest.raises(InputError, match="2 outputs make a picture"):
        Film([Keyframe(Recipe(seed=1, alpha="field"), by_hand()), Recipe(seed=2, alpha="field")], "morph")
