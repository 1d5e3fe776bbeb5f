"""OKLab: a colour space in which straight lines are even blends. For tables of colours, not for pixels."""

from __future__ import annotations

import numpy as np

from nnart.arrays import Array
from nnart.recipe import oklab

_TO_LMS = np.array(oklab.TO_LMS, np.float64)
_TO_LAB = np.array(oklab.TO_LAB, np.float64)

# Linear Display-P3 to linear sRGB (W3C, CSS Color Module Level 4, section 18).
_P3_TO_SRGB = np.array(
    [
        [1.2249401762805598, -0.2249401762805598, 0.0],
        [-0.0420569547096881, 1.0420569547096881, 0.0],
        [-0.0196375545903344, -0.0786360455506319, 1.0982736001409663],
    ]
)


def to_linear(encoded: Array) -> Array:
    """Return linear light of sRGB's numbers, both 0 … 1; IEC 61966-2-1, which Display-P3 shares."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def from_linear(light: Array) -> Array:
    """Return sRGB's numbers of linear light, both 0 … 1."""
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 0) ** (1 / 2.4) - 0.055)


def to_oklab(colours: Array, space: str = "srgb") -> Array:
    """Return OKLab (…, 3) of colours (…, 3) in 0 … 1."""
    lab: Array = np.cbrt(to_linear(colours) @ _to_lms(space).T) @ _TO_LAB.T
    return lab


def light_of(lab: Array, space: str = "srgb") -> Array:
    """Return linear red, green and blue (…, 3) of OKLab colours (…, 3); values outside 0 … 1 are out of
    gamut.
    """
    flat = lab.reshape(-1, 3).T
    light: Array = np.linalg.solve(_to_lms(space), np.linalg.solve(_TO_LAB, flat) ** 3).T
    return light.reshape(lab.shape)


def from_oklab(lab: Array, space: str = "srgb") -> Array:
    """Return colours (…, 3), clipped to 0 … 1, of OKLab ones (…, 3)."""
    return np.asarray(from_linear(light_of(lab, space).clip(0, 1)).clip(0, 1))


def _to_lms(space: str) -> Array:
    return _TO_LMS if space == "srgb" else _TO_LMS @ _P3_TO_SRGB
