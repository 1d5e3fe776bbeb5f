"""Settling: what a film leaves open is measured: gains, the place of a flight, the path's speed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnart.checks.annotations import checked
from nnart.errors import Fault, InputError, Way, fault
from nnart.field.calibration import calibrate
from nnart.films.blend import Blend
from nnart.films.film import Film, Keyframe
from nnart.films.journey import Drift, Flight, Kin, are_kin
from nnart.films.kinds import PACES, PaceName
from nnart.films.moments import Motion
from nnart.films.path import measure
from nnart.films.places import find_place
from nnart.progress import NOBODY, AnyProgress, Progress, Told, whole

STILL = 2.0  # levels: the length of a path along which nobody sees anything move
_ASKING = 0.5  # of the work on a depth is to ask its networks, of which it has one for every layer


@checked
def settle_film(film: Film, pace: PaceName | None = None, *, progress: AnyProgress = None) -> Film:
    """Return a film with all that it leaves open: gains calibrated, the place found, the path measured.

    Takes a second or two, up to seven for a drift. A film that is settled is returned as it is.

    Args:
        film: any film.
        pace: "calm", "flowing" or "lively": 30, 60 or 120 levels a second; decides the seconds. By default,
            the film's seconds decide how fast it moves.
        progress: shows the work; as in `Run`.

    Raises:
        RecipeError: if a network cannot reach its recipe's detail.
        InputError: if the pictures do not go together, or nothing moves.
    """
    if not film.is_settled:
        with whole(progress) as tell:
            film = _measured(film, tell)
    return film if pace is None else paced(film, pace)


def _measured(film: Film, tell: Progress) -> Film:
    keyframes = tuple(
        one if one.network is not None else Keyframe(calibrate(one.recipe)) for one in film.keyframes
    )
    film = replace(film, keyframes=keyframes)
    if film.kind == "flight" and film.to is None:
        film = replace(film, to=find_place(film.keyframes[0]))
    asking = _ASKING if film.kind == "depth" else 0.0
    motion = motion_of(film, Told(tell, asking))
    if isinstance(motion, Flight):
        if not motion.length and film.to is not None and film.to.rotate == film.keyframes[0].recipe.rotate:
            says = "nothing moves: the flight goes where it starts"
            raise InputError(fault("conflict", says, "to", ways="name another place or leave it out"))
        return replace(film, length=round(motion.length, 3))
    knots = 128 if isinstance(motion, Kin) else film.shape.knots
    # A journey's moments are networks to be evaluated, and their speed changes slowly: one round evens it.
    rounds = 3 if isinstance(motion, Blend) else 1
    path, length = measure(motion, knots, rounds, Told(tell, 1 - asking))
    if length < STILL and not (isinstance(motion, Blend) and motion.recolours):
        raise InputError(_stillness(film, motion, length))
    return replace(film, path=path, length=length)


def _stillness(film: Film, motion: Motion, length: float) -> Fault:
    """Return the fault of a film in which nobody sees anything move, with the reason if it is known."""
    says = f"along its whole path the picture changes by {length:g} levels of 255"
    way: Way | str = "take another seed or kind"
    if not np.ptp(motion.positions(0.0), axis=1).any():
        says, way = "the picture has one colour everywhere", "take another seed"
    elif film.kind == "morph" and not length:
        says, way = "the pictures are all the same", "take others"
    elif film.kind == "drift":
        way = Way("moves farther", "radius", round(10 * film.radius, 3))
    return fault("unreachable", f"nothing moves: {says}", "kind", ways=way)


def paced(film: Film, pace: PaceName) -> Film:
    """Return a settled film with the seconds that a pace gives it."""
    if film.length is None or film.kind == "flight":
        says = "a flight has its own measure of length"
        raise InputError(fault("no-effect", says, "pace", ways="say the seconds"))
    trips = 2 if film.course == "there-and-back" else 1
    return replace(film, seconds=round(trips * film.length / PACES[pace], 2))


def motion_of(film: Film, told: Told = NOBODY) -> Blend | Drift | Flight | Kin:
    """Return the motion of a film whose gains and place are known.

    Args:
        film: the film.
        told: called with shares of the work.

    Raises:
        InputError: if the pictures do not go together.
    """
    if film.kind == "drift":
        return Drift(film)
    if film.kind == "flight":
        return Flight(film)
    return Kin(film) if are_kin(film) else Blend(film, told)
