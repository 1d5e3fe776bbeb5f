"""Jobs and recipes from what people give."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nnart
from tests.faults_of import refused

SMALL: dict[str, Any] = {"layers": 2, "width": 4}
RECIPE = nnart.Recipe(seed=3, **SMALL)
NETWORK = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file of a picture, 24 x 16 with 16 bits."""
    nnart.save(nnart.Job(RECIPE, (24, 16), bits=16), tmp_path / "a.png", dpi=200)
    return tmp_path / "a.png"


def test_a_recipe_is_itself() -> None:
    assert nnart.recipe_of(RECIPE) is RECIPE
    assert nnart.recipe_of(RECIPE, layers=5) == RECIPE.replace(layers=5)


@pytest.mark.parametrize("given", [7, "7", {"seed": 7}])
def test_a_seed_is_one_however_it_is_written(given: Any) -> None:
    assert nnart.recipe_of(given, preset="silk") == nnart.recipe_of(seed=7, preset="silk")
    assert nnart.recipe_of(given) == nnart.Recipe(seed=7)
    silk = nnart.preset("silk").values
    assert nnart.recipe_of(seed="7", preset="silk", layers=5) == nnart.Recipe(seed=7, **silk | {"layers": 5})


def test_without_a_seed_one_is_drawn() -> None:
    one, other = nnart.recipe_of(), nnart.recipe_of(preset="silk")
    assert one.seed != other.seed
    assert other == nnart.recipe_of(other.seed, preset="silk")


def test_a_file_brings_its_size_and_bits(picture: Path, tmp_path: Path) -> None:
    for given in (picture, str(picture), nnart.read(picture)):
        job = nnart.job_of(given)
        assert (job.recipe, job.size, job.bits) == (nnart.calibrate(RECIPE), (24, 16), 16)
        assert nnart.job_of(given, "40x30", bits=8, layers=3).size == (40, 30)
    (tmp_path / "a.toml").write_text(RECIPE.to_toml())
    assert nnart.recipe_of(tmp_path / "a.toml") == RECIPE
    sheet = nnart.Sheet((nnart.Tile("one", RECIPE),), 1)
    nnart.render_sheet(sheet, tmp_path / "s.png", 16)
    assert nnart.recipe_of(f"{tmp_path / 's.png'}#one") == nnart.calibrate(RECIPE)


def test_a_picture_in_memory_is_as_good() -> None:
    picture = nnart.render(RECIPE, (24, 16))
    assert nnart.job_of(picture).size == (24, 16)
    assert nnart.job_of(nnart.render(RECIPE.replace(palette="ink"), 8, network=NETWORK)).network is NETWORK


def test_a_code_and_a_presets_name_are_good_too() -> None:
    assert nnart.recipe_of(RECIPE.to_code()) == RECIPE
    assert nnart.recipe_of("silk", seed=3) == nnart.recipe_of(3, preset="silk")


def test_a_preset_has_its_own_size() -> None:
    assert nnart.job_of(preset="lecture", seed=1).size == (720, 720)
    assert nnart.job_of(preset="silk", seed=1).size == (1024, 1024)


def test_a_network_by_hand_may_be_a_file(tmp_path: Path) -> None:
    nnart.write_network(NETWORK, tmp_path / "net.toml")
    for network in (NETWORK, tmp_path / "net.toml", str(tmp_path / "net.toml")):
        job = nnart.job_of(network=network)
        assert job.network is not None
        assert (job.network.sizes, job.recipe.palette, job.recipe.seed) == ("2 → 1", "ink", 0)


def test_exact_is_a_tolerance_of_0() -> None:
    assert nnart.recipe_of(7, exact=True).tolerance == 0
    assert nnart.recipe_of(7, exact=False) == nnart.Recipe(seed=7)


def test_palettes_may_be_files(tmp_path: Path) -> None:
    (tmp_path / "two.hex").write_text("000000\nffffff\n")
    assert nnart.recipe_of(7, palette=tmp_path / "two.hex").palette == "#000000,#ffffff"


