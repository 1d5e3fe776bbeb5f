"""Blending: tables of colours, one dimension for each field that a way to colour takes.

libm and BLAS have a say here, but it ends in numbers of 16 bits: rounding to them is ten thousand million times
coarser than what two machines could differ by.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array
from nnart.colour.oklab import from_linear, from_oklab, light_of, to_oklab
from nnart.exact import streams
from nnart.recipe import palettes
from nnart.recipe.recipe import Recipe

_ENTRIES = 4096  # of a blended palette; between them colours are linear
_SHADED = 513, 33  # of a palette by lightness
_MIN_SHADE, _MAX_SHADE = 0.62, 1.1  # of its own lightness
_LIGHTNESS, _CHROMA, _HUES = 33, 17, 49
_ARC = 140  # degrees of hue that a picture has
_MIN_CHROMA, _MAX_CHROMA = 0.05, 0.85  # of the chroma that there is


def table(recipe: Recipe) -> NDArray[np.uint16]:
    """Return a recipe's colours, uint16 (…, 3): entries, of as many dimensions as it takes fields."""
    if recipe.colour == "rgb":
        corners = np.indices((2, 2, 2)).transpose(1, 2, 3, 0)
        return (corners * 65535).astype(np.uint16)
    if recipe.colour == "oklch":
        return _oklch(recipe)
    assert recipe.palette is not None  # or it would have been worked out
    if recipe.colour == "shaded":
        return _shaded(recipe.palette, recipe.space)
    return blend(recipe.palette, recipe.steps or _ENTRIES, recipe.space)


@lru_cache(maxsize=64)
def blend(palette: str, entries: int, space: str = "srgb") -> NDArray[np.uint16]:
    """Return `entries` colours of a canonical palette, its stops equally far apart and blended in OKLab.

    Returns:
        uint16 (entries, 3), not to be written to.
    """
    stops = np.array(palettes.stops(palette), np.float64) / 65535
    if entries == len(stops):
        colours = (stops * 65535 + 0.5).astype(np.uint16)
    else:
        colours = to_sixteen_bits(from_oklab(_along(to_oklab(stops, space), entries), space))
    colours.flags.writeable = False
    return colours


def _along(lab: Array, entries: int) -> Array:
    """Return so many colours, evenly spread along a path through some, (entries, 3)."""
    at = np.arange(entries) * (len(lab) - 1) / (entries - 1)
    piece = np.minimum(at.astype(int), len(lab) - 2)
    mixed: Array = lab[piece] + (at - piece)[:, None] * (lab[piece + 1] - lab[piece])
    return mixed


def to_sixteen_bits(colours: Array) -> NDArray[np.uint16]:
    """Return colours in 0 … 1 as numbers of 16 bits."""
    return np.asarray(np.floor(colours * 65535 + 0.5), np.uint16)


def _shaded(palette: str, space: str) -> NDArray[np.uint16]:
    """Return a palette's colours by darker to lighter ones of the same hue and chroma."""
    entries, shades = _SHADED
    lab = _along(to_oklab(np.array(palettes.stops(palette)) / 65535, space), entries)
    shaded = np.repeat(lab[:, None], shades, axis=1)
    shaded[..., 0] *= _MIN_SHADE + (_MAX_SHADE - _MIN_SHADE) * np.arange(shades) / (shades - 1)
    return to_sixteen_bits(from_oklab(shaded, space))


def _oklch(recipe: Recipe) -> NDArray[np.uint16]:
    """Return colours by lightness, chroma and hue, of an arc of hues that the seed chooses.

    Chroma is a share of the most that there is of that lightness and hue.
    """
    start = 180 * float(streams.draw(recipe.genes, streams.HUE, 1)[0])
    lightness = (0.18 + 0.78 * np.arange(_LIGHTNESS) / (_LIGHTNESS - 1))[:, None, None]
    share = (_MIN_CHROMA + (_MAX_CHROMA - _MIN_CHROMA) * np.arange(_CHROMA) / (_CHROMA - 1))[:, None]
    hue = np.radians(start + _ARC * np.arange(_HUES) / (_HUES - 1))
    direction = np.stack([np.cos(hue), np.sin(hue)], axis=-1)

    def colours(chroma: Array) -> Array:
        lab = np.empty((*np.broadcast_shapes(lightness.shape, chroma.shape), 3))
        lab[..., 0] = lightness
        lab[..., 1:] = chroma[..., None] * direction
        return light_of(lab, recipe.space)

    low, high = np.zeros((_LIGHTNESS, 1, _HUES)), np.full((_LIGHTNESS, 1, _HUES), 0.5)
    for _ in range(30):
        middle = (low + high) / 2
        light = colours(middle)
        inside = ((light >= 0) & (light <= 1)).all(axis=-1)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return to_sixteen_bits(from_linear(colours(low * share).clip(0, 1)).clip(0, 1))
