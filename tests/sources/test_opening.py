"""Openings: what texts stand for, and options name."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError, InputError, RecipeError
from nnart.field.calibration import calibrate
from nnart.recipe.size import SQUARE, Size
from nnart.rendering.reproduce import code_of
from nnart.sources.opening import choose_start, find_file, find_sheet, open_picture, open_source
from nnart.sources.start import Start
from tests.commandline import POSIX
from tests.faults_of import broken, refused
from tests.sources.conftest import RECIPE


def test_a_source_is_a_seed_a_file_a_tile_or_a_favourite(folder: Path) -> None:
    assert open_source("7") == Start({"seed": 7})
    wide = open_source("nnart-wide.png", folder)
    assert (wide.size, wide.bits, wide.dpi, wide.name) == ((30, 20), 16, 300, "wide")
    assert wide.recipe() == calibrate(RECIPE)
    own = open_source("own.toml", folder)
    assert (own.recipe(), own.size, own.name, own.favourite) == (RECIPE, SQUARE, "own", False)
    dusk = open_source("dusk", folder)
    assert (dusk.recipe(), dusk.name, dusk.favourite) == (RECIPE, "dusk", True)
    hand = open_source("hand.png", folder)
    assert hand.network is not None and hand.values["palette"] == "reef" and "layers" not in hand.values


@pytest.mark.parametrize(
    ("source", "seed"),
    [
        ("sheet.png#1", 11),
        ("sheet.png#a#2", 12),
        ("odd#sheet.png#1", 11),
        ("odd#sheet.png#a #2", 12),
        ("sheet.png#7", 5),  # a file of that name comes first
    ],
)
def test_a_name_with_a_hash_means_the_same_to_all(folder: Path, source: str, seed: int) -> None:
    for text, where in ((source, folder), (str(folder / source), Path())):
        assert open_source(text, where).recipe().seed == seed
        assert open_picture(text, where).recipe().seed == seed
    list_ = folder / "gallery.toml"
    list_.write_text(f'[[pictures]]\ntitle = "x"\npicture = "{source}"\n')
    (exhibit,) = nnart.read_gallery(list_).exhibits
    assert exhibit.recipe.seed == seed


@pytest.mark.parametrize(
    "source", ["nosuch", "nosuch.png#1", "sheet.png#9", "#", "x" * 5000, "x" * 5000 + "#1", "."]
)
def test_what_is_not_there_is_said(folder: Path, source: str) -> None:
    for opening in (open_source, open_picture):
        with pytest.raises(FileError) as caught:
            opening(source, folder)
        assert str(caught.value).isprintable()


def test_a_source_is_a_code_a_genome_or_a_preset(folder: Path) -> None:
    code = code_of(RECIPE, Size(30, 20), 16, 300)
    for text in (code, f"see {code.upper()}!", f"https://example.com/#{code}"):
        found = open_source(text, folder)
        assert (found.recipe(), found.size, found.bits, found.dpi) == (RECIPE, (30, 20), 16, 300)
    for text in ("cross(7,12,3)", " Cross( 7, 12, 3 )"):
        assert open_source(text).values == {"seed": 7, "genome": "cross(7,12,3)"}
    assert open_source("mix(cross(9,12,3),7,.5)".replace(",.5", ",0.5")).recipe().seed == 9
    silk = open_source("silk", folder)
    assert (silk.values, silk.preset) == (dict(nnart.preset("silk").values), "silk")
    assert open_source("lecture", folder).size == (720, 720)
    with pytest.raises(RecipeError, match="the preset silk has no seed"):
        silk.recipe()
    assert silk.recipe({"seed": 3}).bias == silk.values["bias"]
    with refused("damaged", error=RecipeError):
        open_source(f"{code}x")
    with refused("syntax", error=InputError):
        open_source("cross(7,12")


def test_files_come_before_favourites_and_those_before_presets(folder: Path) -> None:
    (folder / "kept" / "silk.toml").write_text(RECIPE.to_toml())  # of before presets kept their names
    assert open_source("silk", folder).favourite
    (folder / "silk").write_text("seed = 9\n")
    assert open_source("silk", folder).recipe() == nnart.Recipe(seed=9)


def test_only_one_can_be_the_start(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        choose_start(preset="silk", source="7", recipe=folder / "own.toml")
    assert broken(caught.value) == [("conflict", ("preset", "recipe", "source"))]
    assert choose_start() == Start()
    assert choose_start(preset="lecture").size == (720, 720)
    assert choose_start(recipe=Path("own.toml"), folder=folder).recipe() == RECIPE


@POSIX
@pytest.mark.parametrize("name", ["own.toml", "nnart-wide.png", "sheet.png", "hand.png", "utf16"])
def test_a_pipe_is_as_good_as_a_file(folder: Path, name: str) -> None:
    (folder / "utf16").write_text(RECIPE.to_toml(), encoding="utf-16")
    tile = "#a#2" if name == "sheet.png" else ""
    wanted = open_source(f"{name}{tile}", folder)
    reader, writer = os.pipe()
    try:
        os.write(writer, (folder / name).read_bytes())
        os.close(writer)
        found = open_source(f"/dev/fd/{reader}{tile}")
    finally:
        os.close(reader)
    assert (found.values, found.size, found.bits, found.dpi) == (
        wanted.values,
        wanted.size,
        wanted.bits,
        wanted.dpi,
    )
    assert (found.network is None) == (wanted.network is None)


def test_a_stream_stands_for_a_dash_alone(folder: Path) -> None:
    stream = io.BytesIO(RECIPE.to_toml().encode())
    assert open_source("-", folder, stream).recipe() == RECIPE
    assert choose_start(recipe="-", stdin=io.BytesIO(b"seed = 5")).values == {"seed": 5}
    network = choose_start(network="-", stdin=io.BytesIO((folder / "net.toml").read_bytes()))
    assert (network.name, network.given) == ("network", "a stream gives one")
    sheet = io.BytesIO((folder / "sheet.png").read_bytes())
    assert open_source("-#1", folder, sheet).recipe().seed == 11
    for name in ("-", "-#1"):
        with refused("absent", error=FileError):
            open_source(name, folder)


def test_several_tiles_are_one_start(folder: Path) -> None:
    for source in ("sheet.png#1,a#2", "sheet.png#1..a#2", "sheet.png"):
        found = open_source(source, folder, several=True)
        assert [tile.name for tile in found.tiles] == ["1", "a#2"]
        assert [recipe.seed for recipe in found.recipes({"contrast": 3.0}, [0, 0])] == [11, 12]
        assert [recipe.contrast for recipe in found.recipes({"contrast": 3.0}, [0, 0])] == [3.0, 3.0]
        assert len(found.recipes({}, [0])) == 1
        assert choose_start(source=source, folder=folder, several=True) == found
    one = open_source("sheet.png#a#2", folder, several=True)
    assert (one.tiles, one.name, one.values["seed"]) == ((), "a#2", 12)
    assert open_source("own.toml", folder, several=True).recipe() == RECIPE
    with refused("count", error=FileError):
        open_source("sheet.png#1,a#2", folder)
    with refused("kind", error=FileError):
        open_source("sheet.png", folder)
    with refused("absent", error=FileError):
        open_source("sheet.png#1,b", folder, several=True)


def test_several_tiles_come_from_a_stream_too(folder: Path) -> None:
    data = (folder / "sheet.png").read_bytes()
    for source in ("-", "-#1,a#2"):
        assert len(open_source(source, stdin=io.BytesIO(data), several=True).tiles) == 2


def test_what_is_there_is_the_file_and_else_the_sheet_before_a_hash(folder: Path) -> None:
    assert find_sheet("sheet.png#1,3", folder) == (folder / "sheet.png", "1,3")
    assert find_sheet("odd#sheet.png#1", folder) == (folder / "odd#sheet.png", "1")
    assert find_sheet("sheet.png#7", folder) == (folder / "sheet.png#7", None)
    assert find_sheet("none.png#7", folder) == (folder / "none.png#7", None)


@pytest.mark.parametrize("opening", [open_source, find_file])
def test_a_folder_is_no_picture_and_its_first_one_is_named(
    folder: Path, opening: Callable[[str, Path], object]
) -> None:
    (folder / "empty").mkdir()
    for name, count in ((".", 2), ("empty", 1)):
        with refused("kind", error=FileError) as caught:
            opening(name, folder)
        assert len(caught.value.faults[0].ways) == count


def test_a_command_line_is_what_it_says_and_not_only_the_code_in_it(folder: Path) -> None:
    found = open_source("nnart render nn1-0cw0s1htkw --layers 5 --size 64", folder)
    assert (found.recipe(), found.size) == (nnart.Recipe(seed=7, layers=5), (64, 64))
    found = open_source("nnart render 7 --preset silk", folder)
    assert found.recipe() == open_source("silk").recipe({"seed": 7})


def test_an_address_is_no_file(folder: Path) -> None:
    address = "https://example.com/a.png"
    for call in (partial(open_source, address, folder), partial(choose_start, picture=address)):
        with refused("kind", error=FileError) as caught:
            call()
        assert "'https://example.com/a.png'" in str(caught.value)
        assert [way.give for way in caught.value.faults[0].ways] == [None]
