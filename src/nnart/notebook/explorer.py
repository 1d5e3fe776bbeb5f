"""Explorer: a wall of seeds in a notebook, whose choice is a Python value."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, Final

import traitlets

from nnart.errors import Cancelled, NnartError
from nnart.notebook.controls import line_of
from nnart.notebook.stills import stills
from nnart.notebook.widget import Widget, script, style
from nnart.recipe.recipe import Recipe
from nnart.recipe.recipes import Recipes
from nnart.recipe.seeds import random_seed
from nnart.recipe.size import Size
from nnart.studio.looks import Look
from nnart.studio.pictures import take
from nnart.studio.wall import Candidate, candidates, next_seed
from nnart.threads import Cancel, ordered_map

SIDE: Final = 160  # pixels of a picture's sides
MAX_TRIED: Final = 4  # times as many seeds as pictures are tried: there may be dull ones only
_PAUSE: Final = 0.1  # seconds between messages with new pictures
_NONE: Final = "These seeds gave dull pictures only; More goes on, and other values may give better ones"


@dataclass(frozen=True)
class Seen:
    """A picture of the wall.

    Attributes:
        candidate: its recipe, and the preset that the recipe comes from.
        data: the picture, a WebP; empty if it could not be painted.
        left_out: why it is not shown; empty if it is.
    """

    candidate: Candidate
    data: bytes
    left_out: str

    @property
    def words(self) -> str:
        """What the picture is, for those who do not see it."""
        entry = self.candidate.entry
        palette = "own colours" if "#" in (entry["palette"] or "") else entry["palette"]
        named = [f"seed {entry['seed']}", entry["preset"], palette]
        return ", ".join(word for word in named if word and word != "none")


class Explorer(Widget):
    """A wall of seeds to choose from; `nnart.explorer` makes one.

    `explorer.observe(function, "chosen")` calls a function at every change of the choice.

    Attributes:
        chosen: places on the wall of what is chosen, in the order in which it was; the page sets it, too.
    """

    _esm = script("explorer.js")
    _css = style("explorer.css")

    chosen = traitlets.List(traitlets.Int()).tag(sync=True)
    _batch = traitlets.Dict().tag(sync=True)  # pictures from a place of the wall on
    _state = traitlets.Dict().tag(sync=True)  # whether pictures are being painted, and what is wrong
    _side = traitlets.Int(SIDE).tag(sync=True)

    def __init__(self, look: Look, first: int, count: int) -> None:
        """Make a wall of the valid looks that `studio.wall.candidates` takes, from a first seed on."""
        self._look, self._count, self._begun = dict(look), count, False
        self._seen: list[Seen] = []
        self._next = first  # seed
        super().__init__(_state={"busy": True, "fault": ""})

    def __repr__(self) -> str:
        return f"<Explorer, {len(self.chosen)} chosen>"

    @property
    def recipe(self) -> Recipe | None:
        """The recipe that was chosen last; None if none is chosen."""
        return self._seen[self.chosen[-1]].candidate.recipe if self.chosen else None

    @property
    def recipes(self) -> Recipes:
        """All chosen recipes, in the order in which they were chosen."""
        return Recipes([self._seen[place].candidate.recipe for place in self.chosen])

    def begin(self) -> None:
        """Paint the first pictures, unless that is done."""
        if not self._begun:
            self._begun = True
            self._more()

    def receive(self, message: dict[str, Any]) -> None:
        """Do what a page asks for.

        Args:
            message: `kind`, "ready", "more" or "new".
        """
        match message.get("kind"):
            case "ready":
                self._welcome()
            case "more":
                self._more()
            case "new":
                self._renew()

    def still(self) -> str:
        """Return the HTML of the chosen pictures; of all of them if none is chosen."""
        shown = [self._seen[place] for place in self.chosen] or [one for one in self._seen if one.data]
        return stills(((one.data, "image/webp", one.words) for one in shown), self._mark)

    def _from(self, seed: int) -> Look:
        return self._look | {"from": str(seed)}

    def _welcome(self) -> None:
        """Send a page that was just opened all that is there."""
        if self._begun:
            self._send_batch(0)
        self.begin()

    def _more(self) -> None:
        self._begun = True
        self._tell(busy=True)
        self.painter.want(self._paint)

    def _renew(self) -> None:
        """Begin at a random seed; what is chosen stays, at the front."""
        self.painter.stop()
        with self.lock, self.hold_sync():
            self._seen = [self._seen[place] for place in self.chosen]
            self.chosen = list(range(len(self._seen)))
            self._next = random_seed()
            self._send_batch(0)
        self._more()

    @traitlets.validate("chosen")
    def _read_chosen(self, proposal: Any) -> list[int]:
        """Leave out places that the wall has not, and repetitions."""
        there = range(len(self._seen))
        return [place for place in dict.fromkeys(proposal["value"]) if place in there]

    @traitlets.observe("chosen")
    def _store(self, _: object) -> None:
        self.renew_still()

    def _paint(self, cancel: Cancel) -> None:
        """Paint more pictures on the painter's thread, and send them as they come."""
        try:
            there = len(self._seen)
            self._send_as_they_come(self._worth(cancel), cancel)
            with self.lock:
                cancel.check()
                self._tell(busy=False, fault=_NONE if len(self._seen) == there else "")
            self.renew_still()
        except Cancelled:
            raise
        except NnartError as error:
            self._tell(busy=False, fault=line_of(error))
        except Exception as error:  # it would end the thread unseen
            self._tell(busy=False, fault=f"{type(error).__name__}: {error}")
        finally:
            self.first.set()

    def _worth(self, cancel: Cancel) -> Iterator[Seen]:
        """Yield as many pictures as a wall shows, without dull ones."""
        tried = islice(candidates(self._from(self._next)), MAX_TRIED * self._count)
        stop = Cancel()
        with (
            cancel.calling(stop),
            closing(ordered_map(partial(_painted, cancel=stop), tried, None, stop, cancel)) as painted,
        ):
            yield from islice(self._good(painted), self._count)

    def _good(self, painted: Iterable[Seen]) -> Iterator[Seen]:
        """Leave out what is not worth a look, and note where the wall goes on."""
        for one in painted:
            self._next = int(next_seed(one.candidate))
            if not one.left_out:
                yield one

    def _send_as_they_come(self, found: Iterable[Seen], cancel: Cancel) -> None:
        sent, before = len(self._seen), 0.0
        for one in found:
            with self.lock:
                cancel.check()
                self._seen.append(one)
                if time.monotonic() - before > _PAUSE:
                    self._send_batch(sent)
                    sent, before = len(self._seen), time.monotonic()
        with self.lock:
            cancel.check()
            self._send_batch(sent)

    def _send_batch(self, first: int) -> None:
        """Send the pictures from a place on."""
        shown = [{"words": one.words, "data": one.data} for one in self._seen[first:]]
        self._batch = {"first": first, "pictures": shown, "at": time.monotonic()}

    def _tell(self, *, busy: bool, fault: str = "") -> None:
        self._state = {"busy": busy, "fault": fault}


def _painted(candidate: Candidate, cancel: Cancel) -> Seen:
    """Return a small picture of a candidate; one that cannot be painted is left out, as dull ones are."""
    try:
        shot = take(candidate.recipe, Size(SIDE, SIDE), "webp", cancel)
    except NnartError as error:
        if cancel.called:
            raise
        return Seen(candidate, b"", line_of(error))
    return Seen(candidate, shot.data, shot.dull)
