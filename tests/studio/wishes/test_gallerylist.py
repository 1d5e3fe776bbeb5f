"""A gallery's list of favourites is one that `nnart gallery` takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.sources.favourites import write_note
from nnart.studio.wishes.gallerylist import read_list
from tests.studio.client import Client, ended
from tests.studio.wishes.conftest import SEEDS, recipe_of


def test_the_command_makes_a_gallery_of_it(kept: Client, nnart_: Any, tmp_path: Path) -> None:
    kept.post("/api/exports", {"kind": "list", "names": [*SEEDS], "name": "Rooms & halls"})
    (done,) = ended(kept)
    path = Path(done["path"])
    assert (done["state"], path.name) == ("done", "Rooms & halls.toml")
    found = nnart.read_gallery(path)
    assert found.title == "Rooms & halls"
    assert [(one.title, one.note, one.recipe) for one in found.exhibits] == [
        (name, "above the sofa or not" if name == "dusk" else "", recipe_of(name)) for name in SEEDS
    ]
    path.write_text(path.read_text(encoding="utf-8").replace("[[", "sizes = [16]\n\n[[", 1), encoding="utf-8")
    made = nnart_("gallery", str(path), "-o", "site", "-q")
    assert made.returncode == 0, made.stderr
    pictures = {each.name for each in (tmp_path / "site" / "pictures").iterdir()}
    assert {f"{name}.png" for name in SEEDS} <= pictures


def test_notes_of_any_length_and_letters_fit(kept: Client) -> None:
    for note in ("x" * 1000, "x" * 1001, "x" * 5000, '"""\\ é \u2028 # [[', "'''"):
        write_note("dusk", note)
        kept.post("/api/exports", {"kind": "list", "names": ["dusk"]})
        (exhibit,) = nnart.read_gallery(ended(kept)[-1]["path"]).exhibits
        assert exhibit.note == (note if len(note) <= 1000 else "x" * 999 + "…").replace(" \u2028", "")


@pytest.mark.usefixtures("odd")
def test_networks_by_hand_are_in_it_and_what_cannot_be_read_is_not(tmp_path: Path) -> None:
    wish = read_list({"names": ["broken", "by-hand", "wide"]})
    assert [one.partition(":")[0] for one in wish.left_out] == ["broken"]
    wish.save(tmp_path / wish.name, nnart.Run())
    by_hand, wide = nnart.read_gallery(tmp_path / wish.name).exhibits
    assert (by_hand.title, wide.title) == ("by-hand", "wide")
    assert by_hand.network is not None
