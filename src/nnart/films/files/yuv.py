"""Y'CbCr: pixels to luma and chroma of BT.709 in limited range, and back.

Every number is quantised once, from 16 bits a channel to the bits of the target, with static dither. FFmpeg's
own conversion rounds twice and shifts luma: by half a level for 8 bits, by two code values for 10.

All arithmetic is on single elements in float32, so machines agree on every byte.

Sources: ITU-R BT.709-6, sections 3.2 to 3.5; ITU-T H.273 for the places of chroma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.films.files.dither import PERIOD, thresholds

Floats = NDArray[np.float32]
Plane = NDArray[Any]

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722
# A colour's difference from luma at full scale: of blue for Cb, of red for Cr.
TO_BLUE, TO_RED = 2 * (1 - BLUE), 2 * (1 - RED)
_BLACK, _LUMA, _NEUTRAL, _CHROMA = 16, 219, 128, 224  # code values of 8 bits
_MOST = 65535
_ROWS = 8  # at a time, so that what is computed stays in a processor's cache; divides the dither's period
_BACK_ROWS = 64
_SHIFTS = (0, 21845, 43690)  # of the dither of luma, Cb and Cr


def encode(pixels: Pixels, planes: Sequence[Plane], first_row: int, depth: int, *, halved: bool) -> None:
    """Fill the planes of a band.

    Args:
        pixels: uint16 (rows, columns, 3), or 4 with alpha.
        planes: uint8 or uint16, (rows, columns): luma, Cb, Cr, and alpha if the pixels have it.
        first_row: the band's first row in the frame; even for halved chroma.
        depth: bits of a number in a plane.
        halved: whether chroma has half the rows and columns. It is then sited at even columns, between two
            rows: a mean of two rows, weighted 1 : 2 : 1 across.
    """
    for start, end in _blocks(len(pixels), first_row):
        block = pixels[start:end]
        red, green, blue = (block[..., channel].astype(np.float32) for channel in range(3))
        luma = _luma(red, green, blue, depth)
        row = first_row + start
        _quantise(luma, planes[0][start:end], row, 0, _BLACK << depth - 8)
        step = 2 if halved else 1
        for number, (colour, scale) in enumerate(((blue, TO_BLUE), (red, TO_RED)), 1):
            chroma = _difference(colour, luma, scale, depth, halved=halved)
            _quantise(
                chroma, planes[number][start // step : end // step], row // step, number, _NEUTRAL << depth - 8
            )
        if len(planes) > 3:
            alpha = block[..., 3].astype(np.float32) * np.float32(((1 << depth) - 1) / _MOST)
            _quantise(alpha, planes[3][start:end], row, 0, 0)


def _blocks(rows: int, first_row: int) -> Iterator[tuple[int, int]]:
    """Yield the beginnings and ends of a band's blocks, which end at multiples of 8 rows in the frame."""
    start = 0
    while start < rows:
        end = min(rows, start + _ROWS - (first_row + start) % _ROWS)
        yield start, end
        start = end


def _luma(red: Floats, green: Floats, blue: Floats, depth: int) -> Floats:
    """Return luma in code values above black."""
    scale = (_LUMA << depth - 8) / _MOST
    luma = red * np.float32(RED * scale)
    luma += green * np.float32(GREEN * scale)
    luma += blue * np.float32(BLUE * scale)
    return luma


def _difference(colour: Floats, luma: Floats, full: float, depth: int, *, halved: bool) -> Floats:
    """Return a plane of chroma in code values from neutral: a colour less luma."""
    scale = (_CHROMA << depth - 8) / full / (8 if halved else 1)
    if halved:
        colour, luma = colour[0::2] + colour[1::2], luma[0::2] + luma[1::2]
    difference = colour * np.float32(scale / _MOST)
    difference -= luma * np.float32(scale / (_LUMA << depth - 8))
    return _halve(difference) if halved else difference


def _halve(wide: Floats) -> Floats:
    """Return sums of every even column, twice, and its neighbours; the first is its own left neighbour."""
    left, right = wide[:, 0::2], wide[:, 1::2]
    total = left + left
    total += right
    total[:, 0] += wide[:, 0]
    total[:, 1:] += right[:, :-1]
    return total


def _quantise(values: Floats, out: Plane, row: int, number: int, offset: int) -> None:
    """Write values plus an offset as whole numbers, dithered; changes the values."""
    first = row % PERIOD
    dither = thresholds(values.shape[1], _SHIFTS[number], offset)[first : first + len(values)]
    np.copyto(out, values + dither, casting="unsafe")


def decode(planes: Sequence[Plane], depth: int, *, halved: bool) -> Pixels:
    """Return pixels, uint16 (rows, columns, 3), or 4 with alpha, from planes as `encode` fills them.

    Chroma of half the size is interpolated linearly.
    """
    rows, columns = planes[0].shape
    pixels = np.empty((rows, columns, len(planes)), np.uint16)
    for start in range(0, rows, _BACK_ROWS):
        window = slice(start, min(rows, start + _BACK_ROWS))
        luma = (planes[0][window].astype(np.float32) - (_BLACK << depth - 8)) / np.float32(_LUMA << depth - 8)
        blue, red = (
            _chroma(plane, window, halved=halved) * np.float32(1 / (_CHROMA << depth - 8))
            - np.float32(_NEUTRAL / _CHROMA)
            for plane in planes[1:3]
        )
        blue, red = blue * np.float32(TO_BLUE) + luma, red * np.float32(TO_RED) + luma
        green = (luma - np.float32(RED) * red - np.float32(BLUE) * blue) / np.float32(GREEN)
        channels = [red, green, blue]
        if len(planes) > 3:
            channels.append(planes[3][window] * np.float32(1 / ((1 << depth) - 1)))
        for channel, values in enumerate(channels):
            pixels[window, :, channel] = np.clip(values, 0, 1) * np.float32(_MOST) + np.float32(0.5)
    return pixels


def _chroma(plane: Plane, window: slice, *, halved: bool) -> Floats:
    """Return a window of chroma at every pixel, in code values."""
    if not halved:
        return plane[window].astype(np.float32)
    rows = np.arange(window.start, window.stop)
    near = rows // 2
    far = np.clip(near + np.where(rows % 2, 1, -1), 0, len(plane) - 1)
    mixed = np.float32(0.75) * plane[near] + np.float32(0.25) * plane[far]
    wide = np.repeat(mixed, 2, axis=1)
    wide[:, 1:-1:2] = (mixed[:, :-1] + mixed[:, 1:]) / 2
    return wide
