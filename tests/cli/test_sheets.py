"""Sheets, as commands want them: what is checked before anything is painted, and what is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.cli.given import OPTIONS
from nnart.cli.limits import MAX_TILES
from nnart.cli.recipes import read_request
from nnart.cli.sheets import Contents, Entry, SheetOptions, check_drawn, deliver, prepare
from nnart.errors import FileError, InputError
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.limits import MachineLimits
from nnart.sheets.files import read_sheet
from nnart.sheets.sheet import Axis
from tests.byhand import TOML
from tests.conftest import Run, names
from tests.faults_of import refused

TILES = [Entry(str(seed), Recipe(seed=seed, layers=2, width=4)) for seed in range(1, 8)]


@pytest.fixture
def options(tmp_path: Path) -> SheetOptions:
    """The options of a small sheet that nobody is told of."""
    return SheetOptions(
        output=str(tmp_path / "a.png"),
        size="8",
        columns=None,
        force=False,
        huge=False,
        threads=None,
        quiet=True,
        as_json=False,
    )


def test_options_come_before_what_a_command_says(options: SheetOptions) -> None:
    sheet, shape = prepare(Contents(TILES, "a title", size="16x12"), options)
    assert (shape, sheet.title) == ((8, 8), "a title, layers 2, width 4")
    assert [tile.name for tile in sheet.tiles] == [*"1234567"]
    assert prepare(Contents(TILES, "", size="16x12"), replace(options, size=None))[1] == (16, 12)
    assert prepare(Contents(TILES, ""), replace(options, columns=5))[0].columns == 5
    assert prepare(Contents(TILES, "", row=True), options)[0].columns == 7
    assert prepare(Contents(TILES, ""), replace(options, size="160"))[0].columns == 4


@pytest.mark.parametrize(
    ("given", "rule", "name"),
    [
        ({"threads": 0}, "range", "threads"),
        ({"size": "0"}, "range", "size"),
        ({"columns": 0}, "range", "columns"),
        ({"output": "-"}, "kind", "output"),
        ({"output": "a.gif"}, "kind", "path"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(
    given: dict[str, Any], rule: str, name: str, options: SheetOptions, tmp_path: Path
) -> None:
    with refused(rule, name, error=InputError):
        deliver(Contents(TILES, ""), replace(options, **given))
    assert names(tmp_path) == []


def test_columns_that_a_command_decides_are_no_option(options: SheetOptions) -> None:
    axes = (Axis("a", ("1", "2", "3")), Axis("b", ("1", "2")))
    assert prepare(Contents(TILES[:6], "", axes=axes), options)[0].columns == 3
    with refused("conflict", "columns", error=InputError):
        prepare(Contents(TILES[:6], "", axes=axes), replace(options, columns=2))


def test_too_many_tiles_are_refused_unless_forced(options: SheetOptions) -> None:
    many = [Entry(str(n), TILES[0].recipe) for n in range(MAX_TILES + 1)]
    with refused("limit", error=InputError):
        prepare(Contents(many, ""), options)
    assert len(prepare(Contents(many, ""), replace(options, force=True))[0].tiles) == MAX_TILES + 1


@pytest.mark.parametrize(("ending", "pixels"), [("png", 7 * 800**2), ("html", 2 * 800**2)])
def test_the_memory_of_a_whole_sheet_counts(
    ending: str, pixels: int, options: SheetOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All tiles are in memory at once, or on a page those that wait for their turn."""
    asked: list[tuple[int, int]] = []

    def check(jobs: Sequence[Job], limits: MachineLimits, threads: int | None, *, held: int, what: str) -> None:
        assert limits.disk and what == "tiles" and threads == 2
        asked.append((len(jobs), held))

    monkeypatch.setattr("nnart.cli.sheets.check_many", check)
    prepare(Contents(TILES, ""), replace(options, size="800", output=str(tmp_path / f"a.{ending}"), threads=2))
    ((count, held),) = asked
    assert count == len(TILES)
    assert 8 * pixels < held < 25 * pixels
    prepare(Contents(TILES, ""), replace(options, huge=True))
    assert len(asked) == 1


def test_a_file_is_replaced_only_by_force(options: SheetOptions, tmp_path: Path) -> None:
    deliver(Contents(TILES, "first"), options)
    for call in (prepare, deliver):  # the first before anything is painted
        with refused("exists", error=FileError):
            call(Contents(TILES, "second"), options)
    assert read_sheet(tmp_path / "a.png").title == "first, layers 2, width 4"
    deliver(Contents(TILES, "second"), replace(options, force=True))
    assert read_sheet(tmp_path / "a.png").title == "second, layers 2, width 4"


def test_programs_are_told_of_every_tile(options: SheetOptions, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(Contents(TILES, ""), replace(options, as_json=True))
    out, err = capsys.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert [(one["name"], one["path"]) for one in found] == [(name, options.output) for name, *_ in TILES]
    assert [Recipe.from_dict(one["recipe"] | one["found"]) for one in found] == [
        tile.recipe for tile in read_sheet(options.output).tiles
    ]
    assert err == ""


@pytest.mark.parametrize(("ending", "lines"), [("png", 2), ("html", 1)])
def test_people_are_told_how_to_have_a_tile(
    ending: str, lines: int, options: SheetOptions, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a PNG, from which it can be taken, in words that a shell understands."""
    path = tmp_path / f"it's a sheet.{ending}"
    deliver(Contents(TILES[:1], ""), replace(options, output=str(path), quiet=False))
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", lines)
    assert "1 tile (" in err
    assert path.is_file()


def test_networks_by_hand_are_not_on_sheets(tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    given = dict.fromkeys(OPTIONS) | {"exact": False}
    check_drawn(read_request(given | {"seed": "1"}))
    with refused("conflict", "network", error=InputError):
        check_drawn(read_request(given | {"network": tmp_path / "two.toml"}))


def test_the_heading_says_that_seeds_choose_their_presets(main_: Run, tmp_path: Path) -> None:
    small = ("--size", "8", "--width", "9")
    assert main_("sheet", "--seeds", "1..2", "--preset", "any", *small).returncode == 0
    title = nnart.read_sheet(tmp_path / "nnart-sheet.png").title
    assert title.startswith("seeds 1..2, preset any, width 9")


@pytest.mark.parametrize(("note", "said"), [("", ""), ("calmest", "calmest; ")])
def test_a_page_says_in_a_note_what_a_seed_chooses(
    note: str, said: str, options: SheetOptions, tmp_path: Path
) -> None:
    entry = TILES[0]._replace(note=note, choice={"preset": "silk", "palette": "reef"})
    deliver(Contents([entry], ""), replace(options, output=str(tmp_path / "a.html")))
    assert f"{said}preset silk, palette reef" in (tmp_path / "a.html").read_text()
    (tile,) = prepare(Contents([entry], ""), options)[0].tiles
    assert tile.written == "1 silk reef"
