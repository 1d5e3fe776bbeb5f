"""`nnart explore`: what it prints, and how it is stopped and resumed."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.scores import Score, Scores
from nnart.explore.scoring import SIZE, base_of
from nnart.explore.sketch import BYTES
from nnart.explore.words import HUES, PREFERENCES
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.conftest import Run as Command
from tests.conftest import names
from tests.explore.test_ranking import SMALL, rows

OPTIONS = ("--layers", "3", "--width", "9")


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.mark.slow
def test_the_command_is_the_function(nnart_: Command, tmp_path: Path) -> None:
    done = nnart_("explore", "--seeds", "0..39", "--keep", "3", "--prefer", "calm=2,colourful", *OPTIONS)
    expected = nnart.explore_seeds(range(40), SMALL, keep=3, prefer="calm=2,colourful")
    assert done.returncode == 0
    printed = [re.match(r" *(\d+)  +(-?\d+\.\d\d)  (.*)$", line) for line in done.stdout.splitlines()]
    assert [(int(m[1]), float(m[2]), m[3]) for m in printed if m] == [
        (one.recipe.seed, round(one.score, 2), one.words) for one in expected.kept
    ]
    assert all("calmest, " in one.words and "most colourful" in one.words for one in expected.kept)
    first, second, heads, _, last = done.stderr.splitlines()
    assert first == "40 seeds were scored: nnart-explore.db"
    assert second == "3 are kept"
    assert heads == "  seed  score  in words, among 40 seeds"
    assert re.fullmatch(r"3 tiles \(\d+\.\d s\): nnart-explore\.png", last)
    assert [tile.recipe for tile in nnart.read_sheet(tmp_path / "nnart-explore.png").tiles] == [
        one.recipe for one in expected.kept
    ]
    again = nnart_(
        "explore", "--seed", "0..39", "--keep", "3", "--prefer", "calm=2,colourful", *OPTIONS, "--force"
    )
    assert again.stdout == done.stdout
    assert again.stderr.startswith("40 seeds were scored before: nnart-explore.db\n3 are kept\n")


def test_one_is_not_said_as_many(main_: Command, tmp_path: Path) -> None:
    """And heads stand over their columns, however long a seed is."""
    seed = 2**64 - 1
    done = main_("explore", "--seeds", str(seed), "--count", "1", *OPTIONS)
    first, second, heads, _, last = done.stderr.splitlines()
    assert (first, second) == (
        "1 seed was scored: nnart-explore.db",
        "1 is kept instead of 24, as there are no more",
    )
    assert re.fullmatch(r"1 tile \(\d+\.\d s\): nnart-explore\.png", last)
    title = nnart.read_sheet(tmp_path / "nnart-explore.png").title
    assert title.startswith("striking: 1 of 1 seed, layers 3,")
    assert done.stdout == f"{seed}   0.00  most striking\n"
    assert heads.index("seed") + len("seed") == len(str(seed))
    assert heads.index("score") + len("score") == done.stdout.index("  most")
    assert heads.index("in words") == done.stdout.index("most")


def test_without_seeds_a_thousand_are_looked_at_and_that_is_said(main_: Command, tmp_path: Path) -> None:
    with Scores(tmp_path / "nnart-explore.db", base_of(SMALL), SIZE) as database:
        for seed in range(1000):
            database.add(Score(seed, Measures(*[seed % 7 / 9] * len(NAMES)), 1.5, None, bytes(BYTES)))
    done = main_("explore", *OPTIONS, "--keep", "2", "--size", "16")
    assert done.stderr.startswith(
        "looking at seeds 0..999; --seeds takes others\n1000 seeds were scored before: nnart-explore.db\n"
    )
    assert done.returncode == 0


def test_a_hue_that_nothing_has_is_said(main_: Command) -> None:
    done = main_("explore", "--seeds", "1..3", *OPTIONS, "--palette", "ink", "--prefer", "calm,red")
    assert "clearly red: 0 of 3 kept pictures; to get more, give a palette of that colour\n" in done.stderr
    mixed = ("--palette", "black,red;ink", "--prefer", "red")
    done = main_("explore", "--seeds", "1..6", *OPTIONS, *mixed)
    told = r"^clearly red: [1-5] of [2-6] kept pictures; to get more, give a palette"
    assert re.search(told, done.stderr, re.MULTILINE), done.stderr
    done = main_("explore", "--seeds", "1..3", *OPTIONS, "--palette", "black,red", "--prefer", "red")
    assert "clearly" not in done.stderr


def test_what_reminds_of_a_picture_is_titled_so(main_: Command, tmp_path: Path) -> None:
    """Its tiles are painted turned, as their recipes say; a picture may come from a pipe."""
    Image.fromarray(np.tile(np.arange(64, dtype=np.uint8), (64, 1))).save(tmp_path / "sun.jpg")
    done = main_(
        "explore", "--seeds", "1..30", *OPTIONS, "--keep", "3", "--like", "sun.jpg", "--prefer", "calm"
    )
    assert done.returncode == 0
    sheet = nnart.read_sheet(tmp_path / "nnart-explore.png")
    assert sheet.title.startswith("reminds of sun.jpg, calm: 3 of 30 seeds, layers 3,")
    assert any(tile.recipe.rotate or tile.recipe.reverse for tile in sheet.tiles)
    assert all(re.match(r" +\d+ +-?\d\.\d\d  reminds of it 0\.\d\d.*calmest", line)
               for line in done.stdout.splitlines())  # fmt: skip


def test_to_keep_none_is_a_failure_that_is_said(main_: Command, tmp_path: Path) -> None:
    """However quiet it was asked to be; what was scored stays."""
    command = ("explore", "--seeds", "1..3", *OPTIONS, "--gain", "0.001")
    line = "nnart: --seeds: none of 3 seeds is worth keeping (3 one colour); take others, or other options\n"
    for more, told in (((), "3 seeds were scored: nnart-explore.db\n"), (("-q",), "")):
        done = main_(*command, *more)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", told + line)
        assert names(tmp_path) == ["nnart-explore.db"]
    done = main_(*command, "--json", "-q")
    assert json.loads(done.stdout) == {"seeds": 3, "scored": 0, "rejected": {"one colour": 3}}
    assert (done.returncode, done.stderr) == (1, line)


def test_what_fails_at_the_first_seed_leaves_no_scores(main_: Command, tmp_path: Path) -> None:
    """And says nothing of any that would be kept; scores of others are left as they are."""
    failing = ("--layers", "3", "--width", "9", "--detail", "1e6", "-q")
    done = main_("explore", "--seeds", "1..3", *failing)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nnart: --detail: ") and "keeps" not in done.stderr
    assert names(tmp_path) == []
    nnart.explore_seeds([1], SMALL, scores=tmp_path / "nnart-explore.db")
    before = (tmp_path / "nnart-explore.db").read_bytes()
    again = main_("explore", "--seeds", "1..3", *failing)
    assert (again.returncode, again.stderr) == (done.returncode, done.stderr)
    assert (tmp_path / "nnart-explore.db").read_bytes() == before


@pytest.mark.slow
def test_every_picture_named_can_be_had_alone(nnart_: Command, tmp_path: Path) -> None:
    done = nnart_("explore", "--seeds", "0..19", "--keep", "3", *OPTIONS, "--palette", "reef,", "--json", "-q")
    assert done.returncode == 2
    done = nnart_("explore", "--seeds", "0..19", "--keep", "3", *OPTIONS, "--palette", "reef", "--json", "-q")
    *kept, summary = (json.loads(line) for line in done.stdout.splitlines())
    assert (len(kept), summary, done.stderr) == (3, {"seeds": 20, "scored": 20, "rejected": {}}, "")
    for one in kept:
        recipe = Recipe.from_dict(one["recipe"])
        assert recipe.palette == "reef"
        assert set(one["measures"]) == set(one["deviations"]) == set(NAMES)
        (tmp_path / "r.toml").write_text(recipe.to_toml())
        for start in (
            ("--recipe", "r.toml"),
            ("--seed", str(one["seed"]), *OPTIONS, "--palette", "reef"),
            ("--from", f"nnart-explore.png#{one['seed']}"),
        ):
            assert nnart_("render", *start, "--size", "128", "-o", "a.png", "--force", "-q").returncode == 0
            with Image.open(tmp_path / "a.png") as image:
                assert vars(measure(np.asarray(image))) == one["measures"]


@pytest.mark.slow
def test_presets_pictures_and_recipes_are_starts(nnart_: Command, tmp_path: Path) -> None:
    """From a picture: its palette, and a gain for every seed of its own."""
    recipe = Recipe(seed=2, **SMALL, palette="reef")
    nnart.render(recipe, (40, 40)).save(tmp_path / "a.png")
    (tmp_path / "r.toml").write_text("layers = 3\nwidth = 9\npalette = 'reef'\n")
    for start in (("--from", "a.png"), ("--recipe", "r.toml")):
        done = nnart_("explore", "--seeds", "1..3", *start, "--json", "-q", "--force")
        lines = [json.loads(line) for line in done.stdout.splitlines()[:-1]]
        found = [Recipe.from_dict(line["recipe"] | line["found"]) for line in lines]
        assert sorted(found, key=lambda one: one.seed) == [
            calibrate(Recipe(seed=seed, **SMALL, palette="reef")) for seed in (1, 2, 3)
        ]
    assert len(rows(tmp_path / "nnart-explore.db")) == 3
    assert (
        nnart_(
            "explore", "--seeds", "1..3", "--preset", "panes", "--width", "9", "-q", "-o", "b.html"
        ).returncode
        == 0
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--seeds 9..0", "--seeds: "),
        ("--seeds a", "--seeds: "),
        ("--seeds 0..99999999", "--seeds: "),
        ("--seeds 1,2 --keep 0", "--keep: "),
        ("--seeds 1,2 --keep x", "--keep: "),
        ("--seeds 1,2 --prefer clam", "--prefer: "),
        ("--seeds 1,2 --prefer calm=x", "--prefer: "),
        ("--seeds 1,2 --like no.png", "'no.png': "),
        ("--seeds 1,2 --like bad.toml", "'bad.toml': "),
        ("--seeds 1,2 --like silk", "the preset silk has no seed"),
        ("--seeds 1,2 --like - --recipe -", "--like and --recipe: "),
        ("--seeds 1,2 --layers 0", "--layers: "),
        ("--seeds 0..99999 --layers 900 --width 900", "--layers and --width: "),
        ("--seeds 1,2 --genome 1", "No such option: --genome"),
        ("--seeds 1,2 -o -", "--output: "),
        ("--seeds 1,2 --size bogus", "--size: "),
        ("--seeds 1,2 --columns -2", "--columns: "),
        ("--seeds 1,2 --columns 0", "--columns: "),
        ("--seeds 1,2 --columns x", "--columns: "),
        ("--seeds 0..98 --keep 40 --size 4k", "--size: 40 tiles"),
        ("--seeds 0..29 --keep 40 --size 4k", "--size: 30 tiles"),
        ("--seeds 1,2 --threads 0", "--threads: "),
        ("--seeds 1,2 -o a.jpg", "--output: "),
        ("--seeds 1,2 -o net.toml/a.png", "'net.toml/a.png': "),
        ("--seeds 1 --count 1 --recipe net.toml", "network: "),
        (f"--seeds 1,2 --scores {'a' * 300}", f"'{'a' * 300}': "),
        ("--seeds 1,2 --scores .", "'.' "),
        ("--seeds 1,2 --scores net.toml", "'net.toml' "),
    ],
)
def test_bad_options_are_said_in_one_line(nnart_: Command, tmp_path: Path, arguments: str, said: str) -> None:
    layers = '[[network.layers]]\nweights = [[1.0, 2.0]]\nbiases = [0.0]\nactivation = "tanh"\n'
    (tmp_path / "net.toml").write_text(layers)
    (tmp_path / "bad.toml").write_text("seed = 7 8")
    done = nnart_("explore", *shlex.split(arguments))
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert re.fullmatch(rf"nnart: {re.escape(said)}.*\n", done.stderr), done.stderr
    assert names(tmp_path) == ["bad.toml", "net.toml"]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_sheet_never_replaces_the_scores(main_: Command, tmp_path: Path, force: tuple[str, ...]) -> None:
    """By no name of theirs, before they are there and after."""

    def refused(scores: str, output: str) -> None:
        done = main_("explore", "--seeds", "0..3", *OPTIONS, "--scores", scores, "-o", output, *force)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("nnart: --scores and --output: ")

    refused("e.png", "./e.png")
    assert names(tmp_path) == []
    (tmp_path / "to.db").symlink_to("e.png")
    refused("to.db", "e.png")
    nnart.explore_seeds(range(4), SMALL, scores=tmp_path / "e.png")
    (tmp_path / "hard.png").hardlink_to(tmp_path / "e.png")
    (tmp_path / "to.png").symlink_to("e.png")
    for output in ("e.png", "to.png", "hard.png", str(tmp_path / "e.png")):
        refused("e.png", output)
    assert len(rows(tmp_path / "e.png")) == 4


@POSIX
def test_what_was_found_is_printed_even_if_the_sheet_cannot_be_written(tmp_path: Path) -> None:
    import resource

    nnart.explore_seeds(range(12), SMALL, scores=tmp_path / "a.db")
    done = subprocess.run(
        [sys.executable, "-m", "nnart", "explore", "--seeds", "0..11", *OPTIONS, "--keep", "4",
         "--scores", "a.db", "-o", "a.png", "--size", "300", "--huge"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "nnart: 'a.png': File too large"
    expected = nnart.explore_seeds(range(12), SMALL, keep=4, scores=tmp_path / "a.db").kept
    assert [int(line.split()[0]) for line in done.stdout.splitlines()] == [one.recipe.seed for one in expected]
    assert names(tmp_path) == ["a.db"]


@pytest.mark.slow
def test_only_what_is_missing_takes_time(main_: Command, tmp_path: Path) -> None:
    """More than an hour of seeds, all of them known; and as many again, which are not."""
    values, most = {"layers": 40, "width": 300}, 30_000
    with Scores(tmp_path / "nnart-explore.db", base_of(values), SIZE) as database:
        for seed in range(most):
            database.add(Score(seed, Measures(*[0.5] * len(NAMES)), 1.5, None, bytes(BYTES)))
            if not seed:
                database._open.execute("BEGIN")  # the others all at once, which is faster
        database._open.execute("COMMIT")
    options = ("--layers", "40", "--width", "300", "--size", "8", "--keep", "1", "-q")
    done = main_("explore", "--seeds", f"0..{most - 1}", *options)
    assert (done.returncode, done.stderr) == (0, "")
    done = main_("explore", "--seeds", f"9..{2 * most}", *options, "--force")
    assert done.returncode == 2
    assert done.stderr.startswith(f"nnart: --seeds: {most + 1:,} pictures of 128 x 128: ")


def test_the_help_names_all_preferences(nnart_: Command) -> None:
    text = " ".join(nnart_("explore", "--help-all", COLUMNS="1000").stdout.split())
    assert f"Words: {', '.join(PREFERENCES)}. Measures: {', '.join(NAMES[: -len(HUES)])}." in text


COMMAND = ("explore", "--seeds", "0..199", "--width", "24", "--keep", "5")


def running(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nnart", *COMMAND, *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def until_scored(path: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(sqlite3.OperationalError):  # not there yet
            if len(rows(path)) >= count:
                return
        time.sleep(0.01)
    raise AssertionError(f"there were never {count} scores")


@pytest.mark.slow
@POSIX
def test_killed_again_and_again_it_ends_with_the_same(nnart_: Command, tmp_path: Path) -> None:
    """SIGKILL at some moments, another number of threads each time: nothing that was there is lost."""
    whole = nnart_(*COMMAND, "--scores", "whole.db")
    path, known = tmp_path / "a.db", 0
    for threads in ("1", "2", "3"):
        process = running(tmp_path, "--scores", "a.db", "-o", "a.png", "--threads", threads)
        until_scored(path, known + 40)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        process.communicate()
        found = len(rows(path))
        assert found >= known + 40
        known = found
    done = nnart_(*COMMAND, "--scores", "a.db", "-o", "a.png")
    assert done.returncode == 0
    assert done.stdout == whole.stdout
    assert f"200 seeds were scored, {known} of them before: a.db\n" in done.stderr
    assert rows(path) == rows(tmp_path / "whole.db")
    assert names(tmp_path) == ["a.db", "a.png", "nnart-explore.png", "whole.db"]
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "nnart-explore.png").read_bytes()


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_says_what_is_kept(tmp_path: Path, number: signal.Signals) -> None:
    process = running(tmp_path, "--scores", "a.db")
    until_scored(tmp_path / "a.db", 20)
    process.send_signal(number)
    out, error = process.communicate(timeout=30)
    word, code = {signal.SIGINT: ("interrupted", 130), signal.SIGTERM: ("ended", 143)}[number]
    assert (process.returncode, out) == (code, "")
    said = re.fullmatch(rf"nnart: {word}; 'a\.db' keeps (\d+) of 200 scores; .*\n", error)
    assert said is not None, error
    assert len(rows(tmp_path / "a.db")) == int(said[1]) >= 20
    assert names(tmp_path) == ["a.db"]


@POSIX
def test_a_file_that_is_deleted_meanwhile_is_said(tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    process = running(tmp_path, "--scores", "g/gone.db")
    until_scored(tmp_path / "g" / "gone.db", 20)
    shutil.rmtree(tmp_path / "g")
    out, error = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert error.startswith("nnart: 'g/gone.db'")
    assert error.count("\n") == 1
    assert names(tmp_path) == []


def test_whatever_a_picture_is_others_may_remind_of_it(
    main_: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What can be painted is painted, in its shape; any other picture is looked at."""
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    small = ("--layers", "3", "--width", "8")
    recipe = Recipe(seed=4, layers=3, width=8)
    assert main_("sheet", "3..5", *small, "--size", "16", "-o", "a.png").returncode == 0
    assert main_("render", "4", *small, "--size", "64", "-o", "four.jpg").returncode == 0
    nnart.keep(recipe, "dusk")
    (tmp_path / "r.toml").write_text(recipe.to_toml())
    (tmp_path / "r.json").write_text(json.dumps(recipe.to_dict()))
    for like in ("a.png#4", "dusk", "r.toml", "r.json", recipe.to_code(), "four.jpg"):
        done = main_("explore", "--seeds", "0..9", *small, "--keep", "1", "--size", "8", "--like", like, "-q")
        assert done.returncode == 0, done.stderr
        assert done.stdout.split()[0] == "4", like
        assert float(done.stdout.split("reminds of it ")[1][:4]) > 0.98
    done = main_("explore", "--seeds", "0..9", "--keep", "1", "--size", "8", "--like", "4", "-o", "b.png", "-q")
    assert done.stdout.split()[0] == "4"
    assert read_sheet(tmp_path / "b.png").title == "reminds of seed 4: 1 of 10 seeds"


def test_symmetry_by_chance_is_told(main_: Command) -> None:
    small = ("--seeds", "0..9", "--layers", "3", "--width", "8", "--keep", "2", "--size", "8", "--force")
    assert "--symmetry mirror" in main_("explore", *small, "--prefer", "symmetric").stderr
    for others in (("--prefer", "not-symmetric"), ("--prefer", "symmetric", "--symmetry", "mirror")):
        assert "--symmetry" not in main_("explore", *small, *others).stderr
