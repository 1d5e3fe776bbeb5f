"""Strip: moments of a film side by side, as a sheet of tiles."""

from __future__ import annotations

import numpy as np

from nnart.arrays import Pixels
from nnart.colour.alpha import flatten
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.progress import Told
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.sheets.lettering import font

PHASES = 12
_INK = (40, 40, 44)


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
    """Lay frames out on white paper, each above its second of the film; return (rows, columns, 3)."""
    from PIL import Image, ImageDraw

    height, width = frames[0][1].shape[:2]
    gap, line = max(4, width // 40), max(14, width // 14)
    rows = -(-len(frames) // columns)
    paper = gap + columns * (width + gap), gap + rows * (height + line + gap)
    image = Image.new("RGB", paper, (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for i, (k, pixels) in enumerate(frames):
        left, top = gap + i % columns * (width + gap), gap + i // columns * (height + line + gap)
        image.paste(Image.fromarray(pixels), (left, top))
        middle = left + width / 2, top + height + line / 2
        draw.text(middle, f"{float(k / film.fps):.1f} s", _INK, font(line * 2 // 3), anchor="mm")
    return np.array(image)
