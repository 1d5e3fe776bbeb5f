"""Completion: what Tab offers in a place of the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnart.cli.app import PARAMETERS, SUMMARIES
from nnart.cli.completion import files, offers
from nnart.cli.endings import ENDINGS
from nnart.explore import measures, words
from nnart.recipe import palettes
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import LISTED
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import NAMED
from nnart.sheets.files import render_sheet
from nnart.sheets.sheet import Sheet, Tile


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sheet, some files and two favourites."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / ".favourites"))
    (tmp_path / ".favourites").mkdir()
    for name in ("dusk", "dawn"):
        (tmp_path / ".favourites" / f"{name}.toml").write_text("seed = 7\n")
    (tmp_path / "dunes").mkdir()
    for name in ("duck.png", "dull.txt", "[d].png"):
        (tmp_path / name).write_bytes(b"")
    recipe = Recipe(seed=7, layers=2, width=4)
    sheet = Sheet((Tile("7", recipe), Tile("12", recipe.replace(seed=12)), Tile("0.5, 3", recipe)), 3)
    render_sheet(sheet, "sheet.png", (8, 8))
    return tmp_path


def words_of(line: str) -> list[str]:
    """Return what is offered at the end of a line."""
    *before, incomplete = line.split(" ")
    return [word for word, _ in offers(before, incomplete)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", [*SUMMARIES]),
        ("pa", ["palettes"]),
        ("help pal", ["palettes"]),
        ("--v", ["--version"]),
        ("--in", ["--install-completion"]),
        ("render --preset ", [preset.name for preset in LISTED]),
        ("render --preset SI", ["silk"]),
        ("render --style si", ["silk"]),
        ("render --size a3", ["a3", "a3-portrait", "a3-landscape"]),
        ("render --size a3-", ["a3-portrait", "a3-landscape"]),
        ("tiles 7 --size a3-l", ["a3-landscape"]),
        ("render --size phone-l", ["phone-landscape"]),
        ("vary 3 --change ", ["slight", "some", "much"]),
        ("breed 3 9 --amount m", ["much"]),
        ("render --preset=si", ["--preset=silk"]),
        ("generate --preset si", ["silk"]),
        ("presets si", ["silk"]),
        ("render --palette ", palettes.names()),
        ("render --palette kints", ["kintsugi"]),
        ("render --palette viri", ["viridis"]),
        ("render --palette bids:vir", ["bids:viridis"]),
        ("render --palette navy,goldenr", ["navy,goldenrod"]),
        ("render --palette viridis,kints", ["viridis,kintsugi"]),
        ("render --palette navy,gold;kints", ["navy,gold;kintsugi"]),
        ("palettes kints", ["kintsugi"]),
        ("palettes ink kints", ["kintsugi"]),
        ("render --symmetry mir", ["mirror", "mirror-y"]),
        ("render --symmetry kaleidoscope-1", ["kaleidoscope-12"]),
        ("render --activation si", ["sin", "sigmoid"]),
        ("render --activation tanh,so", ["tanh,softsign"]),
        ("render --activation tanh,ta", []),  # it is there
        ("render --inputs x,y,", ["x,y,r", "x,y,fourier"]),
        ("render --tone ", ["equalised", "stretch", "none"]),
        ("sweep --tone equalised,s", ["equalised,stretch"]),
        ("sweep --palette ink;lacq", ["ink;lacquer"]),
        ("render --size 4k", ["4k", "4k-portrait", "4k-landscape", "4k-uhd"]),
        ("render --size 1080", ["1080p"]),
        ("sheet --size ", ["96", "128", "160", "256", "160x90"]),
        ("render --format ", [*ENDINGS]),
        ("tiles 7 --format w", ["webp"]),
        ("render --bits ", ["8", "16"]),
        ("render --cluster ", ["local"]),
        ("explore --prefer calm=2,stri", ["calm=2,striking"]),
        ("explore --prefer entr", ["entropy"]),
        ("explore --prefer not-ca", ["not-calm"]),
        ("explore --prefer not-entr", ["not-entropy"]),
        ("explore --prefer calm,not-bl", ["calm,not-blue"]),
        ("render --from du", ["dusk", "duck.png", "dunes/"]),
        ("explore --like du", ["dusk", "duck.png", "dunes/"]),
        ("explore --like sheet.png#1", ["sheet.png#12"]),
        ("explore --like sil", []),  # a preset has no seed
        ("vary da", ["dawn"]),
        ("keep --remove dusk,d", ["dusk,dawn"]),
        ("keep --rename da", ["dawn"]),
        ("keep --rename dusk ", []),  # a new name
        ("keep --rename dusk night da", ["dawn"]),
        ("breed dusk da", ["dawn"]),
        ("render si", ["silk"]),
        ("breed dusk dawn d", []),  # it takes two
        ("breed --size 96 dusk da", ["dawn"]),
        ("show sheet.png#1", ["sheet.png#12"]),
        ("show sheet.png#0.5", ["sheet.png#0.5,3"]),
        ("show sheet.png#7,1", ["sheet.png#7,12"]),
        ("show sheet.png#7..", ["sheet.png#7..12", "sheet.png#7..0.5,3"]),
        ("show sheet.png#7,12-", ["sheet.png#7,12-0.5,3"]),
        ("show missing.png#", []),
        ("show nosuch", []),  # files, which shells offer themselves
        ("open d", []),
        ("render -o d", []),
        ("render --layers ", []),
        ("nosuch ", []),
        ("explore --nosuch ", []),
        ("render --sym", ["--symmetry"]),
        ("render --no-d", ["--no-dither"]),
        ("render --preset silk --palette kints", ["kintsugi"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_line_has_its_offers(line: str, found: list[str]) -> None:
    assert words_of(line) == found


@pytest.mark.usefixtures("folder")
def test_files_are_there_for_a_shell_that_cannot_list_them_too() -> None:
    found = ["[d].png", "duck.png", "dull.txt", "dunes/", "sheet.png"]
    assert [word for word, _ in files("")] == found
    assert files("--output=[") == [("--output=[d].png", "")]
    assert files("./dul") == [("./dull.txt", "")] and files("nosuch/d") == []


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_choice_of_every_command_is_offered(name: str) -> None:
    """A new knob or option with names completes without anybody listing it."""
    for option in PARAMETERS[name]:
        knob = KNOBS.get(option.name)
        choices = [*getattr(knob.kind, "choices", ())] if knob is not None else []
        if choices and option.opts[0].startswith("--"):
            found = words_of(f"{name} {option.opts[0]} ")
            assert {*choices} - {*found} <= {"kaleidoscope-N", "rotation-N"}, option.name


def test_sizes_say_what_they_are() -> None:
    found = dict(offers(["render", "--size"], ""))
    assert found.keys() == NAMED.keys()
    assert found["fullhd"] == "1920 x 1080 px"


def test_measures_are_those_that_are_taken() -> None:
    assert words.NAMES == measures.NAMES


def test_tab_loads_nothing_heavy(folder: Path) -> None:
    """Neither what paints nor what prints in colours: each would take longer than all else."""
    lines = ["", "render --palette v", "render --from ", "show sheet.png#", "explore --prefer c", "render --"]
    code = (
        "import json, os, sys\nfrom nnart.cli import completion\n"
        "for line in json.loads(sys.argv[1]): completion.offers(line.split(' ')[:-1], line.split(' ')[-1])\n"
        "heavy = {'llvmlite', 'numpy', 'PIL', 'rich', 'typer.rich_utils'}\n"
        "print(json.dumps(sorted(heavy & sys.modules.keys())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(lines)],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == []
