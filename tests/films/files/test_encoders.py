"""Encoders: what FFmpeg is asked for."""

from __future__ import annotations

import pytest

from nnart.films.files.encoders import AV1, FFV1, H264, HEVC, PRORES, VP9, Encoder
from nnart.films.files.layouts import LAYOUTS
from nnart.recipe.size import Size

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


@pytest.mark.parametrize("encoder", ALL)
def test_memory_is_known_of_every_layout(encoder: Encoder) -> None:
    assert encoder.memory.keys() == encoder.kinds.keys()
    hd, uhd = Size(1920, 1080), Size(3840, 2160)
    for layout in encoder.kinds:
        assert encoder.memory_for(layout, hd) < encoder.memory_for(layout, uhd)


def test_large_frames_have_options_of_their_own() -> None:
    hd, uhd = (AV1.options_for(size) for size in (Size(2048, 2048), Size(2048, 2050)))
    assert hd == AV1.options
    assert (uhd["crf"], uhd["svtav1-params"]) == (hd["crf"], AV1.large["svtav1-params"])