def test_a_text_from_a_stranger_names_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does its error quote one, or say whether it is there."""
    monkeypatch.chdir(tmp_path)
    Path("two.hex").write_text("000000\nsecret\n")
    Path("two").write_text("000000\nffffff\n")
    said = []
    for text in ("two.hex", "./two.hex", "one.hex", "two", "/etc/passwd"):
        with refused("unknown", "palette") as caught:
            nnart.render(7, 8, palette=text)
        said.append(str(caught.value))
        assert "Path" not in caught.value.plain and "secret" not in said[-1]
    assert said[0] == "palette: 'two.hex' is not a palette; nnart.render(palette=Path('two.hex')) reads a file"
    assert said[2] == said[0].replace("two", "one")
    assert nnart.recipe_of(7, palette="rgb(0 0 0 / 1),gold").palette == "#000000,#ffd700"


@pytest.mark.parametrize(
    ("given", "rule", "names"),
    [
        ({"recipe": RECIPE, "preset": "silk"}, "conflict", ("recipe", "preset")),
        ({"preset": "silks"}, "choice", ("preset",)),
        ({"preset": 7}, "type", ("preset",)),
        ({"exact": True, "tolerance": 1.0}, "conflict", ("exact", "tolerance")),
        ({"exact": "yes"}, "type", ("exact",)),
        ({"recipe": [7]}, "type", ("recipe",)),
        ({"recipe": 2.5}, "type", ("recipe",)),
        ({"nosuch": 1}, "unknown", ()),
        ({"layers": 0}, "range", ("layers",)),
        ({"network": NETWORK, "layers": 3}, "conflict", ("layers",)),
    ],
)
def test_what_does_not_go_together_is_refused(given: dict[str, Any], rule: str, names: tuple[str, ...]) -> None:
    with refused(rule, *names):
        nnart.recipe_of(**given)


def test_what_has_a_name_is_given_in_its_place() -> None:
    recipe = nnart.Recipe(palette="reef", activation="sin")
    values: dict[str, Any] = {"palette": nnart.palettes()["reef"], "activation": nnart.activations()["sin"]}
    assert nnart.Recipe(**values) == recipe == nnart.recipe_of(0, **values) == nnart.Recipe().replace(**values)
    silk = nnart.presets()["silk"]
    assert nnart.recipe_of(3, preset=silk) == nnart.recipe_of(3, preset="silk") == nnart.recipe_of(silk, seed=3)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"height": 40}, "; width counts neurons; pixels are size=(1920, 1080)"),
        ({"color": "navy,gold"}, "; did you mean palette"),
        ({"color": "shaded"}, "; did you mean colour"),
        ({"colour": "navy,gold"}, "; palette='navy,gold' takes these colours"),
        ({"colors": "navy,gold"}, "; did you mean palette"),
        ({"threads": 2}, "; write run=nnart.Run(nnart.Threads(2))"),
        ({"limits": True}, "; write run=nnart.Run(limits=True)"),
        ({"depth": 9}, "; layers sets the depth of the network; bits=16 sets the colour depth of a file"),
    ],
)
def test_wrong_names_get_the_right_hint(given: dict[str, Any], says: str) -> None:
    with pytest.raises(nnart.RecipeError) as caught:
        nnart.recipe_of(7, **given)
    assert str(caught.value).endswith(says)


def test_words_that_are_values_are_taken() -> None:
    assert nnart.recipe_of(7, transparent=True) == nnart.Recipe(seed=7, alpha="field")
    assert nnart.recipe_of(7, transparent=False, greyscale=True) == nnart.recipe_of(7, palette="grey")
    with refused("type", "transparent"):
        nnart.recipe_of(7, transparent="yes")


def test_a_width_like_pixels_is_told_apart() -> None:
    with pytest.warns(RuntimeWarning, match="width counts neurons, 800 in each layer; pixels are size=800"):
        nnart.job_of(7, 64, width=800, layers=2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nnart.job_of(7, "4k", width=800, layers=2)
        nnart.job_of(nnart.Recipe(7, width=800, layers=2), 64)


def test_what_has_a_recipe_stands_for_it(picture: Path) -> None:
    data, recipe = picture.read_bytes(), nnart.calibrate(RECIPE)
    found = nnart.explore_seeds(range(4), keep=1).kept
    job = nnart.Job(recipe, (24, 16), bits=16)
    assert nnart.recipe_of(found[0]) == found[0].recipe
    assert nnart.recipe_of(nnart.Tile("one", RECIPE)) == RECIPE
    others: list[Any] = [bytearray(data), memoryview(data)]
    for given in (job, nnart.render(job), data, io.BytesIO(data), *others):
        made = nnart.job_of(given)
        assert (made.recipe, made.size, made.bits) == (recipe, (24, 16), 16)
    with picture.open("rb") as stream:
        assert nnart.render(stream).size == (24, 16)
    assert nnart.job_of(job) == job
    assert nnart.job_of(nnart.Job(RECIPE, 8, show="samples"), layers=3).show == "samples"
    with refused("type", "recipe"):
        nnart.render(io.StringIO("seed = 7"))  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [nnart.Recipe.to_toml, nnart.Recipe.to_json])
def test_a_recipes_text_is_read(write: Callable[[nnart.Recipe], str]) -> None:
    assert nnart.recipe_of(write(RECIPE)) == RECIPE
    with refused("syntax", error=nnart.FileError):
        nnart.recipe_of("seed\n= 7")


def test_a_mapping_is_what_a_recipes_file_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = nnart.job_of({"seed": "7", "preset": "silk", "palette": "reef", "size": "640x360", "bits": 16})
    assert job.recipe == nnart.recipe_of(7, preset="silk", palette="reef")
    assert (job.size, job.bits) == ((640, 360), 16)
    monkeypatch.chdir(tmp_path)
    for name in ("7", "a.gpl"):
        (tmp_path / name).write_text("GIMP Palette\n1 2 3\n4 5 6\n")
    assert nnart.recipe_of({"seed": "7"}) == nnart.Recipe(7)
    with pytest.raises(nnart.RecipeError, match="is not a palette"):
        nnart.job_of({"seed": 7, "palette": "a.gpl"})
