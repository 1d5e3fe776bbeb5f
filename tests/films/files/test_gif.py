"""GIF: one table, which is the recipe's own."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnart.films.files.formats import GIF
from nnart.films.files.gif import Gradient
from nnart.films.files.reading import decode, probe, read_text
from tests.faults_of import refused
from tests.films.files.moving import FRAMES, SIZE, TEXT, error, header, write

TABLE = np.stack([np.arange(256), 20 + np.arange(256) * 7 // 10, 200 - np.arange(256) // 2], axis=1).astype(
    np.uint8
)


def on_gradient(frame: int) -> NDArray[np.uint16]:
    """Return a frame whose colours lie on the table's gradient."""
    across = np.linspace(0, 6, SIZE.width) + np.linspace(0, 2, SIZE.height)[:, None]
    places = 127.5 + 127.5 * np.sin(across + 2 * np.pi * frame / FRAMES)
    channels = [np.interp(places, np.arange(256), TABLE[:, channel]) for channel in range(3)]
    return np.floor(np.stack(channels, axis=2) * 257 + 0.5).astype(np.uint16)


def test_the_gradient_is_the_one_table(tmp_path: Path) -> None:
    path, frames = tmp_path / "a.gif", [on_gradient(frame) for frame in range(FRAMES)]
    with GIF.open(path, header(table=TABLE)) as film:
        for frame in frames:
            film.add([frame])
    data = path.read_bytes()
    assert data[13 : 13 + 768] == TABLE.tobytes()
    assert read_text(path) == TEXT
    found = list(decode(path))
    assert len(found) == FRAMES
    assert np.mean([error(one, other) for one, other in zip(found, frames, strict=True)]) < 0.6
    colours = {tuple(colour) for colour in TABLE.tolist()}
    assert {tuple(colour) for colour in found[3].reshape(-1, 3).tolist()} <= colours
    bias = np.mean(
        [one.astype(float).mean() - other.mean() / 257 for one, other in zip(found, frames, strict=True)]
    )
    assert abs(bias) < 0.1


def test_entries_of_the_table_are_themselves() -> None:
    gradient = Gradient(TABLE)
    pixels = np.repeat(TABLE[:, None].astype(np.uint16) * 257, 3, axis=1)
    assert (gradient.indices(pixels) == np.arange(256)[:, None]).all()
    assert (gradient.indices(pixels) == np.arange(256)[:, None]).all()  # now that they are known


def test_flat_steps_are_not_mixed() -> None:
    table = np.repeat(np.array([[10, 10, 10], [200, 30, 40]], np.uint8), 128, axis=0)
    pixels = np.full((16, 16, 3), (10 * 257,) * 3, np.uint16)
    assert (table[Gradient(table).indices(pixels)] == 10).all()


def test_a_table_has_256_colours(tmp_path: Path) -> None:
    with refused("type", "table"):
        GIF.open(tmp_path / "a.gif", header(table=TABLE[:100]))


def test_colours_on_no_gradient_get_a_table_a_frame(tmp_path: Path) -> None:
    truth = write(tmp_path / "a.gif")
    found = list(decode(tmp_path / "a.gif"))
    assert np.mean([error(one, other) for one, other in zip(found, truth, strict=True)]) < 8


@pytest.mark.parametrize("fps", [Fraction(25), Fraction(100, 3), Fraction(50), Fraction(10)])
def test_durations_add_up_and_no_frame_is_dropped(tmp_path: Path, fps: Fraction) -> None:
    with GIF.open(tmp_path / "a.gif", header(fps=fps, table=TABLE, frames=7)) as film:
        for _ in range(7):
            film.add([on_gradient(0)])
    facts = probe(tmp_path / "a.gif")
    assert (facts.frames, facts.seconds, facts.fps) == (7, 7 / fps, fps)


@pytest.mark.parametrize("loops", [True, False])
def test_it_plays_for_ever_or_once(tmp_path: Path, loops: bool) -> None:
    write(tmp_path / "a.gif", loops=loops, text=None)
    with Image.open(tmp_path / "a.gif") as image:
        assert image.info.get("loop") == (0 if loops else None)
    assert read_text(tmp_path / "a.gif") is None


def test_a_long_recipe_is_carried_whole(tmp_path: Path) -> None:
    text = "# é\n" * 2000
    write(tmp_path / "a.gif", text=text)
    assert read_text(tmp_path / "a.gif") == text


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    write(tmp_path / "a.gif")
    write(tmp_path / "b.gif")
    assert (tmp_path / "a.gif").read_bytes() == (tmp_path / "b.gif").read_bytes()
