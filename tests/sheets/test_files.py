"""Sheet files: a sheet comes back as it was written."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.cli.limits import MAX_TILES
from nnart.field.calibration import calibrate
from nnart.files.pngchunks import write_chunk
from nnart.files.pngtexts import MAX_SHEET, SHEET
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from nnart.sheets.carried import text_of
from nnart.sheets.files import is_sheet, read_sheet, read_tiles
from tests.faults_of import refused
from tests.rendering.test_run import cancelling
from tests.sheets.tiny import SIZE, TINY, sheet_of, tile_of


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
    assert [tile.recipe for tile in painted.tiles] == [calibrate(one) for one in recipes]
    assert is_sheet(path)
    with Image.open(path) as image:
        pixels = np.asarray(image)
    for i, recipe in enumerate(recipes):
        assert np.array_equal(
            tile_of(pixels, painted, i), nnart.render(read_tiles(path, str(i))[0][0].recipe, SIZE).pixels
        )
        assert np.array_equal(
            nnart.render(recipe, SIZE).pixels, nnart.render(read_tiles(path, str(i))[0][0].recipe, SIZE).pixels
        )


def test_sheets_have_the_same_bytes_with_any_threads(tmp_path: Path) -> None:
    sheet = sheet_of(*(Recipe(seed=seed, **TINY) for seed in range(9)))
    for threads in (1, 2, 5):
        nnart.render_sheet(sheet, tmp_path / f"{threads}.png", SIZE, Run(Threads(threads)))
        nnart.render_sheet(sheet, tmp_path / f"{threads}.html", SIZE, Run(Threads(threads)))
    for ending in ("png", "html"):
        assert len({(tmp_path / f"{threads}.{ending}").read_bytes() for threads in (1, 2, 5)}) == 1


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
    with refused("kind", error=nnart.FileError):
        nnart.read(tmp_path / "a.png")
    nnart.render(Recipe(seed=1, **TINY), SIZE).save(tmp_path / "b.png")
    with refused("kind", error=nnart.FileError):
        nnart.read_sheet(tmp_path / "b.png")
    with refused("absent", error=nnart.FileError):
        read_tiles(tmp_path / "a.png", "2", several=False)
    assert not is_sheet(tmp_path / "b.png")
    assert not is_sheet(tmp_path / "none.png")


def test_a_thousand_tiles_have_room_in_a_file() -> None:
    tiles = [nnart.Tile(str(s), Recipe(seed=2**63 + s, gain=3.1234, detail=6.0)) for s in range(MAX_TILES)]
    assert len(text_of(nnart.Sheet(tuple(tiles), 32))) < MAX_SHEET / 4


@pytest.mark.parametrize(("name", "after"), [("a.png", 0.2), ("a.png", 1.0), ("a.html", 0.2)])
def test_a_cancelled_sheet_leaves_nothing(tmp_path: Path, name: str, after: float) -> None:
    sheet = sheet_of(*(Recipe(seed=seed, **TINY) for seed in range(20)))
    with pytest.raises(nnart.Cancelled):
        nnart.render_sheet(sheet, tmp_path / name, SIZE, cancelling(after - 1e-9))
    assert list(tmp_path.iterdir()) == []
