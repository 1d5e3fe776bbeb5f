"""File names: their fields, and which ones are refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.filenames import FileNames
from nnart.errors import FileError, InputError
from nnart.field.calibration import calibrate
from nnart.network.origin import digest_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.byhand import NETWORK
from tests.commandline import POSIX
from tests.faults_of import refused

RECIPES = [Recipe(seed=seed, layers=3, width=9) for seed in (3, 4, 5)]
SIZE = Size(40, 30)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("a.png", "a.png"),
        ("{seed}.png", "3.png"),
        ("{seed}-{layers}x{width}-{activation}.png", "3-3x9-tanh.png"),
        ("{size}/{seed}{seed}.tif", "40x30/33.tif"),
        ("{seed:06}-{index:02d}.png", "000003-01.png"),
        ("{activation:9}-{n:3}.png", "tanh-001.png"),
        ("a-%02d-%d.png", "a-01-1.png"),
        ("100%done.png", "100%done.png"),
        ("a{b.png", "a{b.png"),
        ("a}b.png", "a}b.png"),
    ],
)
def test_fields_are_filled(template: str, name: str) -> None:
    assert FileNames(template, SIZE).of(RECIPES[:1]) == [name]


@given(st.text(st.characters(exclude_characters="{%"), max_size=20))
def test_text_without_fields_is_the_name(text: str) -> None:
    assert FileNames(text, SIZE).of(RECIPES[:1]) == [text]


def test_every_picture_has_its_own_name() -> None:
    assert FileNames("{seed}.png", SIZE).of(RECIPES) == ["3.png", "4.png", "5.png"]
    assert FileNames("{index:02}.png", SIZE).of(RECIPES) == ["01.png", "02.png", "03.png"]
    assert len(set(FileNames("{digest}", SIZE).of(RECIPES))) == 3
    for template in ("a.png", "{layers}.png", "-"):
        with refused("conflict", "output", error=InputError):
            FileNames(template, SIZE).of(RECIPES)


def test_a_digest_is_that_of_the_recipe_in_the_file() -> None:
    names = FileNames("{digest}", SIZE)
    assert names.of(RECIPES[:1]) == [RECIPES[0].digest[:12]]
    assert names.of(RECIPES[:1], settled=calibrate) == [calibrate(RECIPES[0]).digest[:12]]


def test_a_network_by_hand_has_a_name_and_no_layers() -> None:
    names = FileNames("{network}-{digest}", SIZE, NETWORK, "two")
    assert names.of(RECIPES[:1]) == [f"two-{digest_of(RECIPES[0], NETWORK)[:12]}"]
    for template in ("{layers}", "{width}", "{activation}"):
        with refused("unknown", "output", error=InputError):
            FileNames(template, SIZE, NETWORK, "two").of(RECIPES[:1])


@pytest.mark.parametrize("template", ["{network}", "{sed}", "{}", "{seed:x}", "{seed}{ seed}", "{Seed}"])
def test_an_unknown_field_is_refused(template: str) -> None:
    with refused("unknown", "output", error=InputError):
        FileNames(template, SIZE).of(RECIPES[:1])


def test_a_file_that_is_there_is_no_wrong_name(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    FileNames(str(tmp_path / "a.png"), SIZE).check(RECIPES[:1], as_json=True)
    for target, rule in ((tmp_path, "kind"), (tmp_path / "no" / "a.png", "absent")):
        with refused(rule, error=FileError):
            FileNames(str(target), SIZE).check(RECIPES[:1], as_json=True)


@POSIX
def test_a_device_is_refused_with_the_way_to_stdout() -> None:
    with pytest.raises(FileError) as caught:
        FileNames("/dev/null", SIZE).check(RECIPES[:1], as_json=False)
    (fault,) = caught.value.faults
    assert fault.rule == "kind"
    assert any("-o -" in way.does for way in fault.ways)


def test_stdout_takes_a_picture_or_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture only where nobody reads it: pytest's is no terminal."""
    names = FileNames("-", SIZE)
    names.check(RECIPES[:1], as_json=False)
    with refused("conflict", "as_json", "output", error=InputError):
        names.check(RECIPES[:1], as_json=True)
    for closed in (True, False):
        with monkeypatch.context() as patched:
            if closed:
                patched.setattr(sys, "stdout", None)
            else:
                patched.setattr(sys.stdout, "isatty", lambda: True)
            with refused("kind", "output", error=InputError):
                names.check(RECIPES[:1], as_json=False)


def test_tiles_have_names_for_files() -> None:
    tiles = ("8, 12", "#fff,#000", "..")
    names = FileNames("{tile}.png", SIZE, tiles=tiles)
    assert names.of(RECIPES) == ["8-12.png", "fff-000.png", "tile.png"]
    assert names.of(RECIPES[:1]) == ["8-12.png"]
    with refused("unknown", "output", error=InputError):
        FileNames("{tile}.png", SIZE).of(RECIPES[:1])
    with refused("conflict", "output", error=InputError):
        FileNames("{tile}.png", SIZE, tiles=("a b", "a-b")).of(RECIPES[:2])
