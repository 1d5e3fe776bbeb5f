"""Large TIFFs: tiles, and pages at all sizes, the same pixels for other decoders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image

import nnart
from nnart.files.formats import TIFF
from nnart.files.profiles import icc_profile
from nnart.files.tiledtiff import TiledTiffStream
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.run import Run
from nnart.rendering.save import to_file
from tests.judges import by_vips, pyvips

RECIPE = Recipe(seed=3, layers=2, width=5, detail=4.0, gain=1.7)


def save(job: Job, path: Path, run: Run | None = None, dpi: int | None = None) -> None:
    """Render a job into tiles, however small it is."""
    to_file(job, path, TiledTiffStream(), run or Run(), dpi=dpi)


@pytest.mark.parametrize(
    ("size", "bits", "changes"),
    [
        (Size(1024, 512), 8, {}),
        (Size(1024, 512), 16, {"alpha": "field"}),
        (Size(512, 1024), 8, {"alpha": "vignette", "space": "p3"}),
        (Size(512, 1024), 8, {"samples": 2, "detail": 1.0, "gain": None}),
    ],
)
def test_every_page_is_the_picture_at_its_size(
    tmp_path: Path, size: Size, bits: int, changes: dict[str, Any]
) -> None:
    """As three decoders read it: painted, not shrunk."""
    recipe = RECIPE.replace(**changes)
    path = tmp_path / "a.tif"
    save(nnart.Job(recipe, size, bits=bits), path, dpi=300)
    sizes = [Size(size.width >> k, size.height >> k) for k in range(3)]
    with tifffile.TiffFile(path) as file:
        assert [page.shape[:2] for page in file.pages] == [small.shape for small in sizes]
        for number, (page, small) in enumerate(zip(file.pages, sizes, strict=True)):
            assert isinstance(page, tifffile.TiffPage)
            pixels = nnart.render(recipe, small, bits=bits).pixels
            assert (page.tilelength, page.tilewidth, page.subfiletype) == (256, 256, number > 0)
            assert np.array_equal(page.asarray(), pixels)
            image = pyvips().Image.new_from_file(str(path), page=number)
            assert np.array_equal(image.numpy(), pixels)
            if bits == 8:
                with Image.open(path) as opened:
                    opened.seek(number)
                    assert np.array_equal(np.asarray(opened), pixels)
    found = nnart.read(path)
    assert (found.recipe, found.size, found.bits, found.dpi) == (nnart.calibrate(recipe), size, bits, 300)
    _, image = by_vips(path)
    profile = image.get("icc-profile-data") if "icc-profile-data" in image.get_fields() else None
    assert profile == icc_profile(recipe.space)


@pytest.mark.parametrize("size", [Size(511, 300), Size(1025, 301), Size(300, 769)])
def test_odd_sizes_are_whole(tmp_path: Path, size: Size) -> None:
    save(nnart.Job(RECIPE, size), tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert np.array_equal(file.pages.first.asarray(), nnart.render(RECIPE, size).pixels)
        shapes = [page.shape[:2] for page in file.pages]
    view = View(size=size)
    assert shapes == [view.shrunk(2**k).extent for k in range(len(shapes))]
    assert max(shapes[-1]) <= 256 < max(shapes[-2])


def test_fields_have_sizes_too(tmp_path: Path) -> None:
    save(nnart.Job(RECIPE, (512, 512), show="field"), tmp_path / "a.tif")
    nnart.save(nnart.Job(RECIPE, (512, 512), show="field"), tmp_path / "a.npy")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert np.array_equal(file.pages.first.asarray(), np.load(tmp_path / "a.npy")[..., 0])
        assert file.pages[1].asarray().shape == (256, 256)
    assert np.array_equal(by_vips(tmp_path / "a.tif")[0], np.load(tmp_path / "a.npy"))


def test_threads_do_not_show(tmp_path: Path) -> None:
    for threads in (1, 2, 5):
        save(nnart.Job(RECIPE, (600, 1100)), tmp_path / f"{threads}.tif", Run(nnart.Threads(threads)))
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_beyond_4_gib_offsets_have_64_bits(tmp_path: Path) -> None:
    to_file(Job(RECIPE, (600, 600)), tmp_path / "a.tif", TiledTiffStream(short=600 * 600 * 3 - 1), nnart.Run())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.is_bigtiff
        assert len(file.pages) == 3
    assert np.array_equal(by_vips(tmp_path / "a.tif")[0], nnart.render(RECIPE, (600, 600)).pixels)


def test_only_large_pictures_are_cut_so() -> None:
    tiled = {
        size: TIFF.for_size(size).word == "tiff-tiled" for size in (None, Size(9000, 2047), Size(2048, 2048))
    }
    assert tiled == {None: False, (9000, 2047): False, (2048, 2048): True}


def test_pictures_in_memory_have_one_size(tmp_path: Path) -> None:
    nnart.render(RECIPE, (2048, 2048)).save(tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert len(file.pages) == 1
        assert not file.pages.first.is_tiled
