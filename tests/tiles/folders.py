"""Sizes of pictures, and the tiles of their folders."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st
from PIL import Image

from nnart.recipe.size import Size
from nnart.tiles.layout import Layout

# Odd ones, those around a tile's side, long ones, and one pixel.
SIZES = [
    Size(1301, 777),
    Size(511, 1300),
    Size(512, 512),
    Size(510, 513),
    Size(1021, 1024),
    Size(2043, 3),
    Size(1, 1531),
    Size(300, 200),
    Size(1, 1),
]


SIZE = st.builds(Size, st.integers(1, 3000), st.integers(1, 3000))


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
