"""Lists of galleries, and what is made of them, for the tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nnart
from nnart.films.data import to_toml
from nnart.films.film import Film
from nnart.gallery import site
from nnart.rendering.run import Run
from tests.films.cases import settled, small

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}


HOSTILE = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} \u202e\x00\n--> é"


SEEN = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} --> é"


WINDOW = (760, 1200)


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "gallery.toml").write_text(text, encoding="utf-8")
    return folder / "gallery.toml"


def three(*seeds: int, sheet: bool = False) -> str:
    """Return a list of small pictures, by default three."""
    lines = ['title = "Three"', "sizes = [24, 48]", "png = 32", f"sheet = {str(sheet).lower()}"]
    for seed in seeds or (1, 2, 3):
        lines += ["[[pictures]]", f'title = "Picture {seed}"', f"seed = {seed}", "layers = 3", "width = 9"]
    return "\n".join(lines)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def build(path: Path, to: str = "site", *, force: bool = False) -> site.Built:
    return nnart.build_gallery(nnart.read_gallery(path), path.parent / to, Run(force=force))


def tiny_film(seed: int = 7, **values: Any) -> Film:
    """Return a settled film of six frames."""
    return settled(Film(small(seed), **{"seconds": 1.0, "fps": 6} | values))


def with_films(folder: Path, **films: Film) -> str:
    """Write films beside a list, and return the list, of two small pictures and these."""
    folder.mkdir(exist_ok=True)
    lines = [
        three(1),
        "",
        "[[pictures]]",
        'title = "Wide"',
        "seed = 2",
        'shape = "3:2"',
        "layers = 3",
        "width = 9",
    ]
    for name, film in films.items():
        (folder / f"{name}.toml").write_text(to_toml(film), encoding="utf-8")
        lines += ["[[pictures]]", f'title = "{name.title()}"', f'film = "{name}.toml"']
    return "\n".join(["mp4 = 128", *lines])
