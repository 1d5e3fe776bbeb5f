"""Measures and scores as tests make them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnart.explore.measures import NAMES, Measures
from nnart.explore.taste import marks_of, scores_of, standardise
from nnart.explore.words import wishes_of


def measured(others: float = 0.0, **numbers: float) -> Measures:
    """Return measures, some of them given."""
    return Measures(**(dict.fromkeys(NAMES, others) | numbers))


def scored(found: Sequence[Measures], prefer: str) -> NDArray[np.float64]:
    """Return the scores of pictures."""
    table, wishes = standardise(found), wishes_of(prefer)
    marks = [marks_of(table, wish.word.weights) for wish in wishes]
    return scores_of(marks, [wish.weight for wish in wishes])
