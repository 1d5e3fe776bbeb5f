"""Sites: built, and kept up to date."""

from __future__ import annotations

import dataclasses
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrate
from nnart.files.locks import try_lock
from nnart.films.carried import read_carried, read_film
from nnart.films.data import to_toml
from nnart.films.files.reading import probe
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.films.still import paint_frame
from nnart.gallery import keys, site
from nnart.gallery.manifest import NAME
from nnart.recipe.presets import PRESETS
from nnart.recipe.size import Size
from tests import make_gallery
from tests.conftest import Run, names
from tests.faults import failing
from tests.faults_of import refused
from tests.films.cases import small
from tests.gallery.lists import build, content, three, tiny_film, with_films, write
from tests.rendering.test_run import cancelling

NEEDED = "PyAV is not installed: pip install 'nnart[film]'"


def test_only_what_changed_is_painted(tmp_path: Path) -> None:
    path = write(tmp_path, three())
    assert build(path) == site.Built(3, 9, 0, ())
    first = content(tmp_path / "site")
    assert len(first) == 1 + 1 + 3 * 4
    assert build(path) == site.Built(3, 0, 0, ())
    assert content(tmp_path / "site") == first

    write(tmp_path, three().replace("seed = 2", "seed = 7"))
    assert build(path) == site.Built(3, 3, 0, ())
    second = content(tmp_path / "site")
    changed = {name for name in second if second[name] != first.get(name)}
    picture = {f"pictures/picture-2{rest}" for rest in (".png", ".toml", "-24.webp", "-48.webp")}
    assert changed == picture | {"index.html", "gallery.json"}

    write(tmp_path, three(3, 1).replace("png = 32", "png = 40"))
    assert build(path) == site.Built(2, 2, 4, ())
    (tmp_path / "site" / "pictures" / "picture-1.png").unlink()
    (tmp_path / "site" / "pictures" / "picture-3-24.webp").unlink()
    assert build(path) == site.Built(2, 2, 0, ())
    assert content(tmp_path / "site") == (build(path, "new"), content(tmp_path / "new"))[1]


def test_another_nnart_paints_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, three())
    build(path)
    monkeypatch.setattr(keys, "identity", lambda: {"nnart": "another"})
    assert build(path).painted == 9


def test_every_file_is_what_a_render_gives(tmp_path: Path, nnart_: Run) -> None:
    list_ = three().replace("png = 32", "png = 24") + '\npalette = "reef"\nalpha = "field"\nshape = "3:2"'
    build(write(tmp_path, list_))
    there = content(tmp_path / "site")
    for name, seed in (("picture-1", 1), ("picture-3", 3)):
        png = tmp_path / "site" / "pictures" / f"{name}.png"
        assert nnart.verify(png) is None
        recipe = nnart.Recipe.from_toml((png.parent / f"{name}.toml").read_text(encoding="utf-8"))
        assert recipe.seed == seed
        for path, (rows, columns) in {
            f"{name}.png": (24, 24) if seed == 1 else (16, 24),
            f"{name}-24.webp": (24, 24) if seed == 1 else (16, 24),
            f"{name}-48.webp": (48, 48) if seed == 1 else (32, 48),
        }.items():
            nnart.save(nnart.Job(recipe, (columns, rows)), tmp_path / path)
            assert (tmp_path / path).read_bytes() == there[f"pictures/{path}"]
            assert nnart.read(tmp_path / path).recipe == calibrate(recipe)
    done = nnart_("render", "--recipe", "site/pictures/picture-2.toml", "--size", "24", "-o", "again.png")
    assert done.returncode == 0
    assert (tmp_path / "again.png").read_bytes() == there["pictures/picture-2.png"]


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "dusk.toml").write_text("mine")
    (kept / ".hidden").write_text("mine")
    with pytest.raises(FileError) as caught:
        build(path, "kept")
    wanted_ = f"'{kept}' has 'dusk.toml' in it, but no gallery; name a new or an empty folder"
    assert str(caught.value) == wanted_
    by_hand = dataclasses.replace(nnart.read_gallery(path), path=None)
    with refused("exists", error=FileError):
        nnart.build_gallery(by_hand, kept)
    assert content(kept) == {"dusk.toml": b"mine", ".hidden": b"mine"}
    # A list beside its page, whatever else is there, and by whichever name.
    write(kept, three(1))
    (tmp_path / "link").symlink_to(kept, target_is_directory=True)
    nnart.build_gallery(nnart.read_gallery(kept / "gallery.toml"), tmp_path / "link")
    assert (kept / "index.html").is_file()
    # What holds a gallery, of any list.
    assert build(path, "kept").painted == 0


