"""Alpha: the opacity of pixels as the last channel, not premultiplied."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array, Pixels
from nnart.plane.view import View

_CLEAR, _OPAQUE = 1.0, 0.45  # squared distances from the middle, where 1 is at the middle of an edge


def vignette(view: View) -> Array:
    """Return the opacity of a window's pixels for an elliptic vignette, float64 (rows, columns), 0 … 1.

    The opacity falls between two squared distances by Hermite's smooth step 3 t² - 2 t³.
    """
    rows, columns = (np.arange(*window) for window in (view.rows, view.cols))
    down, across = (
        (view.shrink * (2.0 * places + 1.0) - side) / side
        for places, side in zip((rows, columns), view.size.shape, strict=True)
    )
    distance = (down * down)[:, None] + across * across
    t = np.clip((_CLEAR - distance) / (_CLEAR - _OPAQUE), 0.0, 1.0)
    opacity: Array = t * t * (3.0 - 2.0 * t)
    return opacity


def average(opacity: Array, side: int) -> Array:
    """Return the mean of every square of side x side numbers, summed row by row."""
    total = np.zeros((opacity.shape[0] // side, opacity.shape[1] // side))
    for row in range(side):
        for column in range(side):
            total += opacity[row::side, column::side]
    return total / (side * side)


def add_alpha(pixels: Pixels, opacity: Array) -> Pixels:
    """Add an opacity 0 … 1, (rows, columns), to pixels of three channels; return (rows, columns, 4)."""
    most = np.iinfo(pixels.dtype).max
    channel = np.floor(opacity * most + 0.5).astype(pixels.dtype)
    joined: Pixels = np.concatenate([pixels, channel[..., None]], axis=2)
    return joined


def flatten(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return pixels, with or without alpha, as they look on white, (rows, columns, 3)."""
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[..., 3:].astype(np.uint16)
    on_white = pixels[..., :3] * alpha + 255 * (255 - alpha)
    return ((on_white + 127) // 255).astype(np.uint8)
