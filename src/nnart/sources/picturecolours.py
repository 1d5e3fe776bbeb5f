"""Picture colours: a palette of the main colours of any picture, from dark to light. File → text.

S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982), 129-137:
the means of pixels in OKLab. They begin with the colour farthest from those before, so that the same picture
gives the same palette, and a small bright part of it has its colour, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnart.errors import FileError, fault, in_file
from nnart.inputfiles import File, name_of

if TYPE_CHECKING:
    from nnart.arrays import Array

COLOURS = 6
_SIDE = 64  # pixels that are looked at
_ROUNDS = 20
_NEAR = 0.03  # in OKLab, below which two colours are one


def colours_of(file: File) -> str:
    """Return the palette of a picture: two to six colours, as a recipe has them.

    Raises:
        FileError: if it cannot be read, is no picture, or has one colour.
    """
    import numpy as np

    from nnart.colour.oklab import from_oklab, to_oklab
    from nnart.files.anypicture import read_square
    from nnart.recipe.palettes import row

    pixels = to_oklab(read_square(file, _SIDE, whole=True).reshape(-1, 3) / 255)
    means = _means(pixels)
    if len(means) < 2:
        with in_file(name_of(file)):
            raise FileError(fault("kind", "a picture of one colour, and no palette"))
    levels = np.rint(255 * from_oklab(means[np.argsort(means[:, 0])])).astype(int)
    return row(["#" + "".join(f"{level:02x}" for level in colour) for colour in levels.tolist()])


def _means(pixels: Array) -> Array:
    """Return the means of pixels, (colours, 3), that lie together."""
    import numpy as np

    centres = _far_apart(pixels)
    for _ in range(_ROUNDS):
        nearest = ((pixels[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
        found = [pixels[nearest == i].mean(axis=0) for i in range(len(centres)) if (nearest == i).any()]
        centres = np.array(found)
    return centres


def _far_apart(pixels: Array) -> Array:
    """Return pixels that are far from each other, the first far from the mean."""
    import numpy as np

    found: list[Array] = []
    distances = ((pixels - pixels.mean(axis=0)) ** 2).sum(axis=1)
    while len(found) < COLOURS:
        if found and distances.max() < _NEAR**2:
            break
        found.append(pixels[distances.argmax()])
        from_last = ((pixels - found[-1]) ** 2).sum(axis=1)
        distances = from_last if len(found) == 1 else np.minimum(distances, from_last)
    return np.array(found)
