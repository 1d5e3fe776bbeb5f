"""Tags of EXIF and TIFF: what they say is taken only if it makes sense."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from PIL import Image

from nnart.files.codec import MAX_TEXT
from nnart.files.directories import Value
from nnart.files.tags import (
    DESCRIPTION,
    INCH,
    RESOLUTION_UNIT,
    RESOLUTIONS,
    dpi_of,
    read_exif,
    read_tags,
    tags_of,
    text_of,
    texts_of,
)

_EXIF, _COMMENT = 0x8769, 0x9286
_TITLE, _XP_COMMENT = 0x9C9B, 0x9C9C


@pytest.mark.parametrize(
    ("across", "down", "unit", "dpi"),
    [
        (300, 300, INCH, 300),
        (Fraction(3001, 10), Fraction(3001, 10), INCH, 300),
        (300, 301, INCH, None),
        (300, 300, 3, None),  # in centimetres
        (0, 0, INCH, None),
        (100_001, 100_001, INCH, None),
        (b"300", b"300", INCH, None),
    ],
)
def test_dots_per_inch(across: Value, down: Value, unit: int, dpi: int | None) -> None:
    tags = dict(zip(RESOLUTIONS, (across, down), strict=True))
    assert dpi_of(tags | {RESOLUTION_UNIT: unit}) == dpi
    assert dpi_of(tags) is None


def test_no_tags_say_nothing() -> None:
    assert dpi_of({}) is None
    assert [*texts_of({})] == [None] * 4


def test_text_is_short_text() -> None:
    assert text_of(b"x" * MAX_TEXT) == "x" * MAX_TEXT
    assert text_of(b"x" * MAX_TEXT + b"\0") == "x" * MAX_TEXT
    assert text_of(b"x" * (MAX_TEXT + 1)) is None
    assert text_of(5) is None


def test_only_what_is_known_is_said() -> None:
    assert tags_of(None, None) == {}
    assert tags_of("a", None) == {DESCRIPTION: "a"}
    assert tags_of(None, 72) == {RESOLUTION_UNIT: INCH} | dict.fromkeys(RESOLUTIONS, 72.0)


def written(**blocks: bytes) -> bytes:
    tags = Image.Exif()
    tags[DESCRIPTION] = "first"
    if "comment" in blocks:
        tags.get_ifd(_EXIF)[_COMMENT] = blocks["comment"]
    if "windows" in blocks:
        tags[_XP_COMMENT] = tags[_TITLE] = blocks["windows"]
    return tags.tobytes()


@pytest.mark.parametrize(
    "comment",
    [
        b"ASCII\0\0\0" + b"{text}",
        bytes(8) + b"{text}",
        b"{text}",
        b"UNICODE\0" + "{text}".encode("utf-16-le"),
        b"UNICODE\0" + "{text}".encode("utf-16-be"),
        b"UNICODE\0" + "{text}".encode("utf-16"),
    ],
)
def test_comments_are_read_however_they_are_encoded(comment: bytes) -> None:
    """EXIF leaves the order of bytes open, so that programs differ."""
    for data in (written(comment=comment), written(comment=comment).removeprefix(b"Exif\0\0")):
        assert [*texts_of(read_exif(data))][:2] == ["first", "{text}"]


def test_what_windows_says_is_read() -> None:
    tags = read_exif(written(windows="{text}\0".encode("utf-16-le")))
    assert [*texts_of(tags)] == ["first", None, "{text}", "{text}"]


def test_a_damaged_comment_hides_nothing() -> None:
    data = written(comment=b"ASCII\0\0\0abc")
    place = data.find(_EXIF.to_bytes(2)) + 8
    assert (
        read_tags(io.BytesIO(data[6:place] + b"\xff\xff\xff\xff" + data[place + 4 :]))[DESCRIPTION]
        == b"first\0"
    )
    assert read_exif(b"Exif\0\0nonsense") == {}
