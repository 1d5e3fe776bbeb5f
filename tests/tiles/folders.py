"""Sizes of pictures, and the tiles of their folders."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from PIL import Image

from nnart.tiles.layout import Layout

# Rows and columns: odd ones, those around a tile's side, long ones, and one pixel.
SIZES = [
    (777, 1301),
    (1300, 511),
    (512, 512),
    (513, 510),
    (1024, 1021),
    (3, 2043),
    (1531, 1),
    (200, 300),
    (1, 1),
]


SIZE = st.tuples(st.integers(1, 3000), st.integers(1, 3000))


def tiles(layout: Layout) -> dict[str, tuple[int, int]]:
    """Return the size, (rows, columns), of every tile by its path."""
    return {
        path: tile.shape
        for level in layout.levels()
        for tile in level.tiles()
        for path in layout.paths(level, tile)
    }


def found(folder: Path, ending: str) -> dict[str, tuple[int, int]]:
    """Return the size, (rows, columns), of every picture in a folder by its path."""
    sizes = {}
    for path in folder.rglob(f"*.{ending}"):
        with Image.open(path) as image:
            sizes[path.relative_to(folder).as_posix()] = (image.height, image.width)
    return sizes
