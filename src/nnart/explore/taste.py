"""Taste: which pictures are dull, and which are wanted."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from nnart.errors import InputError, fault, shown
from nnart.explore.deviations import centred
from nnart.explore.measures import NAMES, Measures
from nnart.explore.words import PREFERENCES

MAX_WEIGHT = 1000.0

# Reasons for which pictures are rejected.
ONE_COLOUR, NEARLY_ONE_COLOUR = "one colour", "nearly one colour"
BLURRED, NOISY = "blurred", "noisy"
_FAINT = 0.06
# A contrast that few bits of luma make by some specks only; those of 4 flat colours or fewer are meant.
_PALE, _STEPS, _FEW = 0.13, 2.0, 4.2
_EDGELESS = 0.004
_DENSE, _ROUGH = 0.77, -1.3

DEFAULT = "striking"


def dull(measures: Measures, *, flat: bool = False) -> str | None:
    """Return why a picture is not worth a look, or None if it is.

    The bounds were found by looking at the pictures on both sides of them, of all presets and of recipes that
    go wrong: too little gain, too much detail, too much zoom, no tone.

    Args:
        measures: of the picture, at 128 x 128.
        flat: whether its network has one answer everywhere.
    """
    if flat or measures.entropy == measures.contrast == measures.edges == 0:
        return ONE_COLOUR
    if measures.contrast < _FAINT or (measures.contrast < _PALE and _STEPS < measures.entropy < _FEW):
        return NEARLY_ONE_COLOUR
    if measures.edges < _EDGELESS:
        return BLURRED
    if measures.edges > _DENSE and measures.slope > _ROUGH:
        return NOISY
    return None


def weights_of(prefer: str) -> dict[str, float]:
    """Return the weights of measures that stand for preferences such as `calm=2,colourful` or `edges=-1`.

    Args:
        prefer: names of `PREFERENCES` or of measures, separated by commas, each with a weight, -1000 … 1000;
            without one it is 1.

    Raises:
        InputError: for what is no text, an unknown name, a weight that is no number, or names that cancel each
            other.
    """
    if not isinstance(prefer, str):
        raise InputError(fault("type", "names are needed, such as 'calm=2,colourful'", "prefer", got=prefer))
    weights: dict[str, float] = {}
    for part in prefer.split(","):
        name, equals, text = (piece.strip() for piece in part.partition("="))
        found = PREFERENCES.get(name, {name: 1.0} if name in NAMES else None)
        if found is None:
            close = difflib.get_close_matches(name, [*PREFERENCES, *NAMES], n=1)
            guess = [f"did you mean {close[0]}"] if close else []
            says = f"{', '.join(PREFERENCES)}, nor a measure: {', '.join(NAMES)}"
            raise InputError(fault("unknown", says, "prefer", got=name, ways=guess))
        # Each name counts as much as the others, however many measures it has.
        times = (_weight(part, text) if equals else 1.0) / math.hypot(*found.values())
        for measure, weight in found.items():
            weights[measure] = weights.get(measure, 0.0) + times * weight
    if not any(round(weight, 9) for weight in weights.values()):
        says = f"{shown(prefer)} weighs nothing, as its parts cancel each other"
        raise InputError(fault("conflict", says, "prefer", ways="leave one out"))
    return weights


def _weight(part: str, text: str) -> float:
    if re.fullmatch(r"[+-]?[0-9]*\.?[0-9]+", text) and abs(float(text)) <= MAX_WEIGHT:
        return float(text)
    says = f"{shown(part)} has no weight from -{MAX_WEIGHT:g} to {MAX_WEIGHT:g}"
    raise InputError(fault("range", says, "prefer", ways="write calm=2 or edges=-0.5"))


def standardise(measures: Sequence[Measures]) -> NDArray[np.float64]:
    """Return measures in standard deviations from their mean, float64 (pictures, 6); 0 where all are equal."""
    table = np.array([astuple(picture) for picture in measures], np.float64).reshape(-1, len(NAMES))
    apart = centred(table)
    deviation = np.sqrt((apart**2).mean(axis=0)) if len(table) else 0.0
    return apart / np.where(deviation > 0, deviation, 1.0)


def scores_of(table: NDArray[np.float64], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return how well pictures suit weights, float64 (pictures,): in about standard deviations, 4 decimals."""
    length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    row = np.array([weights.get(name, 0.0) / length for name in NAMES])
    marks: NDArray[np.float64] = np.round((table * row).sum(axis=1), 4)
    return marks
