"""Films that options ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.films import HD, name_for, settle, size_of, title_of
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.recipe.size import Size
from nnart.sources.start import Start
from tests.cli.test_progress import put_terminal
from tests.films.cases import small


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


def test_a_terminal_shows_that_a_path_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = put_terminal(monkeypatch)
    settled = settle(Film(small(7)), "light of seed 7", quiet=False)
    drawn = terminal.getvalue()
    assert "light of seed 7: measuring its path" in drawn
    assert "100%" in drawn
    settle(Film(small(8)), "light of seed 8", quiet=True)
    settle(settled, "light of seed 7", quiet=False)
    assert terminal.getvalue() == drawn
