"""Colour: positions on a palette → pixels, the one place where pixels are quantised."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnart import palettes
from nnart.engine import loaded_kernel

Pixels = NDArray[np.uint8] | NDArray[np.uint16]

_ENTRIES = 4096  # of a blended palette; between them colours are linear

# sRGB's primaries to the cone responses of OKLab, and those to L, a, b (Björn Ottosson, "A perceptual
# color space for image processing", 2020).
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)

Array = NDArray[np.float64]


def to_oklab(srgb: Array) -> Array:
    """Return OKLab (…, 3) of sRGB colours (…, 3) in 0 … 1; the transfer function is that of IEC 61966-2-1."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    lab: Array = np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T
    return lab


def from_oklab(lab: Array) -> Array:
    """Return sRGB (…, 3), clipped to 0 … 1, of OKLab colours (…, 3)."""
    linear = np.linalg.solve(_TO_LMS, (np.linalg.solve(_TO_LAB, lab.T)) ** 3).T.clip(0, 1)
    srgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(srgb.clip(0, 1))


def blended(palette: str, entries: int) -> NDArray[np.uint16]:
    """Return `entries` colours of a canonical palette, its stops equally far apart and blended in OKLab.

    libm and BLAS have a say here, but it ends in integers: rounding to 16 bits is ten thousand million
    times coarser than what two machines could differ by.

    Returns:
        uint16 (entries, 3), sRGB.
    """
    stops = np.array(palettes.stops(palette), np.float64) / 65535
    if entries == len(stops):
        return (stops * 65535 + 0.5).astype(np.uint16)
    at = np.arange(entries) * (len(stops) - 1) / (entries - 1)
    piece = np.minimum(at.astype(int), len(stops) - 2)
    lab = to_oklab(stops)
    mixed = lab[piece] + (at - piece)[:, None] * (lab[piece + 1] - lab[piece])
    return np.asarray(np.floor(from_oklab(mixed) * 65535 + 0.5), np.uint16)


class Colouring:
    """A palette made ready for pixels."""

    def __init__(self, palette: str, steps: int = 0) -> None:
        """Take a canonical palette, and into how many flat colours to cut it; 0 for none."""
        self._table = np.ascontiguousarray(blended(palette, steps or _ENTRIES), np.float64)
        following = self._table if steps else np.vstack([self._table[1:], self._table[-1:]])
        self._rises = following - self._table
        self._scale, self._last = (steps, steps - 1) if steps else (_ENTRIES - 1, _ENTRIES - 2)

    @property
    def steepest(self) -> float:
        """The most that a channel changes along a continuous palette, in levels of 8 bits from end to end."""
        return float(np.abs(self._rises).max()) * self._scale / 257

    def __call__(self, position: Array, bits: int = 8) -> Pixels:
        """Return the colours at positions 0 … 1.

        Args:
            position: float64 (rows, columns).
            bits: 8 or 16 a channel.

        Returns:
            uint8 or uint16 (rows, columns, 3).
        """
        kernel = loaded_kernel()
        pixels: Pixels = kernel.colours(position, self._table, self._rises, self._last, self._scale, bits)
        return pixels


def to_eight_bits(pixels: Pixels) -> NDArray[np.uint8]:
    """Return pixels of 8 or 16 bits with 8, rounded."""
    if pixels.dtype == np.uint8:
        return pixels.astype(np.uint8, copy=False)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
