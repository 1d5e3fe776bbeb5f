"""Still: one frame of a film as a picture."""

from __future__ import annotations

from nnart.arrays import Pixels
from nnart.errors import InputError, fault
from nnart.files.codec import Frame
from nnart.files.formats import check_bits
from nnart.films.data import to_toml
from nnart.films.files.sequence import frame_text, in_ascii
from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.progress import Told
from nnart.recipe.size import Size
from nnart.rendering.run import Run


def paint_frame(film: Film, k: int, size: Size, bits: int = 8, run: Run | None = None) -> tuple[Pixels, Frame]:
    """Return the pixels of frame k, and their description for a file, which carries film and number.

    Args:
        film: any film; to settle it is not counted as progress.
        k: 0 … frames - 1.
        size: of the picture.
        bits: 8 or 16 a channel.
        run: how to paint.

    Raises:
        InputError: if the film has no such frame.
    """
    if not 0 <= k < film.frames:
        says = f"a number from 0 to {film.frames - 1} is needed"
        raise InputError(fault("range", says, "frame", got=k))
    check_bits(bits)
    film = settle_film(film)
    pixels = Reel(film, size, bits, run).frame(k, Told((run or Run()).progress))
    text = in_ascii(frame_text(to_toml(film), k))
    space = film.keyframes[0].recipe.space
    return pixels, Frame(size.shape, pixels.shape[2], f"u{bits // 8}", text, space, size.dpi)
