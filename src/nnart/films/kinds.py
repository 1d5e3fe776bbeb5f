"""Kinds of films: what moves in each, as a table. Loads no NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from nnart.display import Named

KindName = Literal["light", "drift", "depth", "morph", "flight"]
Course = Literal["loop", "there-and-back", "once"]
COURSES: tuple[str, ...] = get_args(Course)


@dataclass(frozen=True)
class Kind(Named):
    """A kind of film.

    Attributes:
        name: such as "light".
        reason: what moves, in one sentence.
        course: how a film of this kind runs by default.
        least, most: how many pictures it takes.
        closes: whether its path ends where it begins, so that it can loop.
        seconds: how long it plays by default, at least.
        each: seconds for each of several pictures.
        knots: pieces of its path that are measured for even speed; 0 for a path that is even already.
    """

    name: KindName
    reason: str
    course: Course = "loop"
    least: int = 1
    most: int = 1
    closes: bool = True
    seconds: float = 10.0
    each: float = 0.0
    knots: int = 512

    def __repr__(self) -> str:
        return f"<Kind {self.name}>"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("light", "The shapes stay, and light and contours flow through them."),
        Kind("drift", "The shapes themselves move, as z goes round a circle.", knots=256),
        Kind(
            "depth",
            "The picture comes about, one layer after the other.",
            "there-and-back",
            closes=False,
            seconds=20.0,
        ),
        Kind("morph", "Several pictures turn into one another.", least=2, most=64, each=4.0),
        Kind("flight", "The view flies to a place in the picture.", "there-and-back", closes=False, knots=0),
    )
}
# Levels (rms of positions on the palette, of 255) that a film moves in a second.
PACES = {"calm": 30.0, "flowing": 60.0, "lively": 120.0}
PaceName = Literal["calm", "flowing", "lively"]
PICTURE_LEVELS = 100.0  # the distance of two unrelated pictures
