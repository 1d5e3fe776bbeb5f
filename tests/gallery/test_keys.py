"""Keys: they change with what decides a file, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import nnart
from nnart.gallery import keys
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.keys import keys_of
from tests.gallery.lists import three, tiny_film, write


def test_keys_follow_from_recipe_size_and_nnart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gallery = nnart.read_gallery(write(tmp_path, three(1)))
    names = {f"pictures/picture-1{rest}" for rest in (".png", ".toml", "-24.webp", "-48.webp")}
    there = keys_of(gallery)
    assert there.keys() == names | {"index.html"}
    assert there["index.html"] == ""
    assert len({there[name] for name in names}) == 4

    def changed(other: nnart.Gallery) -> set[str]:
        found = keys_of(other)
        return {name for name in names if found[name] != there[name]}

    (exhibit,) = gallery.exhibits
    assert changed(replace(gallery, title="Another", png=40)) == {"pictures/picture-1.png"}
    assert (
        changed(replace(gallery, exhibits=(replace(exhibit, title="Another", note="Now with one"),))) == set()
    )
    recipe = exhibit.recipe.replace(seed=2)
    assert changed(replace(gallery, exhibits=(replace(exhibit, recipe=recipe),))) == names
    monkeypatch.setattr(keys, "identity", lambda: {"nnart": "another"})
    assert changed(gallery) == names


def test_keys_of_a_film_follow_from_all_of_it() -> None:
    film = tiny_film()
    exhibit = Exhibit("x", "x", film.keyframes[0].recipe, film=film)
    gallery = nnart.Gallery("x", (exhibit,), sizes=(24,), png=32, mp4=64)
    there = keys_of(gallery)
    files = {f"pictures/x{rest}" for rest in (".mp4", ".png", ".toml", "-24.webp")}
    assert there.keys() == files | {"index.html"}
    for changed, wanted in (
        (replace(gallery, mp4=48), {"pictures/x.mp4"}),
        (replace(gallery, exhibits=(replace(exhibit, film=film.replace(fps=5)),)), files),
    ):
        found = keys_of(changed)
        assert {path for path in files if found[path] != there[path]} == wanted
