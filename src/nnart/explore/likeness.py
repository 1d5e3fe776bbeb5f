"""Likeness: which pictures resemble another one, by light and dark at 8 x 8 places.

Compares ranks of lightness, so contrast and palette do not matter, in four rotations and both signs: a recipe
can be rotated (`rotate`) and its colours reversed (`reverse`), but it cannot be mirrored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnart.errors import FileError, fault, in_file
from nnart.explore.sketch import SIDE, colours, sketch
from nnart.files.anypicture import read_square
from nnart.inputfiles import File, name_of

TURNS = (0, 1, 2, 3)  # by right angles, counter-clockwise
_READ = 8 * SIDE  # pixels a side that are looked at
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
