"""Shapes: sizes of which one side is given, as 1200, 2m or 1200x; what is painted has the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import fit_longer, parse_size

if TYPE_CHECKING:
    from nnart.sources.start import Start

_SIDE = r"[0-9][0-9.,]*\s*(?:px|pixels|mm|cm|m|in|inch|inches|ft|[\"″'])?"
_LONGER = re.compile(rf"\s*{_SIDE}\s*(?:@.*)?")
_OPEN = re.compile(rf"\s*({_SIDE})?\s*[x×*]\s*({_SIDE})?\s*(@.*)?")


def size_like(text: str, dpi: int | None, shape: Size) -> tuple[Size, int | None]:
    """Return a size, and its dots per inch, with a side in proportion where a text leaves one out.

    Args:
        text: `1200` or `2m`, the longer side; `1200x`, the width; `x800`, the height; or any other size.
        dpi: as for `parse_size`, whose errors these are.
        shape: a size of the wanted proportions.
    """
    if _LONGER.fullmatch(text.lower()):
        size, written = parse_size(text, dpi)
        return fit_longer(shape, size.width), written
    found = _OPEN.fullmatch(text.lower())
    if found is None or bool(found[1]) == bool(found[2]):
        return parse_size(text, dpi)
    side, written = parse_size(f"{found[1] or found[2]}{found[3] or ''}", dpi)
    known, other = (shape.width, shape.height) if found[1] else (shape.height, shape.width)
    rest = max(1, (2 * other * side.width + known) // (2 * known))
    return (Size(side.width, rest) if found[1] else Size(rest, side.width)), written


def shape_of(start: Start) -> Size:
    """Return the size whose proportions a picture has of which one side is given: the start's, or a square.

    Of several pictures with several sizes, none has a say.
    """
    sizes = {tile.size for tile in start.tiles} or ({start.size} if start.place else set())
    return sizes.pop() if len(sizes) == 1 else SQUARE


def remark_on(text: str, size: Size, shape: Size) -> Sequence[str]:
    """Return what people should know of a size in the shape of what is painted, if it is no square."""
    if shape.width == shape.height or not _LONGER.fullmatch(text.lower()):
        return ()
    longer = max(size)
    return (f"{text.strip()} is the longer side, in the picture's shape; a square is --size {longer}x{longer}",)
