"""Drafts: pictures that answer a knob at once, as large as a constant amount of work allows.

A draft has the tone and the colours of the whole picture, which follows when the knob rests. If the answers of
the whole picture are kept, because only colours change, a draft takes some of them and evaluates nothing.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.studio.fields import kept_field
from nnart.studio.pictures import check_size, colouring_of, develop, encode, paint, tones_for
from nnart.studio.prepared import prepare
from nnart.threads import Cancel

WORK: Final = 2**30  # multiply-adds of each thread, which take about a hundredth of a second
MIN_SIDE, MAX_SIDE = 64, 256  # pixels of the longer side of what is evaluated
MAX_COLOURED: Final = 320  # pixels of the longer side where answers are kept


def draft(recipe: Recipe, size: Size, cancel: Cancel, threads: int = 1) -> bytes:
    """Return the draft of a picture, a JPEG of its shape.

    Args:
        recipe: of the look.
        size: of the whole picture, up to 4096 pixels a side.
        cancel: ends the work.
        threads: how many paint; the more, the larger the draft.

    Raises:
        InputError: if the size is too large or the network cannot reach its detail.
        Cancelled: if the work is cancelled.
    """
    check_size(size)
    plain = recipe if recipe.samples == 1 else recipe.replace(samples=1)
    pixels = _recoloured(recipe, plain, size, cancel)
    if pixels is None:
        pixels = paint(plain, draft_size(plain, size, threads), cancel, threads)
    cancel.check()
    return encode(pixels, recipe.space, "jpeg")


def draft_size(recipe: Recipe, size: Size, threads: int) -> Size:
    """Return the size at which a network is evaluated for a draft."""
    share = WORK * threads / (Job(recipe, size).weights * math.prod(size))
    return shrunk(size, min(MAX_SIDE, max(MIN_SIDE, math.sqrt(share) * max(size))))


def shrunk(size: Size, longest: float) -> Size:
    """Return a size of the same shape with sides of at most so many pixels."""
    scale = min(1.0, longest / max(size))
    return Size(*(max(1, round(side * scale)) for side in size))


def _recoloured(recipe: Recipe, plain: Recipe, size: Size, cancel: Cancel) -> NDArray[np.uint8] | None:
    """Return a draft made of the whole picture's answers; None if they are not kept."""
    numbers = kept_field(recipe, size)
    if numbers is None:
        return None
    small = shrunk(size, MAX_COLOURED)
    tones = tones_for(recipe, prepare(recipe, size, cancel), numbers)
    rows, columns = (
        (2 * np.arange(count) + 1) * among // (2 * count)
        for count, among in zip(small.shape, numbers.shape[1:], strict=True)
    )
    some = np.ascontiguousarray(numbers[:, rows[:, None], columns])
    return develop(plain, View.of(plain, small), some, tones, colouring_of(plain))
