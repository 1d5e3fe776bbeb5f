"""Single frames of films, as pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from nnart.cli.frames import frame_named
from nnart.films.film import Film
from nnart.films.save import save_film
from tests.conftest import Run, names
from tests.films.cases import small


@pytest.fixture(autouse=True)
def film(tmp_path: Path) -> None:
    save_film(Film(small(7), seconds=0.5, fps=12), tmp_path / "a.webp", (48, 32))


def test_a_text_names_a_frame(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    found = frame_named("a.webp#3")
    assert found is not None
    assert (found[0].frames, *found[1:]) == (6, 3, "a.webp")
    assert [frame_named(text) for text in ("a.webp", "b.webp#3", "7", "sheet.png#4", "")] == [None] * 5


def test_a_frame_is_painted_as_it_is_asked_for(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "a.webp#3", "--format", "jpg", "--threads", "1", "--json", "-q")
    told = json.loads(done.stdout)
    assert (told["frame"], told["path"], told["frames"], done.stderr) == (3, "nnart-7-3.jpg", 6, "")
    with Image.open(tmp_path / "nnart-7-3.jpg") as picture:
        assert picture.size == (48, 32)
    assert main_("render", "a.webp#3", "--size", "24", "-o", "b.png").stderr.endswith("(24 x 16): b.png\n")
    (tmp_path / "walls").mkdir()
    for _ in range(2):
        main_("render", "a.webp#3", "-o", "walls/")
    assert names(tmp_path / "walls") == ["nnart-7-3-2.png", "nnart-7-3.png"]


@pytest.mark.parametrize("words", [("--count", "3"), ("--raw",), ("--dpi", "300"), ("--dry-run",)])
def test_what_a_frame_does_not_have_is_refused(words: tuple[str, ...], main_: Run, tmp_path: Path) -> None:
    done = main_("render", "a.webp#3", *words)
    assert (done.returncode, f"{words[0]}: a single frame of a film has no such thing" in done.stderr) == (
        2,
        True,
    )
    assert names(tmp_path) == ["a.webp"]
