"""Thinning: a genome with fewer seeds, whose network is nearly the same.

Crossing adds up the seeds of both parents, so genomes would double with every generation. Most of their seeds
count for little: their layers were crossed away, or they were turned away from again and again.
"""

from __future__ import annotations

from collections.abc import Iterator

from nnart.exact.streams import parts_of
from nnart.recipe.genome import Cross, Genome, Mix, parents_of

MOST = 96  # seeds of a bred genome: a recipe below 4 kB


def thin(genome: Genome, layers: int, most: int = MOST) -> Genome:
    """Return a genome with at most so many seeds; the same one if it has no more.

    The seeds that count for the least are taken out, and what they were crossed or mixed with takes their
    place. A seed counts for the share of the network's numbers that come from it: the squares of its weights,
    summed over the inputs, the hidden layers and the output.

    Args:
        genome: of a network.
        layers: hidden layers of the network.
        most: how many seeds are kept, counted with repetitions; at least 1.
    """
    counts = list(_counts(genome, (-1, layers + 1), 1.0))
    if len(counts) <= most:
        return genome
    # Of seeds that count the same, those on the left stay.
    kept = set(sorted(range(len(counts)), key=lambda place: -counts[place])[:most])
    found = _without(genome, iter([place in kept for place in range(len(counts))]))
    assert found is not None
    return found


def _counts(genome: Genome, within: tuple[int, int], weight: float) -> Iterator[float]:
    """Yield what each seed counts for, from left to right.

    Args:
        genome: a part of the whole.
        within: half-open range of its layers: -1 for the inputs, then hidden layers, then the output.
        weight: of its numbers, squared.
    """
    if isinstance(genome, int):
        yield weight * max(0, within[1] - within[0])
        return
    one, other = parents_of(genome)
    if isinstance(genome, Cross):
        start, stop = within
        split = min(max(genome.layers, start), stop)
        yield from _counts(one, (start, split), weight)
        yield from _counts(other, (split, stop), weight)
    else:
        mine, yours = parts_of(genome)
        yield from _counts(one, within, weight * mine * mine)
        yield from _counts(other, within, weight * yours * yours)


def _without(genome: Genome, left: Iterator[bool]) -> Genome | None:
    """Return a genome without the seeds for which `left` has False, from left to right; None without any."""
    if isinstance(genome, int):
        return genome if next(left) else None
    one, other = (_without(part, left) for part in parents_of(genome))
    if one is None or other is None:
        return other if one is None else one
    if isinstance(genome, Cross):
        return Cross(one, other, genome.layers)
    return Mix(one, other, genome.share)
