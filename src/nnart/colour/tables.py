"""Blending: tables of colours, with one dimension for each field of a colour mode.

libm and BLAS may differ between machines, but tables are rounded to 16 bits, which is ten thousand million
times coarser than such differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array
from nnart.colour.oklab import from_linear, from_oklab, light_of, to_oklab
from nnart.exact import streams
from nnart.recipe import palettes
from nnart.recipe.recipe import Recipe

_ENTRIES = 4096  # entries of a blended palette, with linear interpolation between them
_SHADED = 513, 33  # of a palette by lightness
_MIN_SHADE, _MAX_SHADE = 0.62, 1.1  # of its own lightness
_LIGHTNESS, _CHROMA, _HUES = 33, 17, 49
_MIXED = 17  # entries of each of red, green and blue
# Corners of the tamed colour cube, by their amounts of red, green and blue: like inks on paper, without glaring
# colours. All have different lightness, so shapes do not depend on hue alone.
_INKS = {
    (0, 0, 0): "#10132e",
    (1, 0, 0): "#d8432f",
    (0, 1, 0): "#35a587",
    (0, 0, 1): "#27409f",
    (1, 1, 0): "#f8c24c",
    (1, 0, 1): "#8e2f7a",
    (0, 1, 1): "#74cdd8",
    (1, 1, 1): "#fcf6e8",
}
_INK_CONTRAST = 2.5  # contrast, as in a tone: more of the inks, less of the greys between them


@dataclass(frozen=True)
class _Arc:
    """The ranges of lightness, chroma and hue of the mode oklch; angles in degrees.

    Attributes:
        lightness: the darkest and the lightest.
        chroma: the range, as shares of the maximum for a lightness and hue.
        hues: the width of the range of hues.
        middle, reach: the seed places the middle of the hues within `reach` of `middle`.
        knee: chroma above it is compressed, against glare; infinite for no compression.
        lift: how much lighter the darkest yellow is than the darkest blue.
        shade: how far dark colours shift towards blue, and light ones away from it.
    """

    lightness: tuple[float, float]
    chroma: tuple[float, float]
    hues: float
    middle: float
    reach: float
    knee: float = np.inf
    lift: float = 0.0
    shade: float = 0.0


# Dark yellow looks like mud and is avoided: no seed has yellow-green in the middle of its hues, yellows are
# lighter, shadows of warm hues are red or violet, and shadows of cold hues are blue.
_TAMED = _Arc((0.2, 0.95), (0.45, 0.95), 90, 285, 125, 0.2, 0.15, 30)
_FULL = _Arc((0.18, 0.96), (0.05, 0.85), 140, 70, 180)
_YELLOW, _BLUE = 105.0, 285.0  # hues
_TURN = 60.0  # degrees from blue at which hues shift by the full `shade`


def table(recipe: Recipe) -> NDArray[np.uint16]:
    """Return a recipe's table of colours, uint16 (…, 3), with one dimension for each field."""
    if recipe.colour == "rgb":
        return _inks(recipe.space) if recipe.gamut == "tamed" else _cube()
    if recipe.colour == "oklch":
        return _oklch(recipe, _TAMED if recipe.gamut == "tamed" else _FULL)
    assert recipe.palette is not None  # a checked recipe has one
    if recipe.colour == "shaded":
        return _shaded(recipe.palette, recipe.space)
    return blend(recipe.palette, recipe.steps or _ENTRIES, recipe.space)


@lru_cache(maxsize=64)
def blend(palette: str, entries: int, space: str = "srgb") -> NDArray[np.uint16]:
    """Return `entries` colours of a canonical palette, with evenly spaced stops blended in OKLab.

    Returns:
        uint16 (entries, 3), read-only.
    """
    stops = np.array(palettes.stops(palette), np.float64) / 65535
    if entries == len(stops):
        colours = (stops * 65535 + 0.5).astype(np.uint16)
    else:
        colours = to_sixteen_bits(from_oklab(spread(to_oklab(stops, space), entries), space))
    colours.flags.writeable = False
    return colours


def spread(lab: Array, entries: int) -> Array:
    """Return colours evenly spread along a path through the given ones, (entries, 3)."""
    return along(lab, np.arange(entries) * (len(lab) - 1) / (entries - 1))


