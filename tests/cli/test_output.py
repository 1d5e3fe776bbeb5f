"""Output: files that are there, lines of JSON, and what is told of a picture."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

import pytest

import nnart
from nnart.cli.output import Output, check_targets, deliver
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.files import atomic
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.run import Run as Rendering
from tests.byhand import NETWORK
from tests.cli.test_progress import put_terminal
from tests.cli.test_viewer import OPENER, put_opener
from tests.commandline import SMALL
from tests.conftest import Run, names
from tests.faults_of import refused


def test_nothing_is_painted_when_one_target_cannot_be(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "5.png").write_bytes(b"old")
    command = ("render", "--seed", "3..5", *SMALL, "-o", "{seed}.png")
    done = main_(*command)
    assert done.returncode == 1
    assert re.fullmatch(r"nnart: '5\.png' [^\n]*--force[^\n]*\n", done.stderr)
    assert names(tmp_path) == ["5.png"]
    assert main_(*command, "--force").returncode == 0


def test_a_default_name_is_never_refused(main_: Run, tmp_path: Path) -> None:
    """Nor is what has it lost, whatever that is; only where it is asked for, it is replaced."""
    (tmp_path / "nnart-7.png").write_bytes(b"old")
    (tmp_path / "nnart-7-2.png").mkdir()
    for name in ("nnart-7-3.png", "nnart-7-4.png"):
        done = main_("render", "--seed", "7", *SMALL)
        assert (done.returncode, done.stderr.split()[-1]) == (0, name)
    assert (tmp_path / "nnart-7.png").read_bytes() == b"old"
    assert main_("render", "--seed", "7", *SMALL, "-q").stderr.endswith(": nnart-7-5.png\n")
    assert main_("render", "--seed", "7", *SMALL, "--force").returncode == 0
    assert (tmp_path / "nnart-7.png").read_bytes() == (tmp_path / "nnart-7-3.png").read_bytes()
    assert len(names(tmp_path)) == 5


def test_a_row_of_default_names_goes_on(main_: Run, tmp_path: Path) -> None:
    """Also where one of its pictures has another name."""
    (tmp_path / "nnart-4.png").write_bytes(b"old")
    for already in (0, 2):
        done = main_("render", "--seed", "3..4", *SMALL, "--json")
        assert (done.returncode, done.stderr.count("is there already: ")) == (0, already)
        assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == [
            "nnart-3.png",
            "nnart-4-2.png",
        ]
    assert names(tmp_path) == ["nnart-3.png", "nnart-4-2.png", "nnart-4.png"]


@pytest.mark.parametrize("restart", [False, True])
def test_a_default_name_leaves_what_another_picture_has_begun(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, restart: bool
) -> None:
    """And goes on with what it has begun itself."""
    begun = Job(Recipe(seed=7, layers=3, width=9), (40, 3000))
    monkeypatch.chdir(tmp_path)
    steps: list[float] = []

    def interrupt(share: float) -> None:
        steps.append(share)
        if len(steps) > 1:
            raise KeyboardInterrupt

    with suppress(KeyboardInterrupt):
        nnart.save(begun, "nnart-7.png", nnart.Run(nnart.Threads(1), interrupt, keep_after=0.0))
    assert names(tmp_path) == ["nnart-7.png.part"]
    other = main_(
        "render", "--seed", "7", *SMALL[:4], "--size", "40x3000", "--zoom", "2", *["--restart"] * restart
    )
    name = "nnart-7.png" if restart else "nnart-7-2.png"
    assert (other.returncode, other.stderr.split()[-1]) == (0, name)
    assert names(tmp_path) == ([name] if restart else [name, "nnart-7.png.part"])
    if not restart:
        same = main_("render", "--seed", "7", *SMALL[:4], "--size", "40x3000")
        assert same.stderr.split()[-1] == "nnart-7.png"
        assert "resuming" in same.stderr
        assert names(tmp_path) == [name, "nnart-7.png"]


def test_a_default_name_that_is_taken_meanwhile(main_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As no name that was asked for, it becomes another one at the end."""
    move = atomic._move

    def steal(beside: Path, path: Path) -> None:
        monkeypatch.setattr(atomic, "_move", move)
        path.write_bytes(b"theirs")
        move(beside, path)

    monkeypatch.setattr(atomic, "_move", steal)
    done = main_("render", "--seed", "7", *SMALL)
    assert (done.returncode, done.stderr.split()[-1]) == (0, "nnart-7-2.png")
    monkeypatch.setattr(atomic, "_move", steal)
    done = main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    assert done.returncode == 1
    assert "the finished file is 'a-2.png'" in done.stderr
    monkeypatch.setattr(atomic, "_move", steal)
    done = main_("sheet", "--seeds", "1..2", *SMALL)
    assert (done.returncode, done.stderr.split()[-1]) == (0, "nnart-sheet-2.png")


