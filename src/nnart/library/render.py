"""Rendering for callers of the library: one picture or many, in memory or into files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from io import IOBase
from itertools import count as counted
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast, overload

from nnart.checks.annotations import checked
from nnart.checks.kinds import Writable
from nnart.errors import InputError, fault
from nnart.files.atomic import check_target
from nnart.files.formats import check_bits, choose, find
from nnart.files.picture import Picture
from nnart.library.jobs import Source, check_names, is_set, job_of, starts_of
from nnart.network.network import Network
from nnart.progress import AnyProgress, counting
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.sizes import AnySize, check_dpi, size_of
from nnart.rendering.batch import Finished, render_jobs, save_jobs
from nnart.rendering.job import Job, Show
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.rendering.save import render_job
from nnart.rendering.save import save as save_job
from nnart.sources.opening import find_file

if TYPE_CHECKING:
    from nnart.explore.ranking import Ranking
    from nnart.sheets.sheet import Sheet

R = TypeVar("R")
Sources = Annotated[
    "Iterable[Source] | Sheet | Ranking | Path", "each is read by `job_of`, one alone by `starts_of`"
]
_SINGLE = (str, bytes, bytearray, memoryview, PathLike, IOBase)  # what may hold several recipes


@checked
def render(
    recipe: Source = None,
    size: AnySize | None = None,
    *,
    bits: int | None = None,
    network: Network | str | Path | None = None,
    show: Show | None = None,
    run: Run | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Picture:
    """Render a picture: nnart.render(seed=7, preset="silk", size="4k").

    Args:
        recipe: what to render; a random seed by default. Takes a `Recipe`, a seed, or a text as on the command
            line: the file name of a picture or recipe, a tile as "sheet.png#7", or a favourite's name. Also
            takes a recipe's text such as TOML, a file's bytes, a binary stream, a mapping of values, or
            anything with a recipe: a `Job`, `Picture` or `Tile`, or the result of `read`.
        size: (width, height), the side of a square, or a text such as "1920x1080", "4k" or "a3@300dpi". By
            default the size of the job, picture or preset, else 1024 x 1024.
        bits: 8 or 16 a channel; by default those of the job or picture, else 8.
        network: a network given by hand, or its file name, to use instead of the recipe's own.
        show: "picture" (default), or "samples" for a map of where the network is evaluated, which carries no
            recipe.
        run: how to render; no pixel depends on it. Its `limits` can refuse pictures that take too much.
        progress: shows the work: True for a line on standard error, tqdm, or a function that is called with the
            share just done.
        values: of the recipe, such as `layers=40`; also `preset="silk"` to start from a preset, and
            `exact=True` for tolerance 0. Without a seed, a random one is used; find it in
            `picture.recipe.seed`. A text never names a file of a palette, so that it may come from a stranger:
            `palette=Path("mine.gpl")` does.

    Raises:
        InputError: if an argument is not valid, or two contradict each other.
        FileError: if a file cannot be read.
        Cancelled: if the run's `cancel` is called.
    """
    job = job_of(recipe, size, bits=bits, network=network, show=show, **values)
    return render_job(job, (run or Run()).told(progress))


@checked
def save(  # noqa: PLR0913  - all that decides a picture, and what a file has
    recipe: Source,
    target: str | Path | Writable,
    run: Run | None = None,
    *,
    size: AnySize | None = None,
    bits: int | None = None,
    network: Network | str | Path | None = None,
    show: Show | None = None,
    format: str | None = None,  # noqa: A002  - as Pillow calls it
    dpi: int | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Painted:
    """Render a picture of any size into a file: nnart.save(nnart.Job(recipe, "16k"), "a.png").

    PNG, TIFF and NPY are written piece by piece, so memory does not grow with the picture. If a long call is
    interrupted, finished pieces stay in a .part file beside the target; repeat the call to resume, with the
    same bytes as a result. A TIFF of 2048 pixels a side or more is tiled and holds several sizes. The target is
    complete or not there at all.

    Args:
        recipe: a `Job`, or anything else that `render` takes. A `Picture` is written as it is, unless you give
            other values or another size. If a network given by hand takes more than 65,280 characters as JSON,
            the file carries neither network nor recipe.
        target: a path whose ending gives the format: .png, .jpg, .webp, .avif or .tif, or for a field .npy
            (float32, little-endian, without recipe) or .tif; or a binary stream.
        run: how to render; no pixel depends on it.
        size, bits, network, values: as for `render`.
        show: as for `Job`.
        format: "png", "jpg", "webp", "avif" or "tif", whatever the path's ending; by default by the ending, and
            PNG for streams.
        dpi: dots per inch of a print, 1 … 100,000, to store in the file; by default those of the job's size.
        progress: shows the work; as in `Run`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the file exists or cannot be written, or a different picture was started there.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    same = not values and all(one is None for one in (size, bits, network, show))
    if same and isinstance(recipe, Picture):
        recipe.save(target, format, dpi=dpi, force=run.force)
        return Painted(bool((recipe.pixels == recipe.pixels[0, 0]).all()), 0.0)
    job = job_of(recipe, size, bits=bits, network=network, show=show, **values)
    return save_job(job, target, run, format=format, dpi=dpi)


