"""Tuner: a picture in a notebook with a control for every value."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import Any, Final

import traitlets

from nnart.errors import Cancelled, NnartError
from nnart.library.jobs import recipe_of
from nnart.notebook.controls import changed, controls, line_of
from nnart.notebook.stills import still
from nnart.notebook.widget import Widget, script, style
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.studio.described import shown_of
from nnart.studio.drafts import draft
from nnart.studio.pictures import take
from nnart.threads import Cancel, thread_count

REST: Final = 0.25  # seconds without a change after which the whole picture is painted


class Tuner(Widget):
    """A picture with a control for every value of its recipe; `nnart.tune` makes one.

    Attributes:
        recipe: what the widget shows. Assign anything that `nnart.recipe_of` takes, and the widget follows.
            `tuner.observe(function, "recipe")` calls a function at every change.
        size: of the picture, in pixels.
    """

    _esm = script("tuner.js", "scales.js")
    _css = style("tuner.css")

    recipe: Any = traitlets.Any()  # a Recipe; what is assigned is read as one
    _controls = traitlets.Dict().tag(sync=True)
    _shown = traitlets.Dict().tag(sync=True)  # of the recipe
    _faults = traitlets.Dict().tag(sync=True)  # lines, by the names of knobs; "" for the picture's own
    _picture = traitlets.Bytes().tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)  # what the picture is of: the number of the request, and words
    _size: Any = traitlets.List().tag(sync=True)

    def __init__(self, recipe: Recipe, size: Size) -> None:
        """Make a tuner of a recipe, whose picture has this size."""
        self.size, self._number, self._begun = size, 0, False
        self._turned, self._final = "", True  # of the change that is made just now
        self._drafted: Recipe | None = None
        self._whole: Recipe | None = None
        shown = {"_controls": controls(), "_shown": shown_of(recipe), "_size": list(size)}
        super().__init__(recipe=recipe, _answer={"number": 0}, **shown)

    def __repr__(self) -> str:
        return f"<Tuner of {self.recipe!r}>"

    @traitlets.validate("recipe")
    def _read_recipe(self, proposal: Any) -> Recipe:
        return recipe_of(proposal["value"])

    @traitlets.observe("recipe")
    def _follow(self, _: object) -> None:
        """Show a recipe that was assigned, or that a control has changed."""
        with self.lock, self.hold_sync():
            self._shown = shown_of(self.recipe)
            if not self._turned:
                self._faults = {}
        if self._begun:
            self._paint_soon(self._turned, final=self._final)

    def begin(self) -> None:
        """Paint the first picture, unless that is done."""
        if not self._begun:
            self._begun = True
            self._paint_soon("", final=True)

    def receive(self, message: dict[str, Any]) -> None:
        """Take a new value of a knob; a page that was just opened asks for its first picture.

        Args:
            message: `kind`, "ready" or "turn"; a turn has the `name` of a knob, its new `value` as text, or
                None for the default, the `number` of the request, and whether it is `final`, not of a slider
                that moves.
        """
        if message.get("kind") == "ready":
            self.begin()
            return
        name, value, number = message.get("name"), message.get("value"), message.get("number")
        if name in KNOBS and isinstance(value, str | None) and isinstance(number, int):
            self._begun, self._number = True, max(self._number, number)
            self._turn(name, value, final=bool(message.get("final")))

    def _turn(self, name: str, value: str | None, *, final: bool) -> None:
        """Take a value of a knob; what the recipe refuses becomes a line under the knob."""
        faults = {key: line for key, line in self._faults.items() if key not in (name, "")}
        try:
            found = changed(self.recipe, name, value)
        except NnartError as error:
            self._reply(faults | {name: line_of(error)})
            return
        if found == self.recipe:
            self._stay(faults, name, final=final)
            return
        with self.lock, self.hold_sync():
            self._faults = faults
            self._turned, self._final = name, final
            try:
                self.recipe = found
            finally:
                self._turned, self._final = "", True

    def _stay(self, faults: dict[str, str], name: str, *, final: bool) -> None:
        """Answer where the recipe stays: a slider that comes to rest asks for the whole picture."""
        self._reply(faults)
        if self._whole != self.recipe:
            self._paint_soon(name, final=final)

    def _reply(self, faults: dict[str, str]) -> None:
        """Answer without a new picture."""
        with self.lock, self.hold_sync():
            self._faults = faults
            self._answer = {**self._answer, "number": self._number}

    def _paint_soon(self, turned: str, *, final: bool) -> None:
        """Have the recipe painted: first a draft, then the whole picture."""
        rest = 0.0 if final else REST
        self.painter.want(partial(self._paint, self.recipe, self._number, turned, rest))

    def _paint(self, recipe: Recipe, number: int, turned: str, rest: float, cancel: Cancel) -> None:
        """Paint a recipe on the painter's thread."""
        threads = thread_count(None)
        try:
            if self._drafted != recipe:
                self._publish(draft(recipe, self.size, cancel, threads), recipe, number, cancel, whole=False)
            _pause(rest, cancel)
            data = take(recipe, self.size, "webp", cancel, threads).data
            self._publish(data, recipe, number, cancel, whole=True)
            self.renew_still()
        except Cancelled:
            raise
        except NnartError as error:
            self._fail(line_of(error), number, turned, cancel)
        except Exception as error:  # it would end the thread unseen
            self._fail(f"{type(error).__name__}: {error}", number, turned, cancel)

    def _publish(self, data: bytes, recipe: Recipe, number: int, cancel: Cancel, *, whole: bool) -> None:
        """Show a picture, unless it was overtaken."""
        with self.lock:
            cancel.check()
            with self.hold_sync():
                self._picture = data
                self._answer = {"number": number, "whole": whole, "words": _words(recipe)}
            self._drafted, self._whole = recipe, recipe if whole else None
        self.first.set()

    def _fail(self, line: str, number: int, turned: str, cancel: Cancel) -> None:
        """Say why there is no picture, and leave the one that is there."""
        with self.lock:
            cancel.check()
            with self.hold_sync():
                self._faults = self._faults | {turned: line}
                self._answer = self._answer | {"number": number, "whole": True}
        self.first.set()

    def still(self) -> str:
        """Return the HTML of the last picture."""
        kind = "image/webp" if self._picture[:4] == b"RIFF" else "image/jpeg"
        return still(self._picture, kind, self._answer.get("words", ""), self._mark)


def _words(recipe: Recipe) -> str:
    """Return what a picture shows, for those who do not see it."""
    return f"Picture of {recipe!r}"


def _pause(seconds: float, cancel: Cancel) -> None:
    """Wait, but not for what is overtaken.

    Raises:
        Cancelled: if the work is cancelled.
    """
    called = Event()
    with cancel.calling(called.set):
        called.wait(seconds)
    cancel.check()
