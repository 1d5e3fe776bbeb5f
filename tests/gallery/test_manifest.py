"""Manifests: what nnart did not make is left alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from nnart.errors import FileError
from nnart.gallery.manifest import NAME
from tests.faults_of import refused
from tests.gallery.lists import build, content, three, write


@pytest.mark.parametrize("there", ["index.html", "pictures/picture-2.png", "gallery.json"])
def test_what_it_did_not_make_is_left_alone(tmp_path: Path, there: str) -> None:
    path = write(tmp_path, three())
    foreign = tmp_path / "site" / there
    foreign.parent.mkdir(parents=True)
    foreign.write_text("{}")
    with pytest.raises(FileError):
        build(path)
    assert content(tmp_path / "site") == {there: b"{}"}
    foreign.unlink()
    shutil.rmtree(tmp_path / "site" / "pictures", ignore_errors=True)
    build(path)
    (tmp_path / "site" / "mine.txt").write_text("mine")
    (tmp_path / "site" / "pictures" / "mine.png").write_text("mine")
    target = tmp_path / "elsewhere.png"
    target.write_text("mine")
    link = tmp_path / "site" / "pictures" / "picture-1.png"
    link.unlink()
    link.symlink_to(target)
    with refused("exists", error=FileError):
        build(path)
    link.unlink()
    write(tmp_path, three(9))
    (tmp_path / "site" / "pictures" / "picture-3.png").write_text("mine")
    assert build(path).removed == 12
    assert target.read_text() == "mine"
    mine = {"mine.txt", "pictures/mine.png", "pictures/picture-3.png"}
    made_ = {"index.html", "gallery.json", *(f"pictures/picture-9{one}" for one in (".png", ".toml"))}
    made_ |= {f"pictures/picture-9-{side}.webp" for side in (24, 48)}
    assert content(tmp_path / "site").keys() == mine | made_


@pytest.mark.parametrize("kind", ["file", "link", "broken link", "link to a file"])
def test_the_folder_of_pictures_is_a_real_one(tmp_path: Path, kind: str) -> None:
    """Through a link, files would be written elsewhere, and removed there later."""
    path = write(tmp_path, three(1))
    build(path)
    pictures, elsewhere = tmp_path / "site" / "pictures", tmp_path / "elsewhere"
    pictures.rename(elsewhere)
    there = content(elsewhere)
    if kind == "file":
        pictures.write_text("mine")
    else:
        to = {"link": elsewhere, "broken link": tmp_path / "nosuch", "link to a file": path}[kind]
        pictures.symlink_to(to, target_is_directory=kind == "link")
    for list_ in (three(1), three(2)):
        write(tmp_path, list_)
        with pytest.raises(FileError) as caught:
            build(path)
        wrong = "is no folder" if kind == "file" else "is a link"
        assert str(caught.value) == f"'{pictures}' {wrong}; move it, or name another folder for the gallery"
    assert content(elsewhere) == there
    assert not (tmp_path / "nosuch").exists()
    pictures.unlink()
    assert build(path).painted == 3


def test_a_manifest_removes_nothing_through_a_link(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    build(path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.toml").write_text("mine")
    (tmp_path / "site" / "other").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    manifest = json.loads((tmp_path / "site" / NAME).read_text())
    manifest["files"]["other/x.toml"] = {"key": ""}
    (tmp_path / "site" / NAME).write_text(json.dumps(manifest))
    with refused("kind", error=FileError):
        build(path)
    assert (tmp_path / "elsewhere" / "x.toml").read_text() == "mine"


@pytest.mark.parametrize("path", ["../x", "/x", "a/../x", "a/b/c", "..", "C:\\x", "a\\x", ""])
def test_a_manifest_names_files_of_its_folder_alone(tmp_path: Path, path: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "x").write_text("mine")
    manifest = {"version": 1, "files": {path: {"key": "", "crc": 0}}}
    (tmp_path / "site" / "gallery.json").write_text(json.dumps(manifest))
    with refused("damaged", error=FileError):
        build(write(tmp_path, three(1)))
    assert (tmp_path / "x").read_text() == "mine"
