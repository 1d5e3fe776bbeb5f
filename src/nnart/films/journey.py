"""Journey: films whose frames have recipes of their own: drift, flight, and morphs of relatives."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Protocol

import numpy as np

from nnart.arrays import Array
from nnart.colour.tone import measured_tones, shaped
from nnart.errors import InputError, RecipeError, Way, fault
from nnart.exact import streams
from nnart.exact.lattices import reference_points
from nnart.field.evaluator import Evaluator
from nnart.films.blend import turn
from nnart.films.film import Film, Keyframe
from nnart.films.geodesic import Frame, Geodesic
from nnart.films.sources import replaced
from nnart.network.drawn import Drawing, draw_packed
from nnart.plane.inputs import Inputs
from nnart.recipe.defaults import TOLERANCE
from nnart.recipe.genome import Mix
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE, Size
from nnart.rendering.job import Job
from nnart.rendering.painter import tones_of

# Levels, of frames of 8 bits that follow one another: few of their colours change, and by one level.
_TOLERANCE = 1.0
_TONED = 16  # moments of a drift by which its tone is measured
_RELATED = 0.995  # cosine between the random numbers of relatives, at least


class Journey(Protocol):
    """The path of a film whose frames are pictures of their own."""

    def job(self, moment: float, size: Size, bits: int) -> Job:
        """Return the picture at a moment."""
        ...


class Drift:
    """z goes round a circle; one tone for the whole film."""

    def __init__(self, film: Film) -> None:
        """Take a film whose gain is known.

        Raises:
            InputError: if its network has no z.
        """
        self._recipe, self._radius = film.keyframes[0].recipe, film.radius
        check_drift(film.keyframes[0])

    def recipe(self, moment: float) -> Recipe:
        """Return the recipe at a moment."""
        z = [*self._recipe.z, 0.0, 0.0][: max(2, len(self._recipe.z))]
        moved = [one + self._radius * part for one, part in zip(z, turn(moment), strict=False)]
        return replaced(self._recipe, z=(*moved, *z[2:]))

    @cached_property
    def _toned(self) -> tuple[Recipe, ...]:
        return tuple(self.recipe(at / _TONED) for at in range(_TONED))

    def job(self, moment: float, size: Size, bits: int) -> Job:
        """Return the picture at a moment; as `Journey`."""
        return Job(_moving(self.recipe(moment), bits), size, bits, toned=self._toned)

    def positions(self, moment: float) -> Array:
        """Return positions where tones are measured; as `Motion`."""
        recipe = self._recipe
        tones = shaped(tones_of(recipe.tone, self._toned, SQUARE, None), recipe.contrast, recipe.alpha)
        fields = _fields(self.recipe(moment))[0]
        return np.stack([tone(field) for tone, field in zip(tones, fields, strict=True)])


def _moving(recipe: Recipe, bits: int) -> Recipe:
    """Return a recipe with the tolerance of frames of 8 bits, unless it has another than a still's default."""
    coarse = bits == 8 and recipe.tolerance == TOLERANCE
    return replaced(recipe, tolerance=_TOLERANCE) if coarse else recipe


def check_drift(keyframe: Keyframe) -> None:
    """Refuse a picture whose network has no z.

    Raises:
        InputError: says why.
    """
    way = Way("moves the light of any network", "kind", "light")
    if keyframe.network is not None:
        says = "a drift moves z, which networks by hand do not have"
        raise InputError(fault("conflict", says, "kind", ways=way))
    try:
        keyframe.recipe.replace(z=[0.1, 0.1])
    except RecipeError as error:
        says = f"a drift moves z, which this picture cannot have ({error.faults[0].says})"
        raise InputError(fault("conflict", says, "kind", ways=way)) from None


def _fields(recipe: Recipe) -> tuple[Array, list[float]]:
    """Return a recipe's fields and roundings where tones are measured."""
    evaluator = Evaluator(draw_packed(Drawing.of(recipe)), Inputs.of(recipe))
    return np.ascontiguousarray(evaluator.at(reference_points()).T), evaluator.roundings


class Flight:
    """The view flies to a place, and may fly back. All frames have the tone of the whole picture."""

    def __init__(self, film: Film) -> None:
        """Take a film whose place is known."""
        self._keyframe = film.keyframes[0]
        recipe, to = self._keyframe.recipe, film.to
        assert to is not None
        home = Frame(recipe.center, recipe.zoom, recipe.rotate)
        self._way = Geodesic(home, Frame(to.center, to.zoom, to.rotate))

    @property
    def length(self) -> float:
        """Length of the way, as in `Geodesic`."""
        return self._way.length

    def job(self, moment: float, size: Size, bits: int) -> Job:
        """Return the picture at a moment; as `Journey`."""
        recipe, network = self._keyframe.recipe, self._keyframe.network
        frame = self._way.at(moment)
        moved = replaced(recipe, center=frame.center, zoom=frame.zoom, rotate=frame.rotate)
        toned = (recipe,) if recipe.tone == "stretch" else ()
        return Job(_moving(moved, bits), size, bits, network, toned=toned)


class Kin:
    """The random numbers turn from one relative to the next."""

    def __init__(self, film: Film) -> None:
        """Take a film of relatives, as `are_kin` finds them, whose gains are known."""
        self._recipes = [one.recipe for one in film.keyframes]
        if film.course == "loop":
            self._recipes.append(self._recipes[0])

    def recipe(self, moment: float) -> Recipe:
        """Return the recipe at a moment."""
        whole = moment * (len(self._recipes) - 1)
        at = int(whole)
        one, share = self._recipes[at], whole - at
        if not share:
            return one
        other = self._recipes[at + 1]
        found = replaced(one, genome=str(Mix(one.genes, other.genes, share)))
        if one.gain is None or other.gain is None:
            return found
        return replaced(found, gain=one.gain + (other.gain - one.gain) * share)

    def job(self, moment: float, size: Size, bits: int) -> Job:
        """Return the picture at a moment; as `Journey`."""
        return Job(_moving(self.recipe(moment), bits), size, bits)

    def positions(self, moment: float) -> Array:
        """Return positions where tones are measured; as `Motion`."""
        recipe = self.recipe(moment)
        fields, roundings = _fields(recipe)
        tones = shaped(measured_tones(recipe.tone, fields, roundings), recipe.contrast, recipe.alpha)
        return np.stack([tone(field) for tone, field in zip(tones, fields, strict=True)])


def are_kin(film: Film) -> bool:
    """Return whether the pictures of a morph are so near relatives that their networks can turn."""
    if film.kind != "morph" or any(one.network is not None for one in film.keyframes):
        return False
    recipes = [one.recipe for one in film.keyframes]
    if any(one.family != "nnart" for one in recipes):
        return False
    for one, other in pairwise(recipes + recipes[:1] if film.course == "loop" else recipes):
        if one.diff(other).keys() - {"seed", "genome", "gain"}:
            return False
        numbers = (*range(one.layers), streams.OUTPUT)  # a crossing may differ in any of them
        if any(streams.likeness(one.genes, other.genes, number) < _RELATED for number in numbers):
            return False
    return True
