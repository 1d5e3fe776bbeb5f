"""Tables: where a picture of a list comes from."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest
from PIL import Image

import nnart
from nnart.errors import RecipeError
from nnart.field.calibration import calibrate
from nnart.films.save import save_film
from nnart.gallery.exhibit import Exhibit
from nnart.sheets.files import render_sheet
from nnart.sheets.sheet import Sheet, Tile
from nnart.sources.favourites import VARIABLE, keep
from tests.faults_of import broken
from tests.gallery.lists import PLAIN, tiny_film, with_films, write


def test_a_folder_is_all_its_pictures_and_what_is_broken_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    recipe = nnart.Recipe(seed=5, **PLAIN)
    nnart.save(nnart.Job(recipe, (30, 20)), folder / "b.webp")
    (folder / "a <b>.toml").write_text(recipe.to_toml())
    (folder / "broken.png").write_bytes(b"no picture")
    (folder / "seedless.toml").write_text("layers = 3")
    (folder / "wrong.toml").write_text("seed = 3\nlayers = 0\nwidth = 0")
    Image.new("RGB", (3, 3)).save(folder / "foreign.jpg")
    (folder / "notes.txt").write_text("not looked at")
    for name in (
        "._b.webp",
        ".hidden.toml",
        ".DS_Store",
        ".nnart-0.part",
        "b.webp.part",
        "a.toml~",
        "Thumbs.db",
    ):
        (folder / name).write_bytes(b"not looked at")
    gallery = nnart.read_gallery(write(tmp_path, '[[pictures]]\nfolder = "kept"'))
    assert [(one.title, one.name, one.shape) for one in gallery.exhibits] == [
        ("a <b>", "a-b", (1, 1)),
        ("b", "b", (2, 3)),
    ]
    assert len(gallery.broken) == 4
    for line, name in zip(
        gallery.broken, ("broken.png", "foreign.jpg", "seedless.toml", "wrong.toml"), strict=True
    ):
        assert str(line).startswith(f"'{folder / name}': ")
    square = nnart.read_gallery(write(tmp_path, '[[pictures]]\nfolder = "kept"\nshape = "1:1"'))
    assert {one.shape for one in square.exhibits} == {(1, 1)}


@pytest.mark.parametrize("name", ["x.png", "x.toml", "x.webp"])
@pytest.mark.parametrize("kind", ["fifo", "socket", "folder", "broken link", "link to a fifo"])
def test_what_is_no_regular_file_is_named_and_left_out(tmp_path: Path, name: str, kind: str) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "a.toml").write_text(nnart.Recipe(seed=5, **PLAIN).to_toml())
    (folder / "link.toml").symlink_to("a.toml")
    there = folder / name
    if kind == "fifo":
        os.mkfifo(there)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made, contextlib.chdir(folder):
            made.bind(name)
    elif kind == "folder":
        there.mkdir()
    else:
        os.mkfifo(tmp_path / "fifo")
        there.symlink_to(tmp_path / ("fifo" if kind == "link to a fifo" else "nosuch"))
    gallery = nnart.read_gallery(write(tmp_path, '[[pictures]]\nfolder = "kept"'))
    assert [one.title for one in gallery.exhibits] == ["a", "link"]
    (left,) = gallery.broken
    reason = ": No such file or directory" if kind == "broken link" else " is no regular file"
    assert str(left) == f"'{there}'{reason}"


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
    nnart.save(nnart.Job(recipe, (30, 20)), tmp_path / "lists" / "odd#1.png")
    dusk, hand, one, two, file = nnart.read_gallery(write(tmp_path / "lists", list_)).exhibits
    assert dusk == Exhibit("Dusk", "dusk", recipe.replace(palette="reef"))
    assert hand.network is not None and (hand.network.sizes, hand.recipe.palette) == ("2 → 1", "ink")
    assert one == Exhibit("One", "one", calibrate(tiles[0].recipe))
    assert two == Exhibit("Two", "two", calibrate(tiles[1].recipe), (2, 3))
    assert (file.recipe, file.shape) == (calibrate(recipe), (2, 3))  # a file's own name comes first
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
    absent, conflict = ("absent", ()), ("conflict", ("recipe", "favourite"))
    assert broken(caught.value)[:3] == [absent] * 3
    assert broken(caught.value)[4:] == [conflict]
    for fault, said in zip(
        caught.value.faults, ("dusk", "of that name", "1; a, 2", "sheet", "one"), strict=True
    ):
        assert said in str(fault)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('title = "All"\npicture = "a.png"', "write pictures = [{title"),
        ('title = "All"', "write pictures = [{title"),
        ('[[pictures]]\ntitle = "One"\nfile = "a.png"', "write picture ="),
        ('[[pictures]]\nname = "One"\npicture = "a.png"', "write title"),
    ],
)
def test_keys_of_others_are_told_by_name(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(RecipeError) as caught:
        nnart.read_gallery(write(tmp_path, text))
    assert told in str(caught.value)


def test_a_table_names_a_film(tmp_path: Path) -> None:
    list_ = with_films(tmp_path, tide=tiny_film()) + '\nnote = "It moves."\nshape = "4:3"'
    exhibit = nnart.read_gallery(write(tmp_path, list_)).exhibits[-1]
    assert (exhibit.title, exhibit.note, exhibit.shape, exhibit.film) == (
        "Tide",
        "It moves.",
        (3, 4),
        tiny_film(),
    )
    assert exhibit.moves and exhibit.recipe == tiny_film().keyframes[0].recipe
    save_film(tiny_film(), tmp_path / "a.webp", (64, 36))
    list_ = '[[pictures]]\ntitle = "A"\nfilm = "a.webp"'
    assert nnart.read_gallery(write(tmp_path, list_)).exhibits[0].shape == (9, 16)


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [('palette = "reef"\nlayers = 3', [("no-effect", ("palette",)), ("no-effect", ("layers",))]),
     ('picture = "a.png"', [("conflict", ("picture", "film"))])],
)  # fmt: skip
def test_a_film_keeps_its_recipe(tmp_path: Path, lines: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    with pytest.raises(RecipeError) as caught:
        nnart.read_gallery(write(tmp_path, f"{with_films(tmp_path, tide=tiny_film())}\n{lines}"))
    assert broken(caught.value) == wanted


@pytest.mark.parametrize(
    ("lines", "says"),
    [('film = "none.mp4"', "No such file"), ('film = "plain.toml"', "it carries no film of nnart's"),
     ('film = "kept"', "is no regular file"), ("film = 3", "a name is needed"),
     ('recipe = "tide.toml"', 'is a film; write film = "tide.toml"'),
     ('picture = "a.webp"', 'is a film; write film = "a.webp"'),
     ('video = "a.mp4"', 'write film = "nnart-7.mp4"')],
)  # fmt: skip
def test_what_is_no_film_is_refused(tmp_path: Path, lines: str, says: str) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "plain.toml").write_text("seed = 7")
    with_films(tmp_path, tide=tiny_film())
    save_film(tiny_film(), tmp_path / "a.webp", (64, 36))
    with pytest.raises(RecipeError, match=says):
        nnart.read_gallery(write(tmp_path, f'[[pictures]]\ntitle = "A"\n{lines}'))
