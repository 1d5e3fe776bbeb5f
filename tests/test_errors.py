"""Errors: faults as data, their words for people who write Python, and what is kept of work that ended."""

from __future__ import annotations

import errno
import pickle
import re
from pathlib import Path

import pytest

import nnart
from nnart.errors import (
    Fault,
    FileError,
    InputError,
    Interrupted,
    Kept,
    MissingFileError,
    NnartError,
    RecipeError,
    Way,
    fault,
    in_file,
    keep,
    refused,
    shown,
    shown_path,
)
from tests.pages import ROOT

COMMANDS = "render|show|tiles|sheet|keep|palettes|explore|breed|vary|gallery"
_FORCE, _SHEET = Way("replaces it", "force"), Way("lists them", call="read_sheet")
SENTENCES = [
    (fault("range", "a number is needed", "zoom", got="x"), "zoom: a number is needed, not 'x'"),
    (fault("choice", "a, b", "tone", got="c"), "tone: 'c' is not one of a, b"),
    (fault("conflict", "give one", "gain", "detail"), "gain and detail: give one"),
    (fault("conflict", "give one", "a", "b", "c"), "a, b and c: give one"),
    (
        fault("exists", "exists", ways=_FORCE, where=Path("a b")),
        "'a b' exists; run=nnart.Run(force=True) replaces it",
    ),
    (
        fault("kind", "no picture", ways=("take another", _SHEET), where="x"),
        "x: no picture; take another; nnart.read_sheet lists them",
    ),
    (
        fault("missing", "there is none", "seed").inside("line 3").inside(Path("a")),
        "'a': line 3: seed: there is none",
    ),
    (
        fault("kind", "holds no alpha", "ending", ways=Way("holds it", "ending", "png")),
        "ending: holds no alpha; ending='png' holds it",
    ),
]


@pytest.mark.parametrize(("one", "said"), SENTENCES)
def test_a_fault_is_one_sentence(one: Fault, said: str) -> None:
    assert str(one) == said
    assert str(InputError(one, one)) == f"{said}; {said}"


def test_errors_are_a_tree_and_can_be_pickled() -> None:
    for kind, parents in (
        (RecipeError, (InputError, NnartError, ValueError)),
        (FileError, (NnartError,)),
        (nnart.Cancelled, (NnartError,)),
        (Interrupted, (KeyboardInterrupt,)),
    ):
        assert issubclass(kind, parents)
    error = RecipeError(fault("range", "one is needed", "layers", got=0), fault("type", "no text", "zoom"))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.faults) == (RecipeError, error.faults)
    assert type(pickle.loads(pickle.dumps(nnart.Cancelled()))) is nnart.Cancelled


def test_names_and_places_are_added_later() -> None:
    error = InputError(fault("range", "one is needed", got=0))
    assert error.inside("layer 2").faults[0].where == ("layer 2",)
    assert error.about("width").faults[0].names == ("width",)


def test_what_is_wrong_with_a_file_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught, in_file(tmp_path):
        raise InputError(fault("syntax", "not TOML"))
    assert caught.value.faults[0].where == (repr(str(tmp_path)),)
    with pytest.raises(FileError) as caught, in_file(tmp_path / "a"):
        (tmp_path / "a").read_bytes()
    assert (caught.value.faults[0].rule, caught.value.faults[0].says) == ("access", "No such file or directory")


def test_what_is_kept_is_said_by_the_error() -> None:
    kept = Kept(Path("a.part"), 0.5)
    error = FileError(fault("access", "the disk is full"))
    assert keep(error, kept) is error
    assert error.kept == (kept,)
    assert FileError.kept == ()
    interrupted = keep(KeyboardInterrupt(), kept)
    assert isinstance(interrupted, Interrupted)
    assert interrupted.kept == (kept,)
    other = TypeError()
    assert keep(other, kept) is other


def test_the_library_knows_no_options_or_commands() -> None:
    """Its texts are for any front end; functions that it names are public."""
    for path in (ROOT / "src" / "nnart").rglob("*.py"):
        if "cli" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        code = re.sub(r'"""[\s\S]*?"""', "", text)
        for words in re.findall(r'"[^"\n]*"', code):
            if path.parts[-2:] != ("checks", "instead.py"):  # which tells arguments of Python's
                assert "force=True" not in words, f"{path}: {words}"
            if path.name in ("reproduce.py", "wall.py") or "dask worker" in words:  # which make command lines
                continue
            assert not re.search(r"(^|[ (\"])--[a-z]", words), f"{path}: {words}"
            assert not re.search(rf"\bnnart ({COMMANDS})\b", words), f"{path}: {words}"
        for call in re.findall(r'\bcall="(\w+)"', code):
            assert call in vars(nnart)["__all__"], call


def test_values_are_quoted_in_one_short_line() -> None:
    assert shown("a\nb\x1b[2J") == r"'a\nb\x1b[2J'"
    assert len(shown("x" * 1000)) <= 70
    assert shown(10**5000) == "a number of thousands of digits"


def test_names_of_files_are_quoted_in_full_unless_nobody_would_read_them() -> None:
    assert shown_path(Path("a\x1b" + "b" * 255)) == repr("a\x1b" + "b" * 255)
    assert shown_path(Path("x" * 5000)) == f"'{'x' * 40}'… (5000 characters)"


def test_the_plain_text_names_nothing_of_python() -> None:
    ways: list[str | Way] = [Way("makes one", call="Recipe(seed=7)"), Way("replaces it", "force"), "take less"]
    error = InputError(fault("type", "a Recipe is needed", "recipe", got=7, ways=ways))
    assert error.plain == "recipe: a Recipe is needed, not 7; take less"
    assert "nnart." in str(error) and "force" in str(error)


def test_a_missing_file_is_pythons_error_too(tmp_path: Path) -> None:
    for read in (nnart.read, nnart.render, nnart.read_network, nnart.verify):
        with pytest.raises(FileNotFoundError) as caught:
            read(str(tmp_path / "no.toml"))
        assert isinstance(caught.value, nnart.FileError) and caught.value.errno == errno.ENOENT
    error = MissingFileError(fault("absent", "there is none"), fault("absent", "nor here"))
    error.kept += (Kept(),)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.faults, again.kept) == (str(error), error.faults, error.kept)
    assert refused(error, "a.png") is error


def test_a_fault_has_a_first_name() -> None:
    assert (fault("type", "x", "one", "other").name, fault("type", "x").name) == ("one", "")
