"""Folders of tiles: every level is the picture at its size, whatever happens on the way."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.arrays import Pixels
from nnart.errors import FileError, InputError, Interrupted
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.tiles import block, tiles
from nnart.tiles.folder import TileFolder
from nnart.tiles.layout import Layout
from tests.browser import Browser
from tests.conftest import Run, names
from tests.faults import failing
from tests.faults_of import broken
from tests.judges import pyvips

RECIPE = Recipe(seed=3, layers=2, width=5, detail=4.0, gain=1.7)
SIZE = Size(2200, 1300)
PART = "unfinished.part"


def paint(folder: Path, recipe: Recipe = RECIPE, size: Size = SIZE, **options: Any) -> None:
    """Render tiles; options are those of a layout, a network and a run."""
    layout: dict[str, Any] = {"ending": "png"}
    layout |= {name: options.pop(name) for name in ("iiif", "base", "ending") if name in options}
    job = nnart.Job(recipe, size, network=options.pop("network", None))
    run = nnart.Run(nnart.Threads(options.pop("threads", None)), **options)
    nnart.render_tiles(job, folder, tiles.layout_for(size, **layout), run)


def assembled(folder: Path, layout: Layout, number: int) -> Pixels:
    """Return a level's pixels, put together from its tiles; where they overlap they have to agree."""
    level = layout.levels()[number]
    pixels: Pixels = np.zeros((*level.extent, 3), np.uint8)
    known = np.zeros(level.extent, np.bool_)
    for tile in level.tiles():
        window = slice(*tile.rows), slice(*tile.columns)
        first, *others = ((folder / path).read_bytes() for path in layout.paths(level, tile))
        assert all(other == first for other in others)
        with Image.open(folder / layout.paths(level, tile)[0]) as image:
            part = np.asarray(image)
        assert (part[known[window]] == pixels[window][known[window]]).all()
        pixels[window], known[window] = part, True
    assert known.all()
    return pixels


def content(folder: Path) -> dict[str, bytes]:
    """Return what all files of a folder hold, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("iiif", [False, True])
@pytest.mark.parametrize("detail", [4.0, 0.5])
def test_every_level_is_the_picture_at_its_size(tmp_path: Path, iiif: bool, detail: float) -> None:
    """Painted, not shrunk: to the byte what a render of that size gives, where sizes halve without a rest."""
    size = Size(2048, 1024)
    recipe = RECIPE.replace(detail=detail, gain=None)
    paint(tmp_path / "d", recipe, size, iiif=iiif)
    layout = tiles.layout_for(size, iiif=iiif, base=None, ending="png")
    for number, level in enumerate(layout.levels()):
        whole = assembled(tmp_path / "d", layout, number)
        if level.step <= 1024:
            assert np.array_equal(whole, nnart.render(recipe, Size.of_shape(*level.extent)).pixels)
    assert {path for path in content(tmp_path / "d") if path.endswith(".png")} == {
        path for level in layout.levels() for tile in level.tiles() for path in layout.paths(level, tile)
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"tone": "stretch"},
        {"samples": 2},
        {"symmetry": "kaleidoscope-6"},
        {"dither": True},
        {"rotate": 30.0},
    ],
    ids=str,
)
def test_odd_sizes_lie_on_the_same_plane(tmp_path: Path, changes: dict[str, Any]) -> None:
    """A level's pixel is in the middle of those that it stands for, and its tone is the whole picture's."""
    size = Size(1021, 511)
    recipe = RECIPE.replace(**changes)
    paint(tmp_path / "d", recipe, size)
    layout = tiles.layout_for(size, iiif=False, base=None, ending="png")
    whole = assembled(tmp_path / "d", layout, len(layout.levels()) - 1)
    assert np.array_equal(whole, nnart.render(recipe, size).pixels)
    half = assembled(tmp_path / "d", layout, len(layout.levels()) - 2).astype(int)
    squares = whole[:510, :1020].astype(float).reshape(255, 2, 510, 2, 3).mean(axis=(1, 3))
    apart = np.abs(half[:255, :510] - squares).mean()
    assert apart < 3
    assert apart < np.abs(half[1:255, :510] - squares[:254]).mean()  # a row further down fits less


def test_libvips_cuts_the_same_tiles(tmp_path: Path) -> None:
    """The full size's, pixel by pixel; its other levels are shrunk and so differ a little."""
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
    image = pyvips().Image.new_from_file(str(tmp_path / "a.png"))
    image.dzsave(str(tmp_path / "picture"), tile_size=510, overlap=1, suffix=".png")
    paint(tmp_path / "d")
    theirs, ours = tmp_path / "picture_files", tmp_path / "d" / "picture_files"
    assert sorted(path.relative_to(theirs) for path in theirs.rglob("*.png")) == sorted(
        path.relative_to(ours) for path in ours.rglob("*.png")
    )
    for level in (12, 11, 10, 9):
        for path in sorted((theirs / str(level)).iterdir()):
            with Image.open(path) as one, Image.open(ours / str(level) / path.name) as other:
                apart = np.abs(np.asarray(one).astype(int) - np.asarray(other))
            assert apart.max() == 0 if level == 12 else apart.mean() < 3


