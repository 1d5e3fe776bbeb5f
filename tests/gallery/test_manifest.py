"""Manifests: what nnart did not make is left alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import zlib
from contextlib import closing
from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError
from nnart.gallery.manifest import NAME
from nnart.gallery.site import Built
from nnart.rendering.run import Run
from tests.conftest import names
from tests.faults_of import broken, refused
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
    with refused("kind", error=FileError):
        build(path)
    link.unlink()
    write(tmp_path, three(9))
    (tmp_path / "site" / "pictures" / "picture-3.png").write_text("mine")
    built = build(path)
    assert (built.removed, built.left) == (10, ("pictures/picture-3.png",))
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


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/x",
        "a/../x",
        "a/b/c",
        "..",
        "C:\\x",
        "a\\x",
        "",
        "x",
        "other/x.toml",
        "pictures/X.png",
        "pictures/.x.png",
    ],
)
def test_a_manifest_names_files_of_a_gallery_alone(tmp_path: Path, path: str) -> None:
    """Whoever wrote it, even with right checksums."""
    (tmp_path / "site" / "other").mkdir(parents=True)
    for mine in ("x", "site/x", "site/other/x.toml"):
        (tmp_path / mine).write_text("mine")
    manifest = {"version": 1, "files": {path: {"key": "", "crc": zlib.crc32(b"mine")}}}
    (tmp_path / "site" / "gallery.json").write_text(json.dumps(manifest))
    with refused("damaged", error=FileError):
        build(write(tmp_path, three(1)))
    for mine in ("x", "site/x", "site/other/x.toml"):
        assert (tmp_path / mine).read_text() == "mine"


FILES = ("index.html", *(f"pictures/picture-1{rest}" for rest in (".png", ".toml", "-24.webp", "-48.webp")))


@pytest.mark.parametrize("changed", [*((one,) for one in FILES), FILES])
def test_what_has_changed_since_is_replaced_by_force_alone(tmp_path: Path, changed: tuple[str, ...]) -> None:
    path = write(tmp_path, three(1))
    build(path)
    whole = content(tmp_path / "site")
    for name in changed:
        (tmp_path / "site" / name).write_text("mine")
    there = content(tmp_path / "site")
    for list_ in (three(1), three(1, 2), three(1).replace("seed = 1", "seed = 9")):
        with pytest.raises(FileError) as caught:
            build(write(tmp_path, list_))
        assert broken(caught.value) == [("exists", ())]
        assert all(repr(name) in str(caught.value) for name in changed)
        assert content(tmp_path / "site") == there
    build(write(tmp_path, three(1)), force=True)
    assert content(tmp_path / "site") == whole


def test_many_that_have_changed_are_told_in_one_line_of_some_length(tmp_path: Path) -> None:
    path = write(tmp_path, three(*range(5)))
    build(path)
    for file in (tmp_path / "site" / "pictures").iterdir():
        file.write_text("mine")
    with pytest.raises(FileError) as caught:
        build(path)
    assert str(caught.value).count("pictures/") == 10
    assert "did not write 20 files" in str(caught.value)
    assert str(caught.value).endswith(
        "and 10 more; move them elsewhere to keep them; run=nnart.Run(force=True) replaces them"
    )


@pytest.mark.parametrize("wanted", [True, False])
def test_what_is_only_claimed_is_nobodys(tmp_path: Path, wanted: bool) -> None:
    """A manifest without a checksum is of a build that was interrupted before that file."""
    path = write(tmp_path, three(1))
    build(path)
    manifest = json.loads((tmp_path / "site" / NAME).read_text())
    del manifest["files"]["pictures/picture-1.png"]["crc"]
    (tmp_path / "site" / NAME).write_text(json.dumps(manifest))
    there = (tmp_path / "site" / "pictures" / "picture-1.png").read_bytes()
    if wanted:
        with refused("exists", error=FileError):
            build(path)
    else:
        assert build(write(tmp_path, three(2)), force=True).left == ("pictures/picture-1.png",)
    assert (tmp_path / "site" / "pictures" / "picture-1.png").read_bytes() == there


@pytest.mark.parametrize("kind", ["fifo", "socket", "folder", "link"])
@pytest.mark.parametrize("name", ["index.html", "pictures/picture-1.png", "gallery.json", "gallery.json.part"])
def test_only_regular_files_are_looked_into(tmp_path: Path, name: str, kind: str) -> None:
    """Whatever lies in the place of a file: nothing is read that never ends, or written through a link."""
    path = write(tmp_path, three(1))
    build(path)
    there = tmp_path / "site" / name
    there.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(there)
    elif kind == "socket":
        with closing(socket.socket(socket.AF_UNIX)) as made, contextlib.chdir(there.parent):
            made.bind(there.name)
    elif kind == "folder":
        there.mkdir()
    else:
        there.symlink_to(path)
    for force in (False, True):
        with refused("kind", error=FileError):
            build(path, force=force)
    assert path.read_text() == three(1)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("before", [False, True], ids=["new", "changed"])
def test_what_someone_puts_there_during_the_build_stays(tmp_path: Path, before: bool, force: bool) -> None:
    """The last picture's file, while the first is painted."""
    path = write(tmp_path, three())
    if before:
        build(path)
        write(tmp_path, three().replace("layers = 3", "layers = 4"))
    mine = tmp_path / "site" / "pictures" / "picture-3.png"

    def meanwhile(_: float) -> None:
        if not mine.is_file() or mine.read_bytes() != b"mine":
            mine.parent.mkdir(exist_ok=True)
            mine.write_bytes(b"mine")

    run = Run(progress=meanwhile, force=force)
    if force:
        nnart.build_gallery(nnart.read_gallery(path), tmp_path / "site", run)
        return
    with refused("exists", error=FileError):
        nnart.build_gallery(nnart.read_gallery(path), tmp_path / "site", run)
    assert mine.read_bytes() == b"mine"
    assert not [one for one in names(mine.parent) if one.startswith(".")]


