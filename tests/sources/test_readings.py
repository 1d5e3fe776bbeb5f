"""Readings: what recipes, pictures and sheets give as a start."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import InputError
from nnart.field.calibration import calibrate
from nnart.recipe.size import SQUARE
from nnart.sources.opening import open_recipe, open_source
from tests.faults_of import broken, refused
from tests.sources.conftest import PLAIN, RECIPE


def test_a_recipe_of_version_3_has_every_colour_whatever_changes_in_it(folder: Path) -> None:
    (folder / "old.toml").write_text('version = 3\nseed = 7\ncolour = "oklch"\n')
    (folder / "palette.toml").write_text('version = 3\nseed = 7\npalette = "reef"\n')
    old, palette = open_recipe("old.toml", folder), open_recipe("palette.toml", folder)
    assert "version" not in old.values
    assert old.recipe().gamut == old.recipe({"colour": "rgb"}).gamut == "full"
    assert palette.recipe({"colour": "rgb"}).gamut == "tamed"


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
    with pytest.raises(InputError) as caught:
        open_recipe("a.toml", tmp_path)
    assert broken(caught.value) == [(rule, names)]
    assert "a.toml" in str(caught.value)


def test_a_picture_is_no_recipes_file(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_recipe("nnart-wide.png", folder)
    assert broken(caught.value) == [("kind", ("recipe",))]
    assert caught.value.faults[0].ways[0].give == "source"


def test_every_picture_is_told_from_a_recipe_by_its_bytes(folder: Path) -> None:
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        nnart.save(nnart.Job(RECIPE, (8, 8)), folder / f"any.{ending}")
        (folder / f"any.{ending}").rename(folder / "any")
        assert open_source("any", folder).recipe() == calibrate(RECIPE)
        with refused("kind", "recipe", error=InputError):
            open_recipe("any", folder)


def test_a_tile_is_painted_in_its_shape(tmp_path: Path) -> None:
    tiles = tuple(nnart.Tile(str(seed), nnart.Recipe(seed=seed, **PLAIN)) for seed in (1, 2))
    for shape, size in (((9, 16), (576, 1024)), ((16, 9), (1024, 576)), ((8, 8), SQUARE)):
        nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / "a.png", shape, nnart.Run(force=True))
        assert open_source("a.png#2", tmp_path).size == size
        assert open_source("a.png", tmp_path, several=True).size == size
