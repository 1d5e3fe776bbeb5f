"""Folders that are galleries: what is in them, in which order, and what is left out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

import nnart
from nnart.cli.commands.gallery import default_folder
from nnart.errors import FileError, InputError, NnartError
from nnart.field.calibration import calibrate
from nnart.films.data import to_toml
from nnart.films.save import save_film
from nnart.gallery.exhibit import SHEET
from nnart.gallery.folders import read_file, read_folder
from nnart.gallery.gallery import read_pictures
from nnart.gallery.site import build_gallery
from nnart.sheets.files import render_sheet
from nnart.sheets.sheet import Sheet, Tile
from nnart.sources.opening import open_source
from tests.byhand import TOML
from tests.conftest import Run, names
from tests.faults_of import refused
from tests.gallery.lists import PLAIN, content, three, tiny_film, write

PLAIN_RECIPE = nnart.Recipe(seed=5, **PLAIN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pictures, a recipe, a network by hand, a sheet, and what is none of these."""
    folder = tmp_path / "my rooms"
    (folder / "within").mkdir(parents=True)
    for seed in (2, 10, 1):
        nnart.save(nnart.Job(PLAIN_RECIPE.replace(seed=seed), (8, 12)), folder / f"nnart-{seed}.png")
    nnart.save(nnart.Job(PLAIN_RECIPE, (8, 12)), folder / "within" / "a.png")
    (folder / "Own.toml").write_text(PLAIN_RECIPE.to_toml())
    (folder / "hand.toml").write_text(f"seed = 1\n{TOML}".replace("[[layers]]", "[[network.layers]]"))
    tiles = tuple(Tile(name, PLAIN_RECIPE.replace(seed=seed)) for name, seed in (("7", 7), ("a b", 8)))
    render_sheet(Sheet(tiles, 2), folder / "family.png", (8, 8))
    (folder / "broken.png").write_bytes(b"x")
    (folder / "notes.txt").write_text("mine")
    return folder


ORDER = ["family 7", "family a b", "hand", "nnart-1", "nnart-2", "nnart-10", "Own"]


def test_all_that_has_a_recipe_is_there_in_natural_order(folder: Path) -> None:
    gallery = nnart.read_gallery(folder)
    assert gallery.title == "my rooms"
    assert [exhibit.title for exhibit in gallery.exhibits] == ORDER
    assert [exhibit.name for exhibit in gallery.exhibits][:2] == ["family-7", "family-a-b"]
    assert [sorted(exhibit.shape) for exhibit in gallery.exhibits][-2:] == [[2, 3], [1, 1]]
    (left,) = gallery.broken
    assert str(left).startswith(f"'{folder / 'broken.png'}': ")


def test_a_list_has_a_folder_in_the_same_order(folder: Path) -> None:
    list_ = folder.parent / "gallery.toml"
    list_.write_text('[[pictures]]\nfolder = "my rooms"')
    assert [exhibit.title for exhibit in nnart.read_gallery(list_).exhibits] == ORDER


def test_a_tile_without_a_recipe_is_named_and_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = nnart.Recipe.from_dict

    def picky(values: dict[str, object]) -> nnart.Recipe:
        return given(values | ({"layers": 0} if values["seed"] == 7 else {}))

    monkeypatch.setattr(nnart.Recipe, "from_dict", picky)
    gallery = nnart.read_gallery(folder)
    assert [exhibit.title for exhibit in gallery.exhibits] == ORDER[1:]
    assert any(str(left).startswith(f"'{folder / 'family.png'}#7': layers: ") for left in gallery.broken)


