"""Telling: what is measured of a picture, in words. Places and deviations → a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nnart.explore.measures import Measures
from nnart.explore.taste import Column, marks_of
from nnart.explore.words import HUES, PREFERENCES, Word, word_of

_STANDS_OUT = 1.3  # standard deviations: about every tenth picture has so much of a word
_COLOURED = 0.15  # of a hue, below which nobody would name it
_MAX_OTHERS = 2
_VAGUE = ("striking", "rich", "plain", "full")  # which tell nobody what a picture looks like


def places_of(marks: Sequence[Column]) -> list[NDArray[np.int64]]:
    """Return every picture's place in every column of marks; 1 is the highest, and equal ones share a place."""
    return [1 + len(column) - np.searchsorted(np.sort(column), column, "right") for column in marks]


def explain(
    places: Mapping[Word, int],
    reminds: str,
    deviations: NDArray[np.float64],
    measures: Measures,
) -> str:
    """Return what a picture is like, such as `3rd calmest, 12th bluest; also bright`.

    Args:
        places: among all pictures, in the words that were asked for.
        reminds: how much it reminds of a target; empty if there is none.
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
    """Yield words of which a picture has much, most first, of measures that no word before is made of."""
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
