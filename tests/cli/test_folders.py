"""Folders: a folder takes a file of the default name, and is made; a name without an ending is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.cli.folders import check_ending, files_in, make_folder, names_folder
from nnart.errors import FileError
from nnart.sheets.files import read_sheet
from tests.commandline import POSIX
from tests.conftest import Run as Command
from tests.faults_of import refused

_SMALL = ("--layers", "2", "--width", "4", "--size", "8")


def test_what_names_a_folder(tmp_path: Path) -> None:
    assert all(map(names_folder, ("new/", ".", str(tmp_path), "{seed}/")))
    assert not any(map(names_folder, ("new", "", "-", "a.png", "a" * 5000, "a\0b")))


@pytest.mark.parametrize("output", ["brand", "new/deep", "{seed}"])
def test_a_name_without_an_ending_is_refused_with_both_readings(output: str) -> None:
    with refused("kind", "output"):
        check_ending(output, "png")


@pytest.mark.parametrize("output", ["-", "", "a.png", "a.xyz", ".", "../a.png"])
def test_others_are_left_to_their_formats(output: str) -> None:
    check_ending(output, "png")


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    make_folder(tmp_path / "new" / "deep")
    assert (tmp_path / "new" / "deep").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(FileError):
        make_folder(tmp_path / "file" / "deep")


def test_pictures_and_sheets_go_into_a_folder(main_: Command, tmp_path: Path) -> None:
    for _ in range(2):
        assert main_("render", "7", *_SMALL, "-o", "walls/").returncode == 0
    assert main_("render", "7", *_SMALL, "-o", "walls", "--force", "--format", "jpg").returncode == 0
    assert main_("sheet", "1,2", *_SMALL, "-o", "walls/new/").returncode == 0
    assert main_("sweep", "-s", "1", "--gain", "1,2", *_SMALL, "-o", "walls/new").returncode == 0
    made = sorted(str(path.relative_to(tmp_path / "walls")) for path in (tmp_path / "walls").rglob("*.*"))
    assert made == [
        "new/nnart-sheet.png",
        "new/nnart-sweep.png",
        "nnart-7-2.png",
        "nnart-7.jpg",
        "nnart-7.png",
    ]
    assert len(read_sheet(tmp_path / "walls" / "new" / "nnart-sheet.png").tiles) == 2


def test_a_folder_stands_for_its_pictures(tmp_path: Path) -> None:
    for name in ("b-10.png", "b-2.png", "a.txt", "c.toml"):
        (tmp_path / name).touch()
    assert files_in(str(tmp_path)) == [str(tmp_path / "b-2.png"), str(tmp_path / "b-10.png")]
    for name in ("b-10.png", "b-2.png"):
        (tmp_path / name).unlink()
    assert files_in(str(tmp_path)) == [str(tmp_path / "c.toml")]
    assert files_in("silk") == ["silk"]
    assert files_in("") == [""]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("a.svg", "made of pixels"),
        ("a.gif", "nnart film 7 --output seven.gif"),
        ("a.toml", "nnart show --toml"),
        ("a.ico", "icon.png"),
    ],
)
def test_endings_of_other_programs_are_answered(output: str, told: str) -> None:
    with refused("kind", "output") as caught:
        check_ending(output, "png")
    assert told in str(caught.value)


@pytest.mark.skipif(not POSIX, reason="Windows has no such file")
def test_a_device_is_told_of_standard_output() -> None:
    with refused("kind", "output") as caught:
        check_ending("/dev/null", "png")
    assert "-o - > /dev/null" in str(caught.value)
