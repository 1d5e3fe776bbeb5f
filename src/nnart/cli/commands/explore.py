"""`nnart explore`."""

from __future__ import annotations

import os
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from nnart.cli import options as o
from nnart.cli.console import print_json, say
from nnart.cli.given import OPTIONS, Given, with_options
from nnart.cli.numbers import INTEGER
from nnart.cli.progress import progress_bar
from nnart.cli.recipes import Request, read_request, seeds_from
from nnart.cli.sheets import Contents, Entry, PaintedSheet, SheetOptions, check_drawn, paint, prepare, tell
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, NnartError, Way, fault
from nnart.explore.words import DEFAULT, HUES, NAMES, PREFERENCES, wishes_of
from nnart.inputfiles import STDIN, File
from nnart.recipe.knob import OUTPUT
from nnart.recipe.palettechoices import has_choices
from nnart.recipe.seeds import MAX_SEEDS, count_seeds, parse_seeds
from nnart.recipe.sizes import fit_longer

if TYPE_CHECKING:
    from nnart.explore.choosing import KeptSeed
    from nnart.explore.ranking import Ranking

_SCORES, _SHEET = Path("nnart-explore.db"), "nnart-explore.png"
_COUNT = 1000  # seeds, when none are given
_RECIPES = (".toml", ".json", ".txt")  # files that are no pictures
_LIKE, _MAX_LIKE = 128, 2048  # pixels of the shorter side of what is painted to remind of it; of the longer
_MAX_NAME = 40  # characters of the name of a picture to remind of
_VISIBLE = 0.15  # of a hue, below which nobody would name it
_MEASURES = NAMES[: -len(HUES)]  # hues are among the words
_NOT_EXPLORED = ("seed", "genome", "network")  # as what is explored is seeds
_OPTIONS: dict[str, tuple[Any, object]] = {
    name: (kind, False if name == "exact" else None)
    for name, kind in OPTIONS.items()
    if name not in _NOT_EXPLORED
}


EXAMPLES = {
    "nnart explore --prefer calm,blue --open": "Find calm blue pictures among the seeds 0 to 999.",
    "nnart explore --seeds 0..9999 --palette ink --keep 12": "Keep the best twelve of 10000 seeds, all in ink.",
    "nnart explore --like nnart-7.png": "Find pictures that resemble another one.",
}