@pytest.mark.parametrize("ending", ["jpg", "webp"])
def test_other_formats_are_close(tmp_path: Path, ending: str) -> None:
    recipe = RECIPE.replace(space="p3")
    paint(tmp_path / "d", recipe, Size(700, 600), ending=ending)
    layout = tiles.layout_for(Size(700, 600), iiif=False, base=None, ending=ending)
    tile = layout.levels()[-1].tile(0, 0)
    with Image.open(tmp_path / "d" / layout.paths(layout.levels()[-1], tile)[0]) as image:
        assert image.info["icc_profile"]
        apart = np.abs(np.asarray(image).astype(int) - nnart.render(recipe, Size(700, 600)).pixels[:511, :511])
    assert apart.mean() < 4


def test_the_folder_says_what_it_was_painted_from(tmp_path: Path, nnart_: Run) -> None:
    network = Network.of([[[2.0, 1.0]], [[1.0]]], [[0.0], [0.0]], ["tanh", "linear"])
    shares: list[float] = []
    paint(tmp_path / "d", size=Size(700, 600), network=network, progress=shares.append)
    assert sum(shares) == pytest.approx(1)
    done = nnart_("tiles", "d/recipe.toml", "--size", "700x600", "--format", "png", "-o", "e")
    assert (done.returncode, done.stdout) == (0, "")
    assert content(tmp_path / "d") == content(tmp_path / "e")


def stop(folder: Path, after: float, **options: Any) -> None:
    def progress(share: float) -> None:
        nonlocal after
        after -= share
        if after <= 0:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        paint(folder, progress=progress, **options)
    assert 0 < (caught.value.kept[0].share or 0) < 1


