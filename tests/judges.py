"""Other programs that judge files, where they are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray


def by_vips(path: Path) -> tuple[NDArray[Any], Any]:
    """Return an image's pixels, (rows, columns, channels), and the image, as libvips reads it."""
    try:
        import pyvips
    except Exception as error:  # it is there without its library, or with one that is broken
        pytest.skip(f"pyvips cannot be used: {error}")
    pyvips.cache_set_max(0)  # files of the same name are not the same
    image = pyvips.Image.new_from_file(str(path))
    pixels: NDArray[Any] = np.asarray(image.numpy())
    return pixels.reshape(image.height, image.width, image.bands), image
