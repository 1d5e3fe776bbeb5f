"""Zoom: tiles of a look's picture at a huge size, painted when somebody looks there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from nnart.arrays import Array
from nnart.colour.tone import Tone, shaped
from nnart.errors import InputError, MissingFileError, fault
from nnart.field.adaptive import Sampler
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.studio.cache import Cache
from nnart.studio.fields import field_of, key_of, limits_of
from nnart.studio.pictures import check_format, colouring_of, develop, encode
from nnart.studio.prepared import Prepared, prepare
from nnart.threads import Cancel
from nnart.tiles.pyramid import Level, Tile, pyramid

SIDE: Final = 256  # pixels of a tile
_KEPT = 1024  # coarsest steps of samplers

_steps = Cache[int](_KEPT, lambda _: 1)


@dataclass(frozen=True)
class ZoomTile:
    """A tile as the page shows it.

    Attributes:
        data: the bytes of its file.
        span: how much of the tone lies in it, in levels of 255; below 4 it looks like one colour.
    """

    data: bytes
    span: float


def tile(recipe: Recipe, size: Size, level: int, column: int, row: int, form: str, cancel: Cancel) -> ZoomTile:
    """Paint a tile.

    Args:
        recipe: of the look.
        size: of the whole picture.
        level: from 0, one pixel, up to all of them; as Deep Zoom counts.
        column, row: of the tile.
        form: "webp", "jpeg" or "png".
        cancel: ends the work.

    Raises:
        MissingFileError: if there is no such tile.
        InputError: if the network cannot reach its detail.
        Cancelled: if the work is cancelled.
    """
    check_format(form)
    place, window = _window(size, level, column, row)
    prepared = prepare(recipe, size, cancel)
    samples = _samples(recipe, place.step)
    if samples != recipe.samples:
        recipe = replace(recipe, samples=samples)
    tones, colouring = _tones(recipe, size, prepared, cancel), colouring_of(recipe)
    view = View.of(recipe, size).shrunk(place.step).crop(window.rows, window.columns)
    field = _evaluated(recipe, prepared, view, tones, limits_of(recipe, colouring), cancel)
    curves = shaped(tones, recipe.contrast, recipe.alpha)
    span = max(float(np.ptp(curve(one))) for curve, one in zip(curves, field, strict=True))
    pixels = develop(recipe, view, field, tones, colouring)
    return ZoomTile(encode(pixels, recipe.space, form), round(255 * span, 1))


def _window(size: Size, level: int, column: int, row: int) -> tuple[Level, Tile]:
    """Return a level of a picture, and one of its tiles."""
    levels = pyramid(size, SIDE, 0)
    if level < len(levels):
        with suppress(InputError):
            return levels[level], levels[level].tile(row, column)
    raise MissingFileError(fault("absent", "the picture has no such tile"))


def _samples(recipe: Recipe, step: int) -> int:
    """Return how many samples a pixel has both ways: a power of two, as those of the whole picture."""
    return min(1 << recipe.samples.bit_length() - 1, step)


def _tones(recipe: Recipe, size: Size, prepared: Prepared, cancel: Cancel) -> list[Tone]:
    """Return the tones of the whole picture, before contrast.

    A stretched one is measured in a small picture: in the whole, that would take days.
    """
    if recipe.tone != "stretch":
        return prepared.tones(recipe.tone)
    plain = prepared.tones("equalised")
    small = Size(*(-(-side * SIDE // max(size)) for side in size))
    field = field_of(recipe, small, prepare(recipe, small, cancel), plain, [0.0] * len(plain), cancel)
    return prepared.stretched(field)


def _evaluated(
    recipe: Recipe,
    prepared: Prepared,
    view: View,
    tones: Sequence[Tone],
    limits: Sequence[float],
    cancel: Cancel,
) -> Array:
    """Return the field of a window's samples, (outputs, rows, columns)."""
    samples = recipe.samples
    rows, columns = ((samples * first, samples * last) for first, last in (view.rows, view.cols))
    fine = view.shrunk(view.shrink // samples).crop(rows, columns)
    evaluator = prepared.evaluator()
    with cancel.calling(evaluator.stop):
        key = (*key_of(recipe, view.size), fine.shrink, all(limits))
        curves = [tone.curve for tone in tones]
        sampler = Sampler(evaluator, fine.shrunk(fine.shrink), curves, limits, step=_steps.get(key))
        _steps.put(key, sampler.step)
        return sampler.field(fine).fields
