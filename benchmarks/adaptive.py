"""Pictures evaluated where they need it against the same with every pixel evaluated, in one run.

    python -m benchmarks.adaptive [--write] [--whole]

Takes twenty minutes, since what is compared with is slow; with --whole, where every pixel of large pictures is
compared instead of 4 million, hours.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.peers import THREADS
from benchmarks.pictures import PYTHON, seconds
from benchmarks.report import deliver, machine, table
from nnart.activation import BY_NAME
from nnart.colour.colouring import Colouring
from nnart.colour.tone import Tone
from nnart.exact.lattices import reference_points
from nnart.field.adaptive import Sampler
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator
from nnart.files.note import Note
from nnart.plane.view import View
from nnart.recipe.defaults import TOLERANCE
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.threads import ordered_map

SEEDS = range(20)
FEWER = range(5)
FAITHFUL_AT = (1024, 2048, 4096, 8192)
AIMS = {1024: 2, 2048: 8, 4096: 30, 8192: 80, 16384: 150}
ROUGH = ({"detail": 20.0}, {"detail": 30.0}, {"activation": "softsign"}, {"activation": "sigmoid"})
_COMPARED = 2**22  # pixels of a picture that are compared, in bands all over it
_TIMED = 2**22  # of those that are evaluated for a time, which is then that of all


def recipes() -> Iterator[tuple[str, list[Recipe]]]:
    """Yield what is compared: the default, and every preset that is not evaluated everywhere."""
    yield "default", [Recipe(seed=seed) for seed in SEEDS]
    for preset in PRESETS:
        if Recipe(**preset.values).tolerance:
            yield preset.name, [Recipe(seed=seed, **preset.values) for seed in FEWER]


def others() -> Iterator[tuple[str, list[Recipe]]]:
    """Yield what is compared besides: other activations, and a chaotic network."""
    for values in (
        {"detail": 30.0},
        *({"activation": name} for name, one in BY_NAME.items() if one.smooth and name != "tanh"),
        {"symmetry": "kaleidoscope-6", "tolerance": TOLERANCE},
        {"symmetry": "p4m", "tolerance": TOLERANCE},
        {"colour": "oklch"},
    ):
        yield named(values), [Recipe(seed=seed, **values) for seed in FEWER]  # type: ignore[arg-type]


def named(values: Mapping[str, object]) -> str:
    return " ".join(str(part) for pair in values.items() for part in pair)


def faithful(name: str, some: list[Recipe], side: int) -> list[str]:
    """Return a line: how far pixels are from the exact ones, and how many are the same."""
    most = side * side if "--whole" in sys.argv else _COMPARED
    furthest = furthest16 = 0
    same: list[float] = []
    shares: list[float] = []
    for recipe in some:
        fast, slow = (Painter(Job(one, (side, side), 16)) for one in (recipe, recipe.replace(tolerance=0.0)))
        bands = [fast.view.crop((row, row + 256)) for row in range(0, side, 256)]
        chosen = bands[:: max(1, side * side // most)]

        def compare(view: View) -> tuple[int, int, float, Note]:
            (pixels, note), (expected, _) = fast.band(view), slow.band(view)  # noqa: B023
            given, exact = pixels.astype(np.int64), expected.astype(np.int64)
            eight = [np.floor(numbers / 257 + 0.5) for numbers in (given, exact)]
            apart = np.abs(eight[0] - eight[1])
            return int(apart.max()), int(np.abs(given - exact).max()), float((apart == 0).mean()), note

        found = list(ordered_map(compare, chosen, THREADS, lambda: None))
        furthest = max(furthest, *(far for far, *_ in found))
        furthest16 = max(furthest16, *(far for _, far, *_ in found))
        same.append(statistics.mean(part for _, _, part, _ in found))
        note = sum((note for *_, note in found), Note())
        shares.append(note.evaluated / note.samples)
    return [
        name,
        f"{side}²",
        f"1 in {1 / statistics.median(shares):.1f}",
        f"{furthest}",
        f"{furthest16}",
        f"{statistics.mean(same):.3%}",
        f"{min(same):.3%}",
    ]


def seconds_for_field(recipe: Recipe, side: int, most: int | None = None) -> float:
    """Return the time of a field alone: all of it, or as if all of it took as long as its first pixels."""
    view, evaluator = View.of(recipe, (side, side)), Evaluator.of(network_of(recipe))
    tone = Tone.equalised(evaluator.at(reference_points()))
    assert recipe.tolerance is not None
    (steepest,) = Colouring(recipe).steepest
    started = time.perf_counter()
    sampler = Sampler(evaluator, view, [tone.curve], [recipe.tolerance / steepest])
    height = max(32, sampler.side)
    rows = side if most is None else min(side, most // side)
    parts = [
        part for band in view.crop((0, rows)).bands(height) for part in band.columns(max(256, 2**19 // height))
    ]
    for _ in ordered_map(sampler.field, parts, THREADS, evaluator.stop):
        pass
    return (time.perf_counter() - started) * side / rows


def speed(side: int) -> list[str]:
    """Return a line: the time of a field, exact and not, and how many times sooner it is."""
    exact, ratios, fast = [], [], []
    for seed in SEEDS:
        recipe = Recipe(seed=seed)
        if seed in FEWER:  # an exact field takes the same time for every seed
            exact.append(seconds_for_field(recipe.replace(tolerance=0.0), side, _TIMED))
        fast.append(seconds_for_field(recipe, side))
        ratios.append(statistics.median(exact) / fast[-1])
    times = (statistics.median(exact), statistics.median(fast))
    shown = (f"{min(ratios):.1f}", f"{statistics.median(ratios):.1f}", f"{max(ratios):.1f}")
    return [f"{side}²", *(f"{one:.3g} s" for one in times), *shown, f"{AIMS[side]}"]


def rough(values: Mapping[str, object]) -> list[str]:
    """Return a line: what looking for smooth places costs where there are none."""
    recipe = Recipe(seed=5, **values)  # type: ignore[arg-type]
    pairs = [
        (seconds_for_field(recipe, 1024), seconds_for_field(recipe.replace(tolerance=0.0), 1024))
        for _ in range(7)
    ]
    ratio = statistics.median(fast / exact for fast, exact in pairs)
    return [named(values), f"{ratio:.3f}", "at most 1.05"]


def processes(folder: Path) -> list[list[str]]:
    """Return lines on whole processes, from start to PNG file."""
    render = (PYTHON, "-m", "nnart", "render", "--seed", "7", "--force", "-q", "-o", str(folder / "a.png"))

    def wall(size: int, *options: str) -> float:
        return seconds(*render, "--size", str(size), *options)[0]

    wall(1024)  # compiled from here on
    middle, exact, small = zip(
        *((wall(4096), wall(4096, "--exact"), 3 * wall(512, "--exact")) for _ in range(3)), strict=True
    )
    large, largest = statistics.median(wall(16384) for _ in range(3)), wall(16384, "--exact")
    quick = statistics.median(middle)

    def line(what: str, first: float, second: float, aim: str) -> list[str]:
        return [what, f"{first:.2f} s", f"{second:.2f} s", f"{first / second:.1f}", aim]

    return [
        line("4096², --exact / not", statistics.median(exact), quick, "at least 10"),
        line("16384², --exact / not", largest, large, "at least 20"),
        line("4096² / three of 512² --exact", quick, statistics.median(small), "about 1"),
    ]


def colouring(bits: int) -> list[str]:
    """Return a line: megapixels a second from field to pixels on all threads."""
    recipe = Recipe(seed=7)
    evaluator, view = Evaluator.of(network_of(recipe)), View.of(recipe, (4096, 4096))
    tone = Tone.equalised(evaluator.at(reference_points()))
    coloured = Colouring(recipe)
    field = Sampler(evaluator, view, [tone.curve], [1e-3]).field(view.crop((2048, 2176))).fields
    started, count = time.perf_counter(), 64 * THREADS
    for _ in ordered_map(lambda _: coloured(tone(field), bits), range(count), THREADS, lambda: None):
        pass
    rate = count * field.size / (time.perf_counter() - started)
    return [f"tone, palette, quantisation, {bits} bits", f"{rate / 1e6:.0f} Mpx/s", "at least 40"]


def main() -> None:
    parts = []

    def add(head: list[str], lines: Iterator[list[str]]) -> None:
        found = []
        for line in lines:
            print(" | ".join(line), flush=True)
            found.append(line)
        parts.append(table(head, found))

    heading = ["field alone", "exact", "adaptive", "least ratio", "median", "most", "aim"]
    add(heading, (speed(side) for side in AIMS))
    add(["rough pictures, 1024²", "adaptive / exact", "aim"], (rough(values) for values in ROUGH))
    with tempfile.TemporaryDirectory() as folder:
        add(["whole processes", "first", "second", "ratio", "aim"], iter(processes(Path(folder))))
    add(["colour", f"{THREADS} threads", "aim"], (colouring(bits) for bits in (8, 16)))
    heading = [
        "recipe",
        "size",
        "evaluated",
        "furthest, of 255",
        "of 65535",
        "bytes the same",
        "least of a seed",
    ]
    sizes = {"default": FAITHFUL_AT}
    few = FAITHFUL_AT[::2]
    add(heading, (faithful(name, some, side) for name, some in recipes() for side in sizes.get(name, few)))
    add(heading, (faithful(name, some, side) for name, some in others() for side in few))
    deliver(Path(__file__).stem, "\n\n".join((machine(THREADS), *parts)))


if __name__ == "__main__":
    main()
