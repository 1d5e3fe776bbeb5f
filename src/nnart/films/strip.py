"""Strip: moments of a film side by side, as a sheet of tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnart.arrays import Pixels
from nnart.colour.alpha import flatten
from nnart.films.blend import Blend
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.progress import Told
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.sheets.lettering import fitting, font

if TYPE_CHECKING:
    from nnart.sheets.lettering import Font

PHASES = 12
_INK = (40, 40, 44)
_MIN_HEIGHT = 7  # of letters, in pixels


def phases(film: Film, count: int = PHASES) -> list[int]:
    """Return the numbers of evenly spread frames; of a film that runs once, the last one too."""
    last = film.frames - (film.course == "once")
    pieces = count - (film.course == "once")
    return [min(round(i * last / max(pieces, 1)), film.frames - 1) for i in range(count)]


def paint_strip(film: Film, size: Size, run: Run | None = None) -> list[tuple[int, Pixels]]:
    """Return evenly spread frames of a film, each with its number."""
    film = settle_film(film)
    reel, told = Reel(film, size, 8, run), Told((run or Run()).progress, 1 / PHASES)
    return [(k, flatten(np.asarray(reel.frame(k, told), np.uint8))) for k in phases(film)]


def compose_strip(film: Film, frames: list[tuple[int, Pixels]], columns: int) -> Pixels:
    """Lay frames of a settled film out on white paper, each above its label; return (rows, columns, 3)."""
    from PIL import Image, ImageDraw

    height, width = frames[0][1].shape[:2]
    gap, line = max(4, width // 40), max(14, width // 14)
    rows = -(-len(frames) // columns)
    paper = gap + columns * (width + gap), gap + rows * (height + line + gap)
    image = Image.new("RGB", paper, (255, 255, 255))
    draw = ImageDraw.Draw(image)
    texts, letters = _lettered(film, [k for k, _ in frames], width, line * 2 // 3)
    for i, ((_, pixels), text) in enumerate(zip(frames, texts, strict=True)):
        left, top = gap + i % columns * (width + gap), gap + i // columns * (height + line + gap)
        image.paste(Image.fromarray(pixels), (left, top))
        middle = left + width / 2, top + height + line / 2
        draw.text(middle, text, _INK, letters, anchor="mm")
    return np.array(image)


def labels(film: Film, frames: list[int]) -> list[str]:
    """Return what is said of frames: number, as in film.mp4#42, second, and of a depth the layer."""
    texts = [f"#{k}   {float(k / film.fps):.1f} s" for k in frames]
    if film.kind != "depth":
        return texts
    blend = Blend(film)
    layers = [blend.layer(film.moment(k)) for k in frames]
    return [f"{text}   layer {round(layer, 1):g}" for text, layer in zip(texts, layers, strict=True)]


def _lettered(film: Film, frames: list[int], width: int, height: int) -> tuple[list[str], Font]:
    """Return labels, and the largest font up to a height in which all of them fit into a width, in pixels.

    If not even the smallest font does, numbers have to do.
    """
    for texts in (labels(film, frames), [f"#{k}" for k in frames]):
        for letters in map(font, range(height, _MIN_HEIGHT - 1, -1)):
            if max(map(letters.getlength, texts)) <= width:
                return texts, letters
    return [fitting(text, width, _MIN_HEIGHT) for text in texts], letters
