"""Shells: what each is answered by its protocol; tests/process/test_shells.py presses Tab in real ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnart.cli.app import SUMMARIES
from nnart.cli.endings import ENDINGS
from nnart.cli.shells import VARIABLE, asked, complete
from nnart.recipe.presets import LISTED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files and a favourite."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / ".favourites"))
    (tmp_path / ".favourites").mkdir()
    (tmp_path / ".favourites" / "dusk.toml").write_text("seed = 7\n")
    for name in ("duck.png", "dull.txt", "[d].png"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


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


@pytest.mark.usefixtures("folder")
def test_fish_is_answered_with_files_where_nothing_else_is(capsys: pytest.CaptureFixture[str]) -> None:
    """It asks first whether there is anything, which is answered without looking."""
    asks = {"_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    assert answer(capsys, "fish", _TYPER_COMPLETE_ARGS="nnart render -o d", **asks) == (0, "")
    asks = {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    for line, found in (
        ("nnart render --tone st", "stretch\tfrom the picture's lowest value to its highest\n"),
        ("nnart render -o d", "duck.png\ndull.txt\n"),
        ("nnart render --output=dul", "--output=dull.txt\n"),
    ):
        assert answer(capsys, "fish", _TYPER_COMPLETE_ARGS=line, **asks) == (0, found)


def test_the_first_answer_to_fish_loads_no_commands() -> None:
    code = "import os, sys, nnart.cli.shells as s; print(s.complete(os.environ), 'typer' in sys.modules)"
    asks = {VARIABLE: "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "is-args"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | asks, capture_output=True, check=True, text=True
    )
    assert done.stdout == "0 False\n"


@pytest.mark.parametrize(
    ("line", "word", "found"),
    [
        ("nnart render --tone st", "st", ["stretch:::from the picture's lowest value to its highest"]),
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
    assert answer(capsys, "zsh", _TYPER_COMPLETE_ARGS="nnart show duck.png#") == (0, "_files\n")
    monkeypatch.setenv("NNART_FAVOURITES", str(folder / "duck.png"))
    assert answer(capsys, "zsh", _TYPER_COMPLETE_ARGS="nnart show du") == (0, "_files\n")


def test_only_a_scripts_question_is_answered() -> None:
    assert asked({VARIABLE: "complete_bash"})
    assert not asked({VARIABLE: "source_bash"}) and not asked({})
    assert complete({VARIABLE: "complete_nosuch"}) == 1
