"""Favourites: a plain folder of recipes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from platformdirs.macos import MacOS

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.presets import NAMES as PRESETS
from nnart.sources import favourites
from tests.conftest import Run
from tests.faults_of import broken, refused

TINY = nnart.Recipe(seed=7, layers=3, width=8)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "a" / "kept"
    monkeypatch.setenv(favourites.VARIABLE, str(folder))
    return folder


def test_a_favourite_is_a_recipe_in_a_file_of_its_name(kept: Path) -> None:
    assert favourites.list_favourites() == []
    path = nnart.keep(calibrate(TINY), "düsk-1")
    assert path == kept / "düsk-1.toml"
    assert nnart.Recipe.from_toml(path.read_text(encoding="utf-8")) == TINY
    assert favourites.list_favourites() == ["düsk-1"]
    assert favourites.find_favourite("düsk-1") == path


def test_one_is_not_replaced_by_chance(kept: Path) -> None:
    nnart.keep(TINY, "dusk")
    with refused("exists", error=nnart.FileError):
        nnart.keep(TINY.replace(seed=8), "dusk")
    nnart.keep(TINY.replace(seed=8), "dusk", force=True)
    assert "seed = 8" in (kept / "dusk.toml").read_text()


@pytest.mark.parametrize(
    "name", ["", "7", "../x", "a/b", "a b", ".x", "-x", "x" * 65, "\U00020000" * 64, "a.toml", "x\0", 7]
)
def test_what_is_no_name_is_refused(name: str, kept: Path) -> None:
    with pytest.raises(nnart.InputError) as caught:
        nnart.keep(TINY, name)
    assert broken(caught.value) == [("syntax" if isinstance(name, str) else "type", ("name",))]
    assert not kept.exists()


@pytest.mark.parametrize("name", [*PRESETS, "SILK", "Any"])
def test_presets_keep_their_names(name: str, kept: Path) -> None:
    """Else `nnart render silk` would be another picture for whoever has such a favourite."""
    for call in (partial(nnart.keep, TINY), partial(favourites.rename, "dusk")):
        with refused("conflict", "name", error=nnart.InputError):
            call(name)
    assert not kept.exists()


def test_one_that_is_not_there_is_guessed(kept: Path) -> None:
    nnart.keep(TINY, "sunset")
    (kept / "notes.txt").write_text("mine")
    for name, ways in (("sunst", ["did you mean sunset"]), ("../../etc/passwd", [])):
        with pytest.raises(nnart.FileError) as caught:
            favourites.find_favourite(name)
        assert broken(caught.value) == [("absent", ())]
        assert [way.does for way in caught.value.faults[0].ways] == ways


@pytest.mark.parametrize("name", ["sunst", "Sunset", "sunset2"])
def test_only_a_favourite_is_removed_or_renamed_and_close_names_are_told(kept: Path, name: str) -> None:
    assert not kept.exists()
    for call in (favourites.remove, partial(favourites.rename, new="dusk")):
        with refused("absent", error=nnart.FileError) as caught:
            call(name)
        assert [way.does for way in caught.value.faults[0].ways] == ["you keep none yet"]
    nnart.keep(TINY, "sunset")
    with refused("absent", error=nnart.FileError) as caught:
        favourites.remove(name)
    assert [way.does for way in caught.value.faults[0].ways] == ["did you mean sunset"]
    with refused("absent", error=nnart.FileError) as caught:
        favourites.remove("x")
    assert [way.does for way in caught.value.faults[0].ways] == ["there are sunset"]


def test_what_is_removed_is_not_lost(kept: Path) -> None:
    for seed in (1, 2, 3):
        text = nnart.keep(TINY.replace(seed=seed), "dusk").read_bytes()
        path = favourites.remove("dusk")
        assert path == kept / "removed" / f"dusk{f'-{seed}' if seed > 1 else ''}.toml"
        assert favourites.removed_file("dusk") == path
        assert path.read_bytes() == text
        assert favourites.list_favourites() == []
    for name in ("noon", "a" * 300, "../dusk"):
        assert favourites.removed_file(name) is None


def test_what_was_removed_last_comes_back(kept: Path) -> None:
    for seed in (7, 8):
        nnart.keep(TINY.replace(seed=seed), "dusk")
        favourites.remove("dusk")
    path = favourites.restore("dusk")
    assert path == kept / "dusk.toml"
    assert nnart.Recipe.from_toml(path.read_text(encoding="utf-8")).seed == 8
    with refused("exists", error=nnart.FileError):
        favourites.restore("dusk")
    favourites.rename("dusk", "dawn")
    assert nnart.Recipe.from_toml(favourites.restore("dusk").read_text(encoding="utf-8")).seed == 7
    for name in (
        "dawn-2",
        "../dusk",
        "dusk/../dusk",
        "a" * 300,
        "\U0001d400" * 64,
    ):  # the last two are too long
        with refused("absent", error=nnart.FileError):
            favourites.restore(name)


def test_a_note_is_the_comment_that_a_file_begins_with(kept: Path) -> None:
    assert nnart.keep(calibrate(TINY), "dusk").parent == kept
    assert favourites.read_note("dusk") == ""
    path = favourites.write_note("dusk", "for the hall\n\n# not too large ")
    assert path.read_text(encoding="utf-8").startswith("# for the hall\n#\n# # not too large\nversion")
    assert favourites.read_note("dusk") == "for the hall\n\n# not too large"
    assert nnart.recipe_of("dusk") == TINY
    favourites.write_note("dusk", "ä\x1b[2J")
    assert favourites.read_note("dusk") == "ä[2J"
    favourites.write_note("dusk", "")
    assert path.read_text(encoding="utf-8").startswith("version")
    for change in (favourites.read_note, lambda name: favourites.write_note(name, "x")):
        with refused("absent", error=nnart.FileError):
            change("dawn")


def test_one_is_renamed_and_replaces_another_by_force_alone(kept: Path) -> None:
    nnart.keep(TINY, "dusk")
    nnart.keep(TINY.replace(seed=8), "dawn")
    with refused("exists", error=nnart.FileError):
        favourites.rename("dusk", "dawn")
    for wrong in ("7", "../x", "a b"):
        with refused("syntax", "name", error=nnart.InputError):
            favourites.rename("dusk", wrong)
    assert favourites.rename("dusk", "dusk", force=True) == kept / "dusk.toml"
    assert favourites.list_favourites() == ["dawn", "dusk"]
    assert favourites.rename("dusk", "dawn", force=True) == kept / "dawn.toml"
    assert "seed = 7" in (kept / "dawn.toml").read_text()
    assert "seed = 8" in (kept / "removed" / "dawn.toml").read_text()  # the other is not lost


def test_numbers_in_names_count_by_their_value(kept: Path) -> None:
    assert not kept.exists()
    for name in ("dusk-10", "dusk-2", "Dawn"):
        nnart.keep(TINY, name)
    assert favourites.list_favourites() == ["Dawn", "dusk-2", "dusk-10"]


def test_a_folder_that_cannot_be_read_is_named(kept: Path) -> None:
    kept.parent.mkdir()
    kept.write_text("no folder")
    for call in (favourites.list_favourites, lambda: nnart.keep(TINY, "dusk")):
        with pytest.raises(nnart.FileError, match="kept"):
            call()


def test_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(favourites.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert favourites.favourites_folder() == Path("/data/nnart/favourites")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", "/home/me")
    assert favourites.favourites_folder() == Path("/home/me/.local/share/nnart/favourites")
    monkeypatch.setattr(
        "platformdirs.user_data_path", lambda *names, **how: MacOS(*names, **how).user_data_path
    )
    assert favourites.favourites_folder() == Path("/home/me/Library/Application Support/nnart/favourites")


def test_a_person_without_a_home_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (favourites.VARIABLE, "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(nnart.FileError, match=favourites.VARIABLE) as caught:
        favourites.favourites_folder()
    assert broken(caught.value) == [("absent", ())]


@pytest.mark.parametrize("error", [RuntimeError("no home"), KeyError(54321), OSError("no home"), None])
def test_without_a_home_nothing_is_found_and_nothing_kept(
    error: Exception | None, main_: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the library says of it: a file that is not there is not there, and one line says how to keep."""

    def homeless(*_: object, **__: object) -> Path:
        if error is None:
            return Path("~/.local/share/nnart")
        raise error

    monkeypatch.delenv(favourites.VARIABLE, raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", homeless)
    for words in (
        ("show", "nosuch.png"),
        ("render", "--from", "nosuch"),
        ("vary", "nosuch"),
        ("breed", "7", "nosuch"),
        ("keep", "nosuch", "--name", "dusk"),
        ("tiles", "nosuch", "--size", "64", "-o", "new"),
    ):
        done = main_(*words)
        name = next(word for word in words if word.startswith("nosuch"))
        said = f"nnart: '{name}': there is no such file, favourite or preset"
        assert done.returncode == 1 and done.stderr.startswith(said)
    for line in ("keep 7 --name dusk", "keep"):
        done = main_(*line.split())
        assert done.returncode == 1
        assert favourites.VARIABLE in done.stderr and done.stderr.count("\n") == 1


def test_any_command_takes_one(kept: Path, main_: Run) -> None:
    nnart.keep(TINY, "dusk")
    for words in (
        ("render", "--from", "dusk", "--size", "9"),
        ("show", "dusk"),
        ("sheet", "--from", "dusk", "--seeds", "1,2", "--size", "9"),
        ("sweep", "--from", "dusk", "--bias", "0,1", "--size", "9"),
        ("neurons", "--from", "dusk", "--size", "9"),
        ("breed", "dusk", "dusk", "--count", "2", "--size", "9"),
        ("vary", "dusk", "--count", "2", "--size", "9"),
        ("keep", "dusk", "--name", "dawn"),
        ("tiles", "dusk", "--size", "300", "--out", "site"),
        ("explore", "--from", "dusk", "--seeds", "1..3", "--keep", "1"),
    ):
        done = main_(*words)
        assert done.returncode == 0, done.stderr
    assert kept.parent.parent.joinpath("nnart-dusk.png").is_file()
