"""Exploring: seeds are scored, stopped and gone on with; anyone can paint the pictures that are kept."""

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
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.colour.alpha import opaque
from nnart.errors import FileError, InputError, RecipeError
from nnart.explore import ranking
from nnart.explore.measures import NAMES, Measures, measure
from nnart.explore.ranking import SIZE, base_of
from nnart.explore.scores import Score, Scores
from nnart.explore.sketch import BYTES
from nnart.explore.taste import PREFERENCES, dull
from nnart.field.calibration import calibrated
from nnart.recipe.recipe import Recipe
from tests.conftest import Run, names
from tests.pages import ROOT, blocks

SMALL: dict[str, Any] = {"layers": 3, "width": 9}
OPTIONS = ("--layers", "3", "--width", "9")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


def rows(path: Path) -> list[tuple[Any, ...]]:
    """Return all scores in a file."""
    with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as database:
        return database.execute("SELECT * FROM scores ORDER BY base, seed").fetchall()


def test_scores_are_those_of_the_pictures_that_render_paints(tmp_path: Path) -> None:
    found = nnart.explore_seeds(range(20), SMALL, keep=4, scores=tmp_path / "a.db")
    assert (found.seeds, found.scored, len(found.kept)) == (20, 20, 4)
    for one in found.kept:
        assert one.recipe == calibrated(Recipe(seed=one.recipe.seed, **SMALL))
        pixels = nnart.render(one.recipe, SIZE).pixels.astype(np.uint8)
        assert one.measures == measure(pixels)
        assert dull(one.measures) is None
    assert [row[1] for row in rows(tmp_path / "a.db")] == list(range(20))
    marks = [one.score for one in found.kept]
    assert marks == sorted(marks, reverse=True)
    for one in found.kept:
        assert set(one.outstanding.items()) <= set(one.deviations.items())
        assert all(abs(value) >= 1 for value in one.outstanding.values())


@pytest.mark.parametrize(
    "values", [{"alpha": "field"}, {"tone": "stretch"}, {"colour": "oklch", "samples": 2}, {"palette": "jet"}]
)
def test_any_recipe_can_be_explored(values: dict[str, Any]) -> None:
    (one,) = nnart.explore_seeds([5], SMALL | values, keep=3).kept
    assert one.recipe == calibrated(Recipe(seed=5, **SMALL, **values))
    assert one.measures == measure(opaque(nnart.render(one.recipe, SIZE).pixels.astype(np.uint8)))


def test_neither_threads_nor_order_nor_what_is_known_decide(tmp_path: Path) -> None:
    whole = nnart.explore_seeds(range(30), SMALL, keep=5, threads=1)
    assert nnart.explore_seeds(range(30), SMALL, keep=5, threads=3) == whole
    nnart.explore_seeds(range(40, 7, -2), SMALL, scores=tmp_path / "a.db")  # others too
    again = nnart.explore_seeds([*range(29, -1, -1), 3], SMALL, keep=5, scores=tmp_path / "a.db")
    assert again.kept == whole.kept
    assert (again.seeds, again.scored) == (30, 30 - len(range(8, 30, 2)))


def test_what_is_the_same_but_written_otherwise_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for values in (SMALL, SMALL | {"detail": 6, "zoom": 1}, SMALL | {"seed": 12}, SMALL | {"palette": None}):
        nnart.explore_seeds(range(3), values, scores=path)
    assert len(rows(path)) == 3
    nnart.explore_seeds(range(3), SMALL | {"palette": "reef"}, scores=path)
    nnart.explore_seeds(range(3), SMALL | {"width": 10}, scores=path)
    assert len(rows(path)) == 9


def test_the_dull_are_counted_and_never_kept() -> None:
    found = nnart.explore_seeds(range(6), SMALL | {"gain": 0.01}, keep=4)
    assert (found.kept, found.rejected) == ((), {"one colour": 6})


def test_preferences_decide_on_the_best() -> None:
    calm, busy = (nnart.explore_seeds(range(60), SMALL, keep=5, prefer=one).kept for one in ("calm", "busy"))
    assert max(one.measures.edges for one in calm) < min(one.measures.edges for one in busy)


def test_a_diverse_set_differs_more_than_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    def palettes() -> int:
        kept = nnart.explore_seeds(range(120), SMALL, keep=8, prefer="colourful").kept
        return len({one.recipe.palette for one in kept})

    diverse = palettes()
    monkeypatch.setattr(ranking, "farthest_first", lambda _, count: list(range(count)))
    assert diverse > palettes()


