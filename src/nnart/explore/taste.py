"""Taste: reject dull pictures, and score the others by the wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nnart.explore.deviations import centred
from nnart.explore.measures import NAMES, Measures
from nnart.explore.words import Wish

Column = NDArray[np.float64]  # of a number a picture

# Reasons for which pictures are rejected.
ONE_COLOUR, NEARLY_ONE_COLOUR = "one colour", "nearly one colour"
BLURRED, NOISY = "blurred", "noisy"
_FAINT = 0.06
# Contrast made by a few specks only; meant for pictures of 4 flat colours or fewer.
_PALE, _STEPS, _FEW = 0.13, 2.0, 4.2
_EDGELESS = 0.004
_DENSE, _ROUGH = 0.77, -1.3
_MAIN = 0.5  # weight of a measure, in a word of length 1, above which the word asks for the measure
# Reasons that do not apply if the wishes ask for the quality: measures, with the sign of their weights.
_MEANT: Mapping[str, frozenset[tuple[str, int]]] = MappingProxyType(
    {
        NEARLY_ONE_COLOUR: frozenset(
            {("contrast", -1), ("entropy", -1), ("emptiness", 1), ("lightness", 1), ("lightness", -1)}
        ),
        BLURRED: frozenset({("edges", -1), ("slope", -1), ("compressed", -1), ("emptiness", 1)}),
        NOISY: frozenset({("edges", 1), ("slope", 1), ("compressed", 1), ("emptiness", -1)}),
    }
)


def dull(
    measures: Measures, *, flat: bool = False, even: bool = False, wishes: Sequence[Wish] = ()
) -> str | None:
    """Return why a picture is dull, or None if it is not.

    The limits were chosen by eye on pictures of all presets and of recipes that fail: too little gain, too much
    detail, too much zoom, no tone.

    Args:
        measures: of the picture, at 128 x 128.
        flat: whether the network has the same output everywhere.
        even: whether most pixels are known to have about the same colour.
        wishes: qualities asked for, which are no reason to reject: with the wish calm, nothing is rejected as
            blurred.
    """
    if flat or measures.entropy == measures.contrast == measures.edges == 0:
        return ONE_COLOUR
    asked = {
        (name, 1 if weight > 0 else -1)
        for wish in wishes
        for name, weight in wish.word.weights.items()
        if abs(weight) >= _MAIN
    }
    return next((reason for reason in _reasons(measures, even) if asked.isdisjoint(_MEANT[reason])), None)


def _reasons(measures: Measures, even: bool) -> list[str]:
    """Return all reasons to reject a picture, the most important first."""
    specks = measures.contrast < _PALE and _STEPS < measures.entropy < _FEW
    found = {
        NEARLY_ONE_COLOUR: even or measures.contrast < _FAINT or specks,
        BLURRED: measures.edges < _EDGELESS,
        NOISY: measures.edges > _DENSE and measures.slope > _ROUGH,
    }
    return [reason for reason, holds in found.items() if holds]


def standardise(measures: Sequence[Measures]) -> NDArray[np.float64]:
    """Return measures in standard deviations from their mean, float64 (pictures, measures)."""
    table = np.array([astuple(picture) for picture in measures], np.float64).reshape(-1, len(NAMES))
    return scaled(table)


def scaled(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return columns, (rows, columns), in standard deviations from their mean; 0 where all are equal."""
    apart = centred(table)
    deviation = np.sqrt((apart**2).mean(axis=0)) if len(table) else 0.0
    return np.asarray(apart / np.where(deviation > 0, deviation, 1.0))


def marks_of(table: NDArray[np.float64], weights: Mapping[str, float]) -> Column:
    """Return how well pictures match a word, in about standard deviations, 4 decimals.

    Args:
        table: from `standardise`.
        weights: of the word's measures.
    """
    row = np.array([weights.get(name, 0.0) for name in NAMES])
    return np.asarray(np.round((table * row).sum(axis=1), 4))


def scores_of(marks: Sequence[Column], weights: Sequence[float]) -> Column:
    """Return how well pictures match all wishes, in about standard deviations, 4 decimals.

    For a single wish, its marks are the scores. Several are combined by -ln Σ w exp(-mark), with weights w that
    add up to 1, so much of one quality does not make up for lacking another (the certainty equivalent of
    exponential utility: J. W. Pratt, "Risk aversion in the small and in the large", Econometrica 32 (1964),
    122-136). Since it is a sum of a function of each mark, a higher weight of a wish never yields less of it.

    Args:
        marks: one or more columns.
        weights: of each, above 0.
    """
    lowest = np.min(marks, axis=0)  # limit before exp, against overflow
    total = sum(weights)
    lacking = sum(
        weight / total * np.exp(lowest - column) for weight, column in zip(weights, marks, strict=True)
    )
    return np.asarray(np.round(lowest - np.log(lacking), 4) + 0.0)
