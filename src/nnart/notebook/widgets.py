"""Widgets: the functions that open them, and the line that says which package they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from nnart.checks.annotations import checked
from nnart.errors import InputError, fault
from nnart.library.jobs import Source, check_names, job_of
from nnart.recipe.kinds import Whole, plain
from nnart.recipe.knobs import MAX_SEED
from nnart.recipe.presets import ANY
from nnart.recipe.sizes import AnySize
from nnart.recipe.written import write_exactly
from nnart.studio.drafts import shrunk
from nnart.studio.looks import PRESET
from nnart.studio.pictures import check_size
from nnart.studio.wall import MAX_COUNT, candidates

if TYPE_CHECKING:
    from nnart.notebook.explorer import Explorer
    from nnart.notebook.tuner import Tuner

SIDE: Final = 480  # pixels of the longer side of a tuner's picture
_COUNT, _FIRST = Whole(1, MAX_COUNT), Whole(0, MAX_SEED)
_PACKAGES: Final = {"anywidget", "ipywidgets", "traitlets", "IPython"}


@checked
def tune(recipe: Source = None, size: AnySize | None = None, **values: Any) -> Tuner:
    """Return a widget for notebooks: a picture with a control for every value. tuner = nnart.tune(7)

    `tuner.recipe` is the recipe that the widget shows; assign to it, and the widget follows. Needs
    `pip install 'nnart[jupyter]'`.

    Args:
        recipe: anything that `render` takes, but no network by hand; a random seed by default.
        size: of the picture, with sides of up to 4096 pixels. By default the widget takes the shape of the
            recipe's picture, and up to 480 pixels for its longer side.
        values: of the recipe, as for `recipe_of`.

    Raises:
        InputError: if a value is not valid, the network is by hand, or anywidget is not installed.
        FileError: if a file cannot be read.
    """
    job = job_of(recipe, size, **values)
    if job.network is not None:
        says = "it was painted from a network by hand, which has no values to tune"
        raise InputError(fault("kind", says, "recipe", ways="nnart.render paints it"))
    shown = shrunk(job.size, SIDE) if size is None else job.size
    check_size(shown)
    try:
        from nnart.notebook.tuner import Tuner
    except ModuleNotFoundError as error:
        raise _needed(error) from None
    return Tuner(job.recipe, shown)


@checked
def explorer(seed: int = 0, count: int = 24, *, preset: str = ANY, **values: Any) -> Explorer:
    """Return a widget for notebooks: a wall of seeds to choose from. wall = nnart.explorer(preset="silk")

    `wall.recipe` is the recipe that was chosen last, or None; `wall.recipes` are all that are chosen. Dull
    seeds are left out. Needs `pip install 'nnart[jupyter]'`.

    Args:
        seed: the first seed.
        count: how many pictures it shows at first, and adds with "More"; 1 … 200.
        preset: a preset's name; "any", where the seed chooses; or "none".
        values: of all recipes, such as `palette="reef"` or `layers=40`.

    Raises:
        InputError: if a value is not valid, or anywidget is not installed.
    """
    _within(_FIRST, seed, "seed")
    _within(_COUNT, count, "count")
    check_names(values)
    given = {name: _text(name, value) for name, value in values.items() if value is not None}
    look = {PRESET: preset} | given
    next(candidates(look | {"from": str(seed)}))  # refuses what is not valid
    try:
        from nnart.notebook.explorer import Explorer
    except ModuleNotFoundError as error:
        raise _needed(error) from None
    return Explorer(look, seed, count)


def _within(kind: Whole, value: int, name: str) -> None:
    """Check an argument, and name it in the error."""
    try:
        kind.read(value)
    except InputError as error:
        raise error.about(name) from None


def _text(name: str, value: Any) -> str:
    """Return a value as looks hold it: text stays as it is."""
    try:
        simple = plain(value)
        return simple if isinstance(simple, str) else write_exactly(simple)
    except (TypeError, ValueError):
        raise InputError(fault("type", "a number or a text is needed", name, got=value)) from None


def _needed(error: ModuleNotFoundError) -> Exception:
    """Return what to raise when a module is missing: a line with the way out if it is anywidget."""
    if (error.name or "").partition(".")[0] not in _PACKAGES:
        return error
    says = "widgets in notebooks need anywidget"
    return InputError(fault("missing", says, ways="pip install 'nnart[jupyter]'"))
