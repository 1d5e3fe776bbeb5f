"""Races: two commands that write the same file or folder at the same time."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import combinations_with_replacement
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from tests.commandline import POSIX
from tests.outcome import Tree, tree_of
from tests.playground import GALLERY

pytestmark = [POSIX, pytest.mark.slow]

TINY: Final = "--layers 3 --width 9"
# Everything that writes a PNG; {} is its name, {n} tells two processes apart.
FILES: Final = {
    "render": f"render --seed 1 {TINY} --size 300 -o {{}}",
    "render another": f"render --seed 2 {TINY} --size 400 -o {{}}",
    "render deep": f"render --seed 1 {TINY} --bits 16 --size 300 -o {{}}",
    "sheet": f"sheet --seed 1..4 {TINY} --size 90 -o {{}}",
    "sweep": "sweep --seed 1 --layers 1..4 --width 9 --size 90 -o {}",
    "neurons": f"neurons --seed 1 {TINY} -o {{}}",
    "explore": f"explore --seeds 1..4 {TINY} --scores ../{{n}}.db --size 90 -o {{}}",
    "breed": "breed ../1.toml ../2.toml --seed 1 --count 4 --size 90 -o {}",
    "vary": "vary ../1.toml --seed 1 --count 4 --size 90 -o {}",
    "palettes": "palettes ink reef -o {}",
    "render --force": f"render --seed 3 {TINY} --size 350 -o {{}} --force",
    "sheet --force": f"sheet --seed 5..9 {TINY} --size 90 -o {{}} --force",
    "palettes --force": "palettes mist rose -o {} --force",
}
# Other formats are written in other ways: without a spool, or in pieces that are put together.
OTHERS: Final = {
    f"{name} {ending}": f"render --seed {seed} {TINY} --size 300 -o {{}}.{ending} {more}"
    for ending in ("jpg", "webp", "tif", "npy")
    for name, seed, more in (("render", 1, ""), ("render another", 2, ""), ("render --force", 3, "--force"))
}
PAGES: Final = {
    "sheet page": f"sheet --seed 1..4 {TINY} --size 90 -o {{}}.html",
    "vary page": "vary ../1.toml --seed 1 --count 4 --size 90 -o {}.html --force",
}
# A folder may have the name of a picture.
FOLDERS: Final = {
    "tiles": "tiles ../1.toml --size 600 -o {}",
    "tiles of another": "tiles ../2.toml --size 600 -o {}",
    "tiles for IIIF": "tiles ../1.toml --size 600 --iiif -o {}",
    "tiles anew": "tiles ../2.toml --size 500 --restart -o {}",
    "gallery": "gallery ../one.toml -o {}",
    "gallery of another": "gallery ../other.toml -o {}",
    "a file": FILES["render"],
    "a file --force": FILES["render --force"],
}
FAVOURITES: Final = {
    "keep": "keep ../1.toml --name a",
    "keep another": "keep ../2.toml --name a",
    "keep --force": "keep ../3.toml --name a --force",
}
_GROUPS: Final = (FILES, PAGES, FOLDERS, FAVOURITES)
PAIRS: Final = [
    *(pair for group in _GROUPS for pair in combinations_with_replacement(group, 2)),
    *(pair for pair in combinations_with_replacement(OTHERS, 2) if pair[0].split()[-1] == pair[1].split()[-1]),
]
_COMMANDS: Final = FILES | PAGES | FOLDERS | FAVOURITES | OTHERS
_DELAYS: Final = (0.0, 0.0, 0.02, 0.1, 0.3)  # seconds between both
_REPLACE: Final = {"--force", "gallery"}  # what one of these writes may stand where the other's was

# Loads all that a command needs, once; then starts copies of itself that begin with the commands at one moment.
_STARTER: Final = """
import json, os, sys, time, traceback
import nnart, nnart.gallery.site, nnart.tiles.tiles, nnart.explore.ranking, nnart.sheets.files, nnart.kernel
from nnart.cli import main
nnart.kernel.loaded()

