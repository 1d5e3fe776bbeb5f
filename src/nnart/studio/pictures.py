"""Pictures: a look at a size, painted, measured and encoded."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nnart.colour.alpha import flatten
from nnart.colour.colouring import Colouring
from nnart.colour.finish import Finish
from nnart.colour.tone import Tone, shaped
from nnart.errors import InputError, fault
from nnart.files.picture import Picture
from nnart.files.pillow import image_of
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from nnart.studio.fields import MOST, field_of, limits_of
from nnart.studio.prepared import Prepared, prepare
from nnart.studio.ranks import Ranks, ranks_of
from nnart.threads import Cancel

MAX_SIDE: Final = 4096
TYPES: Final = {"webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
_OPTIONS: Final = {"webp": {"quality": 85, "method": 2}, "jpeg": {"quality": 85, "subsampling": 0}}  # of Pillow


@dataclass(frozen=True)
class Shot:
    """A picture as the page shows it.

    Attributes:
        data: the bytes of its file.
        ranks: what it is like among others.
        dull: why it is not worth a look; empty if it is.
    """

    data: bytes
    ranks: Ranks
    dull: str


def take(recipe: Recipe, size: Size, form: str, cancel: Cancel, threads: int = 1) -> Shot:
    """Paint, measure and encode a picture.

    Args:
        recipe: of the look.
        size: up to 4096 pixels a side.
        form: "webp", "jpeg" or "png".
        cancel: ends the work.
        threads: how many paint.

    Raises:
        InputError: if the size is too large or the network cannot reach its detail.
        Cancelled: if the work is cancelled.
    """
    check_format(form)
    check_size(size)
    pixels = paint(recipe, size, cancel, threads)
    cancel.check()
    ranks, dull = ranks_of(pixels, recipe)
    return Shot(encode(pixels, recipe.space, form, recipe), ranks, dull)


def check_size(size: Size) -> None:
    """Refuse a size that the page does not show.

    Raises:
        InputError: if a side has more than 4096 pixels.
    """
    if max(size) > MAX_SIDE:
        says = f"the page shows up to {MAX_SIDE} pixels a side"
        raise InputError(fault("limit", says, "size", got=str(size), ways="export the picture instead"))


def check_format(form: str) -> None:
    """Refuse a format that the page does not show.

    Raises:
        InputError: if it is none of `TYPES`.
    """
    if form not in TYPES:
        raise InputError(fault("choice", ", ".join(TYPES), "format", got=form))


def paint(recipe: Recipe, size: Size, cancel: Cancel, threads: int = 1) -> NDArray[np.uint8]:
    """Return the pixels of a picture, uint8 (rows, columns, 3 or 4), within the recipe's tolerance."""
    if math.prod(size) * recipe.samples**2 * outputs_of(vars(recipe)) > MOST:
        return (
            Painting(Job(recipe, size), Run(Threads(threads), cancel=cancel))
            .pixels()
            .astype(np.uint8, copy=False)
        )
    prepared = prepare(recipe, size, cancel)
    colouring = colouring_of(recipe)
    tones = prepared.tones("equalised" if recipe.tone == "stretch" else recipe.tone)
    field = field_of(recipe, size, prepared, tones, limits_of(recipe, colouring), cancel, threads)
    return develop(recipe, View.of(recipe, size), field, tones_for(recipe, prepared, field), colouring)


def tones_for(recipe: Recipe, prepared: Prepared, field: NDArray[np.float64]) -> list[Tone]:
    """Return the tone of each output of a picture with this field."""
    return prepared.stretched(field) if recipe.tone == "stretch" else prepared.tones(recipe.tone)


def develop(
    recipe: Recipe, view: View, field: NDArray[np.float64], tones: list[Tone], colouring: Colouring
) -> NDArray[np.uint8]:
    """Return the pixels of a window from its field: tone and colours alone, nothing is evaluated."""
    curves = shaped(tones, recipe.contrast, recipe.alpha)
    positions = np.stack([tone(one) for tone, one in zip(curves, field, strict=True)])
    return Finish(recipe, 8, colouring)(view, positions).astype(np.uint8, copy=False)


def colouring_of(recipe: Recipe) -> Colouring:
    """Return the colours of a recipe; kept for later calls, as some tables take longer than a picture."""
    return _colouring(recipe)


@lru_cache(maxsize=32)
def _colouring(recipe: Recipe) -> Colouring:
    return Colouring(recipe)


def encode(pixels: NDArray[np.uint8], space: str, form: str, recipe: Recipe | None = None) -> bytes:
    """Return the bytes of a picture's file; a PNG carries the recipe, a JPEG shows transparency on white."""
    if form == "png":
        return Picture(pixels, recipe, space).to_bytes("png")
    stream = io.BytesIO()
    image = image_of(flatten(pixels) if form == "jpeg" else pixels, space)
    profile = image.info.get("icc_profile")
    image.save(stream, form.upper(), icc_profile=profile, **_OPTIONS[form])
    return stream.getvalue()
