"""Palettes from files of other programs."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st
from PIL import GimpPaletteFile

import nnart
from nnart.errors import FileError, InputError, NnartError
from nnart.recipe import palettefiles, palettes
from tests.commandline import POSIX
from tests.conftest import Run
from tests.test_inputfiles import writing

BOTH = "#0b132b,#f5cb5c"


@pytest.mark.parametrize(
    "text",
    [
        "#0b132b\n#f5cb5c\n",
        "0b132b\r\nF5CB5C",  # Lospec's .hex
        "\ufeff#0B132B night\n\n#f5cb5c, light\n",
        "# two colours\n#0b132b # the first\n; and\n// then\n#f5cb5c\n",
        "#0b132b,#f5cb5c",
        '["#0b132b", "#f5cb5c"]',
        '[\n  "#0b132b",\n  "#f5cb5c"\n]\n',
        "--night: #0b132b;\n--light: #f5cb5c;\n",
        "GIMP Palette\nName: Two\nColumns: 2\n#\n 11  19  43\tnight\n245 203  92 #f5cb5c\n",
        '["#0b132bff", "rgb(245 203 92)"]',
        '{"name": "gold", "colors": ["0b132b", "#F5CB5C"], "by": "Tan"}',
        '[{"name": "navy", "hex": "0b132b", "rgb": [11, 19, 43]}, {"name": "gold", "hex": "F5CB5C"}]',
        '{"night": {"value": "hsl(225 59.26% 10.59%)"}, "light": {"value": "#f5cb5c"}}',
        "{ night: '#0b132b', light: '#f5cb5c' }",
        ":root {\n  --night: rgb(11, 19, 43); /* #fff */\n  --light: #f5cb5c;\n  --gap: 2px\n}\n",
        "#id, a:hover { color: #0b132b; background: url(#x) }\n@media print { b { fill: #f5cb5c } }",
        "$night: rgb(11 19 43);\n$light: #f5cb5c;",
        "0b132b, f5cb5c",
        "/* two */\n * of them\n#0b132b\n#f5cb5c",
        "GIMP Palette\r\n11 19 43\r\n245 203 92\r\n",
    ],
)
def test_files_that_programs_write_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "two.txt"
    path.write_bytes(text.encode())
    assert palettefiles.read(path) == BOTH


def test_names_and_more_bits_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Navy\ngold  as on a coin\n#fff\n#000000000001\n")
    assert palettefiles.read(path) == "#000080,#ffd700,#ffffff,#000000000001"
    for text in ("navy, gold", '["navy", "Gold"]', "--a: navy;\n--b: gold;", "a { --a: Navy; --b: gold }"):
        path.write_text(text)
        assert palettefiles.read(path) == "#000080,#ffd700", text


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (b"", "count", 0),
        (b"#fff\n", "count", 0),
        (b"#fff\n" * 1025, "count", 0),
        (b"#" * 70_000, "limit", 0),
        (b"\x89PNG\r\n\x1a\n", "kind", 0),
        (b"#fff\n\n255 0 0\n", "syntax", 3),
        (b"#fff\n#f0f0f0f0\n", "syntax", 2),
        (b"#fff #night\n", "syntax", 1),
        (b"\x1b[31m\n", "syntax", 1),
        (b"GIMP Palette\n255 0 0\n256 0 0\n", "syntax", 3),
        (b"GIMP Palette\n1 2\n", "syntax", 2),
        (b"x" * 60_000, "syntax", 1),
        (b"#fff\nrgb(300, 0, 0)\n", "range", 2),
        (b"a {\n--a: #fff;\n--b: #ff }", "syntax", 3),
        (b'["#fff", "gould"]', "syntax", 0),
        (b'["night", "day"]', "count", 0),
        (b"[" * 60_000, "count", 0),
        (b"255,128,100\n", "syntax", 1),
    ],
)
def test_other_files_get_one_line(tmp_path: Path, data: bytes, rule: str, line: int) -> None:
    path = tmp_path / "a.gpl"
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        palettefiles.read(path)
    (fault,) = caught.value.faults
    assert (fault.rule, fault.where) == (rule, (repr(str(path)), *([f"line {line}"] if line else [])))
    assert str(caught.value).isprintable() and len(str(caught.value)) < 500


@holds(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.booleans())
def test_no_file_is_a_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes, gimps: bool) -> None:
    path = tmp_path_factory.getbasetemp() / "any-palette"
    path.write_bytes(b"GIMP Palette\n" * gimps + data)
    try:
        text = palettefiles.read(path)
    except NnartError as error:
        assert str(error).isprintable()
    else:
        assert palettes.canonical(text) == text


@holds(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=2, max_size=256))
def test_gimps_are_read_as_pillow_reads_them(
    tmp_path_factory: pytest.TempPathFactory, colours: list[tuple[int, int, int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.gpl"
    lines = [f"{red:3} {green:3} {blue:3}\tsome name" for red, green, blue in colours]
    path.write_text("\n".join(["GIMP Palette", "Name: any", "Columns: 4", "#", *lines, ""]))
    with path.open("rb") as stream:
        expected, _ = GimpPaletteFile.GimpPaletteFile(stream).getpalette()
    read = palettes.stops(palettefiles.read(path))
    assert bytes(value // 257 for stop in read for value in stop) == expected


def test_a_name_is_a_files_only_with_a_folder_or_an_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ink", "viridis", "mine", "a#b.txt", "ink.txt", "navy", "a;b,c.txt"):
        (tmp_path / name).write_text(BOTH)
    for text in (
        "ink",
        "viridis",
        "crameri:batlow",
        "nosuch",
        "#fff",
        "navy,gold",
        "navy",
        "rgb(0 0 0 / 1),oklch(0.7 0.1 200)",
        "x" * 5000,
        "\0",
    ):
        assert palettefiles.read_if_file(text) == text
    for text in ("reef; ink.txt", "reef,./ink", "reef,mine"):
        assert palettefiles.read_if_file(text) == f"reef;{BOTH}"
    for text in ("navy,ink.txt", "#fff,./a"):
        with pytest.raises(InputError, match="mixes colours"):
            palettefiles.read_if_file(text)
    for text in ("./ink", "ink.txt", "mine", "a#b.txt", "a;b,c.txt", str(tmp_path / "viridis")):
        assert palettefiles.read_if_file(text) == BOTH
    with pytest.raises(FileError, match="No such file"):
        palettefiles.read_if_file("./nosuch")
    with pytest.raises(FileError, match=r"directory|denied"):
        palettefiles.read_if_file(f"{tmp_path}/")


def test_a_picture_outlives_the_file_of_its_palette(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.hex").write_text("0b132b\nf5cb5c\n")
    small = ("--layers", "3", "--width", "9", "--size", "40x30")
    assert main_("render", "--seed", "7", "--palette", "two.hex", *small, "-o", "a.png").returncode == 0
    (tmp_path / "two.hex").unlink()
    assert nnart.read(tmp_path / "a.png").recipe.palette == BOTH
    assert main_("verify", "a.png").returncode == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["#0b132b\n#f5cb5c\n", "GIMP Palette\r\n11 19 43\r\n245 203 92\r\n", "0b132b\nf5cb5c"]
)
def test_text_is_read_as_editors_and_shells_write_it(tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert palettefiles.read(tmp_path / "a.txt") == BOTH


def test_a_stream_stands_for_a_dash_alone() -> None:
    assert palettefiles.read_if_file("-", io.BytesIO(BOTH.encode())) == BOTH
    assert palettefiles.read_if_file("ink", io.BytesIO(BOTH.encode())) == "ink"
    assert palettefiles.read_if_file("-") == "-"
    assert palettefiles.read_if_file("reef;-", io.BytesIO(BOTH.encode())) == f"reef;{BOTH}"


@POSIX
def test_a_pipe_is_as_good_as_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("mine")
    for name in ("./mine", "mine"):
        with writing(tmp_path / "mine", BOTH.encode()):
            assert palettefiles.read_if_file(name) == BOTH
