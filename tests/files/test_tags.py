"""Tags of EXIF and TIFF: what they say is taken only if it makes sense."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nnart.files.codec import MAX_TEXT
from nnart.files.tags import DESCRIPTION, INCH, RESOLUTION_UNIT, RESOLUTIONS, dpi_of, tags_of, text_of


@pytest.mark.parametrize(
    ("across", "down", "unit", "dpi"),
    [
        (300, 300, INCH, 300),
        (Fraction(3001, 10), Fraction(3001, 10), INCH, 300),
        (300, 301, INCH, None),
        (300, 300, 3, None),  # in centimetres
        (0, 0, INCH, None),
        (100_001, 100_001, INCH, None),
        (300.0, 300.0, INCH, None),
        (None, None, None, None),
        ("300", "300", INCH, None),
    ],
)
def test_dots_per_inch(across: object, down: object, unit: object, dpi: int | None) -> None:
    assert dpi_of(across, down, unit) == dpi


def test_text_is_short_text() -> None:
    assert text_of("x" * MAX_TEXT) == "x" * MAX_TEXT
    assert text_of("x" * (MAX_TEXT + 1)) is None
    assert text_of(b"x") is None


def test_only_what_is_known_is_said() -> None:
    assert tags_of(None, None) == {}
    assert tags_of("a", None) == {DESCRIPTION: "a"}
    assert tags_of(None, 72) == {RESOLUTION_UNIT: INCH} | dict.fromkeys(RESOLUTIONS, 72.0)