def _explore(
    given: Given,
    seeds: Annotated[
        str | None,
        typer.Option(
            "--seeds",
            "--seed",
            "-s",
            metavar="SEEDS",
            help="Which seeds to look at: 0..9999, or a list 1,5,10..20. (default: 0..999)",
        ),
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count",
            "-n",
            **INTEGER,
            help="How many seeds to look at, counted from --seed or 0. (default: 1000, or those given)",
        ),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(**INTEGER, help="How many pictures to keep, 1 … 1000. (default: 24)")
    ] = None,
    prefer: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS",
            help="What you look for, such as calm,blue. Also what not: bold,not-busy; and weights: calm=2. "
            f"Words: {', '.join(PREFERENCES)}. Measures: {', '.join(_MEASURES)}. "
            f"(default: {DEFAULT})",
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="PICTURE",
            help="Look for pictures that resemble this one in light and dark: a photograph, a drawing, or "
            "anything that nnart paints. It can be a PNG, JPEG, WebP, AVIF, TIFF, GIF and so on, sheet.png#7, "
            "a seed, a recipe, a favourite, a code, or - for standard input. nnart may turn what it finds and "
            "reverse its colours.",
        ),
    ] = None,
    scores: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            parser=Path,
            help="SQLite file that keeps all scores, so that nnart measures each seed only once. "
            f"(default: {_SCORES})",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = _SCORES,
    size: o.TileSize = None,
    columns: o.Columns = None,
    output: Annotated[str | None, o.sheet_output(_SHEET), o.FIRST] = None,
    force: o.SheetForce = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", help="Print only the seeds that are kept.", rich_help_panel=OUTPUT),
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help=f"Print one line of JSON for each kept seed, then a summary. {o.JSON_SEEDS}",
            rich_help_panel=OUTPUT,
        ),
    ] = False,
    opens: o.Open = False,
) -> None:
    """Look at many seeds, and keep a diverse set of the best.

    nnart paints each seed at 128 x 128 pixels, measures it and rejects dull ones. Among the best matches
    for --prefer or --like, it keeps those that differ most. It prints them best first, each with its score
    and a few words, and paints them on a sheet. You can interrupt it at any time; the same command resumes.
    """
    from nnart.cli.limits import check_limits
    from nnart.explore.ranking import KEEP, check_keep, explore_seeds
    from nnart.explore.scoring import SIZE, unscored
    from nnart.files.formats import PNG
    from nnart.machine.heap import keep_freed
    from nnart.rendering.job import Job
    from nnart.rendering.limits import find_limits
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads

    if prefer is not None:
        wishes_of(prefer)
    by_default = seeds is None and count is None
    seeds = count_seeds(0, _COUNT if count is None else count) if seeds is None else seeds_from(seeds, count)
    found, keep = list(dict.fromkeys(parse_seeds(seeds, "seeds"))), KEEP if keep is None else keep
    check_keep(keep)
    _check_several(found, count)
    stdin = standard_input(like=like, **{name: given[name] for name in ("recipe", "source", "palette")})
    chosen = read_request(given | dict.fromkeys(_NOT_EXPLORED), 8, seeds=found)
    check_drawn(chosen)
    reminded = _open_like(like, stdin)
    sheet = SheetOptions.of(
        _SHEET,
        output=output,
        size=size,
        columns=columns,
        force=force,
        huge=huge,
        threads=threads,
        quiet=quiet,
        as_json=False,
        opens=opens,
    )
    if _same_file(scores, sheet.path):
        says = "the sheet would replace the scores"
        raise InputError(fault("conflict", says, "scores", "output", ways="take two names"))
    # Which seeds will be on the sheet nobody knows yet, but how many.
    likely = chosen.recipes(keep)
    chosen.tell(quiet, choices=False)
    prepare(Contents([Entry(str(recipe.seed), recipe) for recipe in likely], "likely"), sheet)
    values = _values(chosen, likely[0].to_dict())
    if not huge and (missing := unscored(found, values, scores)):
        check_limits(Job(likely[0], SIZE), PNG, find_limits(), missing, threads)
    keep_freed()
    if by_default:
        say(f"looking at seeds {seeds}; --seeds takes others", quiet)
    with progress_bar(_of(len(found), "seed", "seeds"), quiet) as progress:
        ranking = explore_seeds(
            found,
            values,
            keep=keep,
            prefer=prefer,
            like=reminded,
            scores=scores,
            run=Run(Threads(threads), progress),
        )
    _tell(ranking, keep, scores, quiet)
    _tell_missing(ranking, prefer, quiet)
    try:
        if ranking.kept:  # first of all, as whoever reads our output may leave early
            painted = _paint(ranking, chosen, _wanted(prefer, like), sheet)
    finally:  # what was found is worth telling even if no sheet could be written
        _print(ranking, as_json, quiet)
    if not ranking.kept:
        says = f"none of {_of(ranking.seeds, 'seed', 'seeds')} is worth keeping ({_reasons(ranking)})"
        raise NnartError(fault("count", says, "seeds", ways="take others, or other options"))
    tell(painted, sheet)


explore = with_options(_explore, _OPTIONS, "given")


def _paint(ranking: Ranking, chosen: Request, wanted: str, sheet: SheetOptions) -> PaintedSheet:
    """Paint what is kept, after saying what its seeds choose."""
    kept = replace(chosen, seeds=[one.recipe.seed for one in ranking.kept], remarks=())
    kept.tell(sheet.quiet)
    tiles = [
        Entry(name, one.recipe, one.words, kept.choice_of(one.recipe.seed))
        for name, one in zip(kept.names, ranking.kept, strict=True)
    ]
    title = chosen.title(f"{wanted}: {len(tiles)} of {_of(ranking.seeds, 'seed', 'seeds')}")
    return paint(Contents(tiles, title, chosen=chosen.chosen), sheet)


