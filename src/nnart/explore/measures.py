"""Measures: numbers that describe a picture.

None of them measures beauty; people disagree about that. Each is a published measure of something visible,
taken at one fixed size so pictures can be compared. The choice of seeds depends on them, so all machines must
agree: luma, edges and histograms are counted in integers, JPEG's integer transform gives the same bytes
everywhere, and all results are rounded to 4 decimals.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnart.errors import InputError, fault
from nnart.explore.census import census
from nnart.explore.composition import composition

Plane = NDArray[np.int16]  # of one number a pixel, 0 … 255

# Of the measures' meaning and of the limits for dull pictures: scores of other versions cannot be compared.
VERSION = 3
DECIMALS = 4
MIN_SIDE = 16  # pixels: below, there are too few rings for a slope
_EDGE = 0.08  # of the steepest gradient there can be
_QUALITY = 75  # that of libjpeg unless told otherwise
_MIN_WAVES = 2  # waves across the picture: slower ones are the window's
_ROUNDING = 1 / 12  # variance of a luma's rounding to whole levels


@dataclass(frozen=True)
class Measures:
    """Numbers that describe a picture.

    Attributes:
        colourfulness: 0 for grey; about 15 is slight, 60 quite and 110 extreme.
        entropy: of its luma, in bits, 0 … 8.
        compressed: size as a JPEG of quality 75 with full colour, divided by that of its pixels.
        edges: the share of its pixels where luma changes steeply, 0 … 1.
        slope: of its spectrum: power grows as frequency to this exponent. 0 is noise; photographs and paintings
            are near -2; lower is smoother.
        contrast: the standard deviation of its luma, over the whole range, 0 … 0.5.
        lightness: the mean L of OKLab, 0 … 1.
        warmth: from about -1.5, cold, to 2, warm.
        activity: of its colours: below 0 they are passive, above active.
        symmetry: the correlation with a mirror image, -1 … 1.
        emptiness: the share of it that is nearly flat, 0 … 1.
        concentration: how unevenly detail is spread over it, 0 … 1.
        red, orange, yellow, green, cyan, blue, purple, pink, brown: how much it is of that hue, 0 … 1.
    """

    colourfulness: float
    entropy: float
    compressed: float
    edges: float
    slope: float
    contrast: float
    lightness: float
    warmth: float
    activity: float
    symmetry: float
    emptiness: float
    concentration: float
    red: float
    orange: float
    yellow: float
    green: float
    cyan: float
    blue: float
    purple: float
    pink: float
    brown: float


NAMES = tuple(field.name for field in fields(Measures))


def measure(pixels: NDArray[np.uint8]) -> Measures:
    """Return the measures of pixels, uint8 (rows, columns, 3), at least 16 x 16.

    Raises:
        InputError: if pixels are not such an array.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or min(pixels.shape[:2]) < MIN_SIDE:
        says = f"uint8 (rows, columns, 3) with {MIN_SIDE} or more a side are needed"
        raise InputError(fault("type", f"{says}, not {pixels.dtype} {pixels.shape}", "pixels"))
    luma = luma_of(pixels)
    found = {
        "colourfulness": colourfulness(pixels),
        "entropy": entropy(luma),
        "compressed": compressed(pixels),
        "edges": edges(luma),
        "slope": slope(luma),
        "contrast": contrast(luma),
        **composition(luma),
        **census(pixels),
    }
    return Measures(**{name: round(value, DECIMALS) + 0.0 for name, value in found.items()})


def luma_of(pixels: NDArray[np.uint8]) -> Plane:
    """Return luma 0 … 255, (rows, columns): ITU-R BT.709's weights in 256ths, rounded to the nearest."""
    red, green, blue = (pixels[..., channel].astype(np.uint16) for channel in range(3))
    return ((54 * red + 183 * green + 19 * blue + 128) >> 8).astype(np.int16)


