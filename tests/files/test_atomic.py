"""Files: the old one or the complete new one, with its recipe, and nothing left behind."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrated
from nnart.files import atomic as files
from nnart.files import png
from nnart.files.formats import AVIF
from nnart.files.picture import Picture
from nnart.files.profiles import icc_profile
from nnart.recipe.recipe import Recipe
from tests.conftest import names
from tests.faults_of import refused
from tests.judges import by_vips

RECIPE = calibrated(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = (40, 30)


def test_a_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with pytest.raises(FileError, match="exists; force=True replaces it"):
        nnart.save(nnart.Job(RECIPE, SIZE), path)
    assert path.read_bytes() == b"old"
    nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=True))
    assert nnart.verify(path) is None
    assert names(tmp_path) == ["a.png"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with pytest.raises(FileError, match="exists"), files.replacing(path, force=False) as stream:
        stream.write(b"new")
        path.write_bytes(b"someone else's")
    assert path.read_bytes() == b"someone else's"
    assert names(tmp_path) == ["a.png"]


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
    assert names(tmp_path) == ["a.png"]


def test_what_killed_processes_left_is_removed(tmp_path: Path) -> None:
    """Only of the same target, and only if no process that lives has it open."""
    path = tmp_path / "a.png"
    with files.replacing(path, force=False) as stream:
        living = Path(stream.name)
        dead = living.with_name(f"{living.name[:16]}0123456789abcdef.part")
        other = living.with_name(".nnart-0123456789ab-0123456789abcdef.part")
        dead.write_bytes(b"half a picture")
        other.write_bytes(b"another's")
        nnart.save(nnart.Job(RECIPE, SIZE), path)
        assert names(tmp_path) == sorted([living.name, other.name, "a.png"])
        path.unlink()
        stream.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert names(tmp_path) == [other.name, "a.png"]


class Failing:
    """Wraps file operations so that the n-th one fails."""

    def __init__(self, n: int) -> None:
        self.left = n

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return function(*arguments, **options)

        return call


@pytest.mark.parametrize("force", [True, False])
def test_whichever_operation_fails_the_old_file_stays(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "a.png"
    old = b"old" if force else None
    for n in range(1, 100):
        if old:
            path.write_bytes(old)
        failing = Failing(n)
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (png, "write_chunk")):
                patch.setattr(owner, name, failing.wrap(getattr(owner, name)))
            try:
                nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=force))
            except FileError as error:
                assert "No space left on device" in str(error)
                assert (path.read_bytes() if path.exists() else None) == old
                assert names(tmp_path) == (["a.png"] if old else [])
            else:
                assert n > 6
                break
    assert nnart.verify(path) is None
    assert names(tmp_path) == ["a.png"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "is a folder; name a file in it"),
        ("missing/a.png", "there is no folder .*missing'; make it first"),
        ("a" * 300 + ".png", "File name too long"),
    ],
)
def test_targets_that_cannot_be_written_are_refused(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(FileError, match=message):
        files.check_target(tmp_path / name, force=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/null")
def test_devices_are_left_alone() -> None:
    with pytest.raises(FileError, match="is no ordinary file and is left alone"):
        files.check_target(Path(os.devnull), force=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FileError, match="its folder cannot be written to"):
        nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_links_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    nnart.save(nnart.Job(RECIPE, SIZE), link, nnart.Run(force=True))
    assert link.is_symlink()
    assert nnart.read(target).recipe == RECIPE


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX modes and links")
def test_replacing_keeps_the_mode_and_refuses_a_loop_of_links(tmp_path: Path) -> None:
    path, loop = tmp_path / "a.png", tmp_path / "loop.png"
    path.touch(mode=0o600)
    nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=True))
    assert path.stat().st_mode & 0o777 == 0o600
    loop.symlink_to(loop)
    with pytest.raises(FileError, match="Too many levels of symbolic links"):
        files.check_target(loop, force=True)


def test_every_interface_writes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the number of threads, a picture saved and a picture rendered into a file are one."""
    recipe, size = Recipe(seed=3, layers=3, width=9), (300, 400)
    nnart.render(recipe, size).save(tmp_path / "saved.png")
    for threads in (1, 2, 5):
        nnart.save(nnart.Job(recipe, size), tmp_path / f"{threads}.png", nnart.Run(nnart.Threads(threads)))
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


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


def test_the_number_of_avifs_threads_does_not_show() -> None:
    """From two on: what Pillow is told is one number on every machine, but not every machine has as many."""
    image = nnart.render(RECIPE, (300, 400)).to_pillow()
    options = dict(AVIF.options)
    contents = set()
    for threads in (2, 3, options["max_threads"]):
        stream = io.BytesIO()
        image.save(stream, "AVIF", **options | {"max_threads": threads})
        contents.add(stream.getvalue())
    assert len(contents) == 1


