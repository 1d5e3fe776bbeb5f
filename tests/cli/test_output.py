"""Output: files that are there, lines of JSON, and what is told of a picture."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

import nnart
from nnart.cli.output import Output, check_targets
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from tests.byhand import NETWORK
from tests.commandline import SMALL
from tests.conftest import Run, names
from tests.faults_of import refused


def test_nothing_is_painted_when_one_target_cannot_be(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "nnart-5.png").write_bytes(b"old")
    done = main_("render", "--seed", "3..5", *SMALL)
    assert done.returncode == 1
    assert re.fullmatch(r"nnart: 'nnart-5\.png' [^\n]*--force[^\n]*\n", done.stderr)
    assert names(tmp_path) == ["nnart-5.png"]
    assert main_("render", "--seed", "3..5", *SMALL, "--force").returncode == 0


def test_a_row_of_pictures_goes_on(main_: Run, tmp_path: Path) -> None:
    """What is there and the same is left as it is; what is there and another picture is not replaced."""
    command = ("render", "--seed", "3..5", *SMALL, "-o", "{seed}.png")
    assert main_(*command).returncode == 0
    before = (tmp_path / "3.png").stat().st_mtime_ns
    (tmp_path / "4.png").unlink()
    done = main_(*command)
    assert (done.returncode, done.stderr.count("is there already\n")) == (0, 2)
    assert (tmp_path / "3.png").stat().st_mtime_ns == before
    assert names(tmp_path) == ["3.png", "4.png", "5.png"]
    for other in (("--bits", "16"), ("--dpi", "300"), ("--zoom", "2")):
        done = main_(*command, *other)
        assert done.returncode == 1
        assert done.stderr.startswith("nnart: '3.png' ")


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "tif"])
def test_a_part_of_a_picture_is_not_taken_for_it(main_: Run, tmp_path: Path, ending: str) -> None:
    command = ("render", "--seed", "3..4", *SMALL, "-o", f"{{seed}}.{ending}")
    assert main_(*command).returncode == 0
    path = tmp_path / f"4.{ending}"
    path.write_bytes(path.read_bytes()[:-20])
    done = main_(*command)
    assert (done.returncode, done.stderr) == (1, f"nnart: '4.{ending}' exists; --force replaces it\n")


def test_json_is_one_line_a_picture(main_: Run) -> None:
    done = main_("render", "--seed", "1..2", *SMALL, "--json", "-q")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["path"] for line in lines] == ["nnart-1.png", "nnart-2.png"]
    assert lines[0]["size"] == [40, 30]
    assert Recipe.from_dict(lines[1]["recipe"]) == calibrate(Recipe(seed=2, layers=3, width=9))


def test_a_flat_picture_is_said_to_be_one(main_: Run) -> None:
    done = main_("render", "--seed", "7", "--gain", "0", *SMALL)
    assert "one colour" in done.stderr
    assert done.returncode == 0


JOB = Job(Recipe(seed=7, layers=3, width=9), (30, 40))
OTHER = Job(Recipe(seed=8, layers=3, width=9), (30, 40))


def test_of_several_pictures_only_the_same_may_be_there(tmp_path: Path) -> None:
    """A picture alone is never left as it is; and force replaces all."""
    first, second = str(tmp_path / "a.png"), str(tmp_path / "b.png")
    nnart.save(JOB, first)
    check_targets([JOB, OTHER], [first, second], Output(), force=False)
    with refused("exists", error=FileError):
        check_targets([JOB], [first], Output(), force=False)
    with refused("exists", error=FileError):
        check_targets([OTHER, JOB], [first, second], Output(), force=False)
    with refused("exists", error=FileError):
        check_targets([JOB, OTHER], [first, second], Output(dpi=72), force=False)
    check_targets([OTHER, JOB], [first, second], Output(), force=True)
    check_targets([JOB], ["-"], Output(), force=False)


def test_a_target_without_a_folder_is_refused(tmp_path: Path) -> None:
    with refused("absent", error=FileError):
        check_targets([JOB], [str(tmp_path / "no" / "a.png")], Output(), force=True)


def test_programs_are_told_what_decides_the_pixels() -> None:
    facts = Output(dpi=72).facts(Job(JOB.recipe, (30, 40), bits=16))
    assert (facts["seed"], facts["size"], facts["bits"], facts["dpi"]) == (7, [40, 30], 16, 72)
    assert Recipe.from_dict(facts["recipe"]) == JOB.recipe
    field = Output().facts(Job(JOB.recipe, (30, 40), show="field"))
    assert field["raw"]
    assert not field.keys() & {"bits", "dpi"}


def test_a_network_by_hand_goes_by_its_name() -> None:
    job = Job(Recipe(palette="ink"), (30, 40), network=NETWORK)
    output = Output(network_name="two")
    assert output.title(job) == "network two"
    assert output.title(JOB) == "seed 7"
    assert output.facts(job)["network"]


@pytest.mark.parametrize(("quiet", "said"), [(False, "a\n"), (True, "")])
def test_people_are_told_on_stderr(quiet: bool, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Output(quiet=quiet, as_json=True).say("a")
    assert capsys.readouterr() == ("", said)


def test_every_seed_that_is_printed_is_there_as_text(main_: Run) -> None:
    """As jq and JavaScript make others of large numbers."""
    seeds = (2**53 + 1, 2**64 - 1)
    listed = ",".join(map(str, seeds))
    tiny = ("--layers", "2", "--width", "5", "--size", "8")
    for words in (
        ("render", "--seed", listed, *tiny, "--json", "-o", "{seed}.png"),
        ("render", "--seed", listed, *tiny, "--json", "-o", "{seed}.png"),  # which are there already
        ("render", "--seed", listed, *tiny, "--json", "--dry-run"),
        ("sheet", "--seed", listed, *tiny, "--json"),
        ("show", "nnart-sheet.png", "--json"),
        ("explore", "--seed", listed, *tiny, "--json", "-q"),
    ):
        printed = main_(*words).stdout
        assert printed.count('"seed": ') >= 2
        assert re.findall(r'"seed": (\d+)', printed) == re.findall(
            r'"seed": \d+, "seed_text": "(\d+)"', printed
        )


def test_a_fifo_in_the_place_of_a_picture_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no FIFOs")
    os.mkfifo(tmp_path / "a.png")
    with refused("kind", error=FileError):
        check_targets([JOB, OTHER], [str(tmp_path / "a.png"), str(tmp_path / "b.png")], Output(), force=False)