def run(number, words, folder, delay):
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(os.open(f"../{number}.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    os.read(waits, 1)  # until nobody can write any more
    time.sleep(number * delay)
    sys.argv[:] = ["nnart", *words]
    try:
        main()
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(end.code)
    except BaseException:
        traceback.print_exc()
    os._exit(99)

for line in sys.stdin:
    commands, folder, delay = json.loads(line)
    waits, go = os.pipe()
    children = []
    for number, words in enumerate(commands):
        children.append(os.fork())
        if not children[-1]:
            os.close(go)
            run(number, words, folder, delay)
    os.close(waits)
    os.close(go)
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in children]), flush=True)
"""


class Starter:
    """Starts commands at the same moment, or a moment after each other."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _STARTER],
            env=os.environ | {"NNART_FAVOURITES": "favourites"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, commands: Sequence[Sequence[str]], place: Path, delay: float = 0.0) -> list[tuple[int, str]]:
        """Return the commands' exit codes, and what they said of a failure."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps([commands, str(place), delay]) + "\n")
        self.process.stdin.flush()
        codes = json.loads(self.process.stdout.readline())
        said = [(place.parent / f"{number}.txt").read_text().splitlines() for number in range(len(commands))]
        lines = ["\n".join(line for line in each if line.startswith(("nnart: ", "Traceback"))) for each in said]
        return list(zip(codes, lines, strict=True))


@pytest.fixture(scope="module")
def starter() -> Iterator[Starter]:
    found = Starter()
    with found.process:
        yield found
        assert found.process.stdin is not None
        found.process.stdin.close()


def prepared(folder: Path) -> Path:
    """Return an empty folder to write into; beside it is what commands read."""
    for seed in (1, 2, 3):
        (folder / f"{seed}.toml").write_text(f"seed = {seed}\nlayers = 3\nwidth = 9\n")
    (folder / "one.toml").write_text(
        GALLERY.partition('[[pictures]]\ntitle = "A pic')[0].replace("recipe.toml", "1.toml")
    )
    (folder / "other.toml").write_text((folder / "one.toml").read_text().replace("1.toml", "2.toml"))
    place = folder / "place"
    place.mkdir()
    return place


def words_of(name: str, number: int) -> list[str]:
    return _COMMANDS[name].format("a.png", n=number).split()


def left_in(place: Path) -> Tree:
    """Return what is in a folder, without what is beside it."""
    return {name: data for name, data in tree_of(place).items() if not name.startswith("..") and name != "."}


_alone: dict[str, Tree] = {}


def alone(starter: Starter, name: str) -> Tree:
    """Return what a command writes when nobody else does."""
    if name not in _alone:
        with TemporaryDirectory() as folder:
            place = prepared(Path(folder))
            assert starter.run([words_of(name, 0)], place) == [(0, "")]
            _alone[name] = left_in(place)
    return _alone[name]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=map(" and ".join, PAIRS))
def test_of_two_that_write_the_same_one_wins(starter: Starter, tmp_path: Path, one: str, other: str) -> None:
    """Whoever loses says so in a line; what is there is complete, and no more than that is there."""
    pair, place = (one, other), prepared(tmp_path)
    delay = _DELAYS[PAIRS.index(pair) % len(_DELAYS)]
    ends = starter.run([words_of(name, number) for number, name in enumerate(pair)], place, delay)
    winners = [name for name, (code, _) in zip(pair, ends, strict=True) if code == 0]
    assert winners, ends
    for code, line in ends:
        assert code in (0, 1, 2), line
        assert bool(line) == (code != 0)
        assert "\n" not in line
    if len(winners) == 2:
        winners = [name for name in pair if _REPLACE & {*_COMMANDS[name].split()}]  # the other was there before
        assert winners, "both won"
    left = left_in(place)
    for name, (code, line) in zip(pair, ends, strict=True):
        if code and (found := re.search("the finished file is '(.*)'", line)):
            assert left.pop(found[1]) in alone(starter, name).values()  # it was too late for the place alone
    assert left in [alone(starter, name) for name in winners]


@pytest.mark.parametrize("delay", [0.0, 0.05])
def test_two_that_score_into_one_file_both_win(starter: Starter, tmp_path: Path, delay: float) -> None:
    """Whatever each of them scores; the file is begun by both at once."""
    place = prepared(tmp_path)
    commands = [
        f"explore --seeds {seeds} {TINY} --scores a.db -o {number}.png".split()
        for number, seeds in enumerate(("0..19", "10..29"))
    ]
    assert starter.run(commands, place, delay) == [(0, ""), (0, "")]
    with closing(sqlite3.connect(place / "a.db")) as database:
        rows = database.execute("SELECT seed FROM scores ORDER BY seed").fetchall()
    assert rows == [(seed,) for seed in range(30)]
    assert sorted(left_in(place)) == ["0.png", "1.png", "a.db"]


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.05])
@pytest.mark.parametrize(
    "command", ["render --seed 7", "render --seed 7 --raw", "sheet --seeds 1..2", "vary 7 --seed 1"]
)
def test_of_two_with_a_default_name_both_win(
    starter: Starter, tmp_path: Path, command: str, delay: float
) -> None:
    """Each has a file of its own, and there is nothing else."""
    place = prepared(tmp_path)
    before = left_in(place).keys()
    small = "--size 20 -q" if command.startswith("vary") else f"{TINY} --size 20 -q"
    zooms = ("", "") if command.startswith("vary") else ("--zoom 2", "--zoom 3")
    ends = starter.run([f"{command} {small} {zoom}".split() for zoom in zooms], place, delay)
    one, other = sorted(left_in(place).keys() - before)
    stem, dot, ending = other.rpartition(".")
    assert one == f"{stem}-2{dot}{ending}"
    assert ends == [(0, ""), (0, "")]
    said = "".join((tmp_path / f"{number}.txt").read_text() for number in (0, 1))
    assert said.count("\n") == 1
    assert said.endswith(f": {one}\n")
