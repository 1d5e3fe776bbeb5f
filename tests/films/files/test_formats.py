"""Finding formats."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nnart.films.files.filmformat import FilmFormat
from nnart.films.files.formats import (
    ANIMATIONS,
    CODECS,
    ENDINGS,
    FORMATS,
    MKV,
    MOV,
    MP4,
    MP4_AV1,
    MP4_HEVC,
    VIDEOS,
    WEBM_VP9,
    find_format,
)
from nnart.films.files.layouts import LAYOUTS
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.films.files.moving import header


@pytest.mark.parametrize(
    ("path", "codec", "word"),
    [
        ("a.mp4", None, "mp4-h264"),
        ("A.MP4", "hevc", "mp4-hevc"),
        ("a.mp4", "av1", "mp4-av1"),
        ("a.webm", None, "webm-av1"),
        ("a.webm", "vp9", "webm-vp9"),
        ("a.mov", None, "mov-prores"),
        ("a.mkv", "ffv1", "mkv-ffv1"),
        ("a.webp", None, "webp"),
        ("a.gif", None, "gif"),
        ("a.png", None, "apng"),
        ("-", None, "y4m"),
        ("frames/{frame}.png", None, "sequence-png"),
        ("frames/{frame}.avif", None, "sequence-avif"),
    ],
)
def test_a_path_says_its_format(path: str, codec: str | None, word: str) -> None:
    assert find_format(path, codec).word == word


def test_unknown_endings_and_codecs_are_refused() -> None:
    with refused("kind", "path"):
        find_format("a.avi")
    with refused("kind", "path"):
        find_format("frames/{frame}.mp4")
    with refused("choice", "codec"):
        find_format("a.mp4", "divx")
    with refused("conflict", "codec") as caught:
        find_format("a.mov", "hevc")
    assert ".mp4" in str(caught.value)
    with refused("conflict", "codec"):
        find_format("a.gif", "h264")


def test_endings_are_of_videos_or_of_animations() -> None:
    assert (min(VIDEOS), min(ANIMATIONS)) == (".mkv", ".apng")
    assert {*ENDINGS} - VIDEOS - ANIMATIONS == {".y4m"} and not VIDEOS & ANIMATIONS


def test_words_are_different() -> None:
    words = [kind.word for kind in FORMATS]
    assert len(set(words)) == len(words)
    assert ".mp4" in ENDINGS and "h264" in CODECS


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_has_layouts(kind: object) -> None:
    for alpha in {False, kind.alpha}:  # type: ignore[attr-defined]
        for bits in kind.depths:  # type: ignore[attr-defined]
            layout = kind.layout(alpha, bits)  # type: ignore[attr-defined]
            assert LAYOUTS[layout.name] is layout and layout.alpha == alpha
            assert not kind.lossless or (layout.lossless and layout.bits == bits)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [Size(1920, 1080), Size(3840, 2160)])
def test_writing_takes_the_memory_of_the_encoder(size: Size) -> None:
    described = header(size=size)
    codecs = (MOV, MP4, WEBM_VP9, MP4_AV1, MP4_HEVC)
    prores, h264, vp9, av1, hevc = (kind.memory_for(described) for kind in codecs)
    assert prores < h264 < vp9 < av1 < 1.1 * hevc
    clear, deep = header(size=size, alpha=True), header(size=size, bits=16)
    both = header(size=size, alpha=True, bits=16)
    lossless = [MKV.memory_for(one) for one in (described, clear, deep, both)]
    assert lossless == sorted(set(lossless))
    assert WEBM_VP9.memory_for(clear) > vp9 and MOV.memory_for(clear) > prores


@pytest.mark.parametrize("kind", FORMATS)
def test_memory_grows_with_the_pixels(kind: FilmFormat) -> None:
    sizes = Size(64, 64), Size(1920, 1080), Size(3840, 2160), Size(7680, 4320)
    small, hd, uhd, larger = (kind.memory_for(header(size=size)) for size in sizes)
    assert small < hd < uhd < larger and 2.5 * uhd < larger <= 4 * uhd


def test_finding_formats_loads_nothing_heavy() -> None:
    script = """
import sys
from nnart.films.files.formats import find_format
find_format("a.mp4"), find_format("frames/{frame}.png")
print([name for name in ("numpy", "PIL", "av", "llvmlite") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
