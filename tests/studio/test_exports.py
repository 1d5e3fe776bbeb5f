"""Exports: files of `nnart render`, in the one folder, never over another."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.studio import exports
from nnart.studio.exports import DONE, Exports
from nnart.studio.wishes import picture
from nnart.studio.wishes.kinds import wish_of
from nnart.studio.wishes.picture import FORMATS
from tests.studio.client import Client, ended

LOOK = {"seed": "7", "layers": "3", "width": "8"}
RECIPE = Recipe(seed=7, layers=3, width=8)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Exports begin, and go on only when this is set; or end when they are cancelled."""
    go = threading.Event()
    save = nnart.save

    def waiting(job: Any, path: Path, run: Any, **more: Any) -> Any:
        while not go.wait(0.01):
            run.cancel.check()
        return save(job, path, run, **more)

    monkeypatch.setattr(picture, "save", waiting)
    yield go
    go.set()


@pytest.mark.parametrize("form", FORMATS)
def test_the_bytes_are_those_of_render(client: Client, tmp_path: Path, form: str) -> None:
    wish = {"look": LOOK, "size": "60x40", "format": form}
    assert client.post("/api/exports", wish).status_code == 201
    (done,) = ended(client)
    path = tmp_path / "exports" / f"nnart-7.{form}"
    assert (done["path"], done["state"], done["share"], done["faults"]) == (str(path), DONE, 1.0, [])
    nnart.save(nnart.Job(RECIPE, (60, 40)), tmp_path / f"own.{form}")
    assert path.read_bytes() == (tmp_path / f"own.{form}").read_bytes()


def test_so_are_those_of_16_bits_and_paper(client: Client, tmp_path: Path, main_: Any) -> None:
    wish = {"look": LOOK, "size": "a4@10dpi", "bits": 16, "format": "tif", "name": "a page"}
    client.post("/api/exports", wish)
    (done,) = ended(client)
    assert done["path"] == str(tmp_path / "exports" / "a page.tif")
    words = "render 7 --layers 3 --width 8 --size a4@10dpi --bits 16 -o own.tif -q"
    assert main_(*words.split()).returncode == 0
    assert Path(done["path"]).read_bytes() == (tmp_path / "own.tif").read_bytes()


def test_no_file_is_replaced(client: Client, tmp_path: Path) -> None:
    (tmp_path / "exports" / "nnart-7.png").write_bytes(b"mine")
    for _ in range(2):
        client.post("/api/exports", {"look": LOOK, "size": "20"})
    names = [Path(one["path"]).name for one in ended(client)]
    assert names == ["nnart-7-2.png", "nnart-7-3.png"]
    assert (tmp_path / "exports" / "nnart-7.png").read_bytes() == b"mine"


def test_one_that_appears_in_time_is_not_either(client: Client, tmp_path: Path, held: threading.Event) -> None:
    client.post("/api/exports", {"look": LOOK, "size": "20"})
    (tmp_path / "exports" / "nnart-7.png").write_bytes(b"mine")
    held.set()
    (done,) = ended(client)
    assert (Path(done["path"]).name, done["state"]) == ("nnart-7-2.png", DONE)
    assert (tmp_path / "exports" / "nnart-7.png").read_bytes() == b"mine"


def test_what_another_picture_left_unfinished_is_kept(client: Client, tmp_path: Path) -> None:
    def end(_: float) -> None:
        raise nnart.Cancelled

    with pytest.raises(nnart.Cancelled):
        run = nnart.Run(keep_after=0, progress=end)
        nnart.save(nnart.Job(RECIPE.replace(seed=8), (600, 600)), tmp_path / "exports" / "nnart-7.png", run)
    part = tmp_path / "exports" / "nnart-7.png.part"
    before = part.read_bytes()
    client.post("/api/exports", {"look": LOOK, "size": "20"})
    (done,) = ended(client)
    assert (Path(done["path"]).name, done["state"]) == ("nnart-7-2.png", DONE)
    assert part.read_bytes() == before


