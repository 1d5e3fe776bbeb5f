"""Data: films as TOML, there and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, RecipeError
from nnart.films.data import digest_of, from_data, from_toml, is_film, to_data, to_toml
from nnart.films.film import Film, Keyframe, Place
from nnart.films.kinds import COURSES, KINDS
from nnart.recipe.recipe import Recipe
from tests.byhand import same
from tests.films.cases import by_hand, small
from tests.films.test_film import PATHS
from tests.strategies import numbers, small_recipes


@st.composite
def films(draw: st.DrawFn) -> Film:
    """Films of all kinds."""
    kind = draw(st.sampled_from(list(KINDS.values())))
    recipe = draw(small_recipes())
    courses = [one for one in COURSES if kind.closes or one != "loop"]
    values: dict[str, Any] = {
        "seconds": draw(st.none() | numbers(3, 86_400)),
        "fps": draw(st.integers(1, 240) | st.sampled_from([29.97, 12.5, "24000/1001"])),
        "course": draw(st.none() | st.sampled_from(courses)),
        "path": draw(PATHS | st.just(())) if kind.knots else (),
        "length": draw(st.none() | numbers(0, 1e6)),
    }
    if kind.name == "drift":
        values["radius"] = draw(numbers(0.001, 100))
    if kind.name == "flight" and draw(st.booleans()):
        values["to"] = Place((draw(numbers(-9, 9)), 0.5), draw(numbers(1, 1e3)), draw(numbers(-360, 360)))
    others = [recipe.replace(seed=draw(st.integers(0, 2**64 - 1)), genome=None, gain=None)] * (kind.least - 1)
    return Film([recipe, *others], kind.name, **values)


@given(films())
def test_a_film_comes_back_from_its_text(film: Film) -> None:
    text = to_toml(film)
    assert from_toml(text) == film
    assert to_toml(from_toml(text)) == text
    assert from_data(to_data(film)) == film


def test_a_network_by_hand_travels() -> None:
    film = Film(Keyframe(small(), by_hand()), path=(0.0, 0.25, 1.0))
    back = from_toml(to_toml(film))
    assert same(back.keyframes[0].network, by_hand())
    assert digest_of(back) == digest_of(film)


def test_the_digest_is_of_everything() -> None:
    one = Film(7)
    drifts = [Film(7, "drift"), Film(7, "drift", radius=0.2)]
    others = [Film(8), one.replace(fps=60), one.replace(seconds=9), one.replace(course="once"), *drifts]
    assert len({digest_of(film) for film in (one, *others)}) == 7


def test_a_film_may_be_written_by_hand() -> None:
    film = from_toml("kind = 'drift'\nseconds = 8\nradius = 1\n[[keyframe]]\nrecipe.seed = 7\n")
    assert film == Film(7, "drift", seconds=8.0, radius=1.0)
    assert (film.seconds, film.radius) == (8.0, 1.0)


def test_films_are_told_from_recipes() -> None:
    assert is_film(to_data(Film(7)))
    assert is_film({"keyframe": []})
    assert is_film({"kind": "light"})
    assert not is_film(Recipe(seed=7).to_dict())


KEYFRAME = "\n[[keyframe]]\nrecipe.seed = 7\n"
REFUSED = {
    "a name": ("fbs = 30" + KEYFRAME, "'fbs' is not one of the values of a film; did you mean fps"),
    "no name": ("xyzzy = 30" + KEYFRAME, "a film has film, kind, seconds"),
    "the version": ("film = 2" + KEYFRAME, "film: this nnart plays films of version 1, not 2"),
    "no keyframe": (
        "kind = 'light'",
        r"keyframe: a film needs one table or more, each with a recipe; add",
    ),
    "a keyframe": ("keyframe = [7]", "a film needs one table or more"),
    "what a keyframe has": ("\n[[keyframe]]\nseed = 7\n", "keyframe: 'seed' is not one of recipe, network"),
    "a recipe": ("\n[[keyframe]]\nrecipe = 7\n", "recipe"),
    "a value": ("\n[[keyframe]]\nrecipe.layers = 0\n", "layers"),
    "seconds": ("seconds = 'ten'" + KEYFRAME, "seconds: a number is needed, not 'ten'"),
    "fps": ("fps = '1e999999999'" + KEYFRAME, "fps: a number from 1 to 240 is needed"),
    "a place": ("kind = 'flight'\nto = 3" + KEYFRAME, "to: a table with center, zoom and rotate is needed"),
    "half a place": ("kind = 'flight'\nto = {zoom = 3}" + KEYFRAME, "to: a table with center, zoom"),
    "no zoom": ("kind = 'flight'\nto = {center = [0, 0], zoom = 0}" + KEYFRAME, "to: zoom: "),
    "a center": ("kind = 'flight'\nto = {center = 'x', zoom = 2}" + KEYFRAME, "to: center: "),
    "a path": ("path = 3" + KEYFRAME, "path: "),
    "a path of words": ("path = [0, 'x', 1]" + KEYFRAME, "path"),
    "a path of no number": ("path = [0, nan, 1]" + KEYFRAME, "path: rising numbers from 0 to 1 are needed"),
    "no text": ("kind = ", "."),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_film_is_refused(name: str) -> None:
    text, words = REFUSED[name]
    with pytest.raises(InputError, match=words) as caught:
        from_toml(text)
    assert "\n" not in str(caught.value)


def test_unknown_names_are_faults_of_a_recipe() -> None:
    with pytest.raises(RecipeError):
        from_data({"films": 1, "keyframe": [{}]})
