"""A film for tests: smooth, small, with and without alpha, and a way to write it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnart.arrays import Pixels
from nnart.films.files.filmformat import FilmFormat
from nnart.films.files.formats import find_format
from nnart.films.files.header import FilmHeader
from nnart.recipe.size import Size

SIZE, FRAMES, FPS = Size(96, 64), 12, Fraction(25)
TEXT = 'kind = "light"\nseed = 7\nname = "Größe"\n'
# Every kind of file by PyAV: its name, and its codec if it has several.
VIDEOS = (
    ("a.mp4", None),
    ("b.mp4", "hevc"),
    ("c.mp4", "av1"),
    ("d.webm", None),
    ("e.mov", None),
    ("f.mkv", None),
)
WITH_ALPHA = ("d.webm", "e.mov", "f.mkv")


def header(**changes: Any) -> FilmHeader:
    """Return the header of the test's film, with changes."""
    given: dict[str, Any] = {"size": SIZE, "fps": FPS, "frames": FRAMES, "text": TEXT}
    return FilmHeader(**given | changes)


def pixels(frame: int, *, bits: int = 16, alpha: bool = False, size: Size = SIZE) -> Pixels:
    """Return a frame's pixels."""
    across, down = np.linspace(0, 1, size.width), np.linspace(0, 1, size.height)[:, None]
    turn = 2 * np.pi * frame / FRAMES
    waves = [
        3 * across + 2 * down + turn,
        2 * across - 3 * down + turn,
        4 * across * down + turn,
        5 * across + down,
    ]
    channels = np.stack([0.5 + 0.5 * np.sin(wave) for wave in waves[: 3 + alpha]], axis=2)
    most = 2**bits - 1
    rounded: Pixels = np.floor(channels * most + 0.5).astype(np.uint8 if bits == 8 else np.uint16)
    return rounded


def write(path: Path, codec: str | None = None, **changes: Any) -> list[Pixels]:
    """Write the test's film, and return the pixels that its format was given."""
    kind, described = find_format(path, codec), header(**changes)
    if kind.needs:
        pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    frames = painted(kind, described)
    layout = kind.layout_of(described)
    with kind.open(path, described) as film:
        for frame in frames:
            film.add(layout.convert(frame, 0))
    return frames


def painted(kind: FilmFormat, described: FilmHeader) -> list[Pixels]:
    """Return the pixels that a format takes of the test's film."""
    bits = kind.layout_of(described).bits
    return [
        pixels(frame, bits=bits, alpha=described.alpha, size=described.size)
        for frame in range(described.frames)
    ]


def levels(frame: Pixels) -> Any:
    """Return pixels in levels of 255."""
    return frame.astype(np.float64) * (255 / np.iinfo(frame.dtype).max)


def error(frame: Pixels, truth: Pixels) -> float:
    """Return the mean distance of pixels in levels of 255."""
    return float(np.abs(levels(frame) - levels(truth)).mean())