@pytest.mark.parametrize("there", [False, True])
def test_a_part_that_is_left_is_told(
    client: Client, tmp_path: Path, held: threading.Event, there: bool
) -> None:
    assert not held.is_set()
    name = client.post("/api/exports", {"look": LOOK, "size": "20"}).json()["id"]
    while client.get("/api/exports").json()[0]["state"] != "running":
        time.sleep(0.01)
    if there:
        (tmp_path / "exports" / "nnart-7.png.part").write_bytes(b"a part")
    client.delete(f"/api/exports/{name}")
    (cancelled,) = ended(client)
    assert (cancelled["state"], cancelled["begun"]) == ("cancelled", there)


def test_they_wait_for_one_another_and_each_can_be_cancelled(client: Client, held: threading.Event) -> None:
    ids = [client.post("/api/exports", {"look": LOOK, "size": "20"}).json()["id"] for _ in range(3)]
    for _ in range(100):
        states = [one["state"] for one in client.get("/api/exports").json()]
        if states[0] == "running":
            break
        time.sleep(0.01)
    assert states == ["running", "waiting", "waiting"]
    for name in ids[:2]:
        assert client.delete(f"/api/exports/{name}").status_code == 204
    held.set()
    assert [one["state"] for one in ended(client)] == ["cancelled", "cancelled", "done"]
    for name in ids:
        assert client.delete(f"/api/exports/{name}").status_code == 204
    assert client.get("/api/exports").json() == []
    assert client.delete(f"/api/exports/{ids[0]}").status_code == 404


def test_one_that_fails_says_why(client: Client, tmp_path: Path) -> None:
    (tmp_path / "exports").rmdir()
    client.post("/api/exports", {"look": LOOK, "size": "20"})
    (done,) = ended(client)
    assert done["state"] == "failed"
    assert done["faults"][0]["says"]


def test_a_folder_of_the_same_name_is_not_touched(client: Client, tmp_path: Path) -> None:
    (tmp_path / "exports" / "nnart-7.png").mkdir()
    client.post("/api/exports", {"look": LOOK, "size": "20"})
    (done,) = ended(client)
    assert Path(done["path"]).name == "nnart-7-2.png"


def test_an_estimate_is_made_before(client: Client, tmp_path: Path) -> None:
    found = client.post("/api/estimate", {"look": LOOK, "size": "4k"}).json()
    assert found["path"] == str(tmp_path / "exports" / "nnart-7.png")
    assert found["seconds"] > 0
    assert 10_000 < found["bytes"] < 3840 * 2160 * 3
    assert list((tmp_path / "exports").iterdir()) == []


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"size": "x"}, "size"),
        ({"size": "1000001"}, ""),
        ({"format": "gif"}, "format"),
        ({"format": "npy"}, "format"),
        ({"bits": 12}, "bits"),
        ({"bits": 16, "format": "jpg"}, "bits"),
        ({"dpi": 0}, "dpi"),
        ({"name": "../a"}, "name"),
        ({"name": "/tmp/a"}, "name"),
        ({"name": ".a"}, "name"),
        ({"name": "a."}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"look": {"seed": "x"}}, "seed"),
        ({"look": {"seed": 7}}, "seed"),
        ({"look": None}, "look"),
        ({"kind": "poster"}, "kind"),
        ({"kind": 7}, "kind"),
        ({"names": ["dusk"]}, "names"),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/api/exports", "/api/estimate"])
def test_a_wrong_wish_is_refused(client: Client, path: str, wrong: dict[str, Any], name: str) -> None:
    answer = client.post(path, {"look": LOOK, "size": "20"} | wrong)
    assert answer.status_code in (400, 413)
    assert not name or name in [one for each in answer.json()["faults"] for one in each["names"]]


@pytest.mark.usefixtures("held")
def test_too_many_do_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MAX_WAITING", 2)
    row = Exports(tmp_path)
    wish = wish_of({"look": LOOK, "size": "20"})
    row.add(wish)
    row.add(wish)
    with pytest.raises(InputError, match="wait already"):
        row.add(wish)
    row.close()
    assert [one["state"] for one in row.listed()] == ["cancelled", "cancelled"]


def test_those_that_ended_long_ago_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_MAX_ENDED", 1)
    row = Exports(tmp_path)
    for _ in range(3):
        row.add(wish_of({"look": LOOK, "size": "20"}))
    for _ in range(500):
        if [one["state"] for one in row.listed()] == [DONE]:
            return
        time.sleep(0.02)
    raise AssertionError(row.listed())
