"""`nnart verify`."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from PIL import Image

import nnart
from nnart.files.codec import Frame
from nnart.files.formats import PNG
from nnart.sheets.carried import text_of
from nnart.sheets.files import read_carried
from tests.commandline import POSIX, SMALL
from tests.conftest import Run
from tests.test_inputfiles import writing


def test_verify_tells_true_from_false(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    done = main_("verify", "a.png")
    assert (done.returncode, done.stdout) == (0, "a.png: same: every pixel is what its recipe says\n")
    file = nnart.read(tmp_path / "a.png")
    picture = nnart.render(file.recipe, file.size)
    picture.pixels[12, 3, 0] ^= 1
    picture.save(tmp_path / "b.png")
    done = main_("verify", "b.png")
    assert (done.returncode, done.stdout) == (1, "b.png: different: the first row that is not the same is 13\n")
    assert main_("verify", "b.png", "-q").stdout == ""


@POSIX
def test_a_picture_behind_a_fifo_is_read_once(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    os.mkfifo(tmp_path / "fifo")
    with writing(tmp_path / "fifo", (tmp_path / "a.png").read_bytes()):
        assert main_("verify", "fifo").stdout == "fifo: same: every pixel is what its recipe says\n"


def test_a_sheet_and_its_tiles_are_verified(main_: Run, tmp_path: Path) -> None:
    main_("sheet", "--seeds", "1..4", "--layers", "3", "--width", "8", "--size", "20", "-o", "a.png")
    for name, of in (("a.png", " of 4 tiles"), ("a.png#2,4", " of 2 tiles"), ("a.png#3", "")):
        done = main_("verify", name)
        assert (done.returncode, done.stdout) == (
            0,
            f"{name}: same: every pixel{of} is what its recipe says\n",
        )
    assert main_("verify", "a.png#7").returncode == 1
    with Image.open(tmp_path / "a.png") as image:
        pixels = np.asarray(image).copy()
    carried = read_carried(tmp_path / "a.png")
    assert carried.places is not None
    row, column = carried.places.corner(2, carried.columns)
    pixels[row + 5, column] ^= 1
    frame = Frame((len(pixels), len(pixels[0])), sheet=text_of(carried.sheet(), carried.places))
    with (tmp_path / "b.png").open("wb") as stream:
        PNG.save(pixels, frame, stream)
    done = main_("verify", "b.png")
    assert (done.returncode, done.stdout) == (
        1,
        "b.png#3: different: the first row that is not the same is 6\n",
    )
    assert main_("verify", "b.png#1,2").returncode == 0