@pytest.fixture
def blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint tile by tile, and do not wait for the disk."""
    monkeypatch.setattr(block, "_SIDE", 1)
    monkeypatch.setattr(os, "sync", lambda: None)


# A stretched tone is measured over the whole picture first.
STOPPED = [{}, {"iiif": True}, {"recipe": RECIPE.replace(tone="stretch"), "budget": nnart.Budget(field=0)}]


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("options", STOPPED)
def test_a_stopped_folder_goes_on_to_the_same_bytes(tmp_path: Path, options: dict[str, Any]) -> None:
    paint(tmp_path / "whole", **options)
    for after in (0.55, 0.7, 0.9):
        stop(tmp_path / "d", after, **options)
        assert PART in names(tmp_path / "d")
        assert "index.html" not in names(tmp_path / "d")
    paint(tmp_path / "d", **options, threads=1)
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
def test_tiles_that_were_lost_are_painted_again(tmp_path: Path) -> None:
    """As after a power cut: one is not there, one is empty, one was cut, one is zeros; none counts twice."""
    paint(tmp_path / "whole")
    stop(tmp_path / "d", 0.9)
    there = sorted((tmp_path / "d").rglob("*.png"))
    there[9].write_bytes(bytes(there[9].stat().st_size))
    shares: list[float] = []
    there[3].unlink()
    there[5].write_bytes(b"")
    there[7].write_bytes(there[7].read_bytes()[:-1])
    paint(tmp_path / "d", progress=shares.append)
    assert sum(shares) == pytest.approx(1)
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
def test_what_was_begun_otherwise_is_refused_until_restarted(tmp_path: Path) -> None:
    stop(tmp_path / "d", 0.5)
    for options in (
        {"recipe": RECIPE.replace(seed=4)},
        {"size": Size(2201, 1300)},
        {"iiif": True},
        {"ending": "jpg"},
    ):
        with pytest.raises(
            FileError, match=r"begun with another recipe, size or format \(seed 3, .*, and cannot be resumed"
        ):
            paint(tmp_path / "d", **options)
    paint(tmp_path / "d", size=Size(700, 600), restart=True)
    paint(tmp_path / "whole", size=Size(700, 600))
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
def test_a_restart_that_is_interrupted_can_be_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the old tiles are removed, too; and nothing of the old picture stays."""
    stop(tmp_path / "d", 0.5)
    (tmp_path / "d" / "picture.dzi").touch()
    (tmp_path / "d" / "index.html").touch()

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", interrupted)
        with pytest.raises(KeyboardInterrupt):
            paint(tmp_path / "d", size=Size(700, 600), iiif=True, restart=True)
    assert PART in names(tmp_path / "d")
    paint(tmp_path / "d", size=Size(700, 600), iiif=True, restart=True)
    paint(tmp_path / "whole", size=Size(700, 600), iiif=True)
    assert content(tmp_path / "d") == content(tmp_path / "whole")


def test_folders_with_something_else_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    (tmp_path / "file").touch()
    paint(tmp_path / "done", size=Size(3, 3))
    for name, rule in (
        ("photos", "exists"),
        ("file", "kind"),
        ("missing/d", "absent"),
        ("done", "exists"),
        ("a" * 300, "access"),
    ):
        for restart in (False, True):
            with pytest.raises(FileError) as caught:
                paint(tmp_path / name, size=Size(3, 3), restart=restart)
            assert broken(caught.value) == [(rule, ())]
            assert caught.value.faults[0].where == (repr(str(tmp_path / name)),)
    assert names(tmp_path / "photos") == ["a.jpg"]
    (tmp_path / "empty").mkdir()
    paint(tmp_path / "empty", size=Size(3, 3))


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("restart", [False, True])
def test_a_kill_and_an_early_interruption_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restart: bool
) -> None:
    """A kill leaves tiles and their record; an interruption before any work keeps both, or clears both."""
    paint(tmp_path / "whole")
    killed = tmp_path / "killed"

    def kill(_: float) -> None:
        tiles_there = len(list((tmp_path / "d").rglob("*.png")))
        if tiles_there == 20 and not killed.exists():
            shutil.copytree(tmp_path / "d", killed)

    paint(tmp_path / "d", progress=kill)
    with monkeypatch.context() as patched:
        patched.setattr(tiles, "resume", interrupted)
        with pytest.raises(KeyboardInterrupt) as caught:
            paint(killed, restart=restart)
    if restart:
        assert names(killed) == []
    else:
        assert isinstance(caught.value, Interrupted)
        assert caught.value.kept[0].path == killed / PART
    shares: list[float] = []
    paint(killed, progress=shares.append)
    assert content(killed) == content(tmp_path / "whole")
    assert (shares[0] > 0.1) == (not restart)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("damaged", ["lost", "zeros", "empty"])