@pytest.mark.parametrize("what", ["folder moved", "folder replaced", "file removed", "file changed"])
def test_what_is_said_to_be_there_was_looked_at(tmp_path: Path, what: str) -> None:
    path, folder = write(tmp_path, three()), tmp_path / "site"
    seen: list[str] = []

    def meanwhile(_: float) -> None:
        first = folder / "pictures" / "picture-1.png"
        if seen or not first.is_file():
            return
        seen.append(what)
        if what == "file removed":
            first.unlink()
        elif what == "file changed":
            first.write_bytes(b"mine")
        else:
            folder.rename(tmp_path / "moved")
            if what == "folder replaced":
                (folder / "pictures").mkdir(parents=True)

    with pytest.raises(FileError) as caught:
        nnart.build_gallery(nnart.read_gallery(path), folder, Run(progress=meanwhile))
    assert seen
    assert broken(caught.value) == [("absent", ())]
    if what.startswith("file"):
        told = "1 of 13 files were removed or changed during the build: 'pictures/picture-1.png'"
        assert told in str(caught.value)
    else:
        assert "was moved or removed" in str(caught.value)
        assert caught.value.kept == ()
    if what == "folder replaced":
        assert content(folder) == {}
        (folder / "pictures").rmdir()
    build(path, force=what == "file changed")  # which mends it
    assert build(path) == Built(3, 0, 0, ())
    build(path, "new")
    assert content(folder) == content(tmp_path / "new")


def test_an_unfinished_picture_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    mine = tmp_path / "site" / "pictures" / "picture-1.png.part"
    build(path)
    mine.write_bytes(b"mine")
    build(write(tmp_path, three(2)))
    assert mine.read_bytes() == b"mine"
    with refused("exists", error=FileError):
        build(write(tmp_path, three(1)))
    assert mine.read_bytes() == b"mine"
