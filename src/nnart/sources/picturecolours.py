"""Picture colours: a palette of the main colours of any picture, each as wide as its share. File → text.

The main colours are means of pixels in OKLab, found by k-means that adds one colour after the other: A. Likas,
N. Vlassis, J. J. Verbeek, "The global k-means clustering algorithm", Pattern Recognition 36 (2003), 451-461,
section 3. Nothing is random. They follow each other along the shortest path from the darkest to the lightest.

OKLab is rounded to multiples of 2^-16, far coarser than any difference between machines. From there on, the
sums and products are whole numbers below 2^53 in float64, which come out the same in any order. So the same
pixels give the same palette on every machine. PNG and other lossless files have the same pixels everywhere;
those of JPEG, WebP and AVIF are as their decoders return them.
"""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from nnart.errors import FileError, fault, in_file
from nnart.inputfiles import File, name_of, open_input
from nnart.recipe import palettefiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nnart.arrays import Array

MIN_COLOURS, MAX_COLOURS = 4, 7  # fewer only if the picture has fewer
STOPS = 64  # of the palette, evenly spaced
MIN_SHARE = 0.02  # of the palette, for a colour that has less of the picture
_SIDE = 128  # pixels that are looked at
_UNIT = 2.0**16  # to OKLab's 1
_NEAR = 0.03  # in OKLab, below which two colours are one
_FAITHFUL = 0.045  # root mean square distance from which on no colours are added
_CELL = 0.05  # side of the cells of OKLab whose middles may become colours
_MAX_ROUNDS = 50
_CORRECTIONS = 8
_SAMPLES = 4096  # places of a palette at which shares are counted
_THINNED, _FEW = 5, 4096  # among more pixels than these, every fifth shows where the clusters are
_TRIED = 12  # best places for another colour, each of which is tried
# Thousandths of an equalised picture below each twentieth of the palette, a mean of 70 seeds: a fifth of the
# tone stays linear, so the ends of a palette have less room than its middle.
_BELOW = (0, 33, 72, 119, 170, 223, 277, 333, 388, 444, 500, 556, 612, 667, 723, 777, 830, 881, 928, 967, 1000)


def read_palette(file: File) -> str:
    """Return the palette in a file of any kind: a picture's main colours, or colours that are written down.

    Raises:
        FileError: as `colours_of` and `nnart.recipe.palettefiles.read`.
    """
    with open_input(file) as stream:
        return colours_of(stream) if palettefiles.is_picture(stream) else palettefiles.read(stream)


def colours_of(file: File) -> str:
    """Return the palette of a picture: its main colours and blends of them, as a recipe has them.

    Raises:
        FileError: if it cannot be read, is no picture, or has one colour.
    """
    import numpy as np

    from nnart.colour.oklab import from_oklab
    from nnart.files.anypicture import read_opaque
    from nnart.recipe.palettes import row

    colours, shares = main_colours(read_opaque(file, _SIDE))
    if len(colours) < 2:
        with in_file(name_of(file)):
            raise FileError(fault("kind", "a picture of one colour, and no palette"))
    levels = np.rint(255 * from_oklab(_spread(colours, shares))).astype(int)
    return row(["#" + "".join(f"{level:02x}" for level in colour) for colour in levels.tolist()])


def main_colours(pixels: NDArray[np.uint8]) -> tuple[Array, Array]:
    """Return the main colours of pixels (N, 3), along the shortest path from dark to light.

    Returns:
        OKLab (colours, 3), and the share of the pixels that each is nearest to, (colours,).
    """
    import numpy as np

    from nnart.colour.oklab import to_oklab

    if not len(pixels):
        return np.empty((0, 3)), np.empty(0)
    found = np.rint(to_oklab(pixels / 255) * _UNIT)
    found = found[np.lexsort(found.T)]  # places in the picture make no difference
    centres = _settled(found, _clusters(found[::_THINNED] if len(found) > _FEW else found))
    centres = centres[_shortest_path(centres)]
    counts = np.bincount(_squares(found, centres).argmin(axis=1), minlength=len(centres))
    return centres / _UNIT, counts / len(pixels)


