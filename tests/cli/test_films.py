"""Films that options ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.films import HD, Motion, name_for, size_of, title_of
from nnart.errors import InputError
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.recipe.size import Size
from nnart.sources.start import Start
from tests.films.cases import small


def motion(**given: object) -> Motion:
    values = {name: given.get(name) for name in ("kind", "seconds", "fps", "radius")}
    courses = {name: bool(given.get(name)) for name in ("loop", "there_and_back", "once")}
    places = {name: given.get(name) for name in ("to", "to_zoom", "to_rotate")}
    pace = given.get("pace")
    assert pace is None or isinstance(pace, str)
    return Motion(values, courses, places, pace)


def test_what_is_left_out_changes_nothing() -> None:
    assert motion().changes() == {}
    given = motion(kind="drift", seconds=3.0, there_and_back=True).changes()
    assert given == {"kind": "drift", "seconds": 3.0, "course": "there-and-back"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"loop": True, "once": True}, "only one of them"),
        ({"pace": "brisk"}, "calm, flowing, lively"),
        ({"pace": "calm", "seconds": 3.0}, "both say how fast"),
        ({"kind": "waltz"}, "light, drift, depth, morph, flight"),
    ],
)
def test_contradictions_are_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        motion(**given).changes()


def test_the_size_is_that_of_what_it_starts_from(tmp_path: Path) -> None:
    assert size_of(None, Start()) == HD
    assert size_of("640", Start()) == Size(640, 360)
    portrait = Start(size=Size(300, 400), place="a.png")
    assert size_of(None, portrait) == Size(300, 400)
    assert size_of("800", portrait) == Size(600, 800)
    save_film(Film(small(7), seconds=0.5, fps=12), tmp_path / "a.webp", (48, 32))
    assert size_of(None, None, str(tmp_path / "a.webp")) == Size(48, 32)
    assert size_of(None, None, "film.toml") == HD


def test_names_and_titles() -> None:
    film = Film([7, 12], kind="morph")
    assert name_for(film, Start(), None, ".mp4") == "nnart-7.mp4"
    assert name_for(film, Start(), "films/", ".mp4") == "films/nnart-7.mp4"
    assert name_for(film, Start(), "{seed}.webm", ".mp4") == "7.webm"
    assert name_for(film, Start(name="dusk", favourite=True), None, ".mp4") == "nnart-dusk.mp4"
    assert title_of(film, Start()) == "morph of seeds 7, 12"