def test_a_checkout_of_pages_may_become_a_gallery(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (tmp_path / "site" / ".git" / "HEAD").write_text("mine")
    (tmp_path / "site" / ".nojekyll").write_text("")
    (tmp_path / "site" / "CNAME").write_text("art.example")
    assert build(path).pictures == 1
    assert {".git/HEAD", ".nojekyll", "CNAME"} < content(tmp_path / "site").keys()


@pytest.mark.slow
def test_whichever_operation_fails_the_next_build_ends_in_the_same_bytes(tmp_path: Path) -> None:
    gallery = nnart.read_gallery(write(tmp_path, three(1, sheet=True).replace("24, 48", "24")))
    nnart.build_gallery(gallery, tmp_path / "whole")
    whole = content(tmp_path / "whole")
    for n in range(1, 1000):
        folder = tmp_path / f"site-{n}"
        try:
            with failing(n) as fragile:
                nnart.build_gallery(gallery, folder)
        except FileError as error:
            assert "No space left" in str(error) or "there is no folder" in str(error)
        nnart.build_gallery(gallery, folder)
        assert content(folder) == whole
        if fragile.left > 0:
            break
    assert n > 12


class Killed(BaseException):
    """Ends a build as a signal that cannot be handled does: nothing is written any more."""


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_what_is_finished_when_it_is_killed_is_not_painted_again(tmp_path: Path, late: bool) -> None:
    """However soon before or after a file has taken its place: 1 manifest, 3 + 1 files, the page, the end."""
    gallery = nnart.read_gallery(write(tmp_path, three(1)))
    nnart.build_gallery(gallery, tmp_path / "whole")
    for last in range(1, 8):
        folder, left = tmp_path / f"site-{last}", [last]

        def kill(function: Callable[..., Any], left: list[int] = left) -> Callable[..., Any]:
            def call(*arguments: Any, **options: Any) -> Any:
                left[0] -= 1
                if left[0] == 0 and not late:
                    raise Killed
                result = function(*arguments, **options)
                if left[0] == 0:
                    raise Killed
                return result

            return call

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "link", kill(os.link))
            patch.setattr(Path, "replace", kill(Path.replace))
            try:
                nnart.build_gallery(gallery, folder)
            except Killed:
                there = len([*folder.glob("pictures/*.webp"), *folder.glob("pictures/*.png")])
                assert there == min(3, max(0, last - 2 + late))
            else:
                assert left[0] >= 0
                there = 3
        assert nnart.build_gallery(gallery, folder).painted == 3 - there
        assert content(folder) == content(tmp_path / "whole")


@pytest.mark.slow
def test_a_build_that_is_interrupted_goes_on(tmp_path: Path, nnart_: Run) -> None:
    path = write(tmp_path, three(*range(20)).replace("[24, 48]", "[120, 240]"))
    command_ = ("gallery", str(path), "--out", "site")
    for number, files in ((signal.SIGINT, 6), (signal.SIGKILL, 12)):
        process = subprocess.Popen(
            [sys.executable, "-m", "nnart", *command_], cwd=tmp_path, stderr=subprocess.PIPE, text=True
        )
        while len(list((tmp_path / "site").glob("pictures/*.webp"))) < files:
            time.sleep(0.01)
        process.send_signal(number)
        told = process.communicate()[1]
        if number == signal.SIGINT:
            assert process.returncode == 130
            assert told.startswith("nnart: interrupted; what is finished is kept; ")
    (one,) = nnart_(*command_).stderr.splitlines()
    found = re.fullmatch(r"20 pictures, (\d+) files painted \([\d.]+ s\): site/index.html", one)
    assert found
    assert int(found[1]) <= 60 - 12
    assert not [name for name in names(tmp_path / "site" / "pictures") if name.startswith(".")]
    nnart.build_gallery(nnart.read_gallery(path), tmp_path / "new")
    assert content(tmp_path / "site") == content(tmp_path / "new")


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be locked on Windows")
def test_two_do_not_build_one_site(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    (tmp_path / "site").mkdir()
    held = os.open(tmp_path / "site", os.O_RDONLY)
    assert try_lock(held)
    with refused("busy", error=FileError):
        build(path)
    os.close(held)
    assert build(path).pictures == 1


def test_what_cannot_be_painted_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, three(1, 2) + "\ndetail = 100000.0")
    built = build(path)
    assert (built.pictures, built.painted) == (1, 3)
    assert str(built.broken[0]).startswith("'Picture 2': detail: 100000 is out of reach")
    assert names(tmp_path / "site" / "pictures") == [
        "picture-1-24.webp", "picture-1-48.webp", "picture-1.png", "picture-1.toml",
    ]  # fmt: skip


