"""Films that options ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.films import HD, Own, Wanted, fitted, name_for, own_of, settle, size_of, title_of
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.recipe.size import Size
from nnart.sources.start import Start
from tests.cli.test_progress import put_terminal
from tests.films.cases import small


def test_a_film_has_the_size_and_bits_of_what_it_starts_from(tmp_path: Path) -> None:
    assert own_of(Start()) == Own(HD, 8)
    assert own_of(Start(size=Size(300, 400), bits=16, place="a.png")) == Own(Size(300, 400), 16)
    film = Film(small(7), seconds=0.5, fps=12)
    save_film(film, tmp_path / "a.webp", (48, 32))
    assert own_of(None, str(tmp_path / "a.webp")) == Own(Size(48, 32), 8)
    save_film(film, tmp_path / "{frame}.png", (48, 32), bits=16)
    assert own_of(None, str(tmp_path / "0003.png")) == Own(Size(48, 32), 16)
    assert own_of(None, "film.toml") == Own(HD, 8)
    several = (Start(bits=16), Start(bits=16)), (Start(bits=16), Start())
    assert [own_of(Start(tiles=tiles)).bits for tiles in several] == [16, 8]


def test_the_size_is_its_own_or_the_one_asked_for() -> None:
    portrait = Size(300, 400)
    assert size_of(None, portrait) == portrait
    assert size_of(None, portrait, 200) == Size(150, 200)
    assert size_of("800", portrait, 200) == Size(600, 800)
    assert size_of("640", HD) == Size(640, 360)


def test_several_pictures_of_one_size_give_it(capsys: pytest.CaptureFixture[str]) -> None:
    def together(*sizes: Size) -> Start:
        return Start(tiles=(*(Start(size=size, place="a.png") for size in sizes), Start()))

    alike, unlike = together(Size(60, 40), Size(60, 40)), together(Size(60, 40), Size(40, 60))
    assert own_of(alike).size == Size(60, 40)
    assert own_of(unlike).size == HD
    wanted = Wanted(Film([7, 12], kind="morph"), HD, "a.mp4")
    for begun, text, quiet in ((alike, None, False), (unlike, "4k", False), (unlike, None, True)):
        fitted(wanted, text, begun, quiet=quiet)
    assert capsys.readouterr().err == ""
    assert fitted(wanted, None, unlike, quiet=False) == wanted
    assert capsys.readouterr().err == "1920 x 1080: the pictures have several sizes; --size says another\n"


@pytest.mark.parametrize(
    ("text", "sides", "output", "even"),
    [
        ("iphone-16", (1179, 2556), "a.mp4", (1178, 2556)),
        ("iphone-16", (1179, 2556), "a.webp", (1179, 2556)),
        ("500", (500, 281), "a.webm", (500, 280)),
        ("501", (501, 282), "a.mp4", (501, 282)),
        ("1179x2556", (1179, 2556), "a.mp4", (1179, 2556)),
        (None, (33, 20), "a.mp4", (32, 20)),
    ],
)
def test_sides_that_nobody_typed_become_even(
    text: str | None,
    sides: tuple[int, int],
    output: str,
    even: tuple[int, int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted = fitted(Wanted(Film(7), Size(*sides), output), text, None, quiet=False)
    assert wanted.size == Size(*even)
    assert ("needs even sides" in capsys.readouterr().err) is (sides != even)


def test_names_and_titles() -> None:
    film = Film([7, 12], kind="morph")
    assert name_for(film, Start(), None, ".mp4") == "nnart-7-12-morph.mp4"
    assert name_for(film, Start(), "films/", ".mp4") == "films/nnart-7-12-morph.mp4"
    assert name_for(film, Start(), "{seed}.webm", ".mp4") == "7-12.webm"
    assert name_for(Film(7), Start(), None, ".mp4") == "nnart-7.mp4"
    assert name_for(Film(7), Start(name="dusk", favourite=True), None, ".mp4") == "nnart-dusk.mp4"
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
