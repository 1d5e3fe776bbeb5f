"""A sheet of favourites is what the command line makes of their names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import InputError
from nnart.studio.wishes.sheet import read_sheet
from tests.studio.client import Client, ended
from tests.studio.wishes.conftest import SEEDS


@pytest.mark.parametrize("size", [None, "40x30"])
def test_the_bytes_are_those_of_the_command(
    kept: Client, nnart_: Any, tmp_path: Path, size: str | None
) -> None:
    wish: dict[str, Any] = {"kind": "sheet", "names": [*SEEDS]}
    kept.post("/api/exports", wish | ({} if size is None else {"size": size}))
    (done,) = ended(kept)
    assert (done["state"], Path(done["path"]).name) == ("done", "nnart-sheet.png")
    options = ["--size", size] if size else []
    assert nnart_("sheet", *SEEDS, *options, "-o", "own.png", "-q").returncode == 0
    assert Path(done["path"]).read_bytes() == (tmp_path / "own.png").read_bytes()


def test_the_next_one_has_the_next_name_and_one_alone_is_a_sheet_too(kept: Client) -> None:
    for names in (["dusk", "dawn"], ["dusk"]):
        kept.post("/api/exports", {"kind": "sheet", "names": names, "size": "20"})
    found = ended(kept)
    assert [Path(one["path"]).name for one in found] == ["nnart-sheet.png", "nnart-sheet-2.png"]
    sheets = [nnart.read_sheet(one["path"]) for one in found]
    assert [[tile.name for tile in sheet.tiles] for sheet in sheets] == [["dusk", "dawn"], ["dusk"]]
    assert [sheet.title.split(",")[0] for sheet in sheets] == ["2 pictures", "1 picture"]


def test_what_a_sheet_cannot_hold_is_left_out_and_said(odd: Client) -> None:
    wish = {"kind": "sheet", "names": ["broken", "wide", "by-hand", *SEEDS], "size": "20"}
    expected = [
        "broken: layers: a whole number from 1 to 1000 is needed, not 0",
        "by-hand: a sheet holds no networks by hand",
        "wide: it is in p3, and the sheet in srgb",
    ]
    assert odd.post("/api/estimate", wish).json()["left_out"] == expected
    odd.post("/api/exports", wish)
    (done,) = ended(odd)
    assert done["left_out"] == expected
    assert [tile.name for tile in nnart.read_sheet(done["path"]).tiles] == [*SEEDS]
    answer = odd.post("/api/exports", {"kind": "sheet", "names": ["by-hand"]})
    assert answer.status_code == 400
    assert "no networks by hand" in answer.json()["faults"][0]["says"]


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("size", ["x", "0", "30000"])
def test_what_is_no_size_or_too_large_is_refused_at_once(size: str) -> None:
    with pytest.raises(InputError):
        read_sheet({"names": [*SEEDS], "size": size})