def test_there_is_no_gallery_without_pictures(tmp_path: Path, nnart_: Run) -> None:
    path = write(tmp_path, '[[pictures]]\nfolder = "kept"')
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "notes.txt").write_text("not looked at")

    def told() -> str:
        done = nnart_("gallery", "gallery.toml", "--out", "site")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        return done.stderr

    assert told() == (
        "nnart: 'gallery.toml': pictures: there is none; add some, or put recipes or pictures into its folder\n"
    )
    for name in ("a.png", "b.toml"):
        (tmp_path / "kept" / name).write_bytes(b"x")
    assert told().startswith("nnart: 'gallery.toml': pictures: none of 2 can be shown; 'kept/a.png': ")
    assert not (tmp_path / "site").exists()
    with refused("missing", "pictures", error=InputError):
        nnart.build_gallery(nnart.Gallery("x", ()), tmp_path / "site")
    # One that was there stays as it is.
    write(tmp_path, three(1))
    build(path)
    there = content(tmp_path / "site")
    write(tmp_path, three(1, 2).replace("layers = 3", "layers = 3\ndetail = 100000.0"))
    with pytest.raises(InputError, match="none of 2 can be shown; 'Picture 1': detail: 1"):
        build(path)
    assert {name: data for name, data in content(tmp_path / "site").items() if name != NAME} == {
        name: data for name, data in there.items() if name != NAME
    }
    build(write(tmp_path, three(1)))
    assert content(tmp_path / "site").keys() == there.keys()


@pytest.mark.slow
def test_the_own_gallery_is_made_again(tmp_path: Path) -> None:
    """To the byte; pictures to the pixel, where other versions of zlib and libwebp write what is around."""
    make_gallery.build(tmp_path)
    (tmp_path / NAME).unlink()
    there, again = content(make_gallery.FOLDER), content(tmp_path)
    (wrote,) = re.findall(rb"<!-- made with (.*) -->", there[make_gallery.README])
    del there[make_gallery.LIST]
    there.pop(NAME, None)
    assert there.keys() == again.keys()
    for files in (there, again):
        files[make_gallery.README] = re.sub(rb"<!-- made with .* -->", b"", files[make_gallery.README])
    texts = [path for path in there if not path.endswith((".png", ".webp"))]
    assert [path for path in texts if there[path] != again[path]] == []
    if wrote.decode() == make_gallery.versions():
        assert [path for path in there if there[path] != again[path]] == []
        return
    for path in there.keys() - set(texts):
        with Image.open(tmp_path / path) as new, Image.open(make_gallery.FOLDER / path) as old:
            off = np.abs(np.asarray(new).astype(int) - np.asarray(old))
        assert off.mean() < (0.5 if path.endswith(".webp") else 1e-9), path
    pytest.skip(f"it was made with {wrote.decode()}, not {make_gallery.versions()}: its pixels are the same")


def test_the_own_gallery_shows_every_preset_and_is_small() -> None:
    gallery = nnart.read_gallery(make_gallery.FOLDER / make_gallery.LIST)
    readme = (make_gallery.FOLDER / make_gallery.README).read_text(encoding="utf-8")
    assert len(gallery.exhibits) >= 24
    for preset in PRESETS:
        assert f" --preset {preset.name} " in readme
    for exhibit in gallery.exhibits:
        for path in re.findall(rf'"(pictures/{exhibit.name}-\d+\.webp)"', readme):
            assert (make_gallery.FOLDER / path).is_file()
    assert sum(map(len, content(make_gallery.FOLDER).values())) < 4_000_000


@pytest.mark.parametrize("png", [32, 24])
def test_a_cancelled_build_is_resumed(tmp_path: Path, png: int) -> None:
    """Whether files of one size are painted one by one or together."""
    gallery = nnart.read_gallery(write(tmp_path, three().replace("png = 32", f"png = {png}")))
    folder = tmp_path / "site"
    with pytest.raises(nnart.Cancelled) as caught:
        nnart.build_gallery(gallery, folder, cancelling(0.5))
    assert [(kept.path, kept.share) for kept in caught.value.kept] == [(None, None)]
    there = {path: data for path, data in content(folder).items() if path.endswith((".png", ".webp"))}
    assert 0 < len(there) < 9
    assert nnart.build_gallery(gallery, folder).painted <= 9 - len(there) + 2
    nnart.build_gallery(gallery, tmp_path / "new")
    assert content(folder) == content(tmp_path / "new")
    shares: list[float] = []
    nnart.build_gallery(gallery, tmp_path / "third", nnart.Run(progress=shares.append))
    assert sum(shares) == pytest.approx(1)


