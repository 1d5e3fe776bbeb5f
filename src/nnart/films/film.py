"""Film: everything that decides the frames of a film except their size, as plain data. Loads no NumPy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.errors import InputError, Way, fault
from nnart.films.kinds import KINDS, Course, Kind, KindName
from nnart.films.matching import check_matching, check_outputs
from nnart.films.rates import rate_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import check_frame

if TYPE_CHECKING:
    from nnart.films.rates import AnyRate
    from nnart.network.network import Network

MAX_SECONDS = 86_400.0
RADIUS = 0.1  # of the circle of z
MAX_RADIUS = 100.0
MAX_KNOTS = 4097  # numbers of a path


@dataclass(frozen=True)
class Keyframe:
    """A picture that a film starts from or passes.

    Attributes:
        recipe: of the picture.
        network: given by hand, instead of the recipe's own.
    """

    recipe: Recipe
    network: Network | None = None


@dataclass(frozen=True)
class Place:
    """Where a flight goes.

    Attributes:
        center: x and y of the middle, as in `Recipe`.
        zoom: magnification there.
        rotate: degrees there.

    Raises:
        InputError: if a value is not valid.
    """

    center: tuple[float, float]
    zoom: float
    rotate: float = 0.0

    def __post_init__(self) -> None:
        check_fields(self)
        check_frame(vars(self) | {"sampling": "centres"})


@answering
@hinting(recipe="film.keyframes[0].recipe", size="film.frame(0, '4k'), as a film has no size")
@dataclass(frozen=True, repr=False)
class Film:
    """A film: nnart.Film(nnart.Recipe(seed=7)).

    Everything that decides its frames, except their size. Making one computes nothing; `settle_film` measures
    its path. Frame k depends on nothing but the film, k and the size.

    Attributes:
        keyframes: the pictures that it starts from or passes: a recipe, a seed, anything with a recipe, or
            several of them.
        kind: "light": the shapes stay, and light flows through them; "drift": the shapes move, as z goes round
            a circle; "depth": the picture comes about layer by layer; "morph": several pictures turn into one
            another; "flight": the view flies to a place.
        seconds: how long it plays, up to a day; 10 by default, longer for depth and for many pictures.
        fps: frames a second, 1 … 240: 30, 29.97 or "30000/1001".
        course: "loop", which ends where it begins; "there-and-back", which returns on the same way; or "once".
            The kind decides by default.
        radius: of the circle that z goes round in a drift, 0.001 … 100.
        to: where a flight goes; the most detailed place that keeps its colours by default.
        path: for even speed, the moment 0 … 1 of the path at even shares of its length; measured by
            `settle_film`.
        length: of the path, there only, in levels of 255; of a flight, as in `Geodesic`. Measured by
            `settle_film`.

    Raises:
        InputError: if a value is not valid, or the kind cannot be made of these pictures.
    """

    keyframes: tuple[Keyframe, ...]
    kind: KindName = "light"
    seconds: float | None = None
    fps: Fraction = Fraction(30)
    course: Course | None = None
    radius: float = RADIUS
    to: Place | None = None
    path: tuple[float, ...] = ()
    length: float | None = None

    if TYPE_CHECKING:  # it takes what people have

        def __init__(  # noqa: PLR0913, PLR0917  - as the dataclass has it
            self,
            keyframes: object,
            kind: KindName = "light",
            seconds: float | None = None,
            fps: AnyRate = 30,
            course: Course | None = None,
            radius: float = RADIUS,
            to: Place | None = None,
            path: tuple[float, ...] = (),
            length: float | None = None,
        ) -> None: ...

    def __post_init__(self) -> None:
        if not isinstance(self.kind, str) or self.kind not in KINDS:
            raise InputError(fault("choice", ", ".join(KINDS), "kind", got=self.kind))
        put = object.__setattr__
        put(self, "keyframes", keyframes_of(self.keyframes))
        put(self, "fps", rate_of(self.fps))
        put(self, "course", self.shape.course if self.course is None else self.course)
        put(self, "seconds", self.usual_seconds if self.seconds is None else self.seconds)
        check_fields(self)
        _check_range("seconds", self.seconds or 0.0, 0.01, MAX_SECONDS)
        _check_range("radius", self.radius, 0.001, MAX_RADIUS)
        _check_count(self)
        _check_course(self)
        _check_measured(self)
        for one in self.keyframes:
            if one.network is not None:
                check_outputs(one.recipe, one.network)
        if self.kind == "morph":
            check_matching([one.recipe for one in self.keyframes])
        if self.kind != "flight" and self.to is not None:
            raise InputError(fault("no-effect", "only a flight goes to a place", "to", ways="leave it out"))
        if self.frames < 2:
            says = f"{self.seconds:g} s are one frame"
            raise InputError(fault("range", says, "seconds", ways="nnart.render paints a still picture"))

    def __repr__(self) -> str:
        """Return a short form of the film."""
        seeds = ", ".join(str(one.recipe.seed) for one in self.keyframes)
        return f"<Film {self.kind} of {seeds}, {self.frames} frames, {self.duration:g} s>"

    @property
    def shape(self) -> Kind:
        """The kind, as a row of the table."""
        return KINDS[self.kind]

    @property
    def usual_seconds(self) -> float:
        """How long a film of this kind plays by default."""
        return max(self.shape.seconds, self.shape.each * len(self.keyframes))

    @property
    def frames(self) -> int:
        """Number of frames."""
        return max(1, round(Fraction(self.seconds or 0.0) * self.fps))

    @property
    def duration(self) -> float:
        """Seconds that the frames take: their number over `fps`."""
        return float(self.frames / self.fps)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to be measured."""
        ready = all(
            one.network is not None or one.recipe.gain is not None or one.recipe.detail is None
            for one in self.keyframes
        )
        measured = bool(self.path) if self.shape.knots else None not in (self.to, self.length)
        return ready and measured

    def replace(self, **changes: object) -> Film:
        """Return a film with some values changed.

        What was measured of others is measured again, and what was left to the kind stays left to it.
        """
        moved = changes.keys() & {"keyframes", "kind", "radius", "to", "course"}
        fresh: dict[str, object] = {"path": (), "length": None} if moved and "path" not in changes else {}
        if self.seconds == self.usual_seconds:
            fresh["seconds"] = None
        if "kind" in changes and changes["kind"] != self.kind:
            fresh |= {"to": None} | ({"course": None} if self.course == self.shape.course else {})
        return replace(self, **{**fresh, **changes})  # type: ignore[arg-type]  # which are checked

    @checked
    def share(self, k: int) -> tuple[int, int]:
        """Return how far along its path frame k lies, as an exact fraction: numerator and denominator.

        Raises:
            InputError: if there is no such frame; frame `frames` of a film that closes is frame 0.
        """
        n = self.frames
        last = n - (self.course == "once")
        if not 0 <= k <= last:
            raise InputError(fault("range", f"a whole number from 0 to {last} is needed", "frame", got=k))
        if self.course == "once":
            return k, n - 1
        if self.course == "there-and-back":
            return min(2 * k, 2 * (n - k)), n
        return k, n

    @checked
    def moment(self, k: int) -> float:
        """Return the moment 0 … 1 of its path that frame k shows; k = frames is the loop's first one again."""
        share, whole = self.share(k)
        if not self.path:
            return share / whole
        pieces = len(self.path) - 1
        knot, rest = divmod(share * pieces, whole)
        if not rest:
            return self.path[knot]
        return self.path[knot] + (self.path[knot + 1] - self.path[knot]) * (rest / whole)


