"""Animated WebP."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnart.films.files.formats import WEBP
from nnart.films.files.reading import decode, probe, read_text
from tests.films.files.moving import FRAMES, TEXT, error, header, levels, pixels, write


@pytest.mark.parametrize("alpha", [False, True])
def test_frames_come_back(tmp_path: Path, alpha: bool) -> None:
    truth = write(tmp_path / "a.webp", alpha=alpha)
    found = list(decode(tmp_path / "a.webp"))
    assert len(found) == FRAMES and found[0].shape == truth[0].shape
    assert np.mean([error(one[..., :3], other[..., :3]) for one, other in zip(found, truth, strict=True)]) < 6
    if alpha:
        assert np.array_equal(levels(found[5])[..., 3], levels(truth[5])[..., 3])
    assert read_text(tmp_path / "a.webp") == TEXT


def test_frames_that_are_alike_are_kept(tmp_path: Path) -> None:
    with WEBP.open(tmp_path / "a.webp", header(frames=5)) as film:
        for _ in range(5):
            film.add([pixels(0, bits=8)])
    assert probe(tmp_path / "a.webp").frames == 5


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(24), Fraction(30000, 1001), Fraction(90)])
def test_durations_add_up(tmp_path: Path, fps: Fraction) -> None:
    write(tmp_path / "a.webp", fps=fps)
    facts = probe(tmp_path / "a.webp")
    assert facts.frames == FRAMES and abs(facts.seconds - FRAMES / fps) <= Fraction(1, 2000)


@pytest.mark.parametrize("loops", [True, False])
def test_it_plays_for_ever_or_once(tmp_path: Path, loops: bool) -> None:
    write(tmp_path / "a.webp", loops=loops, text=None, space="p3")
    with Image.open(tmp_path / "a.webp") as image:
        image.load()
        assert image.info["loop"] == (0 if loops else 1)
        assert image.info["icc_profile"]
    assert read_text(tmp_path / "a.webp") is None
