"""Encoders: what FFmpeg is asked for."""

from __future__ import annotations

import pytest

from nnart.films.files.encoders import AV1, FFV1, H264, HEVC, PRORES, VP9, Encoder
from nnart.films.files.layouts import LAYOUTS

ALL = (H264, HEVC, AV1, VP9, PRORES, FFV1)


def test_layouts_follow_bits_only_where_nothing_is_lost() -> None:
    assert {FFV1.layout_name(False, 8), FFV1.layout_name(False, 16)} == {"rgb8", "rgb16"}
    assert FFV1.layout_name(True, 16) == "rgba16"
    assert H264.layout_name(False, 8) == H264.layout_name(False, 16) == "yuv420p8"
    assert HEVC.layout_name(False, 8) == AV1.layout_name(False, 16) == "yuv420p10"
    assert VP9.layout_name(True, 8) == "yuva420p8"
    assert PRORES.layout_name(True, 16) == "yuva444p10"


@pytest.mark.parametrize("encoder", ALL)
def test_ffmpeg_has_it_with_its_pixels(encoder: Encoder) -> None:
    av = pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    kinds = {kind.name for kind in av.Codec(encoder.library, "w").video_formats}
    assert set(encoder.kinds.values()) <= kinds
    assert set(encoder.kinds) <= set(LAYOUTS)
    assert isinstance(hash(encoder), int)