def test_tiles_with_a_damaged_record_are_painted_again(tmp_path: Path, damaged: str) -> None:
    stop(tmp_path / "d", 0.5)
    stale = tmp_path / "d" / "picture_files" / "99" / "0_0.png"
    stale.parent.mkdir()
    stale.touch()
    part = tmp_path / "d" / PART
    data = part.read_bytes()
    part.write_bytes({"lost": bytes(2**13) + data[2**13 :], "zeros": bytes(len(data)), "empty": b""}[damaged])
    paint(tmp_path / "d")
    paint(tmp_path / "whole")
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("other", [{}, {"recipe": RECIPE.replace(seed=4)}, {"iiif": True}])
def test_two_at_one_folder_do_not_both_win(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, Any]
) -> None:
    """The second looks again once it has the folder: the first may have finished in between."""
    first = TileFolder.check_early

    def meanwhile(folder: TileFolder, restart: bool) -> None:
        first(folder, restart)
        monkeypatch.setattr(TileFolder, "check_early", first)
        paint(tmp_path / "d", size=Size(700, 600))

    monkeypatch.setattr(TileFolder, "check_early", meanwhile)
    with pytest.raises(FileError) as caught:
        paint(tmp_path / "d", size=Size(700, 600), **other)
    assert broken(caught.value) == [("exists", ())]
    assert caught.value.faults[0].where == (repr(str(tmp_path / "d")),)
    paint(tmp_path / "whole", size=Size(700, 600))
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("happens", ["moved", "removed", "replaced", "a level removed", "a tile changed"])
def test_a_folder_that_changes_meanwhile_is_not_called_complete(tmp_path: Path, happens: str) -> None:
    folder = tmp_path / "d"
    tile = folder / "picture_files" / "9" / "0_0.png"

    def change(_: float) -> None:
        if not tile.exists() or (tmp_path / "e").exists():
            return
        if happens in ("moved", "replaced"):
            folder.rename(tmp_path / "e")
            if happens == "replaced":
                folder.mkdir()
        else:
            (tmp_path / "e").touch()
            if happens == "a tile changed":
                tile.write_bytes(tile.read_bytes()[:-1])
            else:
                shutil.rmtree(folder if happens == "removed" else tile.parent)

    paint(tmp_path / "whole")
    with pytest.raises(FileError) as caught:
        paint(folder, progress=change)
    assert broken(caught.value) == [("damaged" if "a " in happens else "absent", ())]
    if happens in ("moved", "replaced"):
        if folder.exists():
            folder.rmdir()
        (tmp_path / "e").rename(folder)
    assert "index.html" not in (names(folder) if folder.exists() else [])
    paint(folder)
    assert content(folder) == content(tmp_path / "whole")


@pytest.mark.usefixtures("blocks")
def test_tiles_without_a_record_are_painted_anew_on_request(tmp_path: Path) -> None:
    stop(tmp_path / "d", 0.5)
    (tmp_path / "d" / PART).unlink()
    with pytest.raises(FileError) as caught:
        paint(tmp_path / "d")
    assert broken(caught.value) == [("exists", ())]
    assert caught.value.faults[0].ways[0].give == "restart"
    paint(tmp_path / "d", restart=True)
    paint(tmp_path / "whole")
    assert content(tmp_path / "d") == content(tmp_path / "whole")


@pytest.mark.parametrize("record", [None, b"", bytes(9000), b"notes"])
@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("there", ["theirs", "complete"])
def test_no_record_is_a_licence_to_remove(
    tmp_path: Path, record: bytes | None, restart: bool, there: str
) -> None:
    """Neither what others keep in a folder, nor complete tiles, whatever lies under the record's name."""
    folder = tmp_path / "d"
    if there == "complete":
        paint(folder, size=Size(700, 600))
    else:
        (folder / "picture_files").mkdir(parents=True)
        (folder / "picture_files" / "my.jpg").write_bytes(b"mine")
    if record is not None:
        (folder / PART).write_bytes(record)
    before = content(folder)
    with pytest.raises(FileError) as caught:
        paint(folder, RECIPE.replace(seed=4), size=Size(700, 600), restart=restart)
    assert caught.value.faults[0].rule in ("exists", "kind")
    assert content(folder) == before


