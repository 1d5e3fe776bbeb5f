"""PyAV's frames hold the planes, whatever their lines are padded to."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.films.files.avframes import from_frame, layout_of, to_frame
from nnart.films.files.encoders import FFV1, H264, HEVC, PRORES, VP9
from nnart.films.files.layouts import LAYOUTS
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.films.files.moving import pixels

av = pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
KINDS = [(name, kind) for encoder in (H264, HEVC, VP9, PRORES, FFV1) for name, kind in encoder.kinds.items()]


@pytest.mark.parametrize(("name", "kind"), KINDS)
@pytest.mark.parametrize("size", [Size(2, 2), Size(34, 26), Size(100, 6)])
def test_planes_come_back(name: str, kind: str, size: Size) -> None:
    layout = LAYOUTS[name]
    planes = layout.convert(pixels(1, bits=layout.bits, alpha=layout.alpha, size=size), 0)
    frame = to_frame(planes, kind)
    assert (frame.width, frame.height) == size
    assert all(np.array_equal(one, other) for one, other in zip(planes, from_frame(frame), strict=True))


def test_red_is_red() -> None:
    red = np.zeros((2, 2, 3), np.uint8)
    red[..., 0] = 255
    assert (to_frame([red], "bgr0").to_ndarray(format="rgb24") == red).all()
    assert (to_frame([red.astype(np.uint16) * 257], "gbrp16le").to_ndarray(format="rgb24") == red).all()


def test_other_pixels_are_refused() -> None:
    with refused("kind"):
        layout_of("yuv411p")
