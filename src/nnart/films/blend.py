"""Blend: films whose frames are sums of a few fields: light, depth and morph.

The network is evaluated once for each field, whatever the number of frames.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array
from nnart.colour.colouring import Colouring, colours_of
from nnart.colour.oklab import from_oklab, to_oklab
from nnart.colour.tables import to_sixteen_bits
from nnart.colour.tone import Tone, measured_tones, shaped
from nnart.errors import InputError, Way, fault
from nnart.exact.turns import cosines_and_sines, to_fixed_point
from nnart.films.film import Film, Keyframe
from nnart.films.kinds import KindName
from nnart.films.sources import Reference, Source, cut, lit, network_of
from nnart.progress import NOBODY, Told
from nnart.recipe.recipe import Recipe

_GRAIN = 64  # rounding errors, within which values of a plateau lie
_LEAST = 2.0**-200  # slope
_PLATEAU = 0.01  # of all values, at least


@dataclass(frozen=True)
class Part:
    """A field's part in a frame.

    Attributes:
        source: its number among the blend's sources.
        group: its number among the source's groups.
        amount: the factor of its answers.
    """

    source: int
    group: int
    amount: float


class Blend:
    """A film of the kinds light, depth or morph, with its sources.

    Attributes:
        sources: in the order in which the path needs them.
    """

    def __init__(self, film: Film, told: Told = NOBODY) -> None:
        """Draw the networks of a film whose gains are known, and ask them where tones are measured.

        Args:
            film: of one of these kinds.
            told: called with shares of the work, unless the networks of this film were asked just before.

        Raises:
            InputError: if a depth's network has only one hidden layer.
        """
        self._film = film
        self.sources, self._references = _asked(film.kind, film.keyframes, Told(told))  # whoever is told

    @cached_property
    def _spreads(self) -> list[list[float]]:
        """The spread of the first field of every group: what equals 1 in a sum of fields."""
        if self._film.kind == "light":
            return [[1.0] * self.sources[0].groups]
        return [[spread_of(group[0]) for group in one.fields] for one in self._references]

    def parts(self, moment: float) -> list[Part]:
        """Return what a frame is the sum of."""
        if self._film.kind == "light":
            return [Part(0, group, amount) for group, amount in enumerate(turn(moment))]
        amounts = self._amounts(moment)
        length = math.sqrt(math.fsum(amount * amount for amount in amounts.values()))
        return [
            Part(source, 0, amount / length / self._spreads[source][0])
            for source, amount in sorted(amounts.items())
            if amount
        ]

    def _amounts(self, moment: float) -> dict[int, float]:
        """Return the part of each source, by a spline that passes all of them without a corner.

        E. Catmull and R. Rom, "A class of local interpolating splines", 1974.
        """
        first, _, u = self.between(moment)
        weights = (
            ((2.0 - u) * u - 1.0) * u / 2,
            ((3.0 * u - 5.0) * u * u + 2.0) / 2,
            ((4.0 - 3.0 * u) * u + 1.0) * u / 2,
            (u - 1.0) * u * u / 2,
        )
        found: dict[int, float] = {}
        for place, weight in enumerate(weights, first - 1):
            source = self._source(place)
            found[source] = found.get(source, 0.0) + weight
        return found

    def _source(self, place: int) -> int:
        """Return the source at a place of the path, which goes round or stays at its ends."""
        count = len(self.sources)
        return place % count if self._is_ring else min(max(place, 0), count - 1)

    @property
    def _is_ring(self) -> bool:
        return self._film.kind == "morph" and self._film.course == "loop"

    def between(self, moment: float) -> tuple[int, int, float]:
        """Return the two sources between which a moment lies, and how far it is from the first, 0 … 1."""
        pieces = len(self.sources) - (not self._is_ring)
        at = int(moment * pieces)
        return self._source(at), self._source(at + 1), moment * pieces - at

    def picture(self, moment: float) -> Keyframe | None:
        """Return the picture that is shown at a moment; None if several fields are added up.

        None, too, of a stretched tone: a still's is that of its own extremes, which a film does not know.
        """
        if self._film.keyframes[0].recipe.tone == "stretch":
            return None
        first, _, share = (0, 0, moment % 1.0) if self._film.kind == "light" else self.between(moment)
        if share:
            return None
        if self._film.kind != "depth":
            return self._film.keyframes[first]
        source = self.sources[first]
        return Keyframe(source.recipe, self._film.keyframes[0].network and source.network)

    def layer(self, moment: float) -> float:
        """Return after how many hidden layers a depth is cut, a fraction between two of its pictures."""
        one, other, share = self.between(moment)
        first, then = (len(self.sources[number].network.layers) - 1 for number in (one, other))
        return first + (then - first) * share

    def tones(self, moment: float) -> list[Tone]:
        """Return the tones of a frame."""
        recipe = self._film.keyframes[0].recipe
        fields, roundings = self._reference(moment)
        level = np.stack([levelled(*one) for one in zip(fields, roundings.tolist(), strict=True)])
        found = measured_tones(recipe.tone, level, roundings.tolist())
        return shaped(found, self.contrast(moment), recipe.alpha)

    def positions(self, moment: float) -> Array:
        """Return positions where tones are measured; as `Motion`."""
        fields, _ = self._reference(moment)
        return np.stack([tone(field) for tone, field in zip(self.tones(moment), fields, strict=True)])

    def _reference(self, moment: float) -> tuple[Array, Array]:
        """Return fields and roundings where tones are measured."""
        parts = self.parts(moment)
        fields = summed([self._references[one.source].fields[one.group] for one in parts], parts)
        roundings = [self._references[one.source].roundings[one.group] * abs(one.amount) for one in parts]
        return fields, np.add.reduce(roundings)

    @property
    def recolours(self) -> bool:
        """Whether colours change from one picture to the next."""
        return not all(_have_the_same_colours(self.sources[0].recipe, one.recipe) for one in self.sources)

    def contrast(self, moment: float) -> float:
        """Return the contrast of a frame: between those of its pictures."""
        one, other, share = self._recipes(moment)
        return one.contrast + (other.contrast - one.contrast) * share

    def colouring(self, moment: float) -> Colouring:
        """Return the colours of a frame: between those of its pictures, in OKLab.

        All frames take the dither of the first picture, which depends on places alone.
        """
        one, other, share = self._recipes(moment)
        first = self._film.keyframes[0].recipe
        if not share or _have_the_same_colours(one, other):
            return _colouring(first, one)
        mine, yours = _lab(one), _lab(other)
        return Colouring(first, to_sixteen_bits(from_oklab(mine + (yours - mine) * share, first.space)))

    def _recipes(self, moment: float) -> tuple[Recipe, Recipe, float]:
        if self._film.kind != "morph":
            recipe = self._film.keyframes[0].recipe
            return recipe, recipe, 0.0
        one, other, share = self.between(moment)
        return self.sources[one].recipe, self.sources[other].recipe, share

    def steepest(self, moments: tuple[float, ...]) -> tuple[list[Array], float]:
        """Return how fast positions change with each source's outputs.

        Returns:
            the most at any moment, (groups, outputs) for each source; and how many times as far as with one
            output at its most positions move with all of them, at any moment.
        """
        found = [np.zeros(one.fields.shape[:2]) for one in self._references]
        moved = []
        for moment in moments:
            rises = np.array([tone.steepest for tone in self.tones(moment)])
            for part in self.parts(moment):
                row = found[part.source][part.group]
                np.maximum(row, rises * abs(part.amount), out=row)
            moved.append((rises, self.parts(moment)))
        together = [
            sum(rises * abs(part.amount) / np.maximum(found[part.source][part.group], _LEAST) for part in parts)
            for rises, parts in moved
        ]
        return found, float(np.max(together))


@lru_cache(maxsize=1)  # a hundred networks take seconds, and are asked to measure, to estimate and to paint
def _asked(kind: KindName, keyframes: tuple[Keyframe, ...], told: Told) -> tuple[list[Source], list[Reference]]:
    """Return the networks of a film, and what they answer where tones are measured."""
    sources, references = _sources(kind, keyframes), list[Reference]()
    for source in sources:
        references.append(source.reference())
        told(1 / len(sources))
    return sources, references


def _sources(kind: KindName, keyframes: tuple[Keyframe, ...]) -> list[Source]:
    if kind == "light":
        return [lit(keyframes[0])]
    if kind != "depth":
        return [Source(one.recipe, network_of(one)) for one in keyframes]
    found = cut(keyframes[0])
    if len(found) < 2:
        says = "a depth needs a network with two hidden layers or more that the output layer fits"
        way = Way("moves the light of any network", "kind", "light")
        raise InputError(fault("conflict", says, "kind", ways=way))
    return found


def summed(fields: list[Array], parts: list[Part]) -> Array:
    """Return the sum of fields, each times its part's amount; one rounding an operation."""
    total = fields[0] * parts[0].amount
    for field, part in zip(fields[1:], parts[1:], strict=True):
        total += field * part.amount
    return total


