"""Galleries: lists that are read, sites that are built and kept up to date, and what a real browser shows."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import numpy as np
import pytest
import tomli_w
import typer
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.cli.recipes import wanted, with_recipe
from nnart.errors import FileError, InputError, NnartError, RecipeError
from nnart.field.calibration import calibrated
from nnart.files.atomic import lock
from nnart.gallery import site
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.manifest import NAME
from nnart.gallery.wall import wall
from nnart.recipe.presets import PRESETS
from nnart.rendering.reproduce import command
from nnart.sheets.files import render_sheet
from nnart.sheets.sheet import Sheet, Tile
from nnart.sources.favourites import VARIABLE, keep
from tests import make_gallery
from tests.browser import Browser
from tests.conftest import Run, names
from tests.faults import failing
from tests.strategies import recipes

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}
HOSTILE = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} \u202e\x00\n--> é"
SEEN = "</title><script>alert(1)</script>\"'<b>&amp; $x ${y} --> é"
WINDOW = (760, 1200)


def write(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "gallery.toml").write_text(text, encoding="utf-8")
    return folder / "gallery.toml"


def three(*seeds: int) -> str:
    """Return a list of small pictures, by default three."""
    lines = ['title = "Three"', "sizes = [24, 48]", "png = 32"]
    for seed in seeds or (1, 2, 3):
        lines += ["[[pictures]]", f'title = "Picture {seed}"', f"seed = {seed}", "layers = 3", "width = 9"]
    return "\n".join(lines)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def build(path: Path, to: str = "site") -> site.Built:
    return nnart.build_gallery(nnart.read_gallery(path), path.parent / to)


# The list.


def test_a_list_says_where_pictures_come_from(tmp_path: Path) -> None:
    recipe = nnart.Recipe(seed=5, **PLAIN)
    nnart.save(nnart.Job(recipe, (20, 30)), tmp_path / "wide.png")
    (tmp_path / "own.toml").write_text(recipe.to_toml())
    network = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")
    nnart.render(nnart.Recipe(palette="ink"), (8, 8), network=network).save(tmp_path / "hand.png")
    list_ = """
        title = "All"
        note = "Of every kind."
        sizes = [48, 24, 24]
        [[pictures]]
        title = "Wide"
        picture = "wide.png"
        [[pictures]]
        title = "Own"
        recipe = "own.toml"
        note = "From a file."
        palette = "reef"
        [[pictures]]
        title = "Lecture"
        preset = "lecture"
        seed = 42
        shape = " 3 : 2 "
        [[pictures]]
        title = "own"
        seed = 1
        layers = 4
        [[pictures]]
        title = "影"
        picture = "hand.png"
        [[pictures]]
        title = "Tables"
        [[pictures.network.layers]]
        weights = [[1.0, 0.5]]
        biases = [0.0]
        activation = "tanh"
        [[pictures]]
        title = "File"
        network = "hand.toml"
        palette = "reef"
    """
    nnart.write_network(network, tmp_path / "hand.toml")
    gallery = nnart.read_gallery(write(tmp_path, list_))
    assert (gallery.title, gallery.note, gallery.sizes, gallery.png) == ("All", "Of every kind.", (24, 48), 48)
    wide, own, lecture, again, hand, tables, file = gallery.exhibits
    assert wide == Exhibit("Wide", "wide", calibrated(recipe), (2, 3))
    assert own == Exhibit("Own", "own", recipe.replace(palette="reef"), (1, 1), "From a file.")
    assert lecture.recipe == nnart.Recipe(seed=42, **nnart.preset("lecture").values)
    assert lecture.shape == (2, 3)
    assert (again.name, again.recipe.layers) == ("own-2", 4)
    assert (hand.name, hand.recipe.palette) == ("picture", "ink")
    assert hand.network is not None and hand.network.sizes == "2 → 1"
    assert file.network is not None and (file.network.sizes, file.recipe.palette) == ("2 → 1", "reef")
    assert tables.network is not None
    assert (tables.recipe.palette, tables.recipe.tone) == ("ink", "stretch")


def test_a_folder_is_all_its_pictures_and_what_is_broken_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    recipe = nnart.Recipe(seed=5, **PLAIN)
    nnart.save(nnart.Job(recipe, (20, 30)), folder / "b.webp")
    (folder / "a <b>.toml").write_text(recipe.to_toml())
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "seedless.toml").write_text("layers = 3")
    (folder / "wrong.toml").write_text("seed = 3\nlayers = 0\nwidth = 0")
    Image.new("RGB", (3, 3)).save(folder / "foreign.jpg")
    (folder / "notes.txt").write_text("not looked at")
    gallery = nnart.read_gallery(write(tmp_path, '[[pictures]]\nfolder = "kept"'))
    assert [(one.title, one.name, one.shape) for one in gallery.exhibits] == [
        ("a <b>", "a-b", (1, 1)),
        ("b", "b", (2, 3)),
    ]
    assert len(gallery.broken) == 4
    for line, name in zip(
        gallery.broken, ("broken.png", "foreign.jpg", "seedless.toml", "wrong.toml"), strict=True
    ):
        assert line.startswith(f"'{folder / name}': ")
    square = nnart.read_gallery(write(tmp_path, '[[pictures]]\nfolder = "kept"\nshape = "1:1"'))
    assert {one.shape for one in square.exhibits} == {(1, 1)}


def test_favourites_and_pictures_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    recipe = nnart.Recipe(seed=5, **PLAIN)
    keep(recipe, "dusk")
    network = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")
    keep(nnart.Recipe(palette="ink"), "hand", network)
    tiles = tuple(Tile(name, nnart.Recipe(seed=seed, **PLAIN)) for name, seed in (("1", 11), ("a, 2", 12)))
    (tmp_path / "lists").mkdir()
    render_sheet(Sheet(tiles, 2), tmp_path / "lists" / "sheet.png", (8, 8))
    list_ = """
        [[pictures]]
        title = "Dusk"
        favourite = "dusk"
        palette = "reef"
        [[pictures]]
        title = "Hand"
        favourite = "hand"
        [[pictures]]
        title = "One"
        picture = "sheet.png#1"
        [[pictures]]
        title = "Two"
        picture = "sheet.png#a,2"
        shape = "3:2"
        [[pictures]]
        title = "File"
        picture = "odd#1.png"
    """
    nnart.save(nnart.Job(recipe, (20, 30)), tmp_path / "lists" / "odd#1.png")
    dusk, hand, one, two, file = nnart.read_gallery(write(tmp_path / "lists", list_)).exhibits
    assert dusk == Exhibit("Dusk", "dusk", recipe.replace(palette="reef"))
    assert hand.network is not None and (hand.network.sizes, hand.recipe.palette) == ("2 → 1", "ink")
    assert one == Exhibit("One", "one", calibrated(tiles[0].recipe))
    assert two == Exhibit("Two", "two", calibrated(tiles[1].recipe), (2, 3))
    assert (file.recipe, file.shape) == (calibrated(recipe), (2, 3))  # a file's own name comes first
    wrong = """
        [[pictures]]
        title = "Dusk"
        favourite = "dust"
        [[pictures]]
        title = "Out"
        favourite = "../lists/dusk"
        [[pictures]]
        title = "Three"
        picture = "sheet.png#3"
        [[pictures]]
        title = "All"
        picture = "sheet.png"
        [[pictures]]
        title = "Both"
        favourite = "dusk"
        recipe = "x.toml"
    """
    with pytest.raises(RecipeError) as caught:
        nnart.read_gallery(write(tmp_path / "lists", wrong))
    for fault, said in zip(
        caught.value.faults,
        (
            r"1 \('Dusk'\): 'dust': .* no favourite of that name; did you mean dusk",
            r"2 \('Out'\): '../lists/dusk': .* no favourite of that name",
            r"3 \('Three'\): '.*/sheet.png': no tile is named '3'; there are 1; a, 2",
            r"4 \('All'\): '.*/sheet.png': a sheet of pictures; nnart.read_sheet lists its tiles.*",
            r"5 \('Both'\): recipe and favourite: only one of them can be the start; give one",
        ),
        strict=True,
    ):
        assert re.fullmatch(f"'.*/gallery.toml': picture {said}", str(fault)), fault


def test_every_fault_is_told_at_once_and_of_which_picture(tmp_path: Path) -> None:
    list_ = """
        title = 3
        sizes = [4, "x"]
        png = true
        colour = "red"
        [[pictures]]
        seed = 1
        layers = 0
        [[pictures]]
        title = "Dusk"
        recipe = "nosuch.toml"
        [[pictures]]
        title = "Two"
        preset = "silk"
        picture = "x.png"
        shape = "round"
        taste = "good"
        [[pictures]]
        title = "None"
        preset = "silk"
        [[pictures]]
        title = "Both"
        folder = "."
        seed = 4
        [[pictures]]
        title = "Hand"
        layers = 3
        [[pictures.network.layers]]
        weights = [[1.0, 0.5]]
        biases = [0.0]
        activation = "tanh"
        [[pictures]]
        title = "Wrong"
        seed = -1
        palette = "nosuch"
    """
    path = write(tmp_path, list_)
    with pytest.raises(RecipeError) as caught:
        nnart.read_gallery(path)
    told = [str(fault).removeprefix(f"'{path}': ") for fault in caught.value.faults]
    assert all(told[i] != str(fault) for i, fault in enumerate(caught.value.faults))
    wanted_ = [
        "title: a text of 1 … 1000 characters is needed, not 3",
        "'colour' is not a value of a gallery",
        "sizes: sides are whole numbers from 16 to 16383 pixels, not 4",
        "sizes: sides are whole numbers from 16 to 16383 pixels, not 'x'",
        "png: sides are whole numbers from 16 to 16383 pixels, not True",
        "picture 1: title: there is none; give it one",
        "picture 2 ('Dusk'): ",
        "picture 3 ('Two'): 'taste' is not a value of a picture",
        "picture 3 ('Two'): picture and preset: only one of them can be the start; give one",
        "picture 3 ('Two'): shape: across : down, such as '3:2', is needed, not 'round'",
        "picture 4 ('None'): seed: there is none, which decides the picture; add one, seed = 7",
        "picture 5 ('Both'): title: the files of a folder have their own; leave it out",
        "picture 5 ('Both'): seed: a folder's pictures keep their recipes; leave it out",
        "picture 6 ('Hand'): layers: the network is given by hand; leave it out",
        "picture 7 ('Wrong'): seed: ",
        "picture 7 ('Wrong'): palette: 'nosuch' is no palette",
    ]
    for fault, start in zip(told, wanted_, strict=True):
        assert fault.startswith(start), (fault, start)
    for text in ("", "pictures = 3", "pictures = []", "pictures = [3]", "x" * 2**21, "= ="):
        with pytest.raises(NnartError) as one:
            nnart.read_gallery(write(tmp_path, text))
        assert str(one.value).isprintable()
    with pytest.raises(FileError, match="No such file"):
        nnart.read_gallery(tmp_path / "nosuch.toml")


_SCALARS = st.booleans() | st.integers(-2, 2**64) | st.floats() | st.text(max_size=9)
_VALUES = st.recursive(
    _SCALARS | st.sampled_from(["silk", "3:2", "a\0b", ".", "/", "mirror", "tanh,sin"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=5), some, max_size=3),
    max_leaves=4,
)
_KEYS = (
    *("title", "note", "shape", "recipe", "picture", "preset", "folder", "favourite"),
    *("network", "seed", "z", "center"),
)
_TABLES = st.dictionaries(
    st.sampled_from([*_KEYS, *nnart.Recipe().to_dict()]) | st.text(max_size=5), _VALUES, max_size=5
)


@given(
    st.dictionaries(st.sampled_from(["title", "note", "sizes", "png"]), _VALUES),
    st.lists(_TABLES | st.fixed_dictionaries({"title": st.text(), "seed": _VALUES}), max_size=3) | _VALUES,
)
def test_any_list_is_a_gallery_or_refused(
    tmp_path_factory: pytest.TempPathFactory, top: Any, tables: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "any" / "gallery.toml"
    write(path.parent, tomli_w.dumps(top | {"pictures": tables}))
    try:
        gallery = nnart.read_gallery(path)
    except RecipeError as error:
        assert all(str(fault).isprintable() and len(str(fault)) < 1000 for fault in error.faults)
    else:
        wall(gallery, gallery.exhibits)
        assert all(re.fullmatch("[a-z0-9-]{1,70}", one.name) for one in gallery.exhibits)
        assert len({one.name for one in gallery.exhibits}) == len(gallery.exhibits)


@pytest.mark.parametrize(
    ("shape", "longer", "size"),
    [((1, 1), 100, (100, 100)), ((2, 3), 100, (67, 100)), ((3, 2), 5, (5, 3)), ((1, 900), 100, (1, 100))],
)
def test_a_size_has_the_shape_and_the_longer_side(
    shape: tuple[int, int], longer: int, size: tuple[int, int]
) -> None:
    assert Exhibit("x", "x", nnart.Recipe(), shape).size(longer) == size


# The command line that is shown.


def parsed(line: str) -> tuple[list[nnart.Recipe], dict[str, str]]:
    """Return the recipes that a line for `nnart render` asks for, and its other options."""
    words = shlex.split(line)
    assert words[:2] == ["nnart", "render"]
    found: list[nnart.Recipe] = []
    others: dict[str, str] = {}

    def render(given: Any, size: str, output: Annotated[str, typer.Option("-o")]) -> None:
        found.extend(wanted(given).recipes())
        others.update(size=size, output=output)

    render.__annotations__ |= {"size": Annotated[str, typer.Option()]}
    app = typer.Typer()
    app.command()(with_recipe(render))
    app(words[2:], standalone_mode=False)
    return found, others


@given(recipes(layers=40, width=12))
def test_a_line_paints_the_recipe(recipe: nnart.Recipe) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnart.rendering.reproduce._MAX_LENGTH", 10**6)
        line = command(recipe, (200, 300), "dusk")
    if "--recipe dusk.toml" not in line:  # such as a relu's detail, which changes nothing
        assert parsed(line) == ([recipe], {"size": "300x200", "output": "dusk.png"})


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_presets_line_is_short(preset: Any) -> None:
    recipe = nnart.Recipe(seed=4, **preset.values)
    line = command(recipe, (300, 300), "a")
    assert line == f"nnart render --preset {preset.name} --seed 4 --size 300 -o a.png"
    assert parsed(line)[0] == [recipe]
    if preset.name in ("silk", "panes"):  # with the gain that was found, as a picture carries it
        assert command(calibrated(recipe), (300, 300), "a") == line


def test_what_options_cannot_say_is_taken_from_the_recipes_file() -> None:
    for recipe in (
        nnart.Recipe(sampling="ends"),
        nnart.Recipe(palette=",".join(f"#{i:06x}" for i in range(60))),
    ):
        line = command(recipe, (20, 20), "x")
        assert line == "nnart render --recipe x.toml --size 20 -o x.png"
    assert "--recipe" in command(nnart.Recipe(), (20, 20), "x", alone=False)
    assert "--recipe" not in command(nnart.Recipe(seed=3, center=(-0.5, 2), z=(-1,)), (20, 20), "x")


# The site.


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
    (tmp_path / "site" / "pictures" / "picture-1.png").write_bytes(b"damaged")
    (tmp_path / "site" / "pictures" / "picture-3-24.webp").unlink()
    assert build(path) == site.Built(2, 2, 0, ())
    assert content(tmp_path / "site") == (build(path, "new"), content(tmp_path / "new"))[1]


def test_another_nnart_paints_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, three())
    build(path)
    monkeypatch.setattr(site, "identity", lambda: {"nnart": "another"})
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
            nnart.save(nnart.Job(recipe, (rows, columns)), tmp_path / path)
            assert (tmp_path / path).read_bytes() == there[f"pictures/{path}"]
            assert nnart.read(tmp_path / path).recipe == calibrated(recipe)
    done = nnart_("render", "--recipe", "site/pictures/picture-2.toml", "--size", "24", "-o", "again.png")
    assert done.returncode == 0
    assert (tmp_path / "again.png").read_bytes() == there["pictures/picture-2.png"]


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
    with pytest.raises(FileError, match="not of this gallery"):
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
    with pytest.raises(FileError, match="/other' is a link; move it"):
        build(path)
    assert (tmp_path / "elsewhere" / "x.toml").read_text() == "mine"


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
    with pytest.raises(FileError, match=r"has 'dusk\.toml' in it"):
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


@pytest.mark.parametrize("path", ["../x", "/x", "a/../x", "a/b/c", "..", "C:\\x", "a\\x", ""])
def test_a_manifest_names_files_of_its_folder_alone(tmp_path: Path, path: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "x").write_text("mine")
    manifest = {"version": 1, "files": {path: {"key": "", "crc": 0}}}
    (tmp_path / "site" / "gallery.json").write_text(json.dumps(manifest))
    with pytest.raises(FileError, match="is not what this command wrote"):
        build(write(tmp_path, three(1)))
    assert (tmp_path / "x").read_text() == "mine"


def test_whichever_operation_fails_the_next_build_ends_in_the_same_bytes(tmp_path: Path) -> None:
    gallery = nnart.read_gallery(write(tmp_path, three(1).replace("24, 48", "24")))
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
            assert told == "nnart: interrupted; what is painted is kept, and the same command goes on\n"
    (one,) = nnart_(*command_).stderr.splitlines()
    found = re.fullmatch(r"site/index.html \(20 pictures, (\d+) files painted, [\d.]+ s\)", one)
    assert found
    assert int(found[1]) < 55
    assert not [name for name in names(tmp_path / "site" / "pictures") if name.startswith(".")]
    nnart.build_gallery(nnart.read_gallery(path), tmp_path / "new")
    assert content(tmp_path / "site") == content(tmp_path / "new")


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be locked on Windows")
def test_two_do_not_build_one_site(tmp_path: Path) -> None:
    path = write(tmp_path, three(1))
    (tmp_path / "site").mkdir()
    held = os.open(tmp_path / "site", os.O_RDONLY)
    assert lock(held)
    with pytest.raises(FileError, match="another process is building it"):
        build(path)
    os.close(held)
    assert build(path).pictures == 1


def test_what_cannot_be_painted_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, three(1, 2) + "\ndetail = 100000.0")
    built = build(path)
    assert (built.pictures, built.painted) == (1, 3)
    assert built.broken[0].startswith("'Picture 2': detail: 100000 is out of reach")
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
    assert told().startswith(
        "nnart: 'gallery.toml': pictures: none of 2 can be shown, the first of them 'kept/a.png': "
    )
    assert not (tmp_path / "site").exists()
    with pytest.raises(InputError, match=r"^pictures: there is none; "):
        nnart.build_gallery(nnart.Gallery("x", ()), tmp_path / "site")
    # One that was there stays as it is.
    write(tmp_path, three(1))
    build(path)
    there = content(tmp_path / "site")
    write(tmp_path, three(1, 2).replace("layers = 3", "layers = 3\ndetail = 100000.0"))
    with pytest.raises(InputError, match="none of 2 can be shown, the first of them 'Picture 1': detail: 1"):
        build(path)
    assert {name: data for name, data in content(tmp_path / "site").items() if name != NAME} == {
        name: data for name, data in there.items() if name != NAME
    }
    build(write(tmp_path, three(1)))
    assert content(tmp_path / "site").keys() == there.keys()


def test_the_command_line(tmp_path: Path, nnart_: Run) -> None:
    write(tmp_path, three(1, 2) + '\n[[pictures]]\nfolder = "kept"')
    (tmp_path / "kept").mkdir()
    done = nnart_("gallery", "gallery.toml", "--out", "site/", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (tmp_path / "kept" / "broken.png").write_bytes(b"x")
    done = nnart_("gallery", "gallery.toml", "--out", "site/")
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first.startswith("nnart: 'kept/broken.png': ")
    assert first.endswith("; left out")
    assert second.startswith("site/index.html (2 pictures, 0 files painted, ")
    (tmp_path / "site" / "pictures" / "picture-1.png").unlink()
    done = nnart_("gallery", "gallery.toml", "--out", "site/")
    assert "(2 pictures, 1 file painted, " in done.stderr
    write(tmp_path, three(1, 2).replace("layers = 3", "layers = 0"))
    done = nnart_("gallery", "gallery.toml", "--out", "other")
    assert done.returncode == 2
    assert [line.split(":")[2] for line in done.stderr.splitlines()] == [
        " picture 1 ('Picture 1')", " picture 2 ('Picture 2')",
    ]  # fmt: skip
    write(tmp_path, three(1) + "\nsamples = 8").write_text(
        three(1)
        .replace("png = 32", "png = 16000")
        .replace("layers = 3", "layers = 1000\nsamples = 8\ntolerance = 0.0")
    )
    done = nnart_("gallery", "gallery.toml", "--out", "other")
    assert done.returncode == 2
    assert re.fullmatch(r"nnart: 'Picture 1': size: 16000 x 16000 is .*; --huge allows it\n", done.stderr)
    for folder, text in (("no/such", "there is no folder 'no'"), ("gallery.toml", "is no folder")):
        done = nnart_("gallery", "gallery.toml", "--out", folder, "--huge")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert text in done.stderr
    assert not (tmp_path / "other").exists()


# The page.


class Page(HTMLParser):
    """What a page refers to, and its texts by tag, templates included."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href"}:
                self.addresses.append(value or "")
            if name == "srcset":
                self.addresses += [one.split()[0] for one in (value or "").split(", ")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1], data.strip()))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of seven pictures of several shapes, one of them with hostile texts."""
    folder = tmp_path_factory.mktemp("gallery")
    list_ = (
        three(1, 2, 3, 4, 5, 6).replace("[24, 48]", "[120, 240, 480]").replace('"Three"', json.dumps(HOSTILE))
    )
    list_ = list_.replace('"Picture 3"', '"Wide"\nshape = "3:2"\nnote = "A sentence."')
    list_ = list_.replace('"Picture 4"', '"Tall"\nshape = "2:3"')
    list_ += f"\n[[pictures]]\ntitle = {json.dumps(HOSTILE)}\nnote = {json.dumps(HOSTILE)}\nseed = 7\nwidth = 9"
    nnart.build_gallery(nnart.read_gallery(write(folder, list_)), folder / "site")
    return folder / "site" / "index.html"


def test_a_page_refers_to_its_folder_alone_and_says_what_it_was_told(shown: Path) -> None:
    text = shown.read_text(encoding="utf-8")
    page = Page(text)
    there = content(shown.parent)
    assert set(page.addresses) - {"data:,"} == there.keys() - {"index.html", "gallery.json"}
    assert not re.search(r"//[a-z]|@import|fetch\(|XMLHttpRequest", text.replace("http-equiv", ""))
    assert page.tags.count("script") == 1
    # Nothing moves when a picture comes.
    assert len(re.findall(r'<img [^>]*width="\d+" height="\d+" alt="" loading="lazy"', text)) == 7
    for tag in ("title", "h1", "span", "h2", "p"):
        assert (tag, SEEN) in page.texts
    assert ("td", "tanh") in page.texts
    assert any("--seed 7" in said for tag, said in page.texts if tag == "span")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", ["", "#wide"])
def test_axe_finds_nothing(chromium: Browser, shown: Path, dark: bool, place: str) -> None:
    chromium.open(shown, WINDOW, dark=dark, at=place)
    chromium.wait("document.readyState === 'complete'")
    assert chromium.value("document.getElementById('_box').open") is bool(place)
    options = {"resultTypes": ["violations"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
    for window in (WINDOW, (844, 390)):
        chromium.resize(window)
        found = Axe().run(chromium.page, options=options)
        assert found.violations_count == 0, found.generate_report()
    ground = chromium.value("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) < 100) is dark
    assert chromium.complaints == []


def test_it_works_from_the_file_system_alone(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW)
    for image in page.locator(".wall img").all():
        image.scroll_into_view_if_needed()
    chromium.wait("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    assert chromium.value("[...document.images].every((image) => image.currentSrc.endsWith('.webp'))")
    there = {f"file://{file.as_posix()}" for file in shown.parent.rglob("*")} | {"data:,"}
    assert set(map(unquote, chromium.requests)) <= there
    assert chromium.complaints == []
    # What is fetched is about what is shown, and nothing has moved anything.
    assert {Path(one).stem.rpartition("-")[2] for one in chromium.requests if one.endswith("webp")} == {"480"}
    for width in (390, 700, 1200, 2200):
        chromium.resize((800, width))
        assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
        boxes = chromium.value(
            "[...document.querySelectorAll('.wall img')].map((image) => image.getBoundingClientRect().toJSON())"
        )
        ratios = [box["width"] / box["height"] for box in boxes]
        assert ratios == pytest.approx([1, 1, 3 / 2, 2 / 3, 1, 1, 1], rel=0.02)
        for top in {box["top"] for box in boxes}:  # rows are of one height
            heights = [box["height"] for box in boxes if box["top"] == top]
            assert max(heights) - min(heights) < 1
    # An old browser has the PNG.
    assert chromium.value("[...document.images].every((image) => image.src.endsWith('.png'))")


def test_without_scripts_the_pictures_are_there_and_lead_to_files(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, scripts=False)
    link = page.get_by_role("link", name="Wide", exact=True)
    assert link.get_attribute("href") == "pictures/wide.png"
    assert page.locator("dialog").is_hidden()
    link.click()
    page.wait_for_url("**/pictures/wide.png")


def focused(chromium: Browser) -> str:
    said = chromium.value("document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
    return str(said)


def test_keys_alone_are_enough(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW)
    box = page.locator("dialog")
    title = box.locator("h2")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert focused(chromium) == "Picture 2"
    page.keyboard.press("Enter")
    assert title.inner_text() == "Picture 2"
    assert (focused(chromium), page.url.rpartition("#")[2]) == ("Next picture", "picture-2")
    assert box.get_by_role("status").text_content() == "Picture 2, 2 / 7"
    for key, wanted_ in (
        ("ArrowRight", "Wide"), ("Enter", "Tall"), ("ArrowLeft", "Wide"), ("End", SEEN),
        ("ArrowRight", "Picture 1"), ("ArrowLeft", SEEN), ("Home", "Picture 1"), ("ArrowRight", "Picture 2"),
        ("ArrowRight", "Wide"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert title.inner_text() == wanted_
        assert box.locator("img").get_attribute("alt") == wanted_
    assert page.url.endswith("#wide")
    # All that can be done there, and nothing behind it, is reached by Tab.
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(focused(chromium))
    wanted_set = {
        "Previous picture", "Next picture", "Close", "All values", "Copy", "PNG, 32 × 21", "Recipe, TOML",
    }  # fmt: skip
    assert wanted_set <= set(reached)
    assert not {"Picture 1", "Picture 2", "Wide", "Tall"} & set(reached)
    page.keyboard.press("Escape")
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    assert focused(chromium) == "Wide"
    # Back and forth, as with any page.
    page.keyboard.press("Enter")
    page.go_back()
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    page.go_forward()
    chromium.wait("document.querySelector('dialog').open && location.hash === '#wide'")
    page.get_by_role("button", name="Close").click()
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    assert focused(chromium) == "Wide"
    assert chromium.complaints == []


def test_a_link_opens_a_picture_with_its_recipe(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, at="#wide")
    box = page.locator("dialog")
    assert box.locator("h2").inner_text() == "Wide"
    assert box.get_by_text("A sentence.").is_visible()
    facts = dict(zip(box.locator("th").all_text_contents(), box.locator("td").all_text_contents(), strict=True))
    assert (facts["seed"], facts["layers"], facts["width"], facts["zoom"]) == ("3", "3", "9", "1")
    assert not box.get_by_text("zoom").is_visible()
    box.get_by_text("All values").click()
    assert box.get_by_text("zoom").is_visible()
    line = box.locator("code").text_content() or ""
    assert line == "nnart render --seed 3 --layers 3 --width 9 --size 3840x2560 -o wide.png"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.get_by_role("button", name="Copy").click()
    box.get_by_role("button", name="Copied").wait_for()
    assert chromium.value("navigator.clipboard.readText()") == line
    page.get_by_role("button", name="Next picture").click()
    assert box.locator("details").get_attribute("open") is not None  # stays as it was
    hrefs = [link.get_attribute("href") for link in box.get_by_role("link").all()]
    assert hrefs == ["pictures/tall.png", "pictures/tall.toml"]
    page.keyboard.press("Escape")
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    for still, motion in ((True, "none"), (False, "appear")):
        chromium.open(shown, WINDOW, at="#wide", still=still)
        assert chromium.value("getComputedStyle(document.querySelector('dialog')).animationName") == motion
    chromium.open(shown, WINDOW, at="#nosuch")
    assert chromium.value("document.querySelector('dialog').open") is False


def test_a_page_tells_what_makes_a_picture_this_one() -> None:
    """First what no other has; the rest, which are as in any, one by one too."""

    def told(exhibit: Exhibit) -> list[str]:
        text = wall(nnart.Gallery("x", (exhibit,)), [exhibit])
        return re.findall(r'<th scope="row">(\w+)</th>', text.split("<details>")[0])

    plain = ["seed", "layers", "width", "activation"]
    assert told(Exhibit("x", "x", nnart.Recipe(layers=300, width=20))) == [*plain, "palette"]
    assert told(Exhibit("x", "x", nnart.Recipe(symmetry="p6m", steps=4))) == [
        *plain,
        "symmetry",
        "palette",
        "steps",
    ]
    lecture = nnart.Recipe(seed=1, **nnart.preset("lecture").values)
    assert told(Exhibit("x", "x", lecture)) == [*plain, "family", "palette", "tone", "steps", "sampling"]
    network = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")
    assert told(Exhibit("x", "x", nnart.Recipe(palette="ink"), network=network)) == ["network", "palette"]
    assert "by hand, 2 → 1" in wall(
        nnart.Gallery("x", ()), [Exhibit("x", "x", nnart.Recipe(), network=network)]
    )


def test_a_finger_turns_pages(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, (844, 390), touch=True, at="#wide")
    title = page.locator("dialog h2")
    for right, wanted_ in ((-150, "Tall"), (-150, "Picture 5"), (150, "Tall"), (20, "Tall")):
        chromium.touch("touchStart", (200, 160))
        for step in range(1, 6):
            chromium.touch("touchMove", (200 + right * step / 5, 160))
        chromium.touch("touchEnd")
        page.wait_for_timeout(30)
        assert title.inner_text() == wanted_
    assert chromium.value("document.querySelector('dialog').scrollWidth <= innerWidth")
    sizes = chromium.value("[...document.querySelectorAll('.bar button')].map((button) => button.offsetHeight)")
    assert min(sizes) >= 44


def test_what_is_seen_is_the_picture(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, at="#wide")
    chromium.wait("document.querySelector('.stage img').complete")
    box = page.locator(".stage img").bounding_box()
    assert box is not None
    seen = chromium.screenshot()[
        int(box["y"] + box["height"] / 2) - 60 : int(box["y"] + box["height"] / 2) + 60,
        int(box["x"] + box["width"] / 2) - 90 : int(box["x"] + box["width"] / 2) + 90,
    ]
    recipe = nnart.Recipe(seed=3, **PLAIN)
    columns = int(box["width"])
    whole = nnart.render(recipe, (round(columns * 2 / 3), columns)).pixels
    middle = whole.shape[0] // 2, whole.shape[1] // 2
    wanted_ = whole[middle[0] - 60 : middle[0] + 60, middle[1] - 90 : middle[1] + 90]
    assert np.abs(seen.astype(int) - wanted_).mean() < 8


# The repository's own.


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
