"""Path: even speed along a film, by the length of its arc."""

from __future__ import annotations

from itertools import pairwise

from nnart.films.moments import Motion, distance
from nnart.progress import NOBODY, Progress
from nnart.threads import ordered_map

_DECIMALS = 7  # of a moment, far from the last bit of anything it is worked out from


def measure(
    motion: Motion, knots: int, rounds: int = 3, progress: Progress = NOBODY
) -> tuple[tuple[float, ...], float]:
    """Return the moments that cut a path into pieces of one length, and the length, in levels of 255.

    Args:
        motion: the path.
        knots: number of pieces.
        rounds: of measuring at the knots that the round before has found.
        progress: called with shares of the work.

    Returns:
        knots + 1 rising moments from 0 to 1; and the sum of the distances of neighbours.
    """
    moments = [knot / knots for knot in range(knots + 1)]
    for _ in range(rounds):
        shown = []
        for positions in ordered_map(motion.positions, moments, None, lambda: None):
            shown.append(positions)
            progress(1 / (rounds * len(moments)))
        steps = [distance(one, other) for one, other in pairwise(shown)]
        moments = evened(moments, steps)
    return tuple(moments), round(_length(steps), 3)


def _length(steps: list[float]) -> float:
    total = 0.0
    for step in steps:  # one after the other, on every machine
        total += step
    return total


def evened(moments: list[float], steps: list[float]) -> list[float]:
    """Return as many moments at even shares of the length of a path with these steps, rounded.

    Args:
        moments: rising, N + 1 of them.
        steps: the distances of neighbours, N.
    """
    whole = _length(steps)
    if not whole:
        return moments
    found, done, at = [0.0], 0.0, 0
    for knot in range(1, len(steps)):
        wanted = whole * knot / len(steps)
        while at < len(steps) - 1 and done + steps[at] < wanted:
            done += steps[at]
            at += 1
        part = min(1.0, max(0.0, (wanted - done) / steps[at])) if steps[at] else 0.0
        moment = moments[at] + (moments[at + 1] - moments[at]) * part
        found.append(max(found[-1], round(moment, _DECIMALS)))
    return [*found, 1.0]