def colourfulness(pixels: NDArray[np.uint8]) -> float:
    """Return the colourfulness M of pixels, the third form of Hasler and Süsstrunk.

    D. Hasler, S. Süsstrunk, "Measuring colourfulness in natural images", Proc. SPIE 5007 (2003), 87-95:
    √(σ²(rg) + σ²(yb)) + 0.3 √(μ²(rg) + μ²(yb)), rg = R - G, yb = (R + G)/2 - B.
    """
    red, green, blue = (pixels[..., channel].astype(np.float64) for channel in range(3))
    rg, yb = red - green, (red + green) / 2 - blue
    return float(np.sqrt(rg.var() + yb.var()) + 0.3 * np.sqrt(rg.mean() ** 2 + yb.mean() ** 2))


def entropy(luma: Plane) -> float:
    """Return the entropy of a luma's histogram in bits, -Σ p log₂ p.

    C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27 (1948), 379-423.
    """
    counts = np.bincount(luma.ravel(), minlength=256)
    shares = counts[counts > 0] / luma.size
    return float(-(shares * np.log2(shares)).sum())


def compressed(pixels: NDArray[np.uint8]) -> float:
    """Return the size of pixels as a JPEG, divided by their plain size.

    A measure of complexity: P. Machado et al., "Computerized measures of visual complexity", Acta Psychologica
    160 (2015), 43-57. Some 600 bytes are JPEG's own.
    """
    from PIL import Image

    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=_QUALITY, subsampling=0)
    return stream.tell() / pixels.size


def edges(luma: Plane) -> float:
    """Return the share of pixels, without the border, where Sobel's gradient is at least 8 % of its maximum.

    I. Sobel, G. Feldman, "A 3x3 isotropic gradient operator for image processing" (1968). Its length is
    computed as in scikit-image: √((gx² + gy²)/2), each of gx and gy 1 from a black half to a white one.
    """
    columns = luma[:-2] + 2 * luma[1:-1] + luma[2:]
    rows = luma[:, :-2] + 2 * luma[:, 1:-1] + luma[:, 2:]
    across = (columns[:, 2:] - columns[:, :-2]).astype(np.int32)
    down = (rows[2:] - rows[:-2]).astype(np.int32)
    steep = across * across + down * down >= 2 * (4 * 255 * _EDGE) ** 2
    return int(np.count_nonzero(steep)) / steep.size


def slope(luma: Plane) -> float:
    """Return the slope of the spectrum: log power over log frequency, averaged over directions.

    D. J. Field, "Relations between the statistics of natural images and the response properties of cortical
    cells", J. Opt. Soc. Am. A 4 (1987), 2379-2394; of paintings: D. J. Graham, D. J. Field, "Statistical
    regularities of art images and natural scenes", Spatial Vision 21 (2007), 149-164. Luma minus its mean is
    faded out by a Hann window, which hides the picture's borders. Rings of frequency are one wave (across the
    shorter side) wide, from 2 waves to the highest frequency, and weighted by their length on the logarithmic
    axis. Rounding noise of whole levels is added, which gives a flat picture slope 0.
    """
    window, rings, weights = _spectrum(luma.shape)
    faded = (luma - luma.mean()) * window
    power = np.abs(np.fft.rfft2(faded)) ** 2
    sums = np.bincount(rings, power.ravel())
    counts = np.bincount(rings)
    means = (sums / counts)[_MIN_WAVES : _MIN_WAVES + len(weights)] + _ROUNDING
    return float((weights * np.log(means)).sum())


@cache
def _spectrum(
    shape: tuple[int, int],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """Return a window of mean power 1/pixels, each frequency's ring, and the rings' weights for the slope."""
    window = np.outer(*(np.hanning(side + 2)[1:-1] for side in shape))
    window /= np.sqrt((window**2).sum())
    shorter = min(shape)
    down, across = np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1])
    rings = np.rint(shorter * np.hypot(down[:, None], across)).astype(np.int64)
    waves = np.arange(_MIN_WAVES, shorter // 2 + 1)
    place, weight = np.log(waves), 1 / waves
    place -= (weight * place).sum() / weight.sum()
    return window, rings.ravel(), weight * place / (weight * place**2).sum()


def contrast(luma: Plane) -> float:
    """Return the root mean square contrast, the standard deviation of luma in 0 … 1.

    E. Peli, "Contrast in complex images", J. Opt. Soc. Am. A 7 (1990), 2032-2040.
    """
    return float(luma.std()) / 255
