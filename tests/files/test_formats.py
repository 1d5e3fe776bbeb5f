"""Formats: what they hold comes back, what they cannot hold is refused."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import InputError
from nnart.field.calibration import calibrate
from nnart.files import formats
from nnart.files.codec import Codec
from nnart.files.formats import CODECS, FIELDS, PICTURES, find, find_for_field, identify
from nnart.files.picture import Picture
from nnart.files.profiles import icc_profile
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.conftest import names
from tests.faults_of import broken
from tests.judges import by_vips

RECIPE = calibrate(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = Size(30, 40)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
def test_what_is_not_said_is_not_in_the_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    nnart.save(nnart.Job(RECIPE, SIZE), path)
    assert nnart.read(path).dpi is None
    with Image.open(path) as image:
        assert image.info.get("icc_profile") is None


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
@pytest.mark.parametrize("dpi", [1, 300, 65_535, 65_536, 100_000])
def test_every_number_of_dots_comes_back(tmp_path: Path, ending: str, dpi: int) -> None:
    picture = nnart.render(RECIPE, SIZE)
    picture.save(tmp_path / f"a.{ending}", dpi=dpi)
    assert nnart.read(tmp_path / f"a.{ending}").dpi == dpi
    with Image.open(tmp_path / f"a.{ending}") as image:
        if "dpi" in image.info and (dpi < 2**16 or ending in ("png", "tif")):
            assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.0128)
        else:
            assert image.getexif()[0x011A] == dpi


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif", "tif"])
def test_libvips_finds_resolution_and_profile(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    pixels = nnart.render(RECIPE, SIZE).pixels
    Picture(pixels, RECIPE, "p3").save(path, dpi=300)
    read, image = by_vips(path)
    assert np.abs(read.astype(int) - pixels).mean() < 4
    assert image.get("icc-profile-data") == icc_profile("p3")
    assert image.xres == image.yres
    # Of WebP and AVIF, libvips reads the EXIF but makes no resolution of it.
    found = (
        image.xres * 25.4
        if ending in ("jpg", "tif")
        else float(Fraction(image.get("exif-ifd0-XResolution").split()[0]))
    )
    assert found == pytest.approx(300, rel=1e-4)


@pytest.mark.parametrize("ending", ["png", "webp", "avif", "tif"])
def test_alpha_comes_back(tmp_path: Path, ending: str) -> None:
    """Lossy formats keep alpha best, and colours where they can be seen."""
    colours = nnart.render(RECIPE, (64, 64)).pixels
    alpha = np.broadcast_to(np.linspace(0, 255, 64).astype(np.uint8)[:, None, None], (64, 64, 1))
    picture = Picture(np.concatenate([colours, alpha], axis=2), RECIPE)
    assert (picture.alpha, picture.channels) == (True, 4)
    picture.save(tmp_path / f"a.{ending}")
    assert nnart.read(tmp_path / f"a.{ending}").recipe == RECIPE
    with Image.open(tmp_path / f"a.{ending}") as image:
        assert image.mode == "RGBA"
        read = np.asarray(image).astype(int)
    far = np.abs(read - picture.pixels)
    assert far[..., 3].max() <= (0 if ending in ("png", "tif", "webp") else 3)
    assert far[32:, :, :3].mean() < (4 if ending in ("webp", "avif") else 1e-9)


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
def test_the_smallest_pictures_are_written(tmp_path: Path, ending: str, side: int) -> None:
    nnart.save(nnart.Job(RECIPE, (side, 1)), tmp_path / f"a.{ending}")
    assert nnart.read(tmp_path / f"a.{ending}").size == (side, 1)


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif", "tif"])
def test_threads_do_not_show_in_any_format(tmp_path: Path, ending: str) -> None:
    for threads in (1, 3):
        nnart.save(
            nnart.Job(RECIPE, (200, 300)), tmp_path / f"{threads}.{ending}", nnart.Run(nnart.Threads(threads))
        )
    nnart.render(RECIPE, (200, 300)).save(tmp_path / f"saved.{ending}")
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


@pytest.mark.parametrize(
    ("name", "size", "bits", "broken_rule"),
    [
        ("a.gif", (1, 1), 8, ("kind", ("path",))),
        ("a", (1, 1), 8, ("kind", ("path",))),
        ("a.webp", (1, 16384), 8, ("limit", ("size",))),
        ("a.jpg", (70000, 1), 8, ("limit", ("size",))),
        ("a.avif", (32769, 1), 8, ("limit", ("size",))),
        ("a.avif", (20000, 20000), 8, ("limit", ("size",))),
        ("a.jpg", (1, 1), 16, ("conflict", ("bits",))),
        ("a.webp", (1, 1), 16, ("conflict", ("bits",))),
        ("a.avif", (1, 1), 16, ("conflict", ("bits",))),
    ],
)
def test_what_a_format_cannot_hold_is_refused(
    tmp_path: Path, name: str, size: tuple[int, int], bits: int, broken_rule: object
) -> None:
    with pytest.raises(InputError) as caught:
        nnart.save(nnart.Job(RECIPE, size, bits), tmp_path / name)
    assert broken(caught.value) == [broken_rule]
    assert names(tmp_path) == []


def test_a_limit_is_told_with_the_way_out() -> None:
    with pytest.raises(InputError) as caught:
        formats.choose(Path("a.webp"), Size(16384, 1), 8)
    told = "size: WEBP holds at most 16383 pixels a side, not 16384; take .png or .tif"
    assert str(caught.value) == told


def test_every_ending_has_one_format() -> None:
    endings = [ending for codec in CODECS for ending in codec.endings]
    assert len(set(endings)) == len(endings)
    assert PICTURES.keys() | FIELDS.keys() == set(endings)
    for ending, codec in PICTURES.items():
        assert find(Path(f"a{ending.upper()}")) is codec
    for ending, codec in FIELDS.items():
        assert find_for_field(Path(f"a{ending}")) is codec
    with pytest.raises(InputError) as caught:
        find_for_field(Path("a.png"))
    assert broken(caught.value) == [("kind", ("path",))]


@pytest.mark.parametrize("ending", PICTURES)
def test_a_file_is_known_by_its_first_bytes(ending: str) -> None:
    stream = io.BytesIO()
    nnart.render(RECIPE, SIZE).write(stream, PICTURES[ending])
    stream.seek(0)
    assert identify(stream) is PICTURES[ending]
    assert stream.tell() == 0
    assert PICTURES[ending].read_header(stream).shape == SIZE.shape


def test_words_of_streams_are_all_different() -> None:
    """They stand in unfinished files."""
    streams = [codec.for_size(size) for codec in CODECS for size in (None, Size(2048, 2048))]
    assert {stream.word for stream in streams if stream} == {"png", "tiff", "tiff-tiled", "npy"}


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
def test_workers_in_other_processes_can_have_it(codec: Codec) -> None:
    stream_codec = codec.for_size(Size(4000, 4000))
    assert (stream_codec is not None) == codec.streamed
    if stream_codec is not None:
        encode = pickle.loads(pickle.dumps(stream_codec.encode))
        pixels = np.zeros((300, 300, 1), np.float32)
        view = nnart.View(size=(300, 300))
        assert encode(pixels, view) == stream_codec.encode(pixels, view)


def test_endings_and_limits_load_nothing_heavy() -> None:
    code = "import sys, nnart.files.formats; print({'numpy', 'PIL', 'tifffile'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
