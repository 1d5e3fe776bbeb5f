"""Files: the old one or the complete new one, with its recipe, and nothing left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart import files, png
from nnart.calibration import calibrated
from nnart.errors import FileError, InputError
from nnart.recipe import Recipe
from tests.conftest import names

RECIPE = calibrated(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = (40, 30)


def test_a_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with pytest.raises(FileError, match="exists; --force"):
        nnart.render_file(RECIPE, path, SIZE)
    assert path.read_bytes() == b"old"
    nnart.render_file(RECIPE, path, SIZE, force=True)
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
    nnart.render_file(RECIPE, tmp_path / "a.png", SIZE)
    assert names(tmp_path) == ["a.png"]


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
                nnart.render_file(RECIPE, path, SIZE, force=force)
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
        nnart.render_file(RECIPE, tmp_path / "a.png", SIZE)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_links_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    nnart.render_file(RECIPE, link, SIZE, force=True)
    assert link.is_symlink()
    assert nnart.read(target).recipe == RECIPE


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX modes and links")
def test_replacing_keeps_the_mode_and_refuses_a_loop_of_links(tmp_path: Path) -> None:
    path, loop = tmp_path / "a.png", tmp_path / "loop.png"
    path.touch(mode=0o600)
    nnart.render_file(RECIPE, path, SIZE, force=True)
    assert path.stat().st_mode & 0o777 == 0o600
    loop.symlink_to(loop)
    with pytest.raises(FileError, match="Too many levels of symbolic links"):
        files.check_target(loop, force=True)


def test_every_interface_writes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the number of threads, a picture saved and a picture rendered into a file are one."""
    recipe, size = Recipe(seed=3, layers=3, width=9), (300, 400)
    nnart.render(recipe, size).save(tmp_path / "saved.png")
    for threads in (1, 2, 5):
        nnart.render_file(recipe, tmp_path / f"{threads}.png", size, threads=threads)
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "webp", "tif", "tiff", "PNG"])
def test_every_format_carries_its_recipe(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    nnart.render_file(RECIPE, path, SIZE)
    file = nnart.read(path)
    assert (file.recipe, file.size, file.bits) == (RECIPE, SIZE, 8)
    assert file.painted_by == nnart.__version__
    with Image.open(path) as image:
        difference = np.asarray(image.convert("RGB")).astype(int) - nnart.render(RECIPE, SIZE).pixels
    assert np.abs(difference).mean() < (4 if ending in ("jpg", "jpeg", "webp") else 1e-9)


def test_a_palette_of_many_colours_fits_everywhere(tmp_path: Path) -> None:
    recipe = RECIPE.replace(palette=",".join(f"#{i:012x}" for i in range(1024)))
    for ending in ("png", "jpg", "webp", "tif"):
        nnart.render_file(recipe, tmp_path / f"a.{ending}", SIZE)
        assert nnart.read(tmp_path / f"a.{ending}").recipe == recipe


@pytest.mark.parametrize(
    ("name", "size", "bits", "message"),
    [
        ("a.gif", (1, 1), 8, r"'a.gif' should end in one of .png, .jpg"),
        ("a", (1, 1), 8, "should end in one of"),
        ("a.webp", (1, 16384), 8, "WEBP holds at most 16383 pixels a side, not 16384; take .png"),
        ("a.jpg", (70000, 1), 8, "JPEG holds at most 65500 pixels a side, not 70000; take .png"),
        ("a.jpg", (1, 1), 16, "16 a channel go into .png only"),
        ("a.png", (1, 1), 12, "bits: 8 or 16 a channel, not 12"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(
    tmp_path: Path, name: str, size: tuple[int, int], bits: int, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        nnart.render_file(RECIPE, tmp_path / name, size, bits=bits)
    assert names(tmp_path) == []


def test_only_png_can_be_verified(tmp_path: Path) -> None:
    nnart.render_file(RECIPE, tmp_path / "a.jpg", SIZE)
    with pytest.raises(FileError, match="only PNG can be verified, not JPEG"):
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