def test_progress_adds_up_to_one(tmp_path: Path) -> None:
    for known in (0, 5, 8):
        shares: list[float] = []
        nnart.explore_seeds(range(known), SMALL, scores=tmp_path / "a.db") if known else None
        nnart.explore_seeds(range(8), SMALL, scores=tmp_path / "a.db", progress=shares.append)
        assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"seeds": []}, "seeds: there are none; give one or more, such as 0..99"),
        ({"seeds": [-1]}, "seed: a whole number from 0 to"),
        ({"seeds": [1, 2**64]}, "seed: a whole number from 0 to"),
        ({"keep": 0}, "keep: a whole number from 1 to 1000 is needed, not 0"),
        ({"keep": 2.5}, "keep: a whole number from 1 to 1000 is needed, not 2.5"),
        ({"seeds": 5}, r"seeds: whole numbers are needed, such as range\(100\), not 5"),
        ({"seeds": [[1]]}, r"seeds: whole numbers are needed, such as range\(100\), not \[\[1\]\]"),
        ({"seeds": "12"}, "seed: a whole number from 0 to"),
        ({"prefer": 3}, "prefer: names are needed, such as 'calm=2,colourful', not 3"),
        ({"prefer": None}, "prefer: names are needed, such as 'calm=2,colourful', not None"),
        ({"values": 3}, "values: a mapping is needed, such as {'layers': 5}, not 3"),
        ({"values": [("layers", 2)]}, "values: a mapping is needed"),
        ({"scores": 3}, "scores: the name of a file is needed, not 3"),
        ({"scores": "a\0b"}, "scores: the name of a file is needed, not 'a"),
        ({"progress": 3}, "progress: a function that takes a share is needed, not 3"),
        ({"prefer": "nice"}, "prefer: 'nice' is not one of striking, calm"),
        ({"threads": 0}, "threads: a whole number from 1"),
        ({"values": {"layers": 0}}, "layers: a whole number from 1 to 1000"),
        ({"values": {"nosuch": 0}}, "'nosuch' is not one of the values of a recipe"),
        ({"values": {"genome": "mix(1,2,0.5)"}}, "genome: it takes the place of a seed; leave it out"),
        ({"values": {"activation": "tanh", "layers": 1, "detail": 1e6}}, "detail: 1e\\+06 is out of reach"),
    ],
)
def test_bad_input_is_said(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    given: dict[str, Any] = {"seeds": range(3), "values": SMALL, "scores": tmp_path / "a.db"} | options
    with pytest.raises((InputError, RecipeError), match=f"^{said}"):
        nnart.explore_seeds(**given)


def test_the_command_is_the_function(nnart_: Run, tmp_path: Path) -> None:
    done = nnart_("explore", "--seeds", "0..39", "--keep", "3", "--prefer", "calm=2,colourful", *OPTIONS)
    expected = nnart.explore_seeds(range(40), SMALL, keep=3, prefer="calm=2,colourful")
    assert done.returncode == 0
    printed = [re.match(r" *(\d+)  +(-?\d+\.\d\d)(  \w+ [+-]\d+\.\d(, \w+ [+-]\d+\.\d)*)?$", line)
               for line in done.stdout.splitlines()]  # fmt: skip
    assert [(int(m[1]), float(m[2])) for m in printed if m] == [
        (one.recipe.seed, round(one.score, 2)) for one in expected.kept
    ]
    *lines, heads = done.stderr.splitlines()
    assert re.fullmatch(r"  seed  score  what stands out.*", heads)
    assert lines[0] == "40 seeds were scored: nnart-explore.db"
    assert lines[1] == "3 are kept"
    assert re.fullmatch(r"nnart-explore\.png: 3 tiles \(\d+\.\d s\)", lines[2])
    assert [tile.recipe for tile in nnart.read_sheet(tmp_path / "nnart-explore.png").tiles] == [
        one.recipe for one in expected.kept
    ]
    again = nnart_("explore", "--seeds", "0..39", "--keep", "3", "--prefer", "calm=2,colourful", *OPTIONS)
    assert again.returncode == 1
    assert again.stderr == "nnart: 'nnart-explore.png': exists; --force replaces it\n"
    again = nnart_(
        "explore", "--seed", "0..39", "--keep", "3", "--prefer", "calm=2,colourful", *OPTIONS, "--force"
    )
    assert again.stdout == done.stdout
    assert again.stderr.startswith("40 seeds were scored before: nnart-explore.db\n3 are kept\n")


def test_one_is_not_said_as_many(main_: Run, tmp_path: Path) -> None:
    """And heads stand over their columns, however long a seed is."""
    seed = 2**64 - 1
    done = main_("explore", "--seeds", str(seed), *OPTIONS)
    first, second, _, _, heads = done.stderr.splitlines()
    assert (first, second) == (
        "1 seed was scored: nnart-explore.db",
        "1 is kept instead of 24, as there are no more",
    )
    assert nnart.read_sheet(tmp_path / "nnart-explore.png").title == "striking: 1 of 1 seed"
    assert done.stdout == f"{seed}   0.00\n"
    assert heads.index("seed") + len("seed") == len(str(seed))
    assert heads.index("score") + len("score") == len(done.stdout.rstrip())
    again = main_("explore", "--seeds", str(seed), *OPTIONS, "--gain", "0.001", "-q", "--force")
    assert (again.stdout, again.stderr) == ("", "")
    again = main_("explore", "--seeds", str(seed), *OPTIONS, "--gain", "0.001", "--force")
    assert again.stderr.splitlines() == [
        "1 seed was scored before: nnart-explore.db",
        "1 was rejected: 1 one colour",
        "0 are kept instead of 24, as there are no more",
    ]


def test_every_picture_named_can_be_had_alone(nnart_: Run, tmp_path: Path) -> None:
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


def test_presets_pictures_and_recipes_are_starts(nnart_: Run, tmp_path: Path) -> None:
    """From a picture: its palette, and a gain for every seed of its own."""
    recipe = Recipe(seed=2, **SMALL, palette="reef")
    nnart.render(recipe, (40, 40)).save(tmp_path / "a.png")
    (tmp_path / "r.toml").write_text("layers = 3\nwidth = 9\npalette = 'reef'\n")
    for start in (("--from", "a.png"), ("--recipe", "r.toml")):
        done = nnart_("explore", "--seeds", "1..3", *start, "--json", "-q", "--force")
        found = [Recipe.from_dict(json.loads(line)["recipe"]) for line in done.stdout.splitlines()[:-1]]
        assert sorted(found, key=lambda one: one.seed) == [
            calibrated(Recipe(seed=seed, **SMALL, palette="reef")) for seed in (1, 2, 3)
        ]
    assert len(rows(tmp_path / "nnart-explore.db")) == 3
    assert (
        nnart_(
            "explore", "--seeds", "1..3", "--preset", "panes", "--width", "9", "-q", "-o", "b.html"
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "Missing option '--seeds' / '--seed'; see nnart explore --help"),
        ("--seeds 9..0", "--seeds: '9..0' is empty; write the smaller seed first"),
        ("--seeds a", "--seeds: 'a' is no seed; write 7, 0..99 or 1,5,10..20, up to 18446744073709551615"),
        ("--seeds 0..99999999", "--seeds: '0..99999999' has more than 100000 seeds; paint fewer at a time"),
        ("--seeds 1 --keep 0", "--keep: a whole number from 1 to 1000 is needed, not 0"),
        ("--seeds 1 --keep x", "--keep: a whole number from 1 to 1000 is needed, not 'x'"),
        ("--seeds 1 --prefer clam", "--prefer: 'clam' is not one of striking, calm, busy,"),
        ("--seeds 1 --prefer calm=x", "--prefer: 'calm=x' has no weight from -1000 to 1000; write calm=2 or"),
        ("--seeds 1 --layers 0", "--layers: a whole number from 1 to 1000 is needed, not 0"),
        ("--seeds 0..99999 --layers 900 --width 900", "--layers and --width: "),
        ("--seeds 1 --genome 1", "No such option: --genome"),
        ("--seeds 1 -o -", "-o -: a sheet goes into a file; give it a name that ends in .png or .html"),
        ("--seeds 1 --size bogus", "--size: 'bogus' is no size; write 1024, 1920x1080,"),
        ("--seeds 1 --columns -2", "--columns: a whole number from 1 is needed, not -2"),
        ("--seeds 1 --columns 0", "--columns: a whole number from 1 is needed, not 0"),
        ("--seeds 1 --columns x", "--columns: a whole number from 1 is needed, not 'x'"),
        ("--seeds 0..98 --keep 40 --size 4k", "--size: 40 tiles of 3840 x 2160 make a sheet of more than 134"),
        ("--seeds 0..29 --keep 40 --size 4k", "--size: 30 tiles of 3840 x 2160 make a sheet of more than 134"),
        ("--seeds 1 --threads 0", "--threads: a whole number from 1 to 1024 is needed, not 0"),
        ("--seeds 1 -o a.jpg", "--output: 'a.jpg' should end in one of .png, .html"),
        ("--seeds 1 -o net.toml/a.png", "'net.toml/a.png': there is no folder 'net.toml'; make it first"),
        (
            "--seeds 1 --recipe net.toml",
            "'net.toml' gives one: a sheet is of networks that are drawn from seeds",
        ),
        (f"--seeds 1 --scores {'a' * 300}", f"'{'a' * 300}': File name too long"),
        ("--seeds 1 --scores .", "'.': is a folder; name a file in it"),
        ("--seeds 1 --scores net.toml", "'net.toml': is no database; scores are kept in SQLite's format;"),
    ],
)
def test_bad_options_are_said_in_one_line(nnart_: Run, tmp_path: Path, arguments: str, said: str) -> None:
    layers = '[[network.layers]]\nweights = [[1.0, 2.0]]\nbiases = [0.0]\nactivation = "tanh"\n'
    (tmp_path / "net.toml").write_text(layers)
    done = nnart_("explore", *shlex.split(arguments))
    assert done.returncode in (1, 2)
    assert done.stdout == ""
    assert re.fullmatch(rf"nnart: {re.escape(said)}.*\n", done.stderr), done.stderr
    assert names(tmp_path) == ["net.toml"]


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_sheet_never_replaces_the_scores(main_: Run, tmp_path: Path, force: tuple[str, ...]) -> None:
    """By no name of theirs, before they are there and after."""

    def refused(scores: str, output: str) -> None:
        done = main_("explore", "--seeds", "0..3", *OPTIONS, "--scores", scores, "-o", output, *force)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            f"nnart: --scores and --output: {scores!r} cannot be both, as the sheet would replace the scores; "
            "take two names\n"
        )

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
         "--scores", "a.db", "-o", "a.png", "--size", "300"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "nnart: 'a.png': File too large"
    expected = nnart.explore_seeds(range(12), SMALL, keep=4, scores=tmp_path / "a.db").kept
    assert [int(line.split()[0]) for line in done.stdout.splitlines()] == [one.recipe.seed for one in expected]
    assert names(tmp_path) == ["a.db"]


