"""Faults, and what is kept, as the command line words them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import nnart
from nnart.cli.app import load_command
from nnart.cli.wording import CommandWording, describe_kept, naming_unfinished, resuming_with
from nnart.errors import FileError, Interrupted, Kept, Way, fault, keep


def worded(command: str, *names: str, ways: str | Way = (), where: str | None = None) -> str:  # type: ignore[assignment]
    wording = CommandWording(load_command(command).params)
    return wording.fault(fault("range", "says", *names, ways=ways, where=where))


@pytest.mark.parametrize(
    ("command", "names", "said"),
    [
        ("render", ("layers",), "--layers: says"),
        ("render", ("gain", "detail"), "--gain and --detail: says"),
        ("render", ("show_samples", "as_json", "source"), "--show-samples, --json and --from: says"),
        ("render", ("path",), "--output: says"),
        ("explore", ("seed",), "--seeds: says"),
        ("tiles", ("ending",), "--format: says"),
        ("breed", ("one",), "PICTURE: says"),
        ("keep", ("picture",), "PICTURE: says"),
        ("verify", ("layers",), "layers: says"),  # it is in the picture, no option
    ],
)
def test_values_are_named_as_the_commands_options(command: str, names: tuple[str, ...], said: str) -> None:
    assert worded(command, *names) == said


def test_values_in_a_file_keep_their_names() -> None:
    assert worded("render", "layers", where="'r.toml'") == "'r.toml': layers: says"


@pytest.mark.parametrize(
    ("command", "way", "said"),
    [
        ("render", Way("replaces it", "force"), "; --force replaces it"),
        ("render", Way("is more", "size", 512), "; --size 512 is more"),
        ("render", Way("is smaller", "dither", False), "; --no-dither is smaller"),
        ("render", Way("lists them", call="read_sheet"), "; nnart show lists them"),
        ("render", Way("take .png"), "; take .png"),
        ("verify", Way("replaces it", "force"), ""),  # it has no such option
        ("render", Way("does it", call="no_such_function"), ""),
    ],
)
def test_ways_are_those_of_the_command(command: str, way: Way, said: str) -> None:
    assert worded(command, ways=way) == f"says{said}"


def test_every_function_that_is_a_way_out_has_a_command() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(nnart.__path__[0]).rglob("*.py"))
    calls = {call for source in sources for call in re.findall(r'\bcall="(\w+)"', source)}
    assert calls
    for call in calls:
        assert "nnart " in worded("render", ways=Way("does it", call=call)), call


def test_what_is_kept_says_how_to_resume_it() -> None:
    part, scores = Kept(Path("a.png.part"), share=0.257), Kept(Path("x.db"), counted=(5, 10, "scores"))
    assert describe_kept(()) == ""
    assert describe_kept([part]).startswith("'a.png.part' keeps 26 % of it; ")
    assert describe_kept([scores]).startswith("'x.db' keeps 5 of 10 scores; ")
    assert describe_kept([part, scores]).count("the same command") == 1
    assert describe_kept([Kept()])


def test_a_seed_that_was_drawn_is_said() -> None:
    for seed in (7, None):
        with pytest.raises(Interrupted) as error, resuming_with(seed):
            raise keep(KeyboardInterrupt(), Kept(Path("a.png.part"), share=0.5))
        assert ("--seed 7" in describe_kept(error.value.kept)) == (seed == 7)


def test_what_is_unfinished_is_named_before_it_is_opened(tmp_path: Path) -> None:
    """Only where it is there, nothing better was said, and the work was interrupted, not refused."""
    part = tmp_path / "a.png.part"
    for there in (False, True):
        if there:
            part.touch()
        with pytest.raises(KeyboardInterrupt) as caught, naming_unfinished(part):
            raise KeyboardInterrupt
        assert getattr(caught.value, "kept", ()) == ((Kept(part),) if there else ())
    with pytest.raises(Interrupted) as interrupted, naming_unfinished(part):
        raise keep(KeyboardInterrupt(), Kept(part, 0.5))
    assert interrupted.value.kept == (Kept(part, 0.5),)
    with pytest.raises(FileError) as refused, naming_unfinished(part):
        raise FileError(fault("begun", "begun otherwise"))
    assert refused.value.kept == ()