def test_a_film_has_a_poster_a_video_and_a_recipe(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    path = write(
        tmp_path, with_films(tmp_path, tide=tiny_film(), once=tiny_film(8, kind="depth", course="once"))
    )
    shares: list[float] = []
    folder = tmp_path / "site"
    built = nnart.build_gallery(nnart.read_gallery(path), folder, nnart.Run(progress=shares.append))
    assert (built.pictures, built.films, built.painted, built.broken) == (2, 2, 2 * 3 + 2 * 4, ())
    assert len(shares) > 20 and sum(shares) == pytest.approx(1)
    assert {name for name in names(folder / "pictures") if name.startswith("tide")} == {
        "tide-24.webp", "tide-48.webp", "tide.mp4", "tide.png", "tide.toml",
    }  # fmt: skip
    facts = probe(folder / "pictures" / "tide.mp4")
    assert (facts.size, facts.frames, facts.codec) == (Size(128, 72), 6, "h264")
    for name, frame in (("tide.mp4", None), ("tide.toml", None), ("tide.png", 0), ("tide-24.webp", 0)):
        found = read_carried(folder / "pictures" / name)
        assert found is not None and (found.film, found.frame) == (tiny_film(), frame)
    # It is kept up to date as pictures are.
    before = content(folder)
    assert build(path).painted == 0
    write(tmp_path, with_films(tmp_path, tide=tiny_film(seconds=0.5)))
    built = build(path)
    assert (built.films, built.painted, built.removed) == (1, 4, 5)
    assert content(folder)["pictures/tide.mp4"] != before["pictures/tide.mp4"]
    write(tmp_path, three(1))
    assert build(path).films == 0
    assert not list(folder.glob("pictures/*.mp4"))


def test_a_film_by_hand_is_settled_in_the_site(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    path = write(tmp_path, with_films(tmp_path, tide=Film(small(7), seconds=1.0, fps=6)))
    assert build(path).films == 1
    assert read_film(tmp_path / "site" / "pictures" / "tide.toml") == tiny_film()
    assert build(path).painted == 0


def test_a_frame_is_a_picture(tmp_path: Path) -> None:
    save_film(tiny_film(), tmp_path / "{frame}.png", (64, 36))
    list_ = 'sizes = [24]\npng = 32\n[[pictures]]\ntitle = "Still"\nfilm = "0004.png"'
    built = build(write(tmp_path, list_))
    assert (built.pictures, built.films, built.painted, built.off_sheet) == (1, 0, 2, ())
    pixels, _ = paint_frame(tiny_film(), 4, Size(32, 18))
    with Image.open(tmp_path / "site" / "pictures" / "still.png") as image:
        assert np.array_equal(np.asarray(image), pixels)


def test_without_pyav_the_rest_of_a_gallery_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, with_films(tmp_path, tide=tiny_film()))
    monkeypatch.setitem(sys.modules, "av", None)
    built = build(path)
    assert (built.pictures, built.films, built.painted) == (2, 0, 6)
    (left,) = built.broken
    assert "pip install 'nnart[film]'" in str(left) and str(left).startswith("'Tide': ")


def test_a_film_that_cannot_be_painted_is_left_out(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    wrong = Film(small(7, layers=3, width=9, detail=100000.0), seconds=1.0, fps=6)
    built = build(write(tmp_path, with_films(tmp_path, wrong=wrong)))
    assert (built.pictures, built.films) == (2, 0)
    assert str(built.broken[0]).startswith("'Wrong': detail: 100000 is out of reach")


def test_an_interrupted_film_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    gallery = nnart.read_gallery(write(tmp_path, with_films(tmp_path, tide=tiny_film())))
    with pytest.raises(nnart.Cancelled) as caught:
        nnart.build_gallery(gallery, tmp_path / "site", cancelling(0.8, keep_after=0))
    assert caught.value.kept
    assert (tmp_path / "site" / "pictures" / "tide.mp4.part").exists()
    assert nnart.build_gallery(gallery, tmp_path / "site").painted == 1
    nnart.build_gallery(gallery, tmp_path / "new")
    there, new = content(tmp_path / "site"), content(tmp_path / "new")
    assert there.keys() == new.keys()
    assert [path for path in there if there[path] != new[path]] == []


def test_the_command_says_how_many_films(tmp_path: Path, main_: Run) -> None:
    pytest.importorskip("av", reason=NEEDED)
    write(tmp_path, with_films(tmp_path, tide=tiny_film()))
    assert "\n2 pictures and 1 film, 10 files painted (" in "\n" + main_("gallery", "gallery.toml").stderr
    (tmp_path / "walls").mkdir()
    (tmp_path / "walls" / "long.toml").write_text(to_toml(tiny_film(seconds=80_000.0, fps=240)))
    done = main_("gallery", "walls")
    assert done.returncode == 2 and "frames of films: about " in done.stderr and "--huge" in done.stderr
    assert not (tmp_path / "walls-site").exists()
