"""Start: what a picture starts from, whoever asks for it."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import FileError, InputError, RecipeError
from nnart.field.calibration import calibrate
from nnart.recipe.size import SQUARE, Size
from nnart.rendering.reproduce import code_of
from nnart.sources.favourites import VARIABLE
from nnart.sources.start import Start, choose_start, find_sheet, open_picture, open_recipe, open_source
from tests.commandline import POSIX
from tests.faults_of import broken, refused

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}
RECIPE = nnart.Recipe(seed=5, **PLAIN)
NETWORK = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of every kind."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    nnart.save(nnart.Job(RECIPE, (30, 20), bits=16), tmp_path / "nnart-wide.png", dpi=300)
    nnart.render(nnart.Recipe(palette="reef"), (8, 8), network=NETWORK).save(tmp_path / "hand.png")
    nnart.write_network(NETWORK, tmp_path / "net.toml")
    (tmp_path / "own.toml").write_text(RECIPE.to_toml())
    (tmp_path / "seedless.toml").write_text("layers = 3\nwidth = 9\n")
    (tmp_path / "wrong.toml").write_text("seed = 3\nlayers = 0\n")
    tiles = tuple(nnart.Tile(name, nnart.Recipe(seed=seed, **PLAIN)) for name, seed in (("1", 11), ("a#2", 12)))
    for name in ("sheet.png", "odd#sheet.png"):
        nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / name, (8, 8))
    nnart.save(nnart.Job(RECIPE, (9, 9)), tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "sheet.png#7")
    nnart.keep(RECIPE, "dusk")
    return tmp_path


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


def test_the_seed_chooses_the_preset_any() -> None:
    start = choose_start(preset="any")
    assert start.size == SQUARE
    seeds = range(8)
    changed = start.recipes({"palette": "reef"}, seeds)
    for seed, recipe in zip(seeds, changed, strict=True):
        assert recipe == choose_start(preset=nnart.preset("any", seed).name).recipe(
            {"palette": "reef", "seed": seed}
        )
    assert len({(recipe.symmetry, recipe.inputs, recipe.layers, recipe.bias) for recipe in changed}) > 4


def test_a_recipe_of_version_3_has_every_colour_whatever_changes_in_it(folder: Path) -> None:
    (folder / "old.toml").write_text('version = 3\nseed = 7\ncolour = "oklch"\n')
    (folder / "palette.toml").write_text('version = 3\nseed = 7\npalette = "reef"\n')
    old, palette = open_recipe("old.toml", folder), open_recipe("palette.toml", folder)
    assert "version" not in old.values
    assert old.recipe().gamut == old.recipe({"colour": "rgb"}).gamut == "full"
    assert palette.recipe({"colour": "rgb"}).gamut == "tamed"


def test_a_network_by_hand_is_shown_in_every_colour(folder: Path) -> None:
    begun = choose_start(network=folder / "net.toml")
    assert begun.recipe().gamut is None
    assert begun.recipe({"colour": "rgb"}).gamut == "full"
    assert begun.recipe({"colour": "rgb", "gamut": "tamed"}).gamut == "tamed"


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
    nnart.keep(RECIPE, "silk")
    assert open_source("silk", folder).favourite
    (folder / "silk").write_text("seed = 9\n")
    assert open_source("silk", folder).recipe() == nnart.Recipe(seed=9)


@pytest.mark.parametrize(
    ("text", "size", "bits", "dpi"),
    [
        ('size = "1920x1080"', (1920, 1080), 8, None),
        ("size = [1920, 1080]", (1920, 1080), 8, None),
        ("size = 300", (300, 300), 8, None),
        ('size = "2cm@254dpi"', (200, 200), 8, 254),
        ('size = "2cm"\ndpi = 254', (200, 200), 8, 254),
        ("bits = 16\ndpi = 72", SQUARE, 16, 72),
        ('preset = "lecture"', (720, 720), 8, None),
        ('preset = "lecture"\nsize = 100', (100, 100), 8, None),
    ],
)
def test_a_recipe_may_say_what_belongs_to_a_picture(
    tmp_path: Path, text: str, size: tuple[int, int], bits: int, dpi: int | None
) -> None:
    (tmp_path / "a.toml").write_text(f"seed = 7\n{text}\n")
    found = open_recipe("a.toml", tmp_path)
    assert (found.size, found.bits, found.dpi) == (size, bits, dpi)


def test_a_recipe_may_begin_with_a_preset(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('preset = "silk"\nseed = 7\nlayers = 30\ngain = 2.0\n')
    found = open_recipe("a.toml", tmp_path).recipe()
    assert found == nnart.Recipe(seed=7, layers=30, bias=0.5, center=(2, 2), gain=2.0)


@pytest.mark.parametrize(
    ("text", "rule", "names"),
    [
        ('size = "big"', "syntax", ("size",)),
        ("size = [1920]", "type", ("size",)),
        ("size = [1920, 0]", "range", ("size",)),
        ('size = [1920, "a"]', "range", ("size",)),
        ("size = true", "type", ("size",)),
        ("size = 1.5", "type", ("size",)),
        ("bits = 12", "range", ("bits",)),
        ("dpi = 0", "range", ("dpi",)),
        ('size = "2cm@254dpi"\ndpi = 300', "conflict", ("dpi", "size")),
        ('preset = "silky"', "choice", ("preset",)),
        ("preset = 7", "choice", ("preset",)),
        ('network = "2 → 1"', "missing", ("network",)),
    ],
)
def test_what_is_wrong_beside_a_recipe_is_refused(
    tmp_path: Path, text: str, rule: str, names: tuple[str, ...]
) -> None:
    (tmp_path / "a.toml").write_text(f"seed = 7\n{text}\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        open_recipe("a.toml", tmp_path)
    assert broken(caught.value) == [(rule, names)]
    assert "a.toml" in str(caught.value)


def test_changes_go_on_top(folder: Path) -> None:
    start = open_source("own.toml", folder)
    assert start.recipe({"palette": "reef"}) == RECIPE.replace(palette="reef")
    assert [recipe.seed for recipe in start.recipes({"palette": "reef"}, [1, 2])] == [1, 2]
    assert start.recipe({"seed": 8}).seed == 8
    seedless = open_source("seedless.toml", folder)
    assert seedless.recipe({"seed": 5}) == RECIPE
    with pytest.raises(RecipeError) as caught:
        seedless.recipe()
    assert broken(caught.value) == [("missing", ("seed",))]
    assert caught.value.faults[0].where == (repr(str(folder / "seedless.toml")),)


def test_a_fault_is_the_files_or_a_changes(folder: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        open_source("wrong.toml", folder).recipe({"width": 0})
    places = {str(fault).partition(":")[0]: fault.where for fault in caught.value.faults}
    assert len(places) == 2 and places["width"] == ()
    assert places[repr(str(folder / "wrong.toml"))] != ()


def test_only_one_can_be_the_start(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        choose_start(preset="silk", source="7", recipe=folder / "own.toml")
    assert broken(caught.value) == [("conflict", ("preset", "recipe", "source"))]
    assert choose_start() == Start()
    assert choose_start(preset="lecture").size == (720, 720)
    assert choose_start(recipe=Path("own.toml"), folder=folder).recipe() == RECIPE


def test_a_picture_is_no_recipes_file(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_recipe("nnart-wide.png", folder)
    assert broken(caught.value) == [("kind", ("recipe",))]
    assert caught.value.faults[0].ways[0].give == "source"


def test_a_network_by_hand_leaves_out_how_one_is_drawn(folder: Path) -> None:
    start = choose_start(recipe=folder / "own.toml", network=Path("net.toml"), folder=folder)
    assert start.network is not None and start.name == "net" and start.given == "'net.toml' gives one"
    assert "layers" not in start.values and start.values["seed"] == 5
    assert open_source("hand.png", folder).given.endswith("hand.png' was painted from one")
    start.check_drawn(["palette", "zoom"])
    with pytest.raises(InputError) as caught:
        start.check_drawn(["palette", "width", "preset", "layers"], seeds=2)
    assert broken(caught.value) == [("conflict", ("layers", "width", "preset")), ("conflict", ("seed",))]
    open_source("own.toml", folder).check_drawn(["layers"], seeds=2)


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


@pytest.mark.parametrize("data", [b"", b"\n", b"# seed = 7\n", b"version = 3\n", "\ufeff".encode()])
def test_a_recipe_without_a_value_is_refused(folder: Path, data: bytes) -> None:
    """It would be a picture of a seed that is drawn at random."""
    for name in ("empty.toml", "empty"):
        (folder / name).write_bytes(data)
        for opening in (open_source, open_recipe):
            with refused("missing", error=FileError):
                opening(name, folder)


def test_every_picture_is_told_from_a_recipe_by_its_bytes(folder: Path) -> None:
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        nnart.save(nnart.Job(RECIPE, (8, 8)), folder / f"any.{ending}")
        (folder / f"any.{ending}").rename(folder / "any")
        assert open_source("any", folder).recipe() == calibrate(RECIPE)
        with refused("kind", "recipe", error=InputError):
            open_recipe("any", folder)


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


def test_a_tile_is_painted_in_its_shape(tmp_path: Path) -> None:
    tiles = tuple(nnart.Tile(str(seed), nnart.Recipe(seed=seed, **PLAIN)) for seed in (1, 2))
    for shape, size in (((9, 16), (576, 1024)), ((16, 9), (1024, 576)), ((8, 8), SQUARE)):
        nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / "a.png", shape, nnart.Run(force=True))
        assert open_source("a.png#2", tmp_path).size == size
        assert open_source("a.png", tmp_path, several=True).size == size