def along(lab: Array, at: Array) -> Array:
    """Return colours on a path through the given ones, at places from 0 to their number less 1, (places, 3)."""
    piece = np.minimum(at.astype(int), len(lab) - 2)
    mixed: Array = lab[piece] + (at - piece)[:, None] * (lab[piece + 1] - lab[piece])
    return mixed


def to_sixteen_bits(colours: Array) -> NDArray[np.uint16]:
    """Return colours in 0 … 1 as numbers of 16 bits."""
    return np.asarray(np.floor(colours * 65535 + 0.5), np.uint16)


def _shaded(palette: str, space: str) -> NDArray[np.uint16]:
    """Return a palette's colours, each from darker to lighter at the same hue and chroma."""
    entries, shades = _SHADED
    lab = spread(to_oklab(np.array(palettes.stops(palette)) / 65535, space), entries)
    shaded = np.repeat(lab[:, None], shades, axis=1)
    shaded[..., 0] *= _MIN_SHADE + (_MAX_SHADE - _MIN_SHADE) * np.arange(shades) / (shades - 1)
    return to_sixteen_bits(from_oklab(shaded, space))


def _cube() -> NDArray[np.uint16]:
    """Return the corners of red, green and blue."""
    corners = np.indices((2, 2, 2)).transpose(1, 2, 3, 0)
    return (corners * 65535).astype(np.uint16)


@cache
def _inks(space: str) -> NDArray[np.uint16]:
    """Return colours by their amounts of red, green and blue ink, blended in OKLab."""
    rows = [[int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)] for colour in _INKS.values()]
    lab = np.zeros((2, 2, 2, 3))
    lab[tuple(np.transpose(list(_INKS)))] = to_oklab(np.array(rows), space)
    u = 2 * np.arange(_MIXED) / (_MIXED - 1) - 1
    share = (u * _INK_CONTRAST / (1 + (_INK_CONTRAST - 1) * np.abs(u)) + 1) / 2
    for axis in range(3):
        low, high = np.split(lab, 2, axis)
        lab = low + share.reshape(np.roll((1, 1, 1, _MIXED), axis + 1)) * (high - low)
    colours = to_sixteen_bits(from_oklab(lab, space))
    colours.flags.writeable = False
    return colours


def _oklch(recipe: Recipe, arc: _Arc) -> NDArray[np.uint16]:
    """Return colours by lightness, chroma and hue, within an arc of hues that the seed chooses."""
    drawn = float(streams.draw(recipe.genes, streams.HUE, 1)[0])
    lightness = (np.arange(_LIGHTNESS) / (_LIGHTNESS - 1))[:, None, None]
    share = arc.chroma[0] + (arc.chroma[1] - arc.chroma[0]) * np.arange(_CHROMA)[:, None] / (_CHROMA - 1)
    middle = arc.middle + arc.reach * drawn
    turn = np.clip((_BLUE - middle) / _TURN, -1, 1) * arc.shade
    degrees = middle + arc.hues * (np.arange(_HUES) / (_HUES - 1) - 0.5) + turn * (1 - 2 * lightness)
    hue = np.radians(degrees)
    dark = arc.lightness[0] + arc.lift * np.maximum(np.cos(hue - np.radians(_YELLOW)), 0)
    lightness = dark + (arc.lightness[1] - dark) * lightness
    chroma = _most_chroma(lightness, hue, recipe.space) * share
    if arc.knee < np.inf:
        chroma = arc.knee * np.tanh(chroma / arc.knee)
    return to_sixteen_bits(from_linear(_light_at(lightness, chroma, hue, recipe.space).clip(0, 1)).clip(0, 1))


def _most_chroma(lightness: Array, hue: Array, space: str) -> Array:
    """Return the maximum chroma of every lightness and hue, by 30 bisections."""
    low, high = np.zeros(lightness.shape), np.full(lightness.shape, 0.5)
    for _ in range(30):
        middle = (low + high) / 2
        light = _light_at(lightness, middle, hue, space)
        inside = ((light >= 0) & (light <= 1)).all(axis=-1)
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return low


def _light_at(lightness: Array, chroma: Array, hue: Array, space: str) -> Array:
    """Return the linear light of colours, (…, 3)."""
    around = chroma * np.cos(hue), chroma * np.sin(hue)
    return light_of(np.stack(np.broadcast_arrays(lightness, *around), axis=-1), space)