def _clusters(pixels: Array) -> Array:
    """Return the means of pixels that lie together, in units, (colours, 3)."""
    import numpy as np

    centres = np.rint(pixels.mean(axis=0, keepdims=True))
    middles = np.rint((np.unique(pixels // (_CELL * _UNIT), axis=0) + 0.5) * (_CELL * _UNIT))
    while len(centres) < MAX_COLOURS:
        if len(centres) >= MIN_COLOURS and _error(pixels, centres) <= len(pixels) * (_FAITHFUL * _UNIT) ** 2:
            break
        grown = _with_another(pixels, centres, middles)
        if len(grown) == len(centres):
            break
        centres = grown
    starts = [centres, _settled(pixels, _far_apart(pixels, len(centres)))]
    return min((_relocated(pixels, some, middles) for some in starts), key=lambda found: _error(pixels, found))


def _far_apart(pixels: Array, count: int) -> Array:
    """Return some pixels, the first far from the mean, and each as far as can be from those before."""
    import numpy as np

    found: Array = pixels[_squares(pixels, np.rint(pixels.mean(axis=0, keepdims=True))).argmax(axis=0)]
    while len(found) < count:
        found = np.vstack([found, pixels[_squares(pixels, found).min(axis=1).argmax()]])
    return found


def _relocated(pixels: Array, centres: Array, middles: Array) -> Array:
    """Return centres after each was taken away and another put elsewhere, as long as that lowers the error."""
    import numpy as np

    for _ in range(MAX_COLOURS):
        others = [np.delete(centres, i, axis=0) for i in range(len(centres))] if len(centres) > 2 else []
        moved = [_with_another(pixels, some, middles) for some in others]
        best = min([centres, *moved], key=lambda found: _error(pixels, found))
        if best is centres:
            break
        centres = best
    return centres


def _with_another(pixels: Array, centres: Array, middles: Array) -> Array:
    """Return centres with the one more that lowers the error most; as they are, if all pixels are near them."""
    import numpy as np

    distances = _squares(pixels, centres).min(axis=1)
    far = middles[_squares(middles, centres).min(axis=1) >= (_NEAR * _UNIT) ** 2]
    gains = np.array([np.maximum(distances - _squares(pixels, one[None])[:, 0], 0).sum() for one in far])
    if not gains.any():
        return centres
    tried = [np.vstack([centres, far[i]]) for i in np.argsort(-gains, kind="stable")[:_TRIED]]
    return min((_settled(pixels, some) for some in tried), key=lambda found: _error(pixels, found))


def _error(pixels: Array, centres: Array) -> float:
    """Return the sum of the pixels' squared distances from the nearest centres."""
    return float(_squares(pixels, centres).min(axis=1).sum())


def _settled(pixels: Array, centres: Array) -> Array:
    """Return centres moved to the means of the pixels nearest to them, until they stay (Lloyd)."""
    import numpy as np

    for _ in range(_MAX_ROUNDS):
        nearest = _squares(pixels, centres).argmin(axis=1)
        groups = [pixels[nearest == i] for i in range(len(centres))]
        moved = np.array([np.rint(group.sum(axis=0) / len(group)) for group in groups if len(group)])
        if np.array_equal(moved, centres):
            break
        centres = moved
    return centres


def _squares(pixels: Array, centres: Array) -> Array:
    """Return squared distances, (pixels, centres), exact for whole numbers."""
    squares: Array = (pixels**2).sum(axis=1)[:, None] - 2 * pixels @ centres.T + (centres**2).sum(axis=1)
    return squares


def _shortest_path(colours: Array) -> list[int]:
    """Return the order of the shortest path through all colours from the darkest to the lightest."""
    import numpy as np

    if len(colours) < 2:
        return [0]
    lengths = np.sqrt(_squares(colours, colours)).tolist()
    first, *others, last = np.argsort(colours[:, 0], kind="stable").tolist()
    paths = ([first, *between, last] for between in permutations(others))
    return min(paths, key=lambda path: sum(lengths[i][j] for i, j in pairwise(path)))


def _spread(colours: Array, shares: Array) -> Array:
    """Return evenly spaced stops, OKLab (STOPS, 3), on which each colour is nearest to its share of places.

    Half way between two neighbours, the one is as near as the other, and the border of their shares is there.
    Where other colours come near the path, and between stops, shares come out differently; the widths of the
    colours are corrected for that.
    """
    import numpy as np

    from nnart.colour.tables import spread

    wanted = np.maximum(shares, MIN_SHARE)
    wanted /= wanted.sum()
    widths = wanted
    room = np.diff(np.interp(np.arange(_SAMPLES + 1) * 20 / _SAMPLES, np.arange(21), _BELOW)) / 1000
    for _ in range(_CORRECTIONS):
        stops = _stops(colours, widths)
        nearest = _squares(np.rint(spread(stops, _SAMPLES)), np.rint(colours * _UNIT)).argmin(axis=1)
        counts = np.bincount(nearest, room, minlength=len(colours))
        widths = widths * wanted / np.maximum(counts, 1 / _SAMPLES)
        widths /= widths.sum()
    return stops / _UNIT


def _stops(colours: Array, widths: Array) -> Array:
    """Return evenly spaced stops, in units (STOPS, 3), if each colour fills a width of the palette."""
    import numpy as np

    from nnart.colour.tables import along

    count = len(colours)
    borders = np.interp(
        [0.0, *np.cumsum(widths)[:-1].tolist(), 1.0], np.array(_BELOW) / 1000, np.arange(21) / 20
    )
    path = [0.0, *(i + 0.5 for i in range(count - 1)), count - 1.0]
    return np.rint(along(colours * _UNIT, np.interp(np.arange(STOPS) / (STOPS - 1), borders, path)))
