"""Kills: what writes is killed at random moments, twice in a row, then interrupted, and then run to its end."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.commandline import POSIX
from tests.outcome import Tree, tree_of
from tests.playground import GALLERY

pytestmark = [POSIX, pytest.mark.slow]

# Of each kind of file, for about a second; {} is its name. The gain is given, so that painting begins soon.
BIG: Final = "--layers 12 --width 40 --gain 1.6 --exact"
COMMANDS: Final = {
    "png": f"render --seed 1 {BIG} --size 900 -o a.png",
    "deep png": f"render --seed 1 {BIG} --size 800 --bits 16 -o a.png",
    "tif": f"render --seed 1 {BIG} --size 900 -o a.tif",
    "npy": f"render --seed 1 {BIG} --size 900 -o a.npy",
    "jpg": f"render --seed 1 {BIG} --size 900 -o a.jpg",
    "several": f"render --seed 1..6 {BIG} --size 350 -o {{seed}}.png",
    "replaced": f"render --seed 1 {BIG} --size 900 -o old.png --force",
    "sheet": f"sheet --seed 1..12 {BIG} --size 200 -o a.png",
    "page": f"sheet --seed 1..12 {BIG} --size 200 -o a.html",
    "sweep": "sweep --seed 1 --layers 2..9 --width 40 --gain 1.6 --size 250 -o a.png",
    "neurons": f"neurons --seed 1 {BIG} --size 150 -o a.png",
    "explore": "explore --seeds 0..79 --layers 12 --width 40 --keep 4 --scores a.db -o a.png",
    "breed": "breed ../1.toml ../2.toml --seed 1 --count 12 --size 200 -o a.png",
    "vary": "vary ../1.toml --seed 1 --count 12 --size 200 -o a.png",
    "keep": "keep ../1.toml --name a",
    "gallery": "gallery ../list.toml -o a",
    "tiles": "tiles ../1.toml --size 1500 -o a",
    "tiles for IIIF": "tiles ../1.toml --size 1500 --iiif --format png -o a",
    "palettes": "palettes ink reef viridis -o a.png",
}
_RUNS: Final = 2  # that are killed
_LIMIT: Final = 120.0  # seconds
# Moments are up to so many changes of the folder away, and a share of the time that a run takes.
_CHANGES: Final = 12
_FEW: Final = 2
_IN_PIECES: Final = (
    "png",
    "deep png",
    "tif",
    "npy",
    "several",
    "replaced",
    "explore",
    "gallery",
    "tiles",
    "tiles for IIIF",
)
_EARLY: Final = (0.0, 0.003, 0.01)  # seconds after a rerun has opened a file
_NOTHING_LEFT: Final = "this run left no unfinished file"


def prepared(folder: Path) -> Path:
    """Return a folder to write into, with a file of before; beside it is what commands read."""
    for seed in (1, 2):
        (folder / f"{seed}.toml").write_text(
            f"seed = {seed}\nlayers = 12\nwidth = 40\ngain = 1.6\ntolerance = 0\n"
        )
    texts = GALLERY.replace("recipe.toml", "1.toml").replace('picture = "picture.png"', 'recipe = "2.toml"')
    (folder / "list.toml").write_text(texts.replace("32", "500"))
    place = folder / "place"
    place.mkdir()
    (place / "old.png").write_bytes(b"old")
    return place


def started(command: str, place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nnart", *command.split(), *_threads(command)],
        cwd=place,
        env=os.environ | {"NNART_FAVOURITES": "favourites"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _threads(command: str) -> Sequence[str]:
    return () if command.startswith(("keep", "palettes")) else ("--threads", "1")


def written(place: Path) -> tuple[int, int]:
    """Return how many files are in a folder, and their bytes."""
    sizes = []
    for path in place.rglob("*"):
        with suppress(OSError):  # it may just be gone
            sizes.append(path.lstat().st_size)
    return len(sizes), sum(sizes)


class Moments:
    """When to stop a command: after some changes of the folder, and then a share of the time that it takes."""

    def __init__(self, name: str, seconds: float) -> None:
        self._random = Random(name)
        self._changes = _CHANGES if name in _IN_PIECES else _FEW
        self._seconds = seconds

    def wait(self, process: subprocess.Popen[str], place: Path) -> None:
        """Wait for the next moment, or until the process has ended."""
        changes = 1 + int(self._random.random() * self._changes)
        share = 0.4 * self._random.random() * self._seconds
        before, deadline = written(place), time.monotonic() + _LIMIT
        while changes and process.poll() is None and time.monotonic() < deadline:
            now = written(place)
            changes -= now != before
            before = now
            time.sleep(0.002)
        with suppress(subprocess.TimeoutExpired):
            process.wait(share)


def _wait_until_open(process: subprocess.Popen[str], place: Path) -> None:
    """Wait until a process has opened a file or folder that it writes, or has ended, or for a second."""
    deadline = time.monotonic() + (_LIMIT if sys.platform == "linux" else 1)
    while process.poll() is None and time.monotonic() < deadline:
        for path in Path(f"/proc/{process.pid}/fd").glob("*"):
            with suppress(OSError):  # it is closed again
                if str(path.readlink()).startswith(str(place)):
                    return
        time.sleep(0.001)


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=_LIMIT)
    return process.returncode, said


def files_in(place: Path) -> Tree:
    """Return what is in a folder; of a database, what it holds."""
    return {
        name: "\n".join(_rows(place / name)) if name.endswith(".db") else data
        for name, data in tree_of(place).items()
        if not name.startswith("..") and name != "."
    }


def _rows(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as database:
        yield from map(str, database.execute("SELECT seed, sketch FROM scores ORDER BY seed"))


def pieces(place: Path) -> dict[str, int]:
    """Return how much of everything unfinished or finished is there, in what nobody may lose."""
    found = {"tiles": len([*place.glob("a/*/**/*.jpg"), *place.glob("a/*/**/*.png")])}
    for path in place.glob("**/*.part"):
        if not path.name.startswith(".nnart-"):
            found[str(path.relative_to(place))] = path.stat().st_size
    if (place / "a.db").exists():
        with suppress(sqlite3.Error):
            found["scores"] = len([*_rows(place / "a.db")])
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_twice_and_interrupted_a_command_still_ends_well(tmp_path: Path, name: str) -> None:
    """At the same bytes, without anything left over; and what an interrupt says is so."""
    command = COMMANDS[name]
    (tmp_path / "whole").mkdir()
    whole, begun = prepared(tmp_path / "whole"), time.monotonic()
    assert end(started(command, whole))[0] == 0
    moments, expected = Moments(name, time.monotonic() - begun), files_in(whole)
    place = prepared(tmp_path)
    for _ in range(_RUNS):
        process = started(command, place)
        moments.wait(process, place)
        process.kill()
        code, said = end(process)
        assert code in (0, -signal.SIGKILL) or files_in(place) == expected, said
    for moment in (*_EARLY, moments):
        _interrupt(started(command, place), place, moment)
    code, said = end(started(command, place))
    assert code in (0, 1), said  # which is refused where it was complete before
    assert files_in(place) == expected


def _interrupt(process: subprocess.Popen[str], place: Path, moment: Moments | float) -> None:
    """Interrupt a command in its rerun: nothing that was there is lost, and what is there is said."""
    before = pieces(place)
    if isinstance(moment, Moments):
        moment.wait(process, place)
    else:
        _wait_until_open(process, place)
        time.sleep(moment)
    process.send_signal(signal.SIGINT)
    code, said = end(process)
    if code != 130:  # it was at its end, or Python had not begun to run nnart
        assert code in (0, 1, -signal.SIGINT), said
        return
    after, last = pieces(place), said.splitlines()[-1]
    assert last.startswith("nnart: interrupted; ")
    for part, size in before.items():
        finished = (place / part.removesuffix(".part")).exists() and part.endswith(".part")
        # A record that was cut off in the middle goes.
        assert finished or after.get(part, 0) >= (1 if part.endswith(".part") else size), f"{part}: {last}"
    new = [part for part in after if part.endswith(".part") and part not in before]
    assert not (new and _NOTHING_LEFT in last), f"{new}: {last}"
    counted = re.search(r"keeps (\d+) of \d+ scores", last)
    assert counted is None or int(counted[1]) == after["scores"]
