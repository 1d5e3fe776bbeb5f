"""Rendering from what people give: one picture, or many, in memory or as files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import count as counted
from pathlib import Path
from typing import Annotated, Any, TypeVar, overload

from nnart.checks.annotations import checked
from nnart.errors import InputError, fault
from nnart.files.atomic import check_target
from nnart.files.formats import check_bits, choose, find
from nnart.files.picture import Picture
from nnart.library.jobs import Source, check_names, job_of
from nnart.network.network import Network
from nnart.progress import AnyProgress, counting
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import AnySize, check_dpi, size_of
from nnart.rendering.batch import Finished, render_jobs, save_jobs
from nnart.rendering.job import Job, Show
from nnart.rendering.run import Run
from nnart.rendering.save import render_job

R = TypeVar("R")
Sources = Annotated[Iterable[Source], "each is read by `job_of`"]


@checked
def render(
    recipe: Source = None,
    size: AnySize | None = None,
    *,
    bits: int | None = None,
    network: Network | str | Path | None = None,
    show: Show = "picture",
    run: Run | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Picture:
    """Render a picture: nnart.render(seed=7, preset="silk", size="4k").

    Args:
        recipe: a `Recipe`; a seed; or what the command line takes: the name of a picture or of a recipe in
            TOML, a tile of a sheet as "sheet.png#7", a favourite. Or a `Picture`, a mapping, or what `read`
            returns.
        size: (width, height), the side of a square, or a text such as "1920x1080", "4k" or "a3@300dpi". When
            not given, that of the picture or the preset, or else 1024 x 1024.
        bits: 8 or 16 a channel; when not given, those of the picture, or else 8.
        network: one given by hand, or the name of a file that holds one, to render instead of the recipe's own.
        show: "picture"; or "samples", a map of where the network is evaluated, which carries no recipe.
        run: how; no pixel depends on it. Its `limits` refuse pictures that would take too much.
        progress: told of the work: True for a line on standard error, tqdm, or a function of shares.
        values: of a recipe, as `layers=40`; and `preset="silk"` to start from, and `exact=True` for a tolerance
            of 0. Without a seed, one is drawn at random: `picture.recipe.seed`.

    Raises:
        InputError: if an argument breaks its rule, or two contradict each other.
        FileError: if a file cannot be used.
        Cancelled: after a call of the run's `cancel`.
    """
    job = job_of(recipe, size, bits=bits, network=network, show=show, **values)
    return render_job(job, (run or Run()).told(progress))


@overload
def render_many(
    recipes: Iterable[Source],
    size: AnySize | None = None,
    *,
    to: None = None,
    bits: int | None = None,
    run: Run | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Iterator[Picture]: ...
@overload
def render_many(
    recipes: Iterable[Source],
    size: AnySize | None = None,
    *,
    to: str | Path,
    bits: int | None = None,
    dpi: int | None = None,
    run: Run | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Iterator[Finished]: ...
@checked
def render_many(
    recipes: Sources,
    size: AnySize | None = None,
    *,
    to: str | Path | None = None,
    bits: int | None = None,
    dpi: int | None = None,
    run: Run | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Iterator[Picture] | Iterator[Finished]:
    """Render many pictures, each as it is asked for: for picture in nnart.render_many(range(8), "4k").

    They come in the order of the recipes. Small ones are painted side by side, each by one thread, and large
    ones one after the other, by all threads. A few are painted ahead of whoever takes them, so memory does not
    grow with their number, and `recipes` may be endless.

    Args:
        recipes: each what `render` takes first: recipes, seeds as range(8), names of files.
        size, bits, values: as for `render`.
        to: write files, and yield what became of each: a path with {seed}, or {number} from 1, as
            "wall/{seed}.png", whose folder is made. Files that are there are not replaced, unless the run
            forces that.
        dpi: of the files, as for `save`.
        run: how; no pixel depends on it.
        progress: told of the work, as for `render`. Of recipes without a length, a line or tqdm counts the
            pictures, and a function is called with shares of a picture.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if a file exists or cannot be written.
        Cancelled: after a call of the run's `cancel`.
    """
    single = isinstance(recipes, (str, bytes, Mapping)) or getattr(recipes, "ndim", 1) == 0
    if single or not hasattr(recipes, "__iter__"):
        says = "several are needed: recipes, seeds such as range(8), or names of files"
        raise InputError(fault("type", says, "recipes", got=recipes))
    run = (run or Run()).told(progress)
    _check(recipes, size, bits, values)
    jobs = (job_of(one, size, bits=bits, **values) for one in recipes)
    count = max(1, len(recipes)) if isinstance(recipes, Sized) else None
    if to is None:
        return _told(partial(render_jobs, jobs), run, count)
    if dpi is not None:
        check_dpi(dpi)
    _filled(str(to), Recipe(), 1)
    return _told(lambda run, count: save_jobs(_named(jobs, str(to), run), run, count, dpi=dpi), run, count)


def _check(recipes: Iterable[Source], size: AnySize | None, bits: int | None, values: dict[str, Any]) -> None:
    """Check what can be before the first picture is asked for; what is gone through once is left whole."""
    if isinstance(recipes, Sequence):
        for first in recipes[:1]:
            job_of(first, size, bits=bits, **values)
    if size is not None:
        size_of(size)
    if bits is not None:
        check_bits(bits)
    check_names(values)


def _told(
    paint: Callable[[Run, int], Generator[R, None, None]], run: Run, count: int | None
) -> Generator[R, None, None]:
    """Return what paints, told of progress; pictures of which nobody knows how many there are, are counted."""
    return paint(run, count) if count is not None else _counted(paint, run)


def _counted(paint: Callable[[Run, int], Generator[R, None, None]], run: Run) -> Generator[R, None, None]:
    with counting(run.progress) as progress, closing(paint(replace(run, progress=progress), 1)) as pictures:
        yield from pictures


def _named(jobs: Iterable[Job], template: str, run: Run) -> Generator[tuple[Job, Path], None, None]:
    """Yield jobs with their paths, whose folder is made."""
    for number, job in zip(counted(1), jobs, strict=False):
        path = _filled(template, job.recipe, number)
        choose(path, job.size, job.bits, alpha=job.channels == 4)
        path.parent.mkdir(parents=True, exist_ok=True)
        check_target(path, run.force)
        yield job, path


def _filled(template: str, recipe: Recipe, number: int) -> Path:
    """Return the path of a picture.

    Raises:
        InputError: if the template does not tell pictures from each other, or no format has its ending.
    """
    try:
        name = template.format(seed=recipe.seed, number=number)
    except (ValueError, LookupError, AttributeError):
        says = "a path with {seed} or {number} is needed, and no other braces"
        raise InputError(fault("syntax", says, "to", got=template)) from None
    if name == template:
        says = "a path with {seed} or {number} is needed, as each picture has a file"
        raise InputError(fault("missing", says, "to", got=template))
    try:
        find(Path(name))
    except InputError as error:
        raise error.about("to") from None
    return Path(name)
