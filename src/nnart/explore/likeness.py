"""Likeness: which pictures resemble another one, by light and dark at 8 x 8 places.

Compares ranks of lightness, so contrast and palette do not matter, in four rotations and both signs: a recipe
can be rotated (`rotate`) and its colours reversed (`reverse`), but it cannot be mirrored. Pictures that nnart
paints may also be compared by their colours and measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.errors import FileError, fault, in_file
from nnart.explore.diversity import HUE, places
from nnart.explore.measures import Measures
from nnart.explore.sketch import SIDE, colours, sketch
from nnart.explore.taste import standardise
from nnart.files.anypicture import read_square
from nnart.inputfiles import File, name_of
from nnart.recipe.recipe import Recipe

TURNS = (0, 1, 2, 3)  # by right angles, counter-clockwise
_READ = 8 * SIDE  # pixels a side that are looked at
_PARTS = 2  # of a difference: colours at places, and measures
Grid = NDArray[np.float64]  # ranks, (8, 8), with mean 0 and length 1; all 0 if everything is equal


def read_target(file: File) -> Grid:
    """Return the ranks of the middle square of a picture from any program.

    Raises:
        FileError: if it cannot be read, or has one lightness everywhere.
    """
    target: Grid = ranks_of([sketch(read_square(file, _READ))])[0]
    if not target.any():
        with in_file(name_of(file)):
            raise FileError(fault("kind", "a picture of one lightness, of which none reminds more than others"))
    return target


def ranks_of(sketches: Sequence[bytes]) -> NDArray[np.float64]:
    """Return the ranks of lightness, (sketches, 8, 8), for each sketch with mean 0 and length 1."""
    light = np.rint(colours([*sketches])[..., 0].reshape(-1, SIDE * SIDE) * 100).astype(np.int64)
    ranks = np.empty(light.shape)
    for row, levels in zip(ranks, light, strict=True):
        order = np.sort(levels)
        # Twice the mean rank of equal values, which is a whole number.
        row[:] = np.searchsorted(order, levels, "left") + np.searchsorted(order, levels, "right")
    ranks -= SIDE * SIDE
    lengths = np.sqrt((ranks**2).sum(axis=1, keepdims=True))
    return np.asarray(ranks / np.where(lengths > 0, lengths, 1.0)).reshape(-1, SIDE, SIDE)


def correlations(target: Grid, sketches: Sequence[bytes], turns: Sequence[int] = TURNS) -> Grid:
    """Return the rank correlations of a target with all sketches in all rotations, (sketches, turns), 4
    decimals.

    C. Spearman, "The proof and measurement of association between two things", American Journal of Psychology
    15 (1904), 72-101.
    """
    ranks = ranks_of(sketches)
    found = [(np.rot90(ranks, turn, axes=(1, 2)) * target).sum(axis=(1, 2)) for turn in turns]
    return np.asarray(np.round(np.stack(found, axis=1), 4) + 0.0)


def turns_of(values: Mapping[str, Any]) -> Sequence[int]:
    """Return the rotations that a recipe's values allow: seamless edges fit only unrotated."""
    return TURNS if values.get("seamless", "none") == "none" else TURNS[:1]


def orientation(recipe: Recipe, turn: int, reverse: bool) -> dict[str, Any]:
    """Return the values that rotate a recipe's picture by right angles, and reverse its colours."""
    changes: dict[str, Any] = {}
    if turn:
        angle = recipe.rotate + 90.0 * turn
        changes["rotate"] = angle - 360.0 if angle > 180.0 else angle
    if reverse:
        changes["reverse"] = not recipe.reverse
    return changes


def nearest_turn(target: bytes, sketches: Sequence[bytes], turns: Sequence[int] = TURNS) -> tuple[int, int]:
    """Return which of a picture's sketches comes nearest to a target, by its colours, and in which rotation."""
    there = _levels(target)
    apart = [[int(((np.rot90(_levels(one), turn) - there) ** 2).sum()) for turn in turns] for one in sketches]
    which, at = divmod(int(np.argmin(apart)), len(turns))
    return which, turns[at]


def rotated(one: bytes, turn: int) -> bytes:
    """Return the sketch of a picture that is rotated by right angles, counter-clockwise."""
    return np.rot90(_numbers(one), turn).tobytes()


def differences(target: tuple[bytes, Measures], others: Sequence[tuple[bytes, Measures]]) -> list[float]:
    """Return how much pictures differ from a target, 4 decimals: 0 is not at all, 1 as much as two of them do.

    Args:
        target: its sketch and its measures.
        others: of each picture.
    """
    sketches, measures = zip(target, *others, strict=True)
    points = places([*sketches], standardise(measures), palette=0.0)
    apart = np.sqrt(((points[1:] - points[:1]) ** 2).sum(axis=1) / _PARTS)
    return [round(float(one), 4) for one in apart]


def _numbers(one: bytes) -> NDArray[np.int8]:
    return np.frombuffer(one, np.int8).reshape(SIDE, SIDE, 3)


def _levels(one: bytes) -> NDArray[np.int64]:
    """Return the colours of a sketch in whole numbers, hue and lightness weighted as for diversity."""
    return _numbers(one).astype(np.int64) * (1, HUE, HUE)