def levelled(field: Array, rounding: float) -> Array:
    """Return a field's values, those of a plateau all the same.

    Where fields cancel, their sum is flat but for rounding errors, which a tone must not spread over the
    palette.
    """
    if not rounding:
        return field
    grain = _GRAIN * rounding
    steps, members, counts = np.unique(np.rint(field / grain), return_inverse=True, return_counts=True)
    return np.where(counts[members] > _PLATEAU * field.size, steps[members] * grain, field)


def turn(share: float) -> tuple[float, float]:
    """Return cosine and sine of a share of a full turn, the same bits on every machine."""
    cosines, sines = cosines_and_sines(to_fixed_point(np.array([share])))
    return float(cosines[0]), float(sines[0])


def spread_of(field: Array) -> float:
    """Return half the range of the middle 96 % of a field's values; 1 if they are all the same."""
    values = np.sort(field, axis=None)
    cut_off = values.size // 50
    half = float(values[-1 - cut_off] - values[cut_off]) / 2
    return half if half > 0 and math.isfinite(half) else 1.0


@lru_cache(maxsize=64)
def _lab(recipe: Recipe) -> Array:
    colours: NDArray[np.uint16] = colours_of(recipe)
    return to_oklab(colours / 65535, recipe.space)


@lru_cache(maxsize=64)
def _colouring(recipe: Recipe, coloured: Recipe) -> Colouring:
    """Return what paints with the colours of another recipe."""
    return Colouring(recipe, colours_of(coloured))


@lru_cache(maxsize=64)
def _have_the_same_colours(one: Recipe, other: Recipe) -> bool:
    return one is other or np.array_equal(colours_of(one), colours_of(other))