def test_only_what_is_missing_takes_time(main_: Run, tmp_path: Path) -> None:
    """More than an hour of seeds, all of them known; and as many again, which are not."""
    values, most = {"layers": 40, "width": 300}, 30_000
    with Scores(tmp_path / "nnart-explore.db", base_of(values), SIZE) as database:
        database._database.execute("BEGIN")  # all at once, which is faster
        for seed in range(most):
            database.add(Score(seed, Measures(50.5, 7.1, 0.1, 0.2, -3.5, 0.25), 1.5, None, bytes(BYTES)))
        database._database.execute("COMMIT")
    options = ("--layers", "40", "--width", "300", "--size", "8", "--keep", "1", "-q")
    done = main_("explore", "--seeds", f"0..{most - 1}", *options)
    assert (done.returncode, done.stderr) == (0, "")
    done = main_("explore", "--seeds", f"9..{2 * most}", *options, "--force")
    assert done.returncode == 2
    assert done.stderr.startswith(f"nnart: seed: {most + 1:,} pictures of 128 x 128: about ")
    assert "the limit is 1 h" in done.stderr


def test_the_help_names_all_preferences(nnart_: Run) -> None:
    text = " ".join(nnart_("explore", "--help", COLUMNS="1000", TERM="dumb").stdout.split())
    assert f"{', '.join(PREFERENCES)}, or measures: {', '.join(NAMES)};" in text


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


