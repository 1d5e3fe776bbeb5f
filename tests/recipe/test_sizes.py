"""Sizes and dots per inch, as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.recipe.sizes import NAMED, check_dpi, parse_size, pixels_for, with_bleed
from tests.faults_of import refused

INCH = {"mm": Decimal("25.4"), "cm": Decimal("2.54"), "in": Decimal(1)}


@pytest.mark.parametrize(
    ("text", "size", "dpi"),
    [
        ("1024", (1024, 1024), None),
        ("1920x1080", (1920, 1080), None),
        ("4K", (3840, 2160), None),
        (" 30×20 ", (30, 20), None),
        ("4k@96dpi", (3840, 2160), 96),
        ("4k-portrait", (2160, 3840), None),
        ("4k-landscape", (3840, 2160), None),
        ("iphone-max", (1320, 2868), None),
        ("iphone-landscape", (2622, 1206), None),
        ("square-landscape", (1080, 1080), None),
        ("a3", (3508, 4961), 300),
        ("A3@300dpi", (3508, 4961), 300),
        ("a3@300", (3508, 4961), 300),
        ("a3-landscape@300dpi", (4961, 3508), 300),
        ("a4@72dpi", (595, 842), 72),
        ("a0@1dpi", (33, 47), 1),
        ("letter", (2550, 3300), 300),
        ("legal@100dpi", (850, 1400), 100),
        ("tabloid@100dpi", (1100, 1700), 100),
        ("poster-us@100dpi", (2400, 3600), 100),
        ("30x40cm@200dpi", (2362, 3150), 200),
        ("12x18in@300dpi", (3600, 5400), 300),
        ("8.5 x 11 in @300 dpi", (2550, 3300), 300),
        ("90x55mm", (1063, 650), 300),
        ("10cm", (1181, 1181), 300),
        ("0.5x1.5in@1dpi", (1, 2), 1),  # halves go up
        ("2.5in@1dpi", (3, 3), 1),
        ("1080p", (1920, 1080), None),
        ("720p", (1280, 720), None),
        ("1440P", (2560, 1440), None),
        ("Full HD", (1920, 1080), None),
        ("Desktop", (3840, 2160), None),
        ("mobile", (1440, 3120), None),
        ("Instagram Story", (1080, 1920), None),
        ("iPhone 15 Pro", (1179, 2556), None),
        ("16:9", (1920, 1080), None),
        ("9 : 16", (1080, 1920), None),
        ("2.39:1", (1920, 803), None),
        ("A3 landscape", (4961, 3508), 300),
        ("landscape_a3", (4961, 3508), 300),
        ("a3_Landscape@100", (1654, 1169), 100),
        ("a3 -_- landscape", (4961, 3508), 300),
        ("-landscape  a3", (4961, 3508), 300),
        ("1920x1080 portrait", (1080, 1920), None),
        ("100x70cm", (11811, 8268), 300),
        ("30 x 40 cm", (3543, 4724), 300),
        ("30cm x 40cm", (3543, 4724), 300),
        ("21,0x29,7cm", (2480, 3508), 300),
        ('11x17"', (3300, 5100), 300),
        ("1x2m@10dpi", (394, 787), 10),
        ("2'@10", (240, 240), 10),
        ("1920 by 1080", (1920, 1080), None),
        ("1024px", (1024, 1024), None),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, size: tuple[int, int], dpi: int | None) -> None:
    assert parse_size(text) == (size, dpi)


def test_a_shape_has_the_longer_side_that_is_asked_for() -> None:
    assert parse_size("16:9", longer=160) == ((160, 90), None)
    assert parse_size("9:16@100", longer=160) == ((90, 160), 100)


def test_a_width_in_pixels_has_its_usual_height() -> None:
    usual = [pixels_for(columns=width) for width in (1920, 1280, 800)]
    assert usual == ["1920x1080", "1280x720", "800"]
    assert [pixels_for(rows=height) for height in (1080, 1920, 700)] == ["1920x1080", "1080x1920", "700"]


def test_lengths_take_the_dots_that_are_asked_for_and_pixels_do_not() -> None:
    assert parse_size("a3", 150) == ((1754, 2480), 150)
    assert parse_size("a3@300dpi", 150) == ((3508, 4961), 300)
    assert parse_size("4k", 150) == ((3840, 2160), None)


@given(
    st.decimals("0.01", "900", places=2),
    st.decimals("0.01", "900", places=2),
    st.sampled_from(list(INCH)),
    st.integers(1, 1000),
)
def test_lengths_are_rounded_half_up(across: Decimal, down: Decimal, unit: str, dpi: int) -> None:
    def pixels(length: Decimal) -> int:
        return int((length * dpi / INCH[unit]).quantize(Decimal(1), ROUND_HALF_UP))

    expected = pixels(across), pixels(down)
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
    assert parse_size(f"{name}-landscape")[0] == tuple(sorted(size, reverse=True))
    assert parse_size(f"{name}-portrait")[0] == tuple(sorted(size))
    if unit == "px":
        assert size == (columns, rows)
    else:
        assert (size.height > size.width) == (Decimal(rows) > Decimal(columns))


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
        *((text, "limit", "size") for text in ("4k".ljust(201), "-" * 2**20 + "b", "4k@" + "3" * 2**20)),
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


@pytest.mark.parametrize(
    ("text", "bleed", "size"),
    [
        ("a3", "3mm", "303x426mm"),
        ("a3-landscape@300dpi", "0.5cm", "430x307mm@300dpi"),
        ("A3", "bleed", "303x426mm"),
        ("a3", "3", "303x426mm"),
        ("8.5x11in", "0.125in", "8.75x11.25in"),
        ("1920x1080", "10", "1940x1100"),
        ("4k", "3mm", None),
        ("nosuch", "3mm", None),
    ],
)
def test_a_bleed_makes_a_size_larger(text: str, bleed: str, size: str | None) -> None:
    assert with_bleed(text, bleed) == size
    if size is not None:
        parse_size(size)


@pytest.mark.parametrize("blank", " -_")
def test_time_grows_no_faster_than_what_is_before_a_turn(blank: str) -> None:
    """Else this would take hours."""
    assert with_bleed(blank * 2**20 + "b", "3mm") is None
    assert with_bleed(f"a3{blank * 2**20}landscape", "3mm") == "426x303mm"


def test_a_bleed_behind_a_size_is_answered() -> None:
    with refused("syntax", "size") as caught:
        parse_size("a3+bleed")
    assert "write 303x426mm" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("16,32,64,128", "write one size at a time, such as 16"),
        ("2x1080p", "side by side they are 3840x1080"),
        ("3 x 4k", "side by side they are 11520x2160"),
        ("16:9@2m", "write 2x1.125m"),
        ("9:16@40cm", "write 22.5x40cm"),
    ],
)
def test_sizes_of_other_kinds_are_told_of(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_size(text)
    (way,) = caught.value.faults[0].ways
    assert way.does == told
    parse_size(told.rsplit(maxsplit=1)[-1])


def test_what_a_text_says_has_sides() -> None:
    found = parse_size("2x1in@100dpi")
    assert (found.width, found.height, found.size, found.dpi) == (200, 100, (200, 100), 100)
