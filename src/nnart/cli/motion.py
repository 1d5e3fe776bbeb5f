"""Motion: what options say of a film beside its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nnart.cli.numbers import numbers
from nnart.errors import InputError, Way, fault
from nnart.films.kinds import KINDS, PACES
from nnart.words import match

if TYPE_CHECKING:
    from nnart.films.film import Place

_OPTIONS = {"center": "to", "zoom": "to_zoom", "rotate": "to_rotate"}  # of the values of a place


def pace_named(text: str) -> str | None:
    """Return the pace that a text means; None if none."""
    return match(text, PACES)


@dataclass(frozen=True)
class Motion:
    """What options say of a film beside its pictures; None for those that were not given.

    Attributes:
        values: kind, seconds, fps and radius.
        courses: which of loop, there_and_back and once were given.
        place: to, to_zoom and to_rotate.
        pace: a name.
    """

    values: Mapping[str, Any]
    courses: Mapping[str, bool]
    place: Mapping[str, Any]
    pace: str | None

    def changes(self) -> dict[str, Any]:
        """Return the values of a film that they give.

        Raises:
            InputError: if they contradict each other.
        """
        found = {name: value for name, value in self.values.items() if value is not None}
        given = [name for name, is_given in self.courses.items() if is_given]
        if len(given) > 1:
            raise InputError(fault("conflict", "only one of them can be", *given, ways="give one"))
        if given:
            found["course"] = given[0].replace("_", "-")
        if self.pace is not None:
            if pace_named(self.pace) is None:
                raise InputError(fault("choice", ", ".join(PACES), "pace", got=self.pace))
            if self.values.get("seconds") is not None:
                says = "both say how fast it moves"
                raise InputError(fault("conflict", says, "pace", "seconds", ways="give one"))
        kind = found.get("kind")
        if kind is not None:
            found["kind"] = kind = match(kind, KINDS)
            if kind is None:
                raise InputError(fault("choice", ", ".join(KINDS), "kind", got=self.values["kind"]))
            if given == ["loop"] and not KINDS[kind].closes:
                way = Way("returns on the same way", "there_and_back")
                raise InputError(fault("conflict", f"a {kind} does not end where it begins", "loop", ways=way))
        return found

    def place_for(self, keyframe: Any) -> Place | None:
        """Return where a flight goes, if options say something of it; what they leave open is found."""
        given = {name: value for name, value in self.place.items() if value is not None}
        if not given:
            return None
        from nnart.films.film import Keyframe
        from nnart.films.places import ZOOM, find_place

        recipe = keyframe.recipe
        zoom, rotate = given.get("to_zoom", ZOOM * recipe.zoom), given.get("to_rotate", recipe.rotate)
        if "to" in given:
            return _place(_point(given["to"]), zoom, rotate)
        _place((0.0, 0.0), zoom, rotate)  # is refused before the work
        from nnart.field.calibration import calibrate

        ready = keyframe if keyframe.network is not None else Keyframe(calibrate(recipe))
        return replace(find_place(ready, zoom), rotate=rotate)


def _point(text: str) -> tuple[float, float]:
    point = numbers(text)
    if len(point) != 2 or not all(isinstance(number, float) for number in point):
        raise InputError(fault("type", "two numbers x,y are needed", "to", got=text))
    return point[0], point[1]


def _place(center: tuple[float, float], zoom: float, rotate: float) -> Place:
    """Return a place; its faults name the options."""
    from nnart.films.film import Place

    try:
        return Place(center, zoom, rotate)
    except InputError as error:
        faults = (replace(one, names=tuple(_OPTIONS[name] for name in one.names)) for one in error.faults)
        raise InputError(*faults) from None
