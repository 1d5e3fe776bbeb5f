"""From a field to pixels again, as plainly as possible: what tone, colour and alpha are held against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Field
from nnart.colour.tables import table
from nnart.colour.tone import Tone
from nnart.exact.lattices import reference_points
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size


def toned(tone: Tone, field: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return positions on a tone's curve, level beyond its ends."""
    values, positions = tone.values, tone.positions
    if len(values) == 1:
        return np.full(field.shape, positions[0])
    rise = (positions[1:] - positions[:-1]) / (values[1:] - values[:-1])
    value = np.clip(field, values[0], values[-1])
    piece = np.searchsorted(values[1:-1], value, side="right")
    return np.clip((value - values[piece]) * rise[piece] + positions[piece], 0.0, 1.0)


def contrasted(tone: Tone, contrast: float) -> Tone:
    """Return a tone whose knots, seen as -1 … 1, went through u c / (1 + (c - 1) |u|)."""
    if contrast == 1 or len(tone.values) == 1:
        return tone
    values, positions = tone.values, tone.positions
    if len(values) == 2:
        values, positions = (one[0] + np.arange(257) / 256 * (one[1] - one[0]) for one in (values, positions))
    u = positions * 2 - 1
    return Tone(values, (u * contrast / (1 + (contrast - 1) * abs(u)) + 1) / 2)


def entries(recipe: Recipe) -> NDArray[np.float64]:
    """Return a recipe's table of colours, the way round that it wants it."""
    colours = table(recipe).astype(np.float64)
    if recipe.reverse and recipe.colour == "rgb":
        return colours[::-1, ::-1, ::-1]
    return colours[::-1] if recipe.reverse else colours


def blend(colours: NDArray[np.float64], positions: Field) -> NDArray[np.float64]:
    """Return colours at positions (fields, …) of a table, linear along the last field first."""
    sizes = colours.shape[:-1]
    places = [position * (size - 1) for position, size in zip(positions, sizes, strict=True)]
    at = [np.minimum(place.astype(np.int64), size - 2) for place, size in zip(places, sizes, strict=True)]
    parts = [(place - entry)[..., None] for place, entry in zip(places, at, strict=True)]

    def between(*corner: int) -> NDArray[np.float64]:
        if len(corner) == len(at):
            corners: NDArray[np.float64] = colours[tuple(map(np.add, at, corner))]
            return corners
        low, high = between(*corner, 0), between(*corner, 1)
        mixed: NDArray[np.float64] = low + parts[len(corner)] * (high - low)
        return mixed

    return between()


def split_mix(seed: int, count: int) -> int:
    """Return the 64 random bits that SplitMix64 gives after so many steps of its state from a seed.

    Source: Guy Steele, Doug Lea and Christine Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
    """
    word = 2**64
    z = (seed + count * 0x9E3779B97F4A7C15) % word
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % word
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % word
    return z ^ (z >> 31)


def noise(seed: int, rows: range, columns: range) -> NDArray[np.float64]:
    """Return what is added to every channel of pixels before it is rounded down, 0 … 1."""
    bits = [[split_mix(seed, 2**32 * row + column) for column in columns] for row in rows]
    return np.array([[[(one >> 21 * k) % 2**21 / 2**21 for k in range(3)] for one in row] for row in bits])


def to_light(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear light of numbers, both 0 … 1 (IEC 61966-2-1)."""
    return np.where(numbers <= 0.04045, numbers / 12.92, ((numbers + 0.055) / 1.055) ** 2.4)


def from_light(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numbers of linear light, both 0 … 1 (IEC 61966-2-1)."""
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def squares(numbers: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Return the mean of every square of numbers (rows, columns, …)."""
    rows, columns = (length // side for length in numbers.shape[:2])
    mean: NDArray[np.float64] = numbers.reshape(rows, side, columns, side, -1).mean(axis=(1, 3))
    return mean.reshape(rows, columns, *numbers.shape[2:])


def colours(recipe: Recipe, positions: Field) -> NDArray[np.float64]:
    """Return the colours of 16 bits of positions (fields, rows, columns), before they are rounded."""
    some = entries(recipe)
    if recipe.steps:
        at = (positions[0] * recipe.steps).astype(np.int64)
        flat: NDArray[np.float64] = some[np.minimum(at, recipe.steps - 1)]
        return flat
    return blend(some, positions)


def coloured(
    recipe: Recipe, positions: Field, bits: int, first: tuple[int, int] = (0, 0)
) -> NDArray[np.float64]:
    """Return the pixels of positions (fields, rows, columns) before they are rounded down."""
    exact = colours(recipe, positions)
    if recipe.samples > 1:
        fine = np.floor(exact + 0.5) / 65535
        exact = from_light(squares(to_light(fine), recipe.samples)) * 65535
    if bits == 16:
        return exact + 0.5
    rows, columns = (range(start, start + n) for start, n in zip(first, exact.shape, strict=False))
    return exact / 257 + (noise(recipe.seed, rows, columns) if recipe.dither else 0.5)


def vignette(rows: int, columns: int) -> NDArray[np.float64]:
    """Return opacity: 1 within an ellipse, falling smoothly to 0 at the one that touches the edges."""
    found = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            down, across = (2 * i + 1 - rows) / rows, (2 * j + 1 - columns) / columns
            distance = down * down + across * across
            t = min(max((1 - distance) / (1 - 0.45), 0.0), 1.0)
            found[i, j] = t * t * (3 - 2 * t)
    return found


def tones(recipe: Recipe, answers: Field, home: Field, roundings: list[float]) -> list[Tone]:
    """Return a recipe's tones from fields (outputs, …) of its picture, and those of the home frame."""
    if recipe.tone == "none":
        return [Tone(np.array([-1.0, 1.0]), np.array([0.0, 1.0]))] * len(answers)
    if recipe.tone == "stretch":
        noise = [0.0 if recipe.family == "lecture" else one for one in roundings]
        return [
            Tone.stretched(float(one.min()), float(one.max()), rounding)
            for one, rounding in zip(answers, noise, strict=True)
        ]
    return [Tone.equalised(*pair) for pair in zip(home, roundings, strict=True)]


def picture(recipe: Recipe, size: Size, bits: int) -> NDArray[np.float64]:
    """Return the pixels of a picture before they are rounded down, every one evaluated: (rows, columns, …)."""
    evaluator = Evaluator.of(network_of(recipe), Inputs.of(recipe, size))
    fine = Size(size.width * recipe.samples, size.height * recipe.samples)
    answers = evaluator.field(View.of(recipe, fine)).transpose(2, 0, 1)
    home = evaluator.at(reference_points()).T
    alpha = recipe.alpha == "field"
    curves = [contrasted(tone, recipe.contrast) for tone in tones(recipe, answers, home, evaluator.roundings)]
    if alpha:
        curves[-1] = Tone(curves[-1].values, np.clip(2.5 * curves[-1].positions - 0.75, 0, 1))
    positions = np.stack([toned(tone, field) for tone, field in zip(curves, answers, strict=True)])
    pixels = coloured(recipe, positions[:-1] if alpha else positions, bits)
    if recipe.alpha == "none":
        return pixels
    opacity = squares(positions[-1], recipe.samples) if alpha else vignette(*size.shape)
    return np.concatenate([pixels, opacity[..., None] * (2**bits - 1) + 0.5], axis=2)
