"""Animated PNG."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnart.files.formats import PNG
from nnart.films.files.reading import decode, probe, read_text
from tests.films.files.moving import FRAMES, SIZE, TEXT, write


@pytest.mark.parametrize("alpha", [False, True])
def test_frames_come_back_to_the_byte(tmp_path: Path, alpha: bool) -> None:
    truth = write(tmp_path / "a.png", alpha=alpha)
    found = list(decode(tmp_path / "a.png"))
    assert len(found) == FRAMES
    assert all(np.array_equal(one, other) for one, other in zip(found, truth, strict=True))
    assert read_text(tmp_path / "a.png") == TEXT


def test_its_first_frame_is_a_picture_for_everyone(tmp_path: Path) -> None:
    write(tmp_path / "a.png")
    with (tmp_path / "a.png").open("rb") as stream:
        assert PNG.read_header(stream).shape == SIZE.shape


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(24), Fraction(30000, 1001), Fraction(90)])
def test_durations_add_up(tmp_path: Path, fps: Fraction) -> None:
    write(tmp_path / "a.png", fps=fps)
    facts = probe(tmp_path / "a.png")
    assert facts.frames == FRAMES and abs(facts.seconds - FRAMES / fps) < Fraction(1, 1000)


@pytest.mark.parametrize("loops", [True, False])
def test_it_plays_for_ever_or_once(tmp_path: Path, loops: bool) -> None:
    write(tmp_path / "a.png", loops=loops, text=None, space="p3")
    with Image.open(tmp_path / "a.png") as image:
        assert image.info["loop"] == (0 if loops else 1)
        assert image.info["icc_profile"]
    assert read_text(tmp_path / "a.png") is None
