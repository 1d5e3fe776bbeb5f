"""Sizes and dots per inch, as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.sizes import NAMED, check_dpi, parse_size, pixels_for
from tests.faults_of import refused

INCH = {"mm": Decimal("25.4"), "cm": Decimal("2.54"), "in": Decimal(1)}


@pytest.mark.parametrize(
    ("text", "size", "dpi"),
    [
        ("1024", (1024, 1024), None),
        ("1920x1080", (1080, 1920), None),
        ("4K", (2160, 3840), None),
        (" 30×20 ", (20, 30), None),
        ("4k@96dpi", (2160, 3840), 96),
        ("4k-portrait", (3840, 2160), None),
        ("4k-landscape", (2160, 3840), None),
        ("iphone-max", (2868, 1320), None),
        ("iphone-landscape", (1206, 2622), None),
        ("square-landscape", (1080, 1080), None),
        ("a3", (4961, 3508), 300),
        ("A3@300dpi", (4961, 3508), 300),
        ("a3@300", (4961, 3508), 300),
        ("a3-landscape@300dpi", (3508, 4961), 300),
        ("a4@72dpi", (842, 595), 72),
        ("a0@1dpi", (47, 33), 1),
        ("letter", (3300, 2550), 300),
        ("legal@100dpi", (1400, 850), 100),
        ("tabloid@100dpi", (1700, 1100), 100),
        ("poster-us@100dpi", (3600, 2400), 100),
        ("30x40cm@200dpi", (3150, 2362), 200),
        ("12x18in@300dpi", (5400, 3600), 300),
        ("8.5 x 11 in @300 dpi", (3300, 2550), 300),
        ("90x55mm", (650, 1063), 300),
        ("10cm", (1181, 1181), 300),
        ("0.5x1.5in@1dpi", (2, 1), 1),  # halves go up
        ("2.5in@1dpi", (3, 3), 1),
        ("1080p", (1080, 1920), None),
        ("720p", (720, 1280), None),
        ("1440P", (1440, 2560), None),
        ("Full HD", (1080, 1920), None),
        ("Desktop", (2160, 3840), None),
        ("mobile", (3120, 1440), None),
        ("Instagram Story", (1920, 1080), None),
        ("iPhone 15 Pro", (2556, 1179), None),
        ("16:9", (1080, 1920), None),
        ("9 : 16", (1920, 1080), None),
        ("2.39:1", (803, 1920), None),
        ("A3 landscape", (3508, 4961), 300),
        ("landscape_a3", (3508, 4961), 300),
        ("a3_Landscape@100", (1169, 1654), 100),
        ("1920x1080 portrait", (1920, 1080), None),
        ("100x70cm", (8268, 11811), 300),
        ("30 x 40 cm", (4724, 3543), 300),
        ("30cm x 40cm", (4724, 3543), 300),
        ("21,0x29,7cm", (3508, 2480), 300),
        ('11x17"', (5100, 3300), 300),
        ("1x2m@10dpi", (787, 394), 10),
        ("2'@10", (240, 240), 10),
        ("1920 by 1080", (1080, 1920), None),
        ("1024px", (1024, 1024), None),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, size: tuple[int, int], dpi: int | None) -> None:
    assert parse_size(text) == (size, dpi)


def test_a_shape_has_the_longer_side_that_is_asked_for() -> None:
    assert parse_size("16:9", longer=160) == ((90, 160), None)
    assert parse_size("9:16@100", longer=160) == ((160, 90), 100)


def test_a_width_in_pixels_has_its_usual_height() -> None:
    usual = [pixels_for(columns=width) for width in (1920, 1280, 800)]
    assert usual == ["1920x1080", "1280x720", "800"]
    assert [pixels_for(rows=height) for height in (1080, 1920, 700)] == ["1920x1080", "1080x1920", "700"]


def test_lengths_take_the_dots_that_are_asked_for_and_pixels_do_not() -> None:
    assert parse_size("a3", 150) == ((2480, 1754), 150)
    assert parse_size("a3@300dpi", 150) == ((4961, 3508), 300)
    assert parse_size("4k", 150) == ((2160, 3840), None)


@given(
    st.decimals("0.01", "900", places=2),
    st.decimals("0.01", "900", places=2),
    st.sampled_from(list(INCH)),
    st.integers(1, 1000),
)
def test_lengths_are_rounded_half_up(across: Decimal, down: Decimal, unit: str, dpi: int) -> None:
    def pixels(length: Decimal) -> int:
        return int((length * dpi / INCH[unit]).quantize(Decimal(1), ROUND_HALF_UP))

    expected = pixels(down), pixels(across)
    text = f"{across}x{down}{unit}@{dpi}dpi"
    if min(expected) == 0:
        with refused("range", "size"):
            parse_size(text)
    else:
        assert parse_size(text) == (expected, dpi)


@pytest.mark.parametrize("name", NAMED)
def test_every_name_is_a_size(name: str) -> None:
    columns, rows, unit = NAMED[name]
    size, dpi = parse_size(name)
    assert (dpi is None) == (unit == "px")
    assert parse_size(f"{name}-landscape")[0] == tuple(sorted(size))
    assert parse_size(f"{name}-portrait")[0] == tuple(sorted(size, reverse=True))
    if unit == "px":
        assert size == (rows, columns)
    else:
        assert (size[0] > size[1]) == (Decimal(rows) > Decimal(columns))


def test_a_series_halves() -> None:
    """ISO 216: a sheet cut across its longer side gives two of the next; millimetres are rounded down."""
    for number in range(6):
        short, long, _ = NAMED[f"a{number}"]
        assert NAMED[f"a{number + 1}"] == (int(long) // 2, short, "mm")


@pytest.mark.parametrize(
    ("text", "rule", "name"),
    [
        *(
            (text, "syntax", "size")
            for text in ("big", "", "a3@", "a3@fine", "@300dpi", "a3-sideways", "1.5x2", "portrait", "a3 a4")
        ),
        *(
            (text, "syntax", "size")
            for text in ("1.5x2", "-3cm", "3x4furlongs", "3cmx4in", "16:0", "0:0", "1,2")
        ),
        *((text, "range", "size") for text in ("0", "1x1000001", "0.01mm@1dpi", "99999in@100000dpi")),
        *((text, "range", "dpi") for text in ("a3@0dpi", "a3@100001dpi")),
    ],
)
def test_what_is_no_size_is_refused(text: str, rule: str, name: str) -> None:
    with refused(rule, name):
        parse_size(text)


@pytest.mark.parametrize("dpi", [0, -1, 100_001, 1.5, True, "300", None])
def test_what_is_no_number_of_dots_is_refused(dpi: object) -> None:
    with refused("range", "dpi"):
        check_dpi(dpi)  # type: ignore[arg-type]
