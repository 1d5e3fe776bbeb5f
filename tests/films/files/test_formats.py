"""Finding formats."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nnart.films.files.formats import CODECS, ENDINGS, FORMATS, find_format
from nnart.films.files.layouts import LAYOUTS
from tests.faults_of import refused


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


def test_finding_formats_loads_nothing_heavy() -> None:
    script = """
import sys
from nnart.films.files.formats import find_format
find_format("a.mp4"), find_format("frames/{frame}.png")
print([name for name in ("numpy", "PIL", "av", "llvmlite") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