def check_number(film: Film, k: int) -> None:
    """Refuse the number of a frame that a film does not have.

    Raises:
        InputError: if it is not from 0 to the number of frames less one.
    """
    if not 0 <= k < film.frames:
        says = f"a number from 0 to {film.frames - 1} is needed"
        raise InputError(fault("range", says, "frame", got=k))


def keyframes_of(given: object) -> tuple[Keyframe, ...]:
    """Return the keyframes of a recipe, a seed, anything with a recipe, or several of them."""
    several = given if isinstance(given, (tuple, list)) else (given,)
    return tuple(_keyframe(one) for one in several)


def _keyframe(given: object) -> Keyframe:
    if isinstance(given, Keyframe):
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return Keyframe(Recipe(seed=given))
    recipe = given if isinstance(given, Recipe) else getattr(given, "recipe", None)
    if not isinstance(recipe, Recipe):
        says = "recipes, seeds or pictures with a recipe are needed"
        raise InputError(fault("type", says, "keyframes", got=given))
    return Keyframe(recipe, getattr(given, "network", None))


def _check_range(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise InputError(fault("range", f"a number from {least:g} to {most:g} is needed", name, got=value))


def _check_measured(film: Film) -> None:
    path = film.path
    if path and not (len(path) <= MAX_KNOTS and (path[0], path[-1]) == (0.0, 1.0) and _rises(path)):
        raise InputError(fault("type", "rising numbers from 0 to 1 are needed", "path", ways="leave it out"))
    if film.length is not None and not 0 <= film.length < inf:
        says = "a number from 0 is needed"
        raise InputError(fault("range", says, "length", got=film.length, ways="leave it out"))


def _rises(path: tuple[float, ...]) -> bool:
    return all(one <= other for one, other in pairwise(path))  # not of what is no number


def _check_count(film: Film) -> None:
    kind, count = film.shape, len(film.keyframes)
    if count < kind.least:
        says = f"a {kind.name} needs {kind.least} picture{'s'[: kind.least - 1]} or more, not {count}"
        raise InputError(fault("count", says, "picture", ways="name another seed or picture"))
    if count > kind.most:
        says = f"a {kind.name} takes at most {kind.most} picture{'s'[: kind.most - 1]}, not {count}"
        ways = (Way("passes several", "kind", "morph"),) if kind.most == 1 else ()
        raise InputError(fault("count", says, "picture", ways=ways))


def _check_course(film: Film) -> None:
    if film.course == "loop" and not film.shape.closes:
        says = f"a {film.kind} does not end where it begins"
        raise InputError(fault("conflict", says, "course", ways=Way("closes it", "course", "there-and-back")))
