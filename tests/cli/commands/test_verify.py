"""`nnart verify`."""

from __future__ import annotations

import os
from pathlib import Path

import nnart
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
