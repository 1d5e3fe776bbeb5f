"""Census: how much of a picture is light, warm, active, or of which hue.

Pixels are counted by the upper 5 bits of their red, green and blue. The properties of these 32,768 colours are
computed once; a picture's numbers are their means, weighted by the counts.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnart.colour.oklab import to_linear, to_oklab

_BITS = 5  # of a channel
_FULL = 0.16  # OKLCH chroma of a colour that counts fully; half the chroma counts half
# Upper ends of the hues in OKLCH, in degrees, after the places of CSS colours in Ottosson's space: red 29,
# orange 71, yellow 110, lime 142, cyan 195, blue 264, magenta 328, hot pink 352.
_HUES = MappingProxyType(
    {"red": 42, "orange": 76, "yellow": 116, "green": 178, "cyan": 222, "blue": 285, "purple": 332, "pink": 368}
)
_ROSE = 25  # up to this hue, pale red is called pink; beyond it orange, like peaches
_PALE = 0.7  # OKLab L above which a red is pale
# Oranges and yellows are brown below the first L, dull ones below the second; dark reds are brown if dull.
_DARK, _TAN = 0.55, 0.78
_DULL = 0.1  # OKLCH chroma
HUES = (*_HUES, "brown")
# CIELAB of sRGB's primaries and white, D65 (IEC 61966-2-1).
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])
_KNEE, _STEEP = 216 / 24389, 24389 / 27


def census(pixels: NDArray[np.uint8]) -> dict[str, float]:
    """Return how light, warm and active a picture's colours are, and how much of it has which hue.

    Args:
        pixels: uint8 (rows, columns, 3).

    Returns:
        `lightness`: mean L of OKLab, 0 … 1 (B. Ottosson, "A perceptual color space for image processing").
        `warmth` and `activity`: mean factors of L.-C. Ou et al., "A study of colour emotion and colour
        preference. Part I", Color Research and Application 29 (2004), 232-240.
        Each of `HUES`: the hue's share of the picture times its share of the coloured part, where pixels of
        little chroma count less; 1 if the whole picture clearly has this hue.
    """
    few = (pixels >> (8 - _BITS)).astype(np.int32)
    codes = (few[..., 0] << 2 * _BITS) | (few[..., 1] << _BITS) | few[..., 2]
    counts = np.bincount(codes.ravel(), minlength=1 << 3 * _BITS)
    there = counts.nonzero()[0]
    names, table = _properties()
    means = (table[there] * counts[there, None]).sum(axis=0) / codes.size
    found = dict(zip(names, means.tolist(), strict=True))
    coloured = sum(found[hue] for hue in HUES)
    return found | {hue: found[hue] ** 2 / coloured if coloured else 0.0 for hue in HUES}


@cache
def _properties() -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Return the properties of the 32,768 colours, (colours, properties), and their names."""
    levels = (np.arange(1 << _BITS) + 0.5) / (1 << _BITS)
    colours = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    lab = to_oklab(colours)
    columns = {"lightness": lab[:, 0], **_emotions(colours), **_hues(lab)}
    return tuple(columns), np.stack([*columns.values()], axis=1)


def _hues(lab: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Return how much of each hue an OKLab colour has, 0 … 1; greys have none."""
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    degrees = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    first = _HUES["pink"] - 360
    names = np.array([*_HUES])[np.searchsorted([*_HUES.values()], (degrees - first) % 360 + first)]
    red, dark, dull = names == "red", light < _DARK, chroma < _DULL
    names[red & (light > _PALE)] = "orange"
    names[red & (light > _PALE) & (degrees < _ROSE)] = "pink"
    names[(dark | dull & (light < _TAN)) & ((names == "orange") | (names == "yellow"))] = "brown"
    names[dark & dull & red & (degrees > _ROSE)] = "brown"
    clear = np.minimum(chroma / _FULL, 1.0)
    return {name: np.where(names == name, clear, 0.0) for name in HUES}


def _emotions(colours: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Return Ou's warm-cool and active-passive of colours (…, 3) in 0 … 1; positive is warm, and active."""
    xyz = to_linear(colours) @ _TO_XYZ.T / _WHITE
    roots = np.where(xyz > _KNEE, np.cbrt(xyz), (_STEEP * xyz + 16) / 116)
    light = 116 * roots[:, 1] - 16
    a, b = 500 * (roots[:, 0] - roots[:, 1]), 200 * (roots[:, 1] - roots[:, 2])
    chroma, hue = np.hypot(a, b), np.arctan2(b, a)
    return {
        "warmth": -0.5 + 0.02 * chroma**1.07 * np.cos(hue - np.radians(50)),
        "activity": -1.1 + 0.03 * np.hypot(chroma, (light - 50) / 1.5),
    }