@overload
def render_many(
    recipes: Iterable[Source] | Sheet | Ranking | Path,
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
    recipes: Iterable[Source] | Sheet | Ranking | Path,
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
    """Render many pictures: for picture in nnart.render_many(range(8), "4k").

    Yields pictures in the order of the recipes. Small ones are rendered side by side, one a thread; large ones
    one after the other by all threads. Only a few are rendered ahead, so memory does not grow with their
    number, and `recipes` may be infinite.

    Args:
        recipes: each item is anything that `render` takes: recipes, seeds such as range(8), file names. Or a
            sheet, by its file name or from `read_sheet`, to render all of its tiles; or the result of
            `explore_seeds`.
        size, bits, values: as for `render`.
        to: write files instead, and yield a `Finished` for each: a path with {seed}, or with {number} counting
            from 1, such as "wall/{seed}.png". The folder is created. Existing files are not replaced, unless
            `run.force` is set.
        dpi: of the files, as for `save`.
        run: how to render; no pixel depends on it.
        progress: as for `render`. If `recipes` has no length, a line or tqdm counts pictures, and a function
            gets shares of a picture.

    Raises:
        InputError: if an argument is not valid.
        FileError: if a file exists or cannot be written.
        Cancelled: if the run's `cancel` is called.
    """
    run = (run or Run()).told(progress)
    sources = several(recipes)
    _check(sources, size, bits, values)
    jobs = (job_of(one, size, bits=bits, **values) for one in sources)
    count = max(1, len(sources)) if isinstance(sources, Sized) else None
    if to is None:
        return _told(partial(render_jobs, jobs), run, count)
    if dpi is not None:
        check_dpi(dpi)
    _filled(str(to), Recipe(), 1)
    return _told(lambda run, count: save_jobs(_named(jobs, str(to), run), run, count, dpi=dpi), run, count)


def several(recipes: Any) -> Iterable[Any]:
    """Return each of several recipes, as `render_many` takes them.

    Raises:
        InputError: if there is only one.
    """
    if isinstance(recipes, str) and (seeds := _seeds_of(recipes)):
        return seeds
    if isinstance(recipes, _SINGLE) or is_set(recipes):
        return starts_of(recipes)
    alone = isinstance(recipes, Mapping) or getattr(recipes, "ndim", 1) == 0
    if alone or not hasattr(recipes, "__iter__"):
        says = "several are needed: recipes, seeds such as range(8), names of files, or a sheet"
        raise InputError(fault("type", says, "recipes", got=recipes))
    return cast("Iterable[Any]", recipes)


def _seeds_of(text: str) -> list[int]:
    """Return the seeds in a text such as 1-8 that is not a file's name; none for other texts."""
    if find_file(text) is None:
        with suppress(InputError):
            return parse_seeds(text)
    return []


def _check(recipes: Iterable[Source], size: AnySize | None, bits: int | None, values: dict[str, Any]) -> None:
    """Check arguments before the first picture is rendered, without consuming an iterator."""
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
    """Return the run with progress; if the number of pictures is unknown, they are counted."""
    return paint(run, count) if count is not None else _counted(paint, run)


def _counted(paint: Callable[[Run, int], Generator[R, None, None]], run: Run) -> Generator[R, None, None]:
    with counting(run.progress) as progress, closing(paint(replace(run, progress=progress), 1)) as pictures:
        yield from pictures


def _named(jobs: Iterable[Job], template: str, run: Run) -> Generator[tuple[Job, Path], None, None]:
    """Yield jobs with their paths, creating folders."""
    for number, job in zip(counted(1), jobs, strict=False):
        path = _filled(template, job.recipe, number)
        choose(path, job.size, job.bits, alpha=job.channels == 4)
        path.parent.mkdir(parents=True, exist_ok=True)
        check_target(path, run.force)
        yield job, path


def _filled(template: str, recipe: Recipe, number: int) -> Path:
    """Return the path of a picture.

    Raises:
        InputError: if the template gives two pictures the same name, or its ending is unknown.
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