def _open_like(like: str | None, stdin: BinaryIO | None) -> File | None:
    """Return the picture that others should remind of: a file as it is, and all else painted.

    Raises:
        InputError: as `nnart.sources.opening.open_source`.
        FileError: likewise.
    """
    from nnart.rendering.job import Job
    from nnart.rendering.save import render_job
    from nnart.sources.opening import find_file, open_source

    file = None if like is None else find_file(like, stdin=stdin)
    if like is None or (file is not None and Path(like).suffix.lower() not in _RECIPES):
        return file
    begun = open_source(like)
    longer = min(_MAX_LIKE, _LIKE * max(begun.size) // min(begun.size))
    picture = render_job(Job(begun.recipe(), fit_longer(begun.size, longer), network=begun.network))
    return BytesIO(picture.to_bytes())


def _check_several(seeds: list[int], count: int | None) -> None:
    """Refuse one seed, which is probably meant to be how many."""
    if len(seeds) == 1 and count is None:
        number = seeds[0] if 1 < seeds[0] <= MAX_SEEDS else _COUNT
        says = f"{seeds[0]} is a single seed, which leaves nothing to choose"
        raise InputError(fault("count", says, "seeds", ways=Way(f"looks at {number}", "count", number)))


def _same_file(one: Path, other: Path) -> bool:
    """Return whether two names lead to one file, which need not be there yet."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def _values(chosen: Request, first: dict[str, Any]) -> dict[str, Any]:
    """Return the values that were given, as they are kept, without the seed."""
    asked = chosen.begun.values | chosen.changes
    values = {name: value for name, value in first.items() if name in asked.keys() - {"seed", "genome"}}
    chosen_by_seeds = {"preset"} & asked.keys() | ({"palette"} if has_choices(asked) else set())
    return values | {name: asked[name] for name in chosen_by_seeds}


def _print(ranking: Ranking, as_json: bool, quiet: bool) -> None:
    """Print the kept seeds, and over those for people what is in which column."""
    if as_json:
        for one in ranking.kept:
            print_json(_facts(one))
        counts = {"seeds": ranking.seeds, "scored": ranking.scored, "rejected": dict(ranking.rejected)}
        print_json(counts)
    elif ranking.kept:
        width = max(6, *(len(str(one.recipe.seed)) for one in ranking.kept))
        say(f"{'seed':>{width}}  score  in words, among {_of(ranking.seeds, 'seed', 'seeds')}", quiet)
        for one in ranking.kept:
            print(_line(one, width))


def _line(one: KeptSeed, width: int) -> str:
    """Return a kept seed as people read it."""
    return f"{one.recipe.seed:>{width}}  {one.score:5.2f}  {one.words}"


def _facts(one: KeptSeed) -> dict[str, Any]:
    from nnart.rendering.reproduce import editable_data

    return {
        "seed": one.recipe.seed,
        "score": one.score,
        "measures": asdict(one.measures),
        "deviations": dict(one.deviations),
        "places": dict(one.places),
        "likeness": one.likeness,
        "words": one.words,
        **editable_data(one.recipe),
    }


def _tell(ranking: Ranking, keep: int, scores: Path, quiet: bool) -> None:
    """Say what became of all seeds."""
    before = f", {ranking.seeds - ranking.scored} of them before" if ranking.scored < ranking.seeds else ""
    if not ranking.scored:
        before = " before"
    say(f"{_of(ranking.seeds, 'seed was', 'seeds were')} scored{before}: {scores}", quiet)
    if not ranking.kept:  # which is an error, and said as one
        return
    if ranking.rejected:
        say(f"{_of(sum(ranking.rejected.values()), 'was', 'were')} rejected: {_reasons(ranking)}", quiet)
    fewer = f" instead of {keep}, as there are no more" if len(ranking.kept) < keep else ""
    say(f"{_of(len(ranking.kept), 'is', 'are')} kept{fewer}", quiet)


def _wanted(prefer: str | None, like: str | None) -> str:
    """Return what was asked for, as a sheet's title says it."""
    if like is None:
        return prefer or DEFAULT
    name = f"seed {like}" if like.isdigit() else Path(like).name[:_MAX_NAME]
    reminds = f"reminds of {'standard input' if like == STDIN else name}"
    return reminds if prefer is None else f"{reminds}, {prefer}"


def _tell_missing(ranking: Ranking, prefer: str | None, quiet: bool) -> None:
    """Say which hues were asked for that nobody would see in all that is kept, and of what no seed has much."""
    asked = [] if prefer is None else [wish.word.name for wish in wishes_of(prefer)]
    if "symmetric" in asked and any(one.recipe.symmetry == "none" for one in ranking.kept):
        say("seeds are a little symmetric by chance; --symmetry mirror makes all of it exact", quiet)
    for hue in [name for name in asked if name in HUES]:
        clearly = sum(getattr(one.measures, hue) >= _VISIBLE for one in ranking.kept)
        if clearly < len(ranking.kept):
            kept = _of(len(ranking.kept), "kept picture", "kept pictures")
            say(f"clearly {hue}: {clearly} of {kept}; to get more, give a palette of that colour", quiet)


def _reasons(ranking: Ranking) -> str:
    """Return how many seeds were rejected for each reason."""
    return ", ".join(f"{count} {reason}" for reason, count in ranking.rejected.items())


def _of(count: int, one: str, more: str) -> str:
    """Return a number before the words for one or for any other."""
    return f"{count} {one if count == 1 else more}"
