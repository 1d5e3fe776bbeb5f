"""PNG's texts: a recipe is seen wherever another program has put it, and costs no more than a recipe does."""

from __future__ import annotations

import io
import tracemalloc
import zlib
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import nnart
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.files.codec import MAX_TEXT, Header
from nnart.files.pngheader import read_header
from nnart.files.pngtexts import MAX_SHEET
from nnart.files.tags import DESCRIPTION
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.files.pngs import GOOD, assembled, chunk
from tests.judges import pyvips

RECIPE = calibrate(Recipe(seed=2**63 + 1, layers=1, width=1, palette="ink"))
TEXT = text_of(RECIPE)
SHEET = '{"nnart":"1","title":"caf\\u00e9","columns":1,"base":{},"tiles":[]}'
BOMB = zlib.compress(bytes(2**24), 9)


def exif(text: str) -> bytes:
    tags = Image.Exif()
    tags[DESCRIPTION] = text
    return tags.tobytes()


def packed(keyword: bytes, text: bytes) -> bytes:
    return chunk(b"zTXt", keyword + b"\0\0" + zlib.compress(text))


def plain(keyword: bytes, text: bytes) -> bytes:
    return chunk(b"tEXt", keyword + b"\0" + text)


def xmp(text: str) -> bytes:
    item = f'<rdf:li xml:lang="x-default">{escape(text)}</rdf:li>'
    return f"<x:xmpmeta><rdf:RDF><dc:description>{item}</dc:description></rdf:RDF></x:xmpmeta>".encode()


def profile(name: bytes, block: bytes) -> bytes:
    digits = block.hex().encode()
    lines = b"\n".join(digits[i : i + 72] for i in range(0, len(digits), 72))
    return b"\n" + name + b"\n" + str(len(block)).encode().rjust(8) + b"\n" + lines + b"\n"


DATA = TEXT.encode()
WAYS = {
    "tEXt": plain(b"nnart", DATA),
    "zTXt": packed(b"nnart", DATA),
    "iTXt": chunk(b"iTXt", b"nnart\0\0\0\0\0" + DATA),
    "iTXt, a language": chunk(b"iTXt", b"nnart\0\0\0de-AT\0Rezept \xc3\xbc\0" + DATA),
    "iTXt, compressed": chunk(b"iTXt", b"nnart\0\1\0en\0recipe\0" + zlib.compress(DATA)),
    "a byte order mark, and a zero": plain(b"nnart", b"\xef\xbb\xbf\n" + DATA + b"\n\0"),
    "ImageMagick, of a JPEG": packed(b"exif:ImageDescription", DATA),
    "ImageMagick, of a TIFF": packed(b"comment", DATA),
    "GIMP": chunk(b"iTXt", b"Comment\0\0\0\0\0" + DATA),
    "EXIF": chunk(b"eXIf", exif(TEXT).removeprefix(b"Exif\0\0")),
    "EXIF, as in a JPEG": chunk(b"eXIf", exif(TEXT)),
    "exiv2": packed(b"Raw profile type exif", profile(b"exif", exif(TEXT))),
    "ImageMagick, long ago": packed(b"Raw profile type APP1", profile(b"generic profile", exif(TEXT))),
    "XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(TEXT)),
    "XMP as a profile": packed(b"Raw profile type xmp", profile(b"xmp", xmp(TEXT))),
}
OTHERS = (
    plain(b"Software", b"another"),
    chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp("a sunset")),
    chunk(b"eXIf", exif("a sunset")),
    packed(b"Raw profile type iptc", profile(b"iptc", b"8BIM")),
    chunk(b"tIME", bytes(7)),
)


def header(data: bytes) -> Header:
    return read_header(io.BytesIO(data))


@pytest.mark.parametrize("way", WAYS)
def test_a_recipe_is_seen_before_and_behind_the_pixels(way: str, tmp_path: Path) -> None:
    for number, chunks in enumerate(
        (
            (WAYS[way], GOOD),
            (GOOD, WAYS[way]),
            (*OTHERS, WAYS[way], GOOD),
            (*OTHERS, GOOD, *OTHERS, WAYS[way], *OTHERS),
        )
    ):
        path = tmp_path / f"{number}.png"
        path.write_bytes(assembled(*chunks))
        assert nnart.read(path).recipe == RECIPE


@given(st.sampled_from([b"tEXt", b"zTXt", b"iTXt"]), st.booleans(), st.booleans())
def test_a_sheet_is_seen_as_well(kind: bytes, compressed: bool, behind: bool) -> None:
    data = SHEET.encode()
    body = {
        b"tEXt": data,
        b"zTXt": b"\0" + zlib.compress(data),
        b"iTXt": bytes([compressed, 0]) + b"de\0Blatt\0" + (zlib.compress(data) if compressed else data),
    }[kind]
    for keyword in (b"nnart-sheet", b"Comment"):
        text = chunk(kind, keyword + b"\0" + body)
        assert header(assembled(*((GOOD, text) if behind else (text, GOOD)))).sheet == SHEET