def test_a_folder_is_made_for_many_but_not_for_one(main_: Run, tmp_path: Path) -> None:
    """A template says where many pictures go; the folder of a single name may be mistyped."""
    command = ("render", "--seed", "3..4", *SMALL, "-o", "new/er/{seed}.png")
    assert main_(*command, "--dry-run").returncode == 0
    assert names(tmp_path) == []
    assert main_(*command).returncode == 0
    assert names(tmp_path / "new" / "er") == ["3.png", "4.png"]
    assert main_("render", "--seed", "3", *SMALL, "-o", "nwe/a.png").returncode == 1
    (tmp_path / "file").write_bytes(b"")
    done = main_("render", "--seed", "3..4", *SMALL, "-o", "file/{seed}.png")
    assert done.returncode == 1
    assert re.fullmatch(r"nnart: 'file'[^\n]*\n", done.stderr)


@pytest.mark.parametrize(
    "command", ["sheet --seeds 1..2", "sweep --seed 1 --detail 3,4", "breed 1 2", "vary 1"]
)
def test_a_second_sheet_is_another_file(main_: Run, tmp_path: Path, command: str) -> None:
    small = ["--size", "8", "--count", "2"] if command[0] in "bv" else SMALL
    for number in (1, 2):
        assert main_(*command.split(), *small).returncode == 0
        assert len(names(tmp_path)) == number


@pytest.mark.skipif(os.name != "posix", reason="the opener is a script of a POSIX shell")
def test_a_picture_is_shown_where_that_is_wanted(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several the first; what goes to standard output cannot be."""
    programs = tmp_path / "programs"
    put_opener(programs, 'echo "$1" >> opened')
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    for command in ("render --seed 3..4", "sheet --seeds 1..2"):
        assert main_(*command.split(), *SMALL, "--open").returncode == 0
    opened = (tmp_path / "opened").read_text().split()
    assert [Path(path).name for path in opened] == ["nnart-3.png", "nnart-sheet.png"]
    put_opener(programs, "exit 3")
    done = main_("render", "--seed", "5", *SMALL, "--open")
    assert done.returncode == 0
    assert done.stderr.splitlines()[1:] == [f"'nnart-5.png': {OPENER} finds nothing that opens it"]
    done = main_("render", *SMALL, "--open", "-o", "-")
    assert done.returncode == 2
    assert "--open" in done.stderr


def test_a_row_of_pictures_goes_on(main_: Run, tmp_path: Path) -> None:
    """What is there and the same is left as it is; what is there and another picture is not replaced."""
    command = ("render", "--seed", "3..5", *SMALL, "-o", "{seed}.png")
    assert main_(*command).returncode == 0
    before = (tmp_path / "3.png").stat().st_mtime_ns
    (tmp_path / "4.png").unlink()
    done = main_(*command)
    assert (done.returncode, done.stderr.count("is there already: ")) == (0, 2)
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


@pytest.mark.parametrize(("side", "bar"), [(64, False), (256, True)])
def test_a_picture_that_is_there_at_once_has_no_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: int, bar: bool
) -> None:
    job = nnart.job_of(7, side)
    terminal = put_terminal(monkeypatch)
    deliver([job], [str(tmp_path / "a.png")], Rendering(), Output())
    assert ("━" in terminal.getvalue()) is bar
    assert f"seed 7 ({side} x {side}" in terminal.getvalue()


def test_json_is_one_line_a_picture(main_: Run) -> None:
    done = main_("render", "--seed", "1..2", *SMALL, "--json", "-q")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["path"] for line in lines] == ["nnart-1.png", "nnart-2.png"]
    assert lines[0]["size"] == [40, 30]
    assert Recipe.from_dict(lines[1]["recipe"] | lines[1]["found"]) == calibrate(
        Recipe(seed=2, layers=3, width=9)
    )


def test_a_flat_picture_is_said_to_be_one(main_: Run) -> None:
    done = main_("render", "--seed", "7", "--gain", "0", *SMALL)
    assert "one colour" in done.stderr
    assert done.returncode == 0


JOB = Job(Recipe(seed=7, layers=3, width=9), (40, 30))
OTHER = Job(Recipe(seed=8, layers=3, width=9), (40, 30))


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
    facts = Output(dpi=72).facts(Job(JOB.recipe, (40, 30), bits=16))
    assert (facts["seed"], facts["size"], facts["bits"], facts["dpi"]) == (7, [40, 30], 16, 72)
    assert Recipe.from_dict(facts["recipe"]) == JOB.recipe
    field = Output().facts(Job(JOB.recipe, (40, 30), show="field"))
    assert field["raw"]
    assert not field.keys() & {"bits", "dpi"}


def test_a_network_by_hand_goes_by_its_name() -> None:
    job = Job(Recipe(palette="ink"), (40, 30), network=NETWORK)
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
