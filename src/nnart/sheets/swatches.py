"""Swatches: palettes as bars of their colours, side by side with their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nnart.colour.tables import blend
from nnart.files.pillow import to_eight_bits

if TYPE_CHECKING:
    from PIL import Image

_ENTRIES = 4096
_BAR = (34, 216)  # rows and columns
_LABEL, _GAP, _TEXT = 18, 12, 13
_STEP = (_BAR[0] + _LABEL + _GAP, _BAR[1] + _GAP)


def bar(palette: str, count: int) -> NDArray[np.uint8]:
    """Return evenly spaced colours of a palette, from end to end.

    Args:
        palette: canonical.
        count: how many, 2 … 4096.

    Returns:
        uint8 (count, 3), sRGB.
    """
    places = np.arange(count) * (_ENTRIES - 1) // (count - 1)
    return to_eight_bits(blend(palette, _ENTRIES)[places])


def draw_chart(palettes: Sequence[tuple[str, str]]) -> Image.Image:
    """Return a chart of palettes.

    Args:
        palettes: pairs of a label and a canonical palette.
    """
    from PIL import Image, ImageDraw, ImageFont

    across = max(1, math.isqrt(2 * len(palettes) * _STEP[0] // _STEP[1]))  # about twice as wide as high
    down = -(-len(palettes) // across)
    image = Image.new("RGB", (across * _STEP[1] + _GAP, down * _STEP[0] + _GAP), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(_TEXT)
    for i, (label, palette) in enumerate(palettes):
        left, top = _GAP + i % across * _STEP[1], _GAP + i // across * _STEP[0]
        length = min(len(label), 60)  # more would not fit anyway
        while length and draw.textlength(_cut(label, length), font) > _BAR[1]:
            length -= 1
        draw.text((left, top), _cut(label, length), fill="black", font=font)
        colours = Image.fromarray(bar(palette, _BAR[1])[None])
        image.paste(colours.resize((_BAR[1], _BAR[0])), (left, top + _LABEL))
    return image


def _cut(text: str, length: int) -> str:
    return text if length == len(text) else f"{text[:length]}…"
