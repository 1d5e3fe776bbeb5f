"""Rendering from what people give: one picture, or many, in memory or as files."""

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
        recipe: a `Recipe`; a seed; or what the command line takes: the name of a picture or of a recipe in
            TOML, a tile of a sheet as "sheet.png#7", a favourite. Or a recipe's text, such as TOML; a file's
            bytes or a binary stream; a mapping of its values, and perhaps a size; or what has a recipe: a
            `Job`, a `Picture`, a `Tile`, what `read` returns.
        size: (width, height), the side of a square, or a text such as "1920x1080", "4k" or "a3@300dpi". When
            not given, that of the job, picture or preset, or else 1024 x 1024.
        bits: 8 or 16 a channel; when not given, those of the job or picture, or else 8.
        network: one given by hand, or the name of a file that holds one, to render instead of the recipe's own.
        show: "picture", as when not given; or "samples", a map of where the network is evaluated, which carries
            no recipe.
        run: how; no pixel depends on it. Its `limits` refuse pictures that would take too much.
        progress: told of the work: True for a line on standard error, tqdm, or a function of shares.
        values: of a recipe, as `layers=40`; and `preset="silk"` to start from, and `exact=True` for a tolerance
            of 0. Without a seed, one is drawn at random: `picture.recipe.seed`. A text never names a file of a
            palette, so that it may come from a stranger: `palette=Path("mine.gpl")` does.

    Raises:
        InputError: if an argument breaks its rule, or two contradict each other.
        FileError: if a file cannot be used.
        Cancelled: after a call of the run's `cancel`.
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
    """Render a job into a file, which is complete or not there at all, or into a binary stream.

    A PNG, TIFF or field is rendered piece by piece, so that memory does not grow with the picture. If it takes
    long and is interrupted, the finished pieces stay in a file beside it with .part at the end of its name, and
    the same call resumes it to the same bytes. A TIFF of 2048 pixels a side or more is tiled, in several sizes.

    Args:
        recipe: a `Job`, or what else `render` takes; a `Picture` is written as it is, unless other values or
            another size are given. A network that takes more than 65,280 characters as JSON is rendered too,
            but the file then carries neither it nor the recipe.
        target: a path with an ending that says the format: .png, .jpg, .webp, .avif or .tif; for a field .npy
            (float32, little-endian, no place for a recipe) or .tif. Or a binary stream.
        run: how; no pixel depends on it.
        size, bits, network, values: as for `render`.
        show: as for `Job`.
        format: "png", "jpg", "webp", "avif" or "tif", whatever the path ends in; PNG of a stream if not given.
        dpi: dots per inch of a print, 1 … 100,000, for the file to say; those of the job's size when not given.
        progress: told of the work; as in `Run`.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists or cannot be written, or something else was started there.
        Cancelled: after a call of the run's `cancel`.
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
    """Render many pictures, each as it is asked for: for picture in nnart.render_many(range(8), "4k").

    They come in the order of the recipes. Small ones are painted side by side, each by one thread, and large
    ones one after the other, by all threads. A few are painted ahead of whoever takes them, so memory does not
    grow with their number, and `recipes` may be endless.

    Args:
        recipes: each what `render` takes first: recipes, seeds as range(8), names of files. Or a sheet, by its
            name or as `read_sheet` returns it, all tiles of which are rendered; or what `explore_seeds` found.
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
    """Return the seeds of a text such as 1-8 that names no file; none if it is something else."""
    if find_file(text) is None:
        with suppress(InputError):
            return parse_seeds(text)
    return []


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
