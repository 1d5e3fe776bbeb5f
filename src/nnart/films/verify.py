"""Verification: is a film what its recipe says?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnart.amounts import counted
from nnart.arrays import Pixels
from nnart.checks.annotations import checked
from nnart.errors import FileError, fault
from nnart.films.carried import require_carried
from nnart.films.files.layouts import LAYOUTS
from nnart.films.files.reading import decode, probe
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.progress import AnyProgress
from nnart.rendering.run import Run

_LOSSLESS = ("ffv1", "png", "tiff")  # FFmpeg's and Pillow's names
_HALVED = ("h264", "hevc", "av1", "vp9", "webp")  # of chroma of half the size
MAX_ERROR = 6.0  # levels of 255, on average: tiny frames are up to 5 off, a picture turned by a degree 9


@dataclass(frozen=True)
class Verdict:
    """What a film's frames are, compared with its recipe.

    Attributes:
        lossless: whether the file holds the very pixels.
        frames: how many were compared.
        worst: the frame that is farthest off, if one is.
        error: of that frame, the mean over its pixels in levels of 255.
    """

    lossless: bool
    frames: int
    worst: int | None
    error: float

    @property
    def same(self) -> bool:
        """Whether the film is what its recipe says: to the byte, or as near as its encoding allows."""
        return self.error == 0.0 if self.lossless else self.error <= MAX_ERROR


@checked
def verify_film(path: str | Path, run: Run | None = None, *, progress: AnyProgress = None) -> Verdict:
    """Paint a film's frames again and compare them.

    Args:
        path: of a film that nnart wrote.
        run: how to paint.
        progress: shows the work; as in `Run`.

    Raises:
        MissingFileError: if there is no such file.
        FileError: if it cannot be read, carries no film, or has another number of frames.
    """
    run, path = (run or Run()).told(progress), Path(path)
    carried = require_carried(path)
    if path.suffix.lower() == ".toml":
        raise FileError(fault("absent", "it has a film's recipe, but no frames", where=path))
    facts, film = probe(path), settle_film(carried.film)
    numbers = range(film.frames) if carried.frame is None else range(carried.frame, carried.frame + 1)
    if facts.frames != len(numbers):
        says = f"its recipe makes {counted(len(numbers), 'frame')}, but it has {facts.frames}"
        raise FileError(fault("count", says, where=path))
    lossless = facts.codec in _LOSSLESS
    worst, most, reel = None, 0.0, None
    for k, pixels in zip(numbers, decode(path), strict=True):
        if reel is None:
            reel = Reel(film, facts.size, 8 * pixels.itemsize if lossless else 16, run)
        error = difference(pixels, _as_encoded(reel.frame(k), facts.codec))
        if error > most:
            worst, most = k, error
        if run.progress is not None:
            run.progress(1 / len(numbers))
    return Verdict(lossless, len(numbers), worst, most)


def _as_encoded(pixels: Pixels, codec: str) -> Pixels:
    """Return a frame with what an encoding loses before it begins: chroma between pixels."""
    rows, columns = pixels.shape[:2]
    if codec not in _HALVED or rows % 2 or columns % 2:
        return pixels
    layout = LAYOUTS["yuv420p10"]
    colours = layout.pixels(layout.convert(pixels[..., :3], 0))
    return np.concatenate([colours, pixels[..., 3:]], axis=2)


def difference(one: Pixels, other: Pixels) -> float:
    """Return the mean difference of two frames' colours in levels of 255, whatever their bits; 0 if equal."""
    channels = min(one.shape[2], other.shape[2])
    return float(np.abs(_levels(one[..., :channels]) - _levels(other[..., :channels])).mean())


def _levels(pixels: Pixels) -> NDArray[np.float32]:
    scale = 1 if pixels.itemsize == 1 else 257
    levels: NDArray[np.float32] = pixels.astype(np.float32) / np.float32(scale)
    return levels