@pytest.mark.parametrize("how", ["add_text", "add_text zip", "add_itxt", "add_itxt zip"])
def test_pillow_may_save_it_again(how: str, tmp_path: Path) -> None:
    info = PngInfo()
    if "itxt" in how:
        info.add_itxt("nnart", TEXT, "en", "rezept", zip="zip" in how)
    else:
        info.add_text("nnart", TEXT, zip="zip" in how)
    nnart.render(RECIPE, (8, 8)).to_pillow().save(tmp_path / "a.png", pnginfo=info)
    assert nnart.read(tmp_path / "a.png").recipe == RECIPE
    assert nnart.verify(tmp_path / "a.png") is None


@pytest.mark.parametrize("ending", ["jpg", "webp", "avif", "tif"])
def test_pillow_may_make_a_png_of_another_format(ending: str, tmp_path: Path) -> None:
    nnart.render(RECIPE, (8, 8)).save(tmp_path / f"a.{ending}")
    with Image.open(tmp_path / f"a.{ending}") as image:
        image.save(tmp_path / "a.png", exif=image.getexif())
    assert nnart.read(tmp_path / "a.png").recipe == RECIPE


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_libvips_may_save_it_again(ending: str, tmp_path: Path) -> None:
    vips = pyvips()
    nnart.render(RECIPE, (8, 8)).save(tmp_path / f"a.{ending}")
    vips.Image.new_from_file(str(tmp_path / f"a.{ending}")).write_to_file(str(tmp_path / "b.png"))
    assert nnart.read(tmp_path / "b.png").recipe == RECIPE


def test_of_several_the_first_that_begins_as_nnarts_do_is_taken() -> None:
    other = text_of(RECIPE.replace(seed=5)).encode()
    assert header(assembled(plain(b"nnart", b"{}"), WAYS["zTXt"], plain(b"nnart", other), GOOD)).text == TEXT
    assert header(assembled(plain(b"nnart", b"{}"), plain(b"nnart", b"[]"), GOOD)).text == "{}"
    # Before the pixels, nnart's own place comes before those where others have moved it.
    assert header(assembled(plain(b"Comment", other), WAYS["tEXt"], GOOD)).text == TEXT
    assert header(assembled(plain(b"nnart", b"\xff" * 9), WAYS["EXIF"], GOOD)).text == TEXT


def test_a_text_that_is_sorted_is_taken_under_its_keyword() -> None:
    """As jq does; under other keywords it could be anyone's."""
    sorted_by_others = b'{"base":{},"columns":1,"nnart":"1","tiles":[],"title":""}'
    assert header(assembled(packed(b"nnart-sheet", sorted_by_others), GOOD)).sheet is not None
    assert header(assembled(packed(b"Comment", sorted_by_others), GOOD)).sheet is None


def test_texts_that_are_not_unicode_are_latin() -> None:
    text = b'{"nnart":"1","recipe":{"x":"caf\xe9"}}'
    assert header(assembled(plain(b"nnart", text), GOOD)).text == text.decode("latin-1")


def wrong(data: bytes) -> bytes:
    return data[:-4] + b"none"


@pytest.mark.parametrize(
    "chunks",
    [
        (packed(b"nnart", b"x" * (MAX_TEXT + 1)), GOOD),
        (packed(b"nnart", DATA[:-1] + b" " * MAX_TEXT), GOOD),
        (chunk(b"zTXt", b"nnart\0\0" + BOMB), GOOD),
        (GOOD, chunk(b"iTXt", b"nnart-sheet\0\1\0\0\0" + BOMB)),
        (packed(b"nnart-sheet", b"x" * (MAX_SHEET + 1)), GOOD),
        (chunk(b"zTXt", b"nnart\0\0nonsense"), GOOD),
        (wrong(WAYS["tEXt"]), GOOD),
        (plain(b"nnart", b"x" * 2 * MAX_TEXT), GOOD),
        (packed(b"Comment", DATA[:-1] + b" " * MAX_TEXT), GOOD),
    ],
)
def test_texts_of_nnarts_that_are_damaged_or_too_long_are_refused(chunks: tuple[bytes, ...]) -> None:
    with refused("damaged", error=FileError):
        header(assembled(*chunks))


@pytest.mark.parametrize(
    "text",
    [
        chunk(b"zTXt", b"Comment\0\0" + BOMB),
        chunk(b"zTXt", b"Raw profile type exif\0\0" + BOMB),
        chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b" " * 2**21)),
        packed(b"Raw profile type exif", b"\nexif\n 4\n4d4d00zz"),
        packed(b"Raw profile type exif", profile(b"exif", b"MM\0*\xff\xff\xff\xff")),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + BOMB),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0{&quot;nnart&quot;:" + b"[" * 10**5),
        chunk(b"eXIf", b"II*\0\xff\xff\xff\xff"),
        chunk(b"zTXt", b"Comment\0\0nonsense"),
        wrong(packed(b"Raw profile type exif", profile(b"exif", exif("x")))),
        chunk(b"iTXt", b""),
        chunk(b"tEXt", b"\0"),
    ],
)
def test_what_others_wrote_costs_nothing_and_hides_nothing(text: bytes) -> None:
    """However often it is there."""
    tracemalloc.start()
    try:
        assert header(assembled(*[text] * 50, GOOD)).text is None
        assert header(assembled(*[text] * 50, GOOD, WAYS["zTXt"])).text == TEXT
        assert tracemalloc.get_traced_memory()[1] < 2**25
    finally:
        tracemalloc.stop()