@POSIX
def test_killed_again_and_again_it_ends_with_the_same(nnart_: Run, tmp_path: Path) -> None:
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
    said = re.fullmatch(
        rf"nnart: {word}; 'a\.db' keeps the scores of (\d+) of 200 seeds; the same again goes on\n", error
    )
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
    assert error == (
        "nnart: 'g/gone.db' is gone: it was deleted, moved or replaced while seeds were scored; "
        "the same again begins a new one\n"
    )
    assert names(tmp_path) == []


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Scores.add

    def limited(self: Scores, score: Any) -> None:
        self._database.execute("PRAGMA max_page_count = 8")
        add(self, score)

    monkeypatch.setattr(Scores, "add", limited)
    with pytest.raises(FileError, match="the disk is full; what is there stays") as caught:
        nnart.explore_seeds(range(200), SMALL, scores=tmp_path / "a.db")
    (note,) = caught.value.__notes__
    monkeypatch.setattr(Scores, "add", add)
    known = int(re.findall(r"the scores of (\d+) of 200 seeds", note)[0])
    assert 0 < known == len(rows(tmp_path / "a.db"))
    assert nnart.explore_seeds(range(200), SMALL, scores=tmp_path / "a.db").scored == 200 - known


def test_the_documented_queries_and_lines_of_python_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In docs/explore.md; its commands are run with those of the other pages."""
    monkeypatch.chdir(tmp_path)
    nnart.explore_seeds(range(30), SMALL, scores=tmp_path / "nnart-explore.db")
    text = (ROOT / "docs" / "explore.md").read_text(encoding="utf-8")
    (block,) = (block for language, block in blocks(text) if language == "python")
    exec(compile(block, "explore.md", "exec"), {})
    assert (tmp_path / "seeds.db").exists()
    queries = re.findall(r'^sqlite3 nnart-explore\.db "([^"]+)"$', text, re.MULTILINE)
    database = sqlite3.connect(tmp_path / "nnart-explore.db")
    assert len(queries) >= 2
    for query in queries:
        assert database.execute(query).fetchall()
    database.close()
