"""Still: one frame of a film as a picture."""

from __future__ import annotations

from nnart.arrays import Pixels
from nnart.errors import InputError
from nnart.files.codec import Frame
from nnart.files.formats import check_bits
from nnart.films.blend import Blend
from nnart.films.data import to_toml
from nnart.films.files.sequence import frame_text, in_ascii
from nnart.films.film import Film, Keyframe, check_number
from nnart.films.reel import Reel
from nnart.films.settling import motion_of, settle_film
from nnart.progress import Told
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE, Size
from nnart.rendering.run import Run


def picture_of(film: Film, k: int) -> Keyframe | None:
    """Return frame k as a picture of its own, with a recipe; None if it depends on more of the film.

    Raises:
        InputError: if the film has no such frame.
    """
    check_number(film, k)
    film = settle_film(film)
    motion, moment = motion_of(film), film.moment(k)
    if isinstance(motion, Blend):
        return motion.picture(moment)
    job = motion.job(moment, SQUARE, 8)
    if job.toned:
        return None
    values = job.recipe.to_dict() | {"tolerance": film.keyframes[0].recipe.tolerance}
    try:
        return Keyframe(Recipe.from_dict(values), job.network)
    except InputError:  # such as a zoom at which seamless edges do not fit
        return None


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
    check_number(film, k)
    check_bits(bits)
    film = settle_film(film)
    pixels = Reel(film, size, bits, run).frame(k, Told((run or Run()).progress))
    text = in_ascii(frame_text(to_toml(film), k))
    space = film.keyframes[0].recipe.space
    return pixels, Frame(size.shape, pixels.shape[2], f"u{bits // 8}", text, space, size.dpi)
