"""Sheets: every tile is the picture that its recipe is painted as alone, and can be had from the file."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

import nnart
from nnart.cli.limits import MAX_TILES
from nnart.field.calibration import calibrated
from nnart.files.pngchunks import MAX_SHEET, SHEET, write_chunk
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import is_sheet, read_sheet, read_tile, text_of
from nnart.sheets.lettering import fitting, font, plain
from nnart.sheets.sheet import Layout, columns_for, composed
from tests.browser import Browser
from tests.conftest import Run
from tests.strategies import small_recipes

TINY: dict[str, Any] = {"layers": 3, "width": 8}
SIZE = (20, 24)


def sheet_of(*recipes: Recipe, columns: int = 3, title: str = "") -> nnart.Sheet:
    return nnart.Sheet(tuple(nnart.Tile(str(i), one) for i, one in enumerate(recipes)), columns, title)


def tile_of(pixels: NDArray[Any], sheet: nnart.Sheet, index: int, size: tuple[int, int] = SIZE) -> NDArray[Any]:
    layout = Layout.of(sheet, size)
    top, left = layout.place(index)
    return pixels[top : top + size[0], left : left + size[1]]


@given(st.lists(small_recipes(), min_size=1, max_size=4), st.integers(1, 5), st.integers(1, 3))
def test_every_tile_is_what_its_recipe_is_painted_as_alone(
    recipes: list[Recipe], columns: int, threads: int
) -> None:
    recipes = [one.replace(space="srgb", alpha="none") for one in recipes]
    sheet = sheet_of(*recipes, columns=columns, title="a title")
    pixels, found = composed(sheet, SIZE, threads=threads)
    for i, recipe in enumerate(recipes):
        assert np.array_equal(tile_of(pixels, sheet, i), nnart.render(recipe, SIZE).pixels)
        assert found.tiles[i].recipe == calibrated(recipe)


def test_a_file_brings_the_same_sheet_back(tmp_path: Path) -> None:
    recipes = [
        Recipe(seed=7, **TINY),
        Recipe(seed=8, genome="mix(7,8,0.5)", **TINY),
        Recipe(seed=3, colour="rgb", z=(0.5, 1.0), **TINY),
        Recipe(seed=3, **nnart.preset("lecture").values | TINY),
    ]
    path = tmp_path / "a.png"
    painted = nnart.render_sheet(sheet_of(*recipes, title="four"), path, SIZE)
    assert painted == nnart.read_sheet(path)
    assert [tile.recipe for tile in painted.tiles] == [calibrated(one) for one in recipes]
    assert is_sheet(path)
    with Image.open(path) as image:
        pixels = np.asarray(image)
    for i, recipe in enumerate(recipes):
        assert np.array_equal(tile_of(pixels, painted, i), nnart.render(read_tile(path, str(i)), SIZE).pixels)
        assert np.array_equal(
            nnart.render(recipe, SIZE).pixels, nnart.render(read_tile(path, str(i)), SIZE).pixels
        )


def test_sheets_have_the_same_bytes_with_any_threads(tmp_path: Path) -> None:
    sheet = sheet_of(*(Recipe(seed=seed, **TINY) for seed in range(9)))
    for threads in (1, 2, 5):
        nnart.render_sheet(sheet, tmp_path / f"{threads}.png", SIZE, threads=threads)
        nnart.render_sheet(sheet, tmp_path / f"{threads}.html", SIZE, threads=threads)
    for ending in ("png", "html"):
        assert len({(tmp_path / f"{threads}.{ending}").read_bytes() for threads in (1, 2, 5)}) == 1


def test_what_is_transparent_lies_on_white_paper() -> None:
    sheet = sheet_of(Recipe(seed=7, alpha="vignette", **TINY))
    pixels, _ = composed(sheet, SIZE)
    tile = tile_of(pixels, sheet, 0)
    alone = nnart.render(sheet.tiles[0].recipe, SIZE).to_pillow()
    paper = Image.new("RGBA", alone.size, "white")
    assert np.abs(np.asarray(Image.alpha_composite(paper, alone).convert("RGB")).astype(int) - tile).max() <= 1
    assert (tile[0, 0] == 255).all()


@pytest.mark.parametrize("side", [16, 32, 64, 160, 400])
def test_names_are_written_below_and_stay_there(side: int) -> None:
    size = (side, side)
    sheet = nnart.Sheet(tuple(nnart.Tile(str(2**64 - 1 - i), Recipe(seed=i, **TINY)) for i in range(2)), 2)
    pixels, _ = composed(sheet, size)
    layout = Layout.of(sheet, size)
    top, left = layout.place(0)
    text = pixels[top + side : top + side + layout.line]
    assert text.min() < 128
    assert layout.text >= 11
    between = left + side // 2 + (layout.cell + layout.gap) // 2
    assert (text[:, between - 1 : between + 1] == 255).all()
    assert (pixels[: layout.gap] == 255).all()


def test_names_of_small_tiles_are_told_apart() -> None:
    """As room is made for those of 20 letters."""
    size = (16, 16)
    sheet = nnart.Sheet(tuple(nnart.Tile(str(10**19 + i), Recipe(seed=i, **TINY)) for i in range(3)), 3)
    layout = Layout.of(sheet, size)
    pixels, _ = composed(sheet, size)
    texts = []
    for i in range(3):
        top, left = layout.place(i)
        middle = left + size[1] // 2
        cell = pixels[top + 16 : top + 16 + layout.line, middle - layout.cell // 2 : middle + layout.cell // 2]
        texts.append(cell.tobytes())
        assert np.array_equal(tile_of(pixels, sheet, i, size), nnart.render(sheet.tiles[i].recipe, size).pixels)
    assert len(set(texts)) == 3


def test_long_names_keep_their_ends() -> None:
    assert fitting("1234", 100, 12) == "1234"
    short = fitting("18446744073709551615", 70, 12)
    assert short.startswith("184")
    assert short.endswith("615")
    assert font(12).getlength(short) <= 70
    assert fitting("18446744073709551615", 1, 12) == "…"


def test_texts_are_written_in_letters_that_there_are() -> None:
    assert plain("düsk Ångström ½ 日本") == "dusk Angstrom 1?2 ??"
    sheet = nnart.Sheet((nnart.Tile("a\x1b[2J\0\udcff", Recipe(seed=1, **TINY)),), 1, "b\0\n\udcff日")
    assert sheet.tiles[0].name == "a [2J"
    assert sheet.title == "b 日"
    assert composed(sheet, SIZE)[0].shape[2] == 3


def test_rows_are_filled_from_the_left() -> None:
    layout = Layout((10, 20), 3, 7, titled=False)
    assert layout.place(0)[0] == layout.place(2)[0] < layout.place(3)[0] < layout.place(6)[0]
    assert layout.place(3)[1] == layout.place(6)[1] == layout.gap
    assert [columns_for(n, (1, 1)) for n in (1, 2, 24, 64, 100)] == [1, 2, 6, 8, 10]


def test_sheets_that_cannot_be_are_refused(tmp_path: Path) -> None:
    one, other = Recipe(seed=1, **TINY), Recipe(seed=1, space="p3", **TINY)
    with pytest.raises(nnart.InputError, match=r"^tiles: a sheet has one or more, not none$"):
        nnart.Sheet((), 1)
    with pytest.raises(nnart.InputError, match=r"^tiles: 'a' is the name of several"):
        nnart.Sheet((nnart.Tile("a", one), nnart.Tile("a", one)), 1)
    with pytest.raises(nnart.InputError, match=r"^columns: a whole number from 1 is needed, not 0$"):
        sheet_of(one, columns=0)
    with pytest.raises(nnart.InputError, match=r"^space: a sheet is in one of srgb and p3"):
        sheet_of(one, other)
    with pytest.raises(nnart.InputError, match=r"^output: 'a.jpg' should end in one of .png, .html$"):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.jpg")
    with pytest.raises(nnart.InputError, match=r"^size: 2 tiles of 9999 x 9999 make a sheet of more than"):
        nnart.render_sheet(sheet_of(one, one), tmp_path / "a.png", (9999, 9999))
    (tmp_path / "a.png").write_text("mine")
    with pytest.raises(nnart.FileError, match=r"exists"):
        nnart.render_sheet(sheet_of(one), tmp_path / "a.png")
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


def with_text(text: bytes) -> bytes:
    """Return a tiny PNG that claims to be a sheet."""
    plain = io.BytesIO()
    Image.new("RGB", (1, 1)).save(plain, "PNG")
    chunk = io.BytesIO()
    write_chunk(chunk, b"iTXt", SHEET + b"\0\0\0\0\0" + text)
    return plain.getvalue()[:33] + chunk.getvalue() + plain.getvalue()[33:]


BASE = Recipe(seed=1, **TINY).to_dict()
GOOD: dict[str, Any] = {"nnart": "1", "title": "", "columns": 1, "base": BASE, "tiles": [["1", {}]]}

CHANGES: list[dict[str, Any]] = [
    {"tiles": []},
    {"tiles": 1},
    {"tiles": [1]},
    {"tiles": [["a", 1]]},
    {"tiles": [[1, {}]]},
    {"tiles": [["a", {"seed": -1}]]},
    {"tiles": [["a" * 999, {}]]},
    {"tiles": [["a", {}]] * 2},
    {"base": 1},
    {"base": {"seed": "x"}},
    {"columns": "1"},
    {"columns": 0},
    {"title": 1},
    {"base": BASE | {"version": 99}},
    {"base": BASE | {"\x1b[2J": 1}},
]


@pytest.mark.parametrize(
    "text",
    [
        *(b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"x" * (MAX_SHEET + 999)),
        *(json.dumps(GOOD | change).encode() for change in CHANGES),
    ],
)
def test_what_claims_to_be_a_sheet_is_one_or_refused_in_one_line(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(with_text(text))
    with pytest.raises(nnart.FileError) as caught:
        read_sheet(tmp_path / "a.png")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1000 + len(str(tmp_path))


def test_a_sheets_file_is_no_picture_and_a_picture_no_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(with_text(json.dumps(GOOD).encode()))
    assert read_sheet(tmp_path / "a.png").tiles[0].recipe == Recipe(seed=1, **TINY)
    with pytest.raises(nnart.FileError, match=r"a sheet of pictures; nnart\.read_sheet lists its tiles"):
        nnart.read(tmp_path / "a.png")
    nnart.render(Recipe(seed=1, **TINY), SIZE).save(tmp_path / "b.png")
    with pytest.raises(nnart.FileError, match=r"no sheet of nnart's"):
        nnart.read_sheet(tmp_path / "b.png")
    with pytest.raises(nnart.FileError, match=r"no tile is named '2'; there are 1$"):
        read_tile(tmp_path / "a.png", "2")
    assert not is_sheet(tmp_path / "b.png")
    assert not is_sheet(tmp_path / "none.png")


def test_a_thousand_tiles_have_room_in_a_file() -> None:
    tiles = [nnart.Tile(str(s), Recipe(seed=2**63 + s, gain=3.1234, detail=6.0)) for s in range(MAX_TILES)]
    assert len(text_of(nnart.Sheet(tuple(tiles), 32))) < MAX_SHEET / 4


def test_sheets_on_the_command_line(main_: Run, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    assert main_("sheet", "--seeds", "0..5", *small, "-o", "a.png").returncode == 0
    done = main_("render", "--from", "a.png#4", "--size", "64", "-o", "four.png")
    assert done.returncode == 0, done.stderr
    alone = main_("render", "--seed", "4", "--layers", "3", "--width", "8", "--size", "64", "-o", "alone.png")
    assert alone.returncode == 0
    assert (tmp_path / "four.png").read_bytes() == (tmp_path / "alone.png").read_bytes()
    shown = main_("show", "a.png").stdout
    assert shown.splitlines()[0] == "seeds 0..5"
    assert len(shown.splitlines()) == 7
    assert main_("show", "a.png", "--toml").stderr.startswith("nnart: --toml: 'a.png' has many recipes")
    lines = main_("sheet", "--seeds", "1,2", *small, "-o", "b.png", "--json", "-q").stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["1", "2"]
    assert main_("sheet", "--seeds", "1,2", *small, "-o", "b.png").stderr.startswith("nnart: 'b.png' exists")
    assert main_("sheet", "--seeds", "5..2", *small).stderr.startswith("nnart: --seed: '5..2' is empty")
    drawn = main_("sheet", *small, "-o", "c.png", "--columns", "5")
    assert drawn.returncode == 0
    assert len(read_sheet(tmp_path / "c.png").tiles) == 24
    for words, wrong in (
        (("--seeds", "0..1024"), f"tiles: 1025 are more than {MAX_TILES} on one sheet; --force allows it"),
        (("--seeds", "1,2", "--network", "no.toml"), "'no.toml': No such file or directory"),
        (
            ("--seeds", "1,2", "--genome", "mix(1,2,0.5)"),
            "--genome: it takes the place of seeds, of",
        ),
        (("--seeds", "1", "--columns", "0"), "--columns: a whole number from 1 is needed, not 0"),
        (
            ("--seeds", "1", "-o", "-"),
            "-o -: a sheet goes into a file; give it a name",
        ),
        (("--seeds", "1", "-o", "a.gif"), "--output: 'a.gif' should end in one of .png, .html"),
        (
            (
                "--from",
                "a.png##7",
            ),
            "'a.png': no tile is named '#7'; there are 0; 1; 2; 3; 4; 5",
        ),
    ):
        done = main_("sheet", *small, *words)
        assert done.stderr.splitlines()[-1].startswith(f"nnart: {wrong}"), done.stderr
        assert done.returncode in {1, 2}


def test_a_page_shows_every_recipe_behind_a_click(chromium: Browser, tmp_path: Path) -> None:
    hostile = "</template><script>alert(1)</script>"
    tiles = (nnart.Tile(hostile, Recipe(seed=1, **TINY)), *(
        nnart.Tile(str(seed), Recipe(seed=seed, **TINY)) for seed in range(2, 8)
    ))  # fmt: skip
    path = tmp_path / "a.html"
    nnart.render_sheet(nnart.Sheet(tiles, 4, hostile), path, (64, 64))
    page = chromium.open(path, (700, 900))
    assert page.title() == hostile
    assert page.locator("li > button").count() == 7
    assert [url for url in chromium.requests if not url.startswith(("data:", path.as_uri()))] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("dialog h2").inner_text() == hostile
    page.keyboard.press("ArrowRight")
    assert page.locator("dialog h2").inner_text() == "2"
    line = page.locator("dialog code").inner_text()
    assert "--seed 2" in line
    assert "layers = 3" in page.locator("dialog pre").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Picture").click()
    assert nnart.read(download.value.path()).recipe == calibrated(Recipe(seed=2, **TINY))
    assert nnart.verify(download.value.path()) is None
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.wait_for_function("document.activeElement.innerText.trim() === '2'")  # a dialog tells of its end later
    assert chromium.complaints == []