def test_a_pillow_image_keeps_its_profile() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    assert Picture(pixels, space="p3").to_pillow().info["icc_profile"] == icc_profile("p3")
    assert "icc_profile" not in Picture(pixels).to_pillow().info


def test_jpeg_refuses_alpha(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"alpha: JPEG holds none; take .png, .webp, .avif or .tif"):
        Picture(np.zeros((2, 2, 4), np.uint8)).save(tmp_path / "a.jpg")
    with pytest.raises(InputError, match="dpi: a whole number from 1 to 100000 is needed, not 0"):
        Picture(np.zeros((2, 2, 3), np.uint8)).save(tmp_path / "a.jpg", dpi=0)
    with pytest.raises(InputError, match="space: 'adobe' is not one of srgb, p3"):
        Picture(np.zeros((2, 2, 3), np.uint8), space="adobe").save(tmp_path / "a.png")
    assert names(tmp_path) == []


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
def test_the_smallest_pictures_are_written(tmp_path: Path, ending: str, side: int) -> None:
    nnart.save(nnart.Job(RECIPE, (side, 1)), tmp_path / f"a.{ending}")
    assert nnart.read(tmp_path / f"a.{ending}").size == (side, 1)


@pytest.mark.parametrize("size", [(2, 32_768), (32_768, 2)])
def test_the_longest_avif_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    nnart.save(nnart.Job(RECIPE, size), tmp_path / "a.avif")
    with Image.open(tmp_path / "a.avif") as image:
        image.load()
        assert (image.height, image.width) == size


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif", "tif"])
def test_threads_do_not_show_in_any_format(tmp_path: Path, ending: str) -> None:
    for threads in (1, 3):
        nnart.save(
            nnart.Job(RECIPE, (200, 300)), tmp_path / f"{threads}.{ending}", nnart.Run(nnart.Threads(threads))
        )
    nnart.render(RECIPE, (200, 300)).save(tmp_path / f"saved.{ending}")
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_a_palette_of_many_colours_fits_everywhere(tmp_path: Path) -> None:
    recipe = RECIPE.replace(palette=",".join(f"#{i:012x}" for i in range(1024)))
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        nnart.save(nnart.Job(recipe, SIZE), tmp_path / f"a.{ending}")
        assert nnart.read(tmp_path / f"a.{ending}").recipe == recipe


@pytest.mark.parametrize(
    ("name", "size", "bits", "message"),
    [
        ("a.gif", (1, 1), 8, r"'a.gif' should end in one of .png, .jpg"),
        ("a", (1, 1), 8, "should end in one of"),
        ("a.webp", (1, 16384), 8, "WEBP holds at most 16383 pixels a side, not 16384; take .png"),
        ("a.jpg", (70000, 1), 8, "JPEG holds at most 65500 pixels a side, not 70000; take .png"),
        ("a.avif", (32769, 1), 8, "AVIF holds at most 32768 pixels a side, not 32769; take .png or .tif"),
        ("a.avif", (20000, 20000), 8, "AVIF holds at most 268435456 pixels, not 400000000; take .png or .tif"),
        ("a.jpg", (1, 1), 16, "bits: JPEG holds 8 a channel, not 16; take .png or .tif"),
        ("a.webp", (1, 1), 16, "bits: WEBP holds 8 a channel, not 16; take .png or .tif"),
        ("a.avif", (1, 1), 16, "bits: AVIF holds 8 a channel, not 16; take .png or .tif"),
        ("a.png", (1, 1), 12, "bits: 8 or 16 a channel, not 12"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(
    tmp_path: Path, name: str, size: tuple[int, int], bits: int, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        nnart.save(nnart.Job(RECIPE, size, bits=bits), tmp_path / name)
    assert names(tmp_path) == []


def test_only_png_can_be_verified(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.jpg")
    with refused("kind", error=FileError):
        nnart.verify(tmp_path / "a.jpg")


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file or directory"):
        nnart.read(tmp_path / "missing.png")
    with pytest.raises(FileError, match=r"Is a directory|Permission denied"):
        nnart.read(tmp_path)
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    with pytest.raises(FileError, match=r"not a picture|damaged"):
        nnart.read(tmp_path / "a.jpg")
    Image.new("RGB", (3, 3)).save(tmp_path / "b.jpg")
    with pytest.raises(FileError, match="it carries no recipe of nnart"):
        nnart.read(tmp_path / "b.jpg")
