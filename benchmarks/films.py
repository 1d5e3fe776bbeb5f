"""Films: how even their speed is over many seeds, and what a frame takes against every pixel evaluated.

    python -m benchmarks.films [--write]

Takes ten minutes. Paths and frames only: what a whole film takes is in the second table of the page.
"""

from __future__ import annotations

import os
import statistics
from itertools import pairwise
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.peers import THREADS
from benchmarks.report import deliver, machine, table
from nnart.films.film import Film
from nnart.films.journey import Flight
from nnart.films.kinds import KindName
from nnart.films.moments import distance
from nnart.films.reel import Reel
from nnart.films.settling import motion_of, settle_film
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads

SEEDS = range(1, 21)
SIZE = Size(1920, 1080)
SECONDS = 8.0  # of 30 frames
TIMED, EXACT = 4, 2  # frames of a kind that evaluates each of them, evenly spread
HEAD_EVEN = ["kind", "levels", "largest / smallest", "last / median", "palette in use"]
HEAD_TIME = ["kind", "s a frame", "s a frame, every pixel", "times", "levels apart, mean", "most"]


def pictures(kind: KindName, seed: int, **values: float) -> list[Recipe]:
    """Return the pictures of a film; a morph has three."""
    seeds = (seed, seed + 100, seed + 200) if kind == "morph" else (seed,)
    return [Recipe(seed=one, **values) for one in seeds]  # type: ignore[arg-type]


def evenness(kind: KindName) -> list[str]:
    """Return a line: length, evenness, how it closes, and use of the palette, each at its worst."""
    lengths, ratios, closings, uses = [], [], [], []
    for seed in SEEDS:
        film = settle_film(Film(pictures(kind, seed), kind, SECONDS))
        motion = motion_of(film)
        assert not isinstance(motion, Flight)
        loops = film.course == "loop"
        count = film.frames + 1 if loops else film.frames // 2 + 1  # there, of there and back
        shown = [motion.positions(film.moment(k)) for k in range(count)]
        steps = [distance(one, other) for one, other in pairwise(shown)]
        lengths.append(film.length or 0.0)
        ratios.append(max(steps) / min(steps))
        closings.append(steps[-1] / statistics.median(steps))
        uses.append(min(float(np.diff(np.quantile(one[0], (0.02, 0.98)))[0]) for one in shown))
    worst = max(closings, key=lambda one: abs(one - 1))
    closing = f"{worst:.3f}" if loops else "-"
    return [kind, f"{statistics.median(lengths):.0f}", f"{max(ratios):.3f}", closing, f"{min(uses):.0%}"]


def reel_of(kind: KindName, tolerance: float | None) -> tuple[Film, Reel]:
    """Return an 8-second film and its frames."""
    values = {} if tolerance is None else {"tolerance": tolerance}
    film = settle_film(Film(pictures(kind, 7, **values), kind, SECONDS))
    return film, Reel(film, SIZE, run=Run(Threads(THREADS)))


def apart(kind: KindName) -> list[str]:
    """Return how far a frame lies from one whose every pixel is evaluated, in levels: mean and most."""
    frames = [
        reel.frame(film.frames // 4).astype(int) for film, reel in (reel_of(kind, None), reel_of(kind, 0.0))
    ]
    levels = np.abs(frames[0] - frames[1])
    return [f"{levels.mean():.4f}", str(levels.max())]


def seconds(kind: KindName, tolerance: float | None, count: int) -> float:
    """Return the processors' seconds for a frame of an 8-second film, fields and all."""
    film, reel = reel_of(kind, tolerance)
    fields, started = 0.0, os.times()
    if reel.blending is not None:  # fields are evaluated once for a whole film
        for number in range(len(reel.blending.sources)):
            reel.blending.evaluated(number)
        fields = _since(started)
        reel.frame(0)
        count, started = 24, os.times()
    for i in range(count):
        reel.frame(0 if fields else i * film.frames // count)
    return fields / film.frames + _since(started) / count


def _since(started: os.times_result) -> float:
    now = os.times()
    return now.user - started.user + now.system - started.system


def main() -> None:
    kinds = get_args(KindName)
    even, timed = [], []
    for kind in kinds:
        if kind != "flight":
            even.append(evenness(kind))
            print(" | ".join(even[-1]), flush=True)
    for kind in kinds:
        quick, exact = seconds(kind, None, TIMED), seconds(kind, 0.0, EXACT)
        timed.append([kind, f"{quick:.3f}", f"{exact:.3f}", f"{exact / quick:.1f}", *apart(kind)])
        print(" | ".join(timed[-1]), flush=True)
    text = f"{machine(THREADS)}\n\n{table(HEAD_EVEN, even)}\n\n{table(HEAD_TIME, timed)}"
    deliver(Path(__file__).stem, text)


if __name__ == "__main__":
    main()
