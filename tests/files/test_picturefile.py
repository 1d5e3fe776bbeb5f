"""What a picture's file says of itself, in any format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.faults_of import broken, refused
from tests.files.pngs import GOOD, assembled, chunk
from tests.test_inputfiles import Pipe

RECIPE = calibrate(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = Size(30, 40)


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "webp", "avif", "tif", "tiff", "PNG"])
def test_every_format_carries_its_recipe(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    shares: list[float] = []
    nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(progress=shares.append), dpi=254)
    assert sum(shares) == pytest.approx(1)
    file = nnart.read(path)
    assert (file.recipe, file.size, file.bits, file.dpi) == (RECIPE, SIZE, 8, 254)
    assert file.painted_by == nnart.__version__
    with Image.open(path) as image:
        difference = np.asarray(image.convert("RGB")).astype(int) - nnart.render(RECIPE, SIZE).pixels
    assert np.abs(difference).mean() < (4 if ending in ("jpg", "jpeg", "webp", "avif") else 1e-9)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
def test_a_stream_is_read_as_a_file_is(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    nnart.save(nnart.Job(RECIPE, SIZE), path, dpi=254)
    with path.open("rb") as stream:
        found = nnart.read(stream)
    assert (found.recipe, found.size, found.dpi, found.path) == (RECIPE, SIZE, 254, None)
    assert nnart.read(Pipe(path.read_bytes())) == found


def test_a_palette_of_many_colours_fits_everywhere(tmp_path: Path) -> None:
    recipe = RECIPE.replace(palette=",".join(f"#{i:012x}" for i in range(1024)))
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        nnart.save(nnart.Job(recipe, SIZE), tmp_path / f"a.{ending}")
        assert nnart.read(tmp_path / f"a.{ending}").recipe == recipe


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with refused("access", error=FileError):
        nnart.read(tmp_path / "missing.png")
    with refused("access", error=FileError):
        nnart.read(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with refused("damaged", error=FileError):
        nnart.read(tmp_path / "a.jpg")
    Image.new("RGB", (3, 3)).save(tmp_path / "b.jpg")
    with refused("absent", error=FileError):
        nnart.read(tmp_path / "b.jpg")


def test_a_sheet_is_told_with_ways_out(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(assembled(chunk(b"iTXt", b"nnart-sheet\0\0\0\0\0{}"), GOOD))
    with pytest.raises(FileError) as caught:
        nnart.read(tmp_path / "a.png")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.where) == ("kind", (f"'{tmp_path}/a.png'",))
    assert fault.ways[0].call == "read_sheet"


def test_a_page_is_told_from_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><title>x")
    (tmp_path / "b.html").write_text("no page")
    ways = []
    for name in ("a.html", "b.html"):
        with pytest.raises(FileError) as caught:
            nnart.read(tmp_path / name)
        assert broken(caught.value) == [("kind", ())]
        ways.append(len(caught.value.faults[0].ways))
    assert ways == [1, 0]


@pytest.mark.parametrize(("width", "height"), [(1_000_001, 4), (4, 1_000_001)])
def test_sizes_that_nnart_never_renders_are_refused(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "a.png").write_bytes(assembled(GOOD, width=width, height=height))
    with pytest.raises(FileError) as caught:
        nnart.read(tmp_path / "a.png")
    assert broken(caught.value) == [("kind", ())]


def test_names_do_not_decide_on_formats(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.webp")
    (tmp_path / "a.webp").rename(tmp_path / "a.png")
    assert nnart.read(tmp_path / "a.png").format == "WEBP"
