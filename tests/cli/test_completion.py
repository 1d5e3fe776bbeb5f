"""Completion: what Tab offers, in the protocols of four shells; tests/process/test_shells.py presses Tab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnart.cli.app import PARAMETERS, SUMMARIES
from nnart.cli.completion import VARIABLE, asked, complete, offers
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
        ("tiles 7 --size a3-l", ["a3-landscape"]),
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
        ("render --size 4k", ["4k", "4k-uhd"]),
        ("render --size 1080", ["1080p"]),
        ("sheet --size ", ["96", "128", "160", "256", "160x90"]),
        ("render --format ", [*ENDINGS]),
        ("tiles 7 --format w", ["webp"]),
        ("render --bits ", ["8", "16"]),
        ("render --cluster ", ["local"]),
        ("explore --prefer calm=2,stri", ["calm=2,striking"]),
        ("explore --prefer entr", ["entropy"]),
        ("render --from du", ["dusk", "duck.png", "dunes/"]),
        ("vary da", ["dawn"]),
        ("keep --remove dusk,d", ["dusk,dawn"]),
        ("keep --rename da", ["dawn"]),
        ("breed dusk da", ["dawn"]),
        ("render si", ["silk"]),
        ("breed dusk dawn d", []),  # it takes two
        ("breed --size 96 dusk da", ["dawn"]),
        ("show sheet.png#1", ["sheet.png#12"]),
        ("show sheet.png#0.5", ["sheet.png#0.5,3"]),
        ("show sheet.png#7,1", ["sheet.png#7,12"]),
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


def answer(capsys: pytest.CaptureFixture[str], shell: str, **given: str) -> tuple[int, str]:
    code = complete({VARIABLE: f"complete_{shell}", **given})
    return code, capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        (["nnart", "render", "--preset", "si"], 3, ["silk"]),
        (["nnart", "render", "--preset", ""], 3, [preset.name for preset in LISTED]),
        (["nnart", "render", "--preset", "=", "si"], 4, ["silk"]),
        (["nnart", "render", "--preset", "="], 3, [preset.name for preset in LISTED]),
        (["nnart", "explore", "--prefer", "calm", "=", "2,stri"], 5, ["2,striking"]),
        (["nnart", "render", "--palette", "bids", ":", "vir"], 5, ["viridis"]),
        (["nnart", "render", "--palette", "'navy,goldenr"], 3, ["navy,goldenrod"]),
        (["nnart", "render", "--sym", "--seed", "7"], 2, ["--symmetry"]),
        (["nnart"], 1, [*SUMMARIES]),
    ],
)
def test_bash_is_answered_without_what_stands_before_its_breaks(
    capsys: pytest.CaptureFixture[str], words: list[str], at: int, found: list[str]
) -> None:
    code, out = answer(capsys, "bash", COMP_WORDS="\n".join(words), COMP_CWORD=str(at))
    assert (code, out.splitlines()) == (0, found)


def test_bash_gets_blanks_escaped_unless_they_are_quoted(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    (folder / "du st.png").write_bytes(b"")
    for begun, found in (("du", "du\\ st.png"), ("'du", "du st.png")):
        _, out = answer(capsys, "bash", COMP_WORDS=f"nnart\nrender\n--from\n{begun}", COMP_CWORD="3")
        assert found in out.splitlines()


def test_zsh_is_answered_with_what_it_evaluates(capsys: pytest.CaptureFixture[str]) -> None:
    line = {"_TYPER_COMPLETE_ARGS": "nnart render --preset si"}
    _, out = answer(capsys, "zsh", **line)
    assert out == (
        '_arguments \'*: :(("silk":"Wide folds, seen away from their centre – the calmest preset."))\'\n'
    )
    assert answer(capsys, "zsh", _TYPER_COMPLETE_ARGS="nnart render -o d") == (0, "_files\n")


def test_fish_asks_first_whether_there_is_anything(capsys: pytest.CaptureFixture[str]) -> None:
    ask = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer(capsys, "fish", _TYPER_COMPLETE_ARGS="nnart render --tone ", **ask) == (0, "")
    assert answer(capsys, "fish", _TYPER_COMPLETE_ARGS="nnart render -o d", **ask) == (1, "")
    ask = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    _, out = answer(capsys, "fish", _TYPER_COMPLETE_ARGS="nnart render --tone st", **ask)
    assert out == "stretch\tfrom the picture's least to its greatest\n"


@pytest.mark.parametrize(
    ("line", "word", "found"),
    [
        ("nnart render --tone st", "st", ["stretch:::from the picture's least to its greatest"]),
        ("nnart render --format", "", [f"{ending}::: " for ending in ENDINGS]),
        ("nnart render --activation 'tanh,so", "'tanh,so", ["'tanh,softsign'::: "]),
        ("nnart render --activation tanh,so", "so", ["softsign::: "]),
        ("nnart rend", "rend", ["render:::Paint a picture."]),
    ],
)
@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_is_answered_by_its_protocol(
    capsys: pytest.CaptureFixture[str], shell: str, line: str, word: str, found: list[str]
) -> None:
    given = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": word}
    code, out = answer(capsys, shell, **given)
    assert (code, out.splitlines()) == (0, found)


@pytest.mark.parametrize(
    "text", ["", "'", '"', "\\", "--=", "=", "a'b", "#", "[", "\x00", "~nobody/", "é" * 300]
)
@pytest.mark.usefixtures("folder")
def test_nothing_is_complained_of(capsys: pytest.CaptureFixture[str], text: str) -> None:
    for before in ("", "render ", "render --from ", "render --palette ", "show sheet.png#", "sheet --size="):
        for shell in ("bash", "zsh", "fish", "powershell"):
            line = f"nnart {before}{text}"
            given = {"COMP_WORDS": line.replace(" ", "\n"), "COMP_CWORD": str(line.count(" "))}
            answer(capsys, shell, _TYPER_COMPLETE_ARGS=line, **given)


def test_damaged_sheets_and_missing_homes_offer_nothing(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(capsys, "fish", _TYPER_COMPLETE_ARGS="nnart show duck.png#") == (0, "")
    monkeypatch.setenv("NNART_FAVOURITES", str(folder / "duck.png"))
    assert words_of("show du") == []


def test_only_a_scripts_question_is_answered() -> None:
    assert asked({VARIABLE: "complete_bash"})
    assert not asked({VARIABLE: "source_bash"}) and not asked({})


def test_tab_loads_nothing_heavy(folder: Path) -> None:
    """Neither what paints nor what prints in colours: each would take longer than all else."""
    lines = ["", "render --palette v", "render --from ", "show sheet.png#", "explore --prefer c", "render --"]
    code = (
        "import json, os, sys\nfrom nnart.cli import completion\n"
        "for line in json.loads(sys.argv[1]): completion.offers(line.split(' ')[:-1], line.split(' ')[-1])\n"
        "print(json.dumps(sorted({'numba', 'numpy', 'PIL', 'rich', 'typer.rich_utils'} & sys.modules.keys())))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(lines)],
        cwd=folder,
        env=os.environ,
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout) == []
