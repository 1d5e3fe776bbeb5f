"""Keys: they change with what decides a file, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import nnart
from nnart.gallery import keys
from nnart.gallery.keys import keys_of
from tests.gallery.lists import three, write


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
