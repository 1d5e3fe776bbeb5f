"""Telling: describe a picture's measures in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnart.explore.measures import Measures
from nnart.explore.taste import Column, marks_of
from nnart.explore.words import HUES, PREFERENCES, Word, word_of

_STANDS_OUT = 1.3  # standard deviations that about every tenth picture exceeds
_COLOURED = 0.15  # share of a hue below which nobody would name it
_MAX_OTHERS = 2
_VAGUE = ("striking", "rich", "plain", "full")  # measures that do not describe a picture's look


def places_of(marks: Sequence[Column]) -> list[NDArray[np.int64]]:
    """Rank pictures in every column of marks; 1 is the highest, and equal marks share a place."""
    return [1 + len(column) - np.searchsorted(np.sort(column), column, "right") for column in marks]


def explain(
    places: Mapping[Word, int],
    reminds: str,
    deviations: NDArray[np.float64],
    measures: Measures,
) -> str:
    """Describe a picture, as in `3rd calmest, 12th bluest; also bright`.

    Args:
        places: among all pictures, for the words asked for.
        reminds: how much it resembles a target, in words; empty without a target.
        deviations: of its measures, in standard deviations.
        measures: its measures.
    """
    asked = [_superlative(word, place) for word, place in places.items()]
    if reminds:
        asked.insert(0, reminds)
    others = [*_others(places, deviations, measures)][:_MAX_OTHERS]
    return ", ".join(asked) + (f"; also {', '.join(others)}" if others else "")


def _superlative(word: Word, place: int) -> str:
    return word.most if place == 1 else f"{_ordinal(place)} {word.most}"


def _ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, …, 11th, …, 21st, …"""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _others(places: Mapping[Word, int], deviations: NDArray[np.float64], measures: Measures) -> Iterator[str]:
    """Yield further words that fit, best first, leaving out words whose measures are mentioned already."""
    told = {name for word in places for name in word.weights}
    words = [word_of(name) for name in PREFERENCES if name not in _VAGUE]
    marks = {word.name: float(marks_of(deviations[None], word.weights)[0]) for word in words}
    for word in sorted(words, key=lambda word: -marks[word.name]):
        if marks[word.name] < _STANDS_OUT:
            return
        pale = word.name in HUES and getattr(measures, word.name) < _COLOURED
        if not pale and told.isdisjoint(word.weights):
            told |= word.weights.keys()
            yield word.name