@pytest.mark.parametrize("place", [".", "..", "../my rooms", ""])
def test_its_title_is_its_name_whatever_it_is_called_by(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.chdir(folder / "within" if place == ".." else folder)
    assert nnart.read_gallery(place or Path()).title == "my rooms"


def test_a_folder_without_pictures_is_refused(tmp_path: Path, main_: Run) -> None:
    (tmp_path / "empty").mkdir()
    done = main_("gallery", "empty")
    assert (done.returncode, names(tmp_path)) == (2, ["empty"])
    said = "nnart: 'empty': pictures: there is none; add some, or put recipes or pictures into its folder\n"
    assert done.stderr == said
    with refused("missing", "pictures", error=InputError):
        build_gallery(nnart.read_gallery(tmp_path / "empty"), tmp_path / "site")


def test_the_site_lies_beside_the_folder_and_is_brought_up_to_date(folder: Path, main_: Run) -> None:
    before = content(folder)
    done = main_("gallery", "my rooms")
    assert done.returncode == 3
    left, off, one, where = done.stderr.splitlines()
    assert left.startswith("nnart: 'my rooms/broken.png': ") and left.endswith("; left out")
    assert off.startswith("nnart: sheet.png has no place for hand: ")
    assert one == "one of them, larger: nnart render --from 'my rooms-site/sheet.png#family-7'"
    assert where.startswith("7 pictures, 29 files painted (") and where.endswith(": my rooms-site/index.html")
    assert content(folder) == before
    again = main_("gallery", "my rooms/")
    assert "7 pictures, 0 files painted (" in again.stderr
    shown = main_("show", "my rooms-site/sheet.png").stdout
    assert [line.split()[0] for line in shown.splitlines()[1:]] == [
        "family-7", "family-a-b", "nnart-1", "nnart-2", "nnart-10", "own",
    ]  # fmt: skip
    assert names(folder.parent) == ["my rooms", "my rooms-site"]


def test_a_page_leads_to_the_sheet(folder: Path, main_: Run) -> None:
    main_("gallery", "my rooms", "--out", "site")
    page = folder.parent / "site" / "index.html"
    assert '<a href="sheet.png">' in page.read_text(encoding="utf-8")
    main_("gallery", "my rooms", "--out", "site", "--no-sheet")
    assert "sheet.png" not in page.read_text(encoding="utf-8")
    assert not (page.parent / SHEET).exists()


def test_another_folder_of_that_name_is_left_alone(folder: Path, main_: Run) -> None:
    other = folder.parent / "my rooms-site"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    (folder.parent / "my rooms-site-2").write_text("no folder")
    for painted in (29, 0):
        done = main_("gallery", "my rooms", "-q")
        assert done.returncode == 3
        assert painted == 0 or (folder.parent / "my rooms-site-3" / "index.html").is_file()
    assert names(folder.parent) == ["my rooms", "my rooms-site", "my rooms-site-2", "my rooms-site-3"]
    assert names(other) == ["thesis.txt"]


def test_the_site_lies_beside_whatever_the_folder_is_called_by(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for within, place in ((".", "."), ("within", ".."), ("..", "my rooms"), (".", folder)):
        monkeypatch.chdir(folder / within)
        assert default_folder(str(place)).absolute() == folder.parent / "my rooms-site"
    monkeypatch.chdir(folder)
    assert default_folder("-") == Path("gallery-site")  # as gallery.toml would have it


def test_asked_to_be_in_the_folder_it_does_not_read_itself(folder: Path, main_: Run) -> None:
    """Neither its sheet nor its pictures; but a sheet of that name that is someone else's."""
    for painted in (29, 0, 0):
        done = main_("gallery", "my rooms", "--out", "my rooms")
        assert f"7 pictures, {painted} files painted (" in done.stderr
    for inside in ("29", "0"):
        done = main_("gallery", "my rooms", "--out", "my rooms/site")
        assert f"7 pictures, {inside} files painted (" in done.stderr
    (folder / "family.png").replace(folder / SHEET)
    assert [exhibit.title for exhibit in nnart.read_gallery(folder).exhibits][-2:] == ["sheet 7", "sheet a b"]
    with refused("exists", error=FileError):
        build_gallery(nnart.read_gallery(folder), folder)


def test_where_nothing_can_be_beside_it_another_place_is_asked_for(
    folder: Path, main_: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.is_dir()
    monkeypatch.setattr(os, "access", lambda *_: False)
    done = main_("gallery", "my rooms")
    assert done.returncode == 1
    said = "nnart: 'my rooms': nothing can be written beside it; --output FOLDER names another place\n"
    assert done.stderr == said


@pytest.mark.parametrize("name", ["a" * 300, f"{'a' * 300}.png", "missing", "missing.png"])
def test_what_is_not_there_is_said(name: str) -> None:
    with pytest.raises(FileError):
        nnart.read_gallery(name)


def test_a_sheet_alone_is_a_gallery(folder: Path, main_: Run) -> None:
    gallery = nnart.read_gallery(folder / "family.png")
    assert gallery.title == "family"
    assert [exhibit.name for exhibit in gallery.exhibits] == ["family-7", "family-a-b"]
    assert main_("gallery", "my rooms/family.png").returncode == 0
    assert "family-site" in names(folder)
    with pytest.raises(FileError, match="No such file"):
        nnart.read_gallery(folder / "missing.png")


def test_a_list_has_its_site_beside_it(tmp_path: Path, main_: Run) -> None:
    write(tmp_path, three(1)).rename(tmp_path / "rooms.toml")
    assert main_("gallery", "rooms.toml").returncode == 0
    assert names(tmp_path) == ["rooms-site", "rooms.toml"]


def test_a_recipe_may_be_json(tmp_path: Path) -> None:
    """Texts without an ending of their own stay what they are: someone's notes."""
    (tmp_path / "rec.json").write_text('{"seed": 7, "layers": 3, "width": 9}')
    (tmp_path / "notes.txt").write_text("seed = 7\n")
    broken: list[NnartError] = []
    found = read_folder(tmp_path, broken)
    assert ([one.title for one in found], broken) == (["rec"], [])


FORMS = {
    "a.png": "",
    "a.jpg": "",
    "a.webp": "",
    "a.avif": "",
    "a.tif": "",
    "a.toml": "Seed = 5\nlayers = 3\nneurons = 9\n",
    "a.json": '{"recipe": {"seed": 5, "layers": 3, "width": 9}, "size": [8, 12]}',
    "a.txt": "nnart render 5 --layers 3 --width 9 --size 8x12\n",
    "a": PLAIN_RECIPE.to_code(),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_nnart_renders_is_a_picture_of_a_gallery(tmp_path: Path, name: str) -> None:
    """In a folder, texts need an ending that says that they are recipes."""
    path, broken = tmp_path / name, list[NnartError]()
    if FORMS[name]:
        path.write_text(FORMS[name])
    else:
        nnart.save(nnart.Job(PLAIN_RECIPE, (8, 12)), path)
    (found,) = read_file(path, broken)
    assert calibrate(found.recipe) == calibrate(open_source(str(path)).recipe())
    assert (calibrate(found.recipe), broken) == (calibrate(PLAIN_RECIPE), [])
    alone = read_folder(tmp_path, broken)
    assert alone == ([found] if path.suffix not in ("", ".txt") else []) and broken == []


def test_a_folder_has_films_of_all_kinds(tmp_path: Path) -> None:
    """Those that carry one; others are named like foreign pictures."""
    folder = tmp_path / "walls"
    folder.mkdir()
    film = tiny_film()
    for name in ("b.gif", "c.webp", "d.png", "e-{frame}.png"):
        save_film(film.replace(fps=5) if name == "b.gif" else film, folder / name, (64, 36))
    (folder / "a.toml").write_text(to_toml(film))
    Image.new("RGB", (3, 3)).save(folder / "foreign.gif")
    gallery = nnart.read_gallery(folder)
    found = [(one.title, one.moves, one.frame, one.shape) for one in gallery.exhibits]
    assert found[:4] == [(title, True, None, (9, 16)) for title in "abcd"]
    assert found[4:] == [(f"e-000{k}", False, k, (9, 16)) for k in range(film.frames)]
    (left,) = gallery.broken
    assert str(left).startswith(f"'{folder / 'foreign.gif'}': ")
    assert nnart.read_gallery(folder / "b.gif").exhibits[0].moves
    several = read_pictures([folder / "a.toml", folder / "c.webp"])
    assert [one.moves for one in several.exhibits] == [True, True]


def test_a_folder_has_videos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    av = pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    folder = tmp_path / "walls"
    folder.mkdir()
    for name in ("a.mp4", "b.mkv"):
        save_film(tiny_film(), folder / name, (64, 36))
    with av.open(str(folder / "foreign.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 16, 16, "yuv420p"
        for packet in [*stream.encode(av.VideoFrame(16, 16, "yuv420p")), *stream.encode(None)]:
            container.mux(packet)
    (folder / "nnart-3.toml").write_text(PLAIN_RECIPE.to_toml())
    gallery = nnart.read_gallery(folder)
    assert [(one.title, one.shape, one.moves) for one in gallery.exhibits] == [
        ("a", (9, 16), True), ("b", (9, 16), True), ("nnart-3", (1, 1), False),
    ]  # fmt: skip
    (left,) = gallery.broken
    assert "foreign.mp4" in str(left) and "it carries no film of nnart's" in str(left)
    monkeypatch.setitem(sys.modules, "av", None)
    gallery = nnart.read_gallery(folder)
    assert [one.title for one in gallery.exhibits] == ["nnart-3"]
    assert len(gallery.broken) == 3 and all("pip install 'nnart[film]'" in str(left) for left in gallery.broken)
