"""The tray: favourites, as the page shows and changes them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import nnart
from nnart.recipe.recipe import Recipe
from nnart.sources import favourites
from nnart.sources.favourites import favourites_folder
from nnart.studio import tray
from tests.studio.client import Client

TINY = Recipe(seed=7, layers=3, width=8)
LOOK = {"seed": "7", "layers": "3", "width": "8"}


def names(client: Client) -> list[str]:
    return [one["name"] for one in client.get("/api/favourites").json()["favourites"]]


def test_they_are_the_files_of_keep(client: Client, tmp_path: Path) -> None:
    assert client.get("/api/favourites").json() == {"folder": str(tmp_path / "favourites"), "favourites": []}
    answer = client.post("/api/favourites", {"look": LOOK, "name": "dusk", "note": "for the hall"})
    entry = {"name": "dusk", "note": "for the hall", "look": LOOK}
    assert (answer.status_code, answer.json()) == (201, entry)
    assert nnart.recipe_of("dusk") == TINY
    nnart.keep(Recipe(seed=8, layers=3, width=8), "dawn")
    assert client.get("/api/favourites").json()["favourites"] == [
        {"name": "dawn", "note": "", "look": LOOK | {"seed": "8"}},
        entry,
    ]


def test_without_a_name_the_seed_gives_one(client: Client) -> None:
    for _ in range(3):
        client.post("/api/favourites", {"look": LOOK})
    assert names(client) == ["seed-7", "seed-7-2", "seed-7-3"]


def test_a_name_that_is_taken_is_refused(client: Client) -> None:
    client.post("/api/favourites", {"look": LOOK, "name": "dusk"})
    client.post("/api/favourites", {"look": LOOK, "name": "dawn"})
    for path, data in (
        ("/api/favourites", {"look": LOOK, "name": "dusk"}),
        ("/api/favourites/dawn", {"name": "dusk"}),
    ):
        answer = client.post(path, data)
        assert answer.status_code == 409
        assert "there is a favourite of that name" in answer.json()["faults"][0]["says"]


@pytest.mark.parametrize("name", ["7", "a/b", "../x", "silk", "x" * 65, ""])
def test_what_is_no_name_is_refused(client: Client, name: str) -> None:
    if name:
        assert client.post("/api/favourites", {"look": LOOK, "name": name}).status_code == 400
    client.post("/api/favourites", {"look": LOOK, "name": "dusk"})
    if name:
        assert client.post("/api/favourites/dusk", {"name": name}).status_code == 400
    assert names(client) == ["dusk"]


def test_one_is_renamed_and_noted(client: Client) -> None:
    client.post("/api/favourites", {"look": LOOK, "name": "dusk"})
    answer = client.post("/api/favourites/dusk", {"name": "dawn", "note": "a\nb"})
    assert answer.json() == {"name": "dawn", "note": "a\nb", "look": LOOK}
    assert client.post("/api/favourites/dawn", {"note": ""}).json()["note"] == ""
    assert names(client) == ["dawn"]
    assert client.post("/api/favourites/dawn", {"note": "x" * 2001}).status_code == 413
    assert client.post("/api/favourites/nosuch", {"note": "x"}).status_code == 404


def test_removing_can_be_undone(client: Client) -> None:
    client.post("/api/favourites", {"look": LOOK, "name": "dusk", "note": "n"})
    assert client.delete("/api/favourites/dusk").status_code == 204
    assert names(client) == []
    assert client.delete("/api/favourites/dusk").status_code == 404
    answer = client.post("/api/favourites/dusk/restore")
    assert answer.json() == {"name": "dusk", "note": "n", "look": LOOK}
    assert client.post("/api/favourites/dusk/restore").status_code == 409
    assert client.post("/api/favourites/nosuch/restore").status_code == 404


def test_those_that_cannot_be_shown_say_why(client: Client) -> None:
    nnart.keep(TINY, "by-hand", nnart.network_of(TINY))
    (favourites_folder() / "broken.toml").write_text("seed = 7\nlayers = 0", encoding="utf-8")
    found = {one["name"]: one for one in client.get("/api/favourites").json()["favourites"]}
    assert [one["look"] for one in found.values()] == [None, None]
    assert "by hand" in found["by-hand"]["why"]
    assert "layers" in found["broken"]["why"]


def test_a_note_that_comes_while_its_favourite_is_renamed_brings_no_old_name_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path))
    tray.keep(Recipe(seed=7), "dusk", "")
    inside, renaming = threading.Event(), threading.Event()
    write = favourites.write_note

    def slow(name: str, note: str) -> None:
        inside.set()
        renaming.wait(0.5)  # for ever, if the renaming waits as it should
        write(name, note)

    monkeypatch.setattr(favourites, "write_note", slow)

    def rename() -> None:
        inside.wait()
        tray.change("dusk", "dawn", None)
        renaming.set()

    thread = threading.Thread(target=rename)
    thread.start()
    tray.change("dusk", None, "above the sofa")
    thread.join()
    assert favourites.list_favourites() == ["dawn"]
    assert favourites.read_note("dawn") == "above the sofa"
