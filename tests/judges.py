"""Other programs that judge files, where they are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray


def by_vips(path: Path) -> tuple[NDArray[Any], Any]:
    """Return an image's pixels, (rows, columns, channels), and the image, as libvips reads it."""
    vips = pyvips()
    vips.cache_set_max(0)  # files of the same name are not the same
    image = vips.Image.new_from_file(str(path))
    pixels: NDArray[Any] = np.asarray(image.numpy())
    return pixels.reshape(image.height, image.width, image.bands), image


def tiles_by_vips(path: Path, size: tuple[int, int], **options: Any) -> None:
    """Write tiles of a picture of this size, (width, height), as libvips does; `options` are its dzsave's."""
    vips = pyvips()
    image = vips.Image.xyz(*size)[0].cast("uchar").bandjoin([90, 160]).copy(interpretation="srgb")
    try:
        image.dzsave(str(path), **options)
    except vips.Error as error:
        if "not found" in str(error):
            pytest.skip(f"this libvips writes no tiles: {error}")
        raise


def pyvips() -> Any:
    """Return the library; where it is not, skip the test."""
    try:
        import pyvips
    except Exception as error:  # it is there without its library, or with one that is broken
        pytest.skip(f"pyvips cannot be used: {error}")
    return pyvips
