"""A folder of favourites: each picture is the one that the command line paints."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import Cancelled, FileError
from nnart.sources.favourites import favourites_folder
from nnart.studio.wishes import picture
from nnart.studio.wishes.folder import read_folder
from tests.studio.client import Client, ended
from tests.studio.wishes.conftest import SEEDS, recipe_of


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_pictures_are_those_of_the_command(odd: Client, nnart_: Any, tmp_path: Path) -> None:
    wish = {
        "kind": "folder",
        "names": ["dusk", "by-hand", "wide", "broken"],
        "size": "a6@20dpi",
        "format": "tif",
    }
    assert odd.post("/api/exports", wish | {"bits": 16}).status_code == 201
    (done,) = ended(odd)
    assert (done["state"], Path(done["path"]).name, done["share"]) == ("done", "nnart-pictures", 1.0)
    assert [one.partition(":")[0] for one in done["left_out"]] == ["broken"]
    options = ["--size", "a6@20dpi", "--bits", "16", "-q"]
    for name in ("dusk", "by-hand", "wide"):
        assert nnart_("render", name, *options, "-o", f"{name}.tif").returncode == 0
    own = {f"{name}.tif": (tmp_path / f"{name}.tif").read_bytes() for name in ("dusk", "by-hand", "wide")}
    assert files(Path(done["path"])) == own


def test_recipes_are_the_favourites_files(odd: Client) -> None:
    names = [*SEEDS, "by-hand"]
    odd.post("/api/exports", {"kind": "folder", "names": names, "format": "toml"})
    (done,) = ended(odd)
    assert Path(done["path"]).name == "nnart-recipes"
    kept = favourites_folder()
    assert files(Path(done["path"])) == {f"{name}.toml": (kept / f"{name}.toml").read_bytes() for name in names}
    assert len(nnart.read_gallery(done["path"]).exhibits) == len(names)


def test_a_folder_that_is_there_is_left_alone(kept: Client, tmp_path: Path) -> None:
    (tmp_path / "exports" / "walls").mkdir()
    for _ in range(2):
        kept.post("/api/exports", {"kind": "folder", "names": ["dusk"], "size": "20", "name": "walls"})
    found = ended(kept)
    assert [Path(one["path"]).name for one in found] == ["walls-2", "walls-3"]
    assert files(tmp_path / "exports" / "walls") == {}


def test_a_cancelled_one_keeps_what_is_finished(
    kept: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, save = threading.Event(), nnart.save

    def waiting(job: Any, path: Path, run: Any, **more: Any) -> Any:
        while path.name == "dusk.png":
            reached.set()
            run.cancel.check()
            time.sleep(0.01)
        return save(job, path, run, **more)

    monkeypatch.setattr(picture, "save", waiting)
    wish = {"kind": "folder", "names": [*SEEDS], "size": "20"}
    begun = kept.post("/api/exports", wish).json()
    assert reached.wait(60)
    assert kept.get("/api/exports").json()[0]["share"] == pytest.approx(1 / 3, abs=1e-3)
    assert kept.delete(f"/api/exports/{begun['id']}").status_code == 204
    (done,) = ended(kept)
    assert done["state"] == "cancelled"
    save(nnart.Job(recipe_of("noon"), 20), tmp_path / "noon.png")
    assert files(Path(done["path"])) == {"noon.png": (tmp_path / "noon.png").read_bytes()}
    monkeypatch.setattr(picture, "save", save)
    kept.post("/api/exports", wish)
    again = ended(kept)[-1]
    assert (again["state"], Path(again["path"]).name) == ("done", "nnart-pictures-2")
    assert files(Path(again["path"])).keys() == {f"{name}.png" for name in SEEDS}


@pytest.mark.usefixtures("kept")
def test_one_in_which_nothing_is_finished_goes(tmp_path: Path) -> None:
    wish, run = read_folder({"names": [*SEEDS], "size": "20"}), nnart.Run()
    run.cancel()
    with pytest.raises(Cancelled):
        wish.save(tmp_path / "walls", run)
    assert not (tmp_path / "walls").exists()
    (tmp_path / "walls").write_bytes(b"mine")
    with pytest.raises(FileError) as caught:
        wish.save(tmp_path / "walls", nnart.Run())
    assert caught.value.faults[0].rule == "exists"


@pytest.mark.usefixtures("kept")
def test_all_pictures_are_checked_before_the_first() -> None:
    wish = read_folder({"names": [*SEEDS], "size": "30"})
    assert [one.name for one in wish.files] == [f"{name}.png" for name in SEEDS]
    with pytest.raises(nnart.InputError):
        read_folder({"names": [*SEEDS], "format": "jpg", "bits": 16})


def test_one_that_takes_too_long_is_refused_before_anything_is_there(kept: Client, tmp_path: Path) -> None:
    wish = {"kind": "folder", "names": [*SEEDS], "size": "900000"}
    refused = kept.post("/api/estimate", wish)
    assert (refused.status_code, refused.json()["faults"][0]["names"]) == (413, ["size"])
    kept.post("/api/exports", wish)
    (failed,) = ended(kept)
    assert failed["state"] == "failed"
    assert not Path(failed["path"]).exists()
    with pytest.raises(nnart.InputError):
        read_folder(wish).save(tmp_path / "walls", nnart.Run(limits=True))
