"""Codecs: a format is asked before anything is rendered."""

from __future__ import annotations

import pytest

from nnart.errors import InputError
from nnart.files.formats import CODECS, JPEG, PNG, WEBP
from nnart.recipe.size import MAX_SIDE, Size
from tests.faults_of import broken


def test_at_its_limits_a_picture_fits() -> None:
    for codec in CODECS:
        for bits in codec.bits:
            codec.check(Size(min(codec.max_side, codec.max_pixels, MAX_SIDE), 1), bits, alpha=codec.alpha)


@pytest.mark.parametrize(
    ("size", "bits", "alpha", "rule", "name"),
    [
        ((1, 65_501), 8, False, "limit", "size"),
        ((1, 1), 16, False, "conflict", "bits"),
        ((1, 1), 8, True, "conflict", "alpha"),
    ],
)
def test_beyond_them_it_is_refused(size: tuple[int, int], bits: int, alpha: bool, rule: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        JPEG.check(Size.of_shape(*size), bits, alpha=alpha)
    assert broken(caught.value) == [(rule, (name,))]


def test_a_signature_is_at_the_start() -> None:
    assert PNG.matches(b"\x89PNG\r\n\x1a\n")
    assert not PNG.matches(b"x\x89PNG\r\n\x1a\n")
    assert WEBP.matches(b"RIFF\n\0\0\0WEBP")
    assert not any(codec.matches(b"") for codec in CODECS)