@pytest.mark.usefixtures("blocks")
def test_a_restart_removes_nothing_of_others(tmp_path: Path) -> None:
    stop(tmp_path / "d", 0.5)
    mine = tmp_path / "d" / "picture_files" / "5" / "my notes.txt"
    mine.write_bytes(b"mine")
    paint(tmp_path / "d", size=Size(700, 600), restart=True)
    assert mine.read_bytes() == b"mine"


def test_what_is_called_complete_was_looked_at(tmp_path: Path) -> None:
    paint(tmp_path / "d", size=Size(700, 600))
    with pytest.raises(FileError, match="tiles are there and complete"):
        paint(tmp_path / "d", size=Size(700, 600))
    (tmp_path / "d" / "picture_files" / "10" / "0_0.png").unlink()
    tile = tmp_path / "d" / "picture_files" / "9" / "0_0.png"
    tile.write_bytes(tile.read_bytes()[:-1])
    with pytest.raises(FileError, match="tiles are there, but 2 of 14 are missing or damaged"):
        paint(tmp_path / "d", size=Size(700, 600))
    with pytest.raises(FileError, match="tiles of another size or layout are there"):
        paint(tmp_path / "d", size=Size(701, 600))


def test_wrong_arguments_are_refused(tmp_path: Path) -> None:
    for options, name in (
        ({"recipe": RECIPE.replace(alpha="field"), "ending": "jpg"}, "ending"),
        ({"ending": "gif"}, "ending"),
        ({"base": "https://a.org"}, "base"),
        ({"size": (0, 5)}, "size"),
    ):
        with pytest.raises(InputError, match=f"^{name}: "):
            paint(tmp_path / "d", **options)
    assert names(tmp_path) == []


@pytest.mark.slow
@pytest.mark.usefixtures("blocks")
def test_whichever_operation_fails_it_goes_on(tmp_path: Path) -> None:
    network = Network.of([[[2.0, 1.0]], [[1.0]]], [[0.0], [0.0]], ["tanh", "linear"])
    paint(tmp_path / "whole", size=Size(511, 20), network=network)
    for n in itertools.count(1):
        with failing(n) as fragile:
            try:
                paint(tmp_path / "d", size=Size(511, 20), network=network)
            except FileError as error:
                assert "No space left on device" in str(error)
            else:
                if fragile.left > 0:
                    break
        if (tmp_path / "d" / PART).exists() or not (tmp_path / "d").exists():
            paint(tmp_path / "d", size=Size(511, 20), network=network)
        assert content(tmp_path / "d") == content(tmp_path / "whole")
        shutil.rmtree(tmp_path / "d")
    assert n > 40


def test_a_browser_shows_the_picture(tmp_path: Path, chromium: Browser) -> None:
    recipe = Recipe(seed=7, layers=5, width=30, detail=2.0)
    nnart.render_tiles(nnart.Job(recipe, (1875, 1250)), tmp_path / "d")
    chromium.open(tmp_path / "d" / "index.html", (500, 750))
    chromium.wait("typeof viewer !== 'undefined' && viewer.world.getItemCount() === 1")
    chromium.wait("viewer.world.getItemAt(0).getFullyLoaded()")
    seen = chromium.screenshot()
    assert chromium.complaints == []
    shown = nnart.render(recipe, (750, 500)).pixels.astype(int)
    inside = (slice(60, 440), slice(60, 690))
    assert np.abs(seen[inside] - shown[inside]).mean() < 6
